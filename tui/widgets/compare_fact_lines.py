"""The facts panel as lines: what differs first, then by kind. Pure functions over facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui import glyphs
from tui.widgets.compare_marks import DIFFERING, KIND_WORDS, SIGNS, sign, urgency
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Piece, cells, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Fact, FactKind, FactSide

#: From this width on there is room for the verdict as a word; its sign is always there.
WORDED_WIDTH = 72
_WORD_WIDTH = max(len(sign.word) for sign in SIGNS.values()) + 1
_QUOTES = "“”\"'"
#: The runs of one look that a line of the panel consists of.
FactLineText: TypeAlias = "tuple[Piece, ...]"

_KINDS: tuple[FactKind, ...] = ("figure", "date", "quotation", "person", "place")


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of the panel. ``fact`` is the index of the fact it belongs to; None for headings and gaps."""

    pieces: tuple[Piece, ...]
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under one heading, as indices."""

    title: str
    facts: tuple[int, ...]


def sections(facts: Sequence[Fact]) -> tuple[Section, ...]:
    """Sort ``facts``: what differs under the first heading, the rest by kind."""
    order = sorted(range(len(facts)), key=lambda at: (urgency(facts[at]), _KINDS.index(facts[at].kind)))
    found = [Section("What differs", tuple(at for at in order if facts[at].verdict in DIFFERING))]
    for kind in _KINDS:
        rest = [at for at in order if facts[at].kind == kind and facts[at].verdict not in DIFFERING]
        found.append(Section(KIND_WORDS[kind][1].capitalize(), tuple(rest)))
    return tuple(section for section in found if section.facts)


def fact_lines(facts: Sequence[Fact], width: int) -> tuple[FactLine, ...]:
    """Set all of ``facts`` in ``width`` cells as a table: what it is about, what A says, what B says."""
    lines: list[FactLine] = []
    for section in sections(facts):
        if lines and width < WORDED_WIDTH:
            lines.append(FactLine(()))
        lines.append(_heading(section, width))
        lines += [FactLine(_row(facts[index], width), index) for index in section.facts]
    return tuple(lines)


def stated(side: FactSide | None, fact: Fact) -> str:
    """Return what one side says, in its own words, else a dash; a quotation with its speaker, if need be."""
    if side is None:
        return glyphs.DASH
    text = one_line(side.text)
    if fact.kind != "quotation":
        return text
    told = not side.speaker or one_line(side.speaker) in fact.what
    speaker = "" if told else f" {glyphs.DASH} {one_line(side.speaker or '')}"
    return f"{glyphs.OPEN_QUOTE}{text.strip(_QUOTES)}{glyphs.CLOSE_QUOTE}{speaker}"


def _heading(section: Section, width: int) -> FactLine:
    what, side = _columns(width)
    title = truncate(f" {section.title.upper()}", 2 + what)
    return FactLine(
        (
            Piece(title, ("heading",)),
            Piece(_fit(f" {len(section.facts)}", 3 + what - cells(title)), ("muted",)),
            Piece(_fit("A", side + 1), ("side-a",)),
            Piece(_fit("B", side + 1), ("side-b",)),
        )
    )


def _columns(width: int) -> tuple[int, int]:
    """Return the widths of the first column and of each of the two sides."""
    room = width - 5 - (_WORD_WIDTH if width >= WORDED_WIDTH else 0)
    what = min(max(room // 3, 10), 36)
    return what, (room - what) // 2


def _row(fact: Fact, width: int) -> FactLineText:
    what, side = _columns(width)
    shown = sign(fact)
    values = [
        Piece(_fit(stated(end, fact), side) + " ", () if end else ("muted",)) for end in (fact.a, fact.b)
    ]
    word = [Piece(_fit(shown.word, _WORD_WIDTH), (shown.role,))] if width >= WORDED_WIDTH else []
    return (
        Piece(f" {shown.glyph} ", (shown.role,)),
        Piece(_fit(one_line(fact.what), what - 1) + " ", ()),
        *values,
        *word,
    )


def _fit(text: str, width: int) -> str:
    """Cut or pad ``text`` to exactly ``width`` cells."""
    text = truncate(text, width)
    return text + " " * (width - cells(text))
