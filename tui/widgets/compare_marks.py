"""The signs of a comparison: which glyph and which word stand for a verdict, a mark, a row.

Meaning is never left to colour: every sign has a glyph.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tui import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.compare.result import Fact, FactKind, MarkKind, RowKind, Side, Verdict

#: How a stretch of a sentence is drawn: by its mark, as the cap in front of one, or as part of a fold.
Role: TypeAlias = str

#: The kinds of marks as they are drawn. "roughly" are those marked as close that are no more than rounded or
#: vaguer: agreement, and not to be mistaken for a difference.
Drawn: TypeAlias = "MarkKind | Literal['roughly']"

#: When marks overlap, the one that a fact-checker must not miss is drawn.
MARK_ORDER: Final[tuple[Drawn, ...]] = ("differ", "close", "spelling", "roughly", "unique", "agree")

#: Stands in a cell of its own before a marked stretch, so that no word of the source is altered. Agreement is
#: the calm case: it is underlined and has no cap.
MARK_CAPS: Final[dict[Drawn, str]] = {
    "differ": glyphs.DIFFER,
    "close": glyphs.CLOSE,
    "spelling": glyphs.SPELLING,
    "roughly": glyphs.CLOSE,
    "unique": glyphs.UNIQUE,
    "agree": "",
}

ROW_GLYPHS: Final[dict[RowKind, str]] = {
    "same": glyphs.AGREE,
    "related": glyphs.CLOSE,
    "only_a": "A",
    "only_b": "B",
}


@dataclass(frozen=True, slots=True)
class Sign:
    """How a verdict is shown: a glyph, a word, and the role that colours both."""

    glyph: str
    word: str
    role: Role


SPELLING: Final = Sign(glyphs.SPELLING, "spelling", "spelling-word")

#: Most telling first: the order of the facts panel.
SIGNS: Final[dict[Verdict, Sign]] = {
    "differ": Sign(glyphs.DIFFER, "differ", "differ-word"),
    "then_now": Sign(glyphs.LATER, "then/now", "then-now"),
    "close": Sign(glyphs.CLOSE, "close", "close-word"),
    "rounding": Sign(glyphs.CLOSE, "rounded", "agree-word"),
    "compatible": Sign(glyphs.CLOSE, "compatible", "agree-word"),
    "agree": Sign(glyphs.AGREE, "agree", "agree-word"),
    "only_a": Sign("A", "only in A", "only-a"),
    "only_b": Sign("B", "only in B", "only-b"),
}

#: Verdicts by which the two say the same, one of them less exactly.
ROUGHLY: Final[frozenset[Verdict]] = frozenset(("rounding", "compatible"))

#: Verdicts by which the two accounts do not say the same.
DIFFERING: Final[frozenset[Verdict]] = frozenset(("differ", "close", "then_now"))

KIND_WORDS: Final[dict[FactKind, tuple[str, str]]] = {
    "figure": ("figure", "figures"),
    "date": ("date", "dates"),
    "person": ("person", "people"),
    "place": ("place", "places"),
    "quotation": ("quotation", "quotations"),
}


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return ``number`` with its noun: "1 sentence", "3 sentences"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def side_word(side: Side) -> str:
    """Return the letter by which the screen calls a side."""
    return side.upper()


def sign(fact: Fact) -> Sign:
    """Return how the verdict on ``fact`` is shown; names that are close are one name in two spellings."""
    if fact.verdict == "close" and fact.kind in ("person", "place"):
        return SPELLING
    return SIGNS[fact.verdict]


def urgency(fact: Fact) -> int:
    """Return a number by which facts sort most telling first; spellings come after all else that is close."""
    return 2 * list(SIGNS).index(fact.verdict) + (sign(fact) is SPELLING)


def tally(facts: Iterable[Fact]) -> list[tuple[Sign, int]]:
    """Count ``facts`` by sign, most telling first; what agrees roughly counts as what agrees."""
    signs = [SIGNS[verdict] for verdict in ("differ", "then_now", "close")]
    signs += [SPELLING, *(SIGNS[verdict] for verdict in ("agree", "only_a", "only_b"))]
    counts = Counter(sign(fact).role for fact in facts)
    return [(each, counts[each.role]) for each in signs]
