"""What a passage differs from, where that stands in another row: quoted beside it, with its place.

Whoever sees “≠47 people were injured” wants to see the 31 of the other account too, wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui import glyphs
from tui.widgets.compare_marks import DIFFERING, sign, urgency
from tui.widgets.compare_passages import Anchor, Passage, whole_characters
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Fact, FactSide, Side
    from tui.widgets.compare_blocks import Block, FactsBySentence

#: So many are quoted beside one block.
_MOST: Final = 3
#: How much of the sentence is quoted before and behind what differs, in characters.
_BEFORE, _BEHIND = 70, 60
#: A name in two spellings needs no quoting.
_KINDS: Final = frozenset(("figure", "date", "quotation"))


def references(block: Block, side: Side, texts: Sequence[str], facts: FactsBySentence) -> list[Passage]:
    """Return quotations of ``side`` that differ from what ``block`` says on the other side.

    Only what stands in other blocks is quoted, the most telling first. ``texts``: all sentences of ``side``.
    """
    other: Side = "b" if side == "a" else "a"
    held: dict[int, Fact] = {}
    for sentence in block.sentences(other):
        held.update((id(fact), fact) for fact in facts.get((other, sentence), ()))
    found = []
    for fact in sorted(held.values(), key=urgency):
        end = fact.a if side == "a" else fact.b
        if (
            end
            and fact.verdict in DIFFERING
            and fact.kind in _KINDS
            and end.sentence not in block.sentences(side)
        ):
            found.append(_quotation(fact, end, side, texts[end.sentence]))
    return found[:_MOST]


def _quotation(fact: Fact, end: FactSide, side: Side, sentence: str) -> Passage:
    shown = sign(fact)
    text = one_line(sentence)
    start, stop = whole_characters(text, end.start, end.end)
    first = 0 if start <= _BEFORE else text.rfind(" ", 0, start - _BEFORE // 2) + 1
    last = len(text) if len(text) - stop <= _BEHIND else text.find(" ", stop + _BEHIND // 2)
    last = len(text) if last < 0 else last
    head = f"{shown.glyph} {side.upper()}{end.sentence + 1} "
    lead, tail = (glyphs.ELLIPSIS if first else ""), (glyphs.ELLIPSIS if last < len(text) else "")
    shift = len(head) + len(lead) - first
    role = {"differ": "differ", "close": "close", "then_now": "close"}[fact.verdict]
    whole = head + lead + text[first:last] + tail
    spans = (
        Span(0, len(head), shown.role),
        Span(len(head), start + shift, "gist"),
        Span(start + shift, stop + shift, role),
        Span(stop + shift, len(whole), "gist"),
    )
    return Passage(whole, spans, (Anchor(end.sentence, first, first + shift),))
