"""When two texts are the same, or nearly so."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections import Counter

#: Share of common word triples (Jaccard) from which on two texts are nearly the same.
NEARLY_SAME = 0.85
_SKETCH = 8
_SKETCHED_TEXT = 1200  # characters; enough to find candidates, which are then compared whole
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def text_key(text: str) -> str:
    """Return what texts of the same words share, whatever their case, spaces and punctuation."""
    words = " ".join(_WORD.findall(text.casefold())) or text.strip()
    return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def short_key(text: str) -> str:
    """Return ten hexadecimal digits that stand for ``text``."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def slug(text: str) -> str:
    """Return a short word for ids: ``The Northgate Wire`` becomes ``the-northgate-wire``."""
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:24].strip("-") or "article"


def sketch(text: str) -> list[int]:
    """Return a few numbers, some of which any nearly same text has too: the least hashes of word triples.

    A bottom-k sketch: A. Broder, "On the resemblance and containment of documents", SEQUENCES 1997.
    """
    words = _WORD.findall(text[:_SKETCHED_TEXT].casefold())
    triples = {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
    return sorted(zlib.crc32(triple.encode("utf-8", "surrogatepass")) for triple in triples)[:_SKETCH]


def likeness(text: str, other: str) -> float:
    """Return the share of word triples that two texts have in common, 0 to 1."""
    own, others = _triples(text), _triples(other)
    union = len(own | others)
    return len(own & others) / union if union else 1.0


def contained(part: str, whole: str) -> float:
    """Return the share of ``part``'s word triples that stand in ``whole`` too, 0 to 1."""
    own = _triples(part)
    return len(own & _triples(whole)) / len(own)


def same_figures(text: str, other: str) -> bool:
    """Whether two texts name the same numbers, each as often, in any order."""
    return figures_of(text) == figures_of(other)


def figures_of(text: str) -> Counter[str]:
    """Return the numbers in figures that a text names, and how often each."""
    return Counter(_DIGITS.findall(text))


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2))}
