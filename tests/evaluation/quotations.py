"""Quotations: is the speaker right, and are quotations that two accounts share found as shared?

Judged on the ``quotes`` of the gold pairs. These pairs were open while the rules were written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.compare.facts import extract
from index.compare.quotations import quotation_facts
from index.spelling import fold_name, same_name
from tests.evaluation.gold import gold_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.compare.facts import ArticleFacts
    from index.compare.quotations import Quotation

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    ("a", "an", "and", "her", "his", "its", "of", "official", "one", "s", "the", "their", "unnamed")
)


@dataclass
class Score:
    """Counts over all gold quotations; ``wrong`` lists them for a reader."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def run(data: Path) -> None:
    """Print speakers right, given wrongly and not given, and how many shared quotations are found."""
    score = judge(data)
    counts = score.counts
    total = counts["right"] + counts["wrong"] + counts["unattributed"] + counts["not found"]
    print("\nQuotations: speakers on the gold pairs (open)")
    print(f"  {'quotations':<28}{total:>8}")
    for kind in ("right", "wrong", "unattributed", "not found"):
        label = kind if kind == "not found" else f"speaker {kind}"
        print(f"  {label:<28}{counts[kind]:>8}{counts[kind] / total:>8.2f}")
    given = counts["right"] + counts["wrong"]
    print(f"  {'right, of those given':<28}{given:>8}{counts['right'] / max(1, given):>8.2f}")
    shared = counts["shared found"] + counts["shared missed"]
    print(f"  {'shared by both, found':<28}{shared:>8}{counts['shared found'] / max(1, shared):>8.2f}")


def judge(data: Path) -> Score:
    """Compare every gold quotation with what is extracted."""
    score = Score()
    for pair in gold_pairs(data):
        sides = {"a": extract(pair.a.article), "b": extract(pair.b.article)}
        shared = _shared(sides["a"], sides["b"])
        for quote in pair.data.get("quotes") or ():
            found = _find(sides[quote["side"]].quotations, quote)
            kind = _verdict(found, quote)
            score.counts[kind] += 1
            if kind != "right":
                ours = f"{found.speaker} ({found.how})" if found else ""
                score.wrong.append(f"{kind}: {pair.event[:8]} {quote} -> {ours}")
            if quote.get("also") is not None and quote["side"] == "a":
                hit = found is not None and (found.sentence, found.start) in shared
                score.counts["shared found" if hit else "shared missed"] += 1
                if not hit:
                    score.wrong.append(f"shared missed: {pair.event[:8]} {quote}")
    return score


def _shared(a: ArticleFacts, b: ArticleFacts) -> set[tuple[int, int]]:
    """Where A's quotations (every piece) begin that B carries too."""
    paired = {(fact.a.sentence, fact.a.start) for fact in quotation_facts(a, b, ()) if fact.a and fact.b}
    groups = {one.group for one in a.quotations if (one.sentence, one.start) in paired}
    return {(one.sentence, one.start) for one in a.quotations if one.group in groups}


def _find(records: Sequence[Quotation], quote: dict[str, Any]) -> Quotation | None:
    words = _words(quote["words"])[:4]
    best = None
    for record in records:
        ours = _words(record.text)
        if ours[: len(words)] == words:
            return record
        if best is None and " ".join(words) in " ".join(ours):
            best = record
    return best


def _verdict(found: Quotation | None, quote: dict[str, Any]) -> str:
    if found is None:
        return "not found"
    gold = quote.get("speaker")
    if gold is None:
        return "right" if found.speaker is None else "wrong"
    if found.speaker is None:
        return "unattributed"
    if same_name(found.speaker, gold):
        return "right"
    ours, theirs = (set(_words(text)) - _EMPTY for text in (found.speaker, gold))
    return "right" if ours and theirs and (ours <= theirs or theirs <= ours) else "wrong"


def _words(text: str) -> list[str]:
    return [fold_name(word) for word in _WORD.findall(text)]
