"""Articles in web pages: how much of the body is found, and how much else, beside plain trafilatura.

Judged on the article-extraction benchmark's pages by its own measure: shingles of four words, precision and
recall averaged over the pages. These pages were open while the rules were written.
"""

from __future__ import annotations

import gzip
import json
import re
import statistics
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from index.intake.pages import PageError, decode_page, read_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SHINGLE = 4
#: Shares of shingles that are right, too many and missing; they add up to 1.
_Shares: TypeAlias = tuple[float, float, float]


def run(data: Path) -> None:
    """Print precision, recall and F1 of ours, of plain trafilatura, and the pages that fare worst."""
    folder = data / "html_pages"
    if not folder.is_dir():
        print(f"\nPages: skipped, no {folder}")
        return
    gold = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: gzip.decompress((folder / f"{name}.html.gz").read_bytes()) for name in gold}
    print(f"\nPages: bodies of {len(pages)} saved news pages (open)")
    print(f"  {'':<34}{'precision':>10}{'recall':>8}{'F1':>8}")
    for label, extract in (("ours", ours), ("plain trafilatura", plain), ("without comments", uncommented)):
        shares = {name: compare(gold[name]["articleBody"], extract(page)) for name, page in pages.items()}
        precision, recall, f1 = summary(list(shares.values()))
        print(f"  {label:<34}{precision:>10.4f}{recall:>8.4f}{f1:>8.4f}")
        if label == "ours":
            worst = sorted(shares, key=lambda name: shares[name][0])[:5]
            trouble = [f"{shares[name][0]:.2f} {gold[name]['url'][:70]}" for name in worst]
    print("  worst of ours: " + "; ".join(trouble))


def ours(page: bytes) -> str:
    """The body as Lateral finds it."""
    try:
        return read_page(page).text
    except PageError:
        return ""


def plain(page: bytes) -> str:
    """The body as trafilatura finds it with its own settings."""
    from trafilatura import extract

    return extract(decode_page(page)) or ""


def uncommented(page: bytes) -> str:
    """The body as trafilatura finds it when told to leave out readers' comments."""
    from trafilatura import extract

    return extract(decode_page(page), include_comments=False) or ""


def compare(gold: str, found: str) -> _Shares:
    """Count shingles that are right, too many and missing, each page weighing the same."""
    wanted, got = _shingles(gold), _shingles(found)
    right = (wanted & got).total()
    parts = (right, got.total() - right, wanted.total() - right)
    whole = sum(parts) or 1
    return parts[0] / whole, parts[1] / whole, parts[2] / whole


def summary(shares: Sequence[_Shares]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all pages."""
    precision = statistics.mean(right / (right + more) for right, more, _ in shares if right + more)
    recall = statistics.mean(right / (right + less) for right, _, less in shares if right + less)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
