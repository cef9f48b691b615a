"""The facts panel as lines: what differs first, then by kind. Pure functions over facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui import glyphs
from tui.widgets.compare_marks import DIFFERING, KIND_WORDS, SIGNS, sign, urgency
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Piece, cells, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Fact, FactKind, FactSide

#: From this width on a fact fits on one line, as in a table.
TABLE_WIDTH = 72
_WORD_WIDTH = max(len(sign.word) for sign in SIGNS.values()) + 1
_QUOTES = "“”\"'"
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
    """Set all of ``facts`` in ``width`` cells: one line each where there is room for a table, else two."""
    lines: list[FactLine] = []
    table = width >= TABLE_WIDTH
    for section in sections(facts):
        if lines and not table:
            lines.append(FactLine(()))
        lines.append(_heading(section, width, table=table))
        for index in section.facts:
            set_fact = _table_row if table else _card
            lines += [FactLine(tuple(pieces), index) for pieces in set_fact(facts[index], width)]
    return tuple(lines)


def stated(side: FactSide | None, fact: Fact) -> str:
    """Return what one side says, in its own words; a quotation with its speaker; else a dash."""
    if side is None:
        return glyphs.DASH
    text = one_line(side.text)
    if fact.kind != "quotation":
        return text
    speaker = f" {glyphs.DASH} {one_line(side.speaker)}" if side.speaker else ""
    return f"{glyphs.OPEN_QUOTE}{text.strip(_QUOTES)}{glyphs.CLOSE_QUOTE}{speaker}"


def _heading(section: Section, width: int, *, table: bool) -> FactLine:
    title = f" {section.title.upper()}"
    number = f" {len(section.facts)}"
    if not table:
        return FactLine((Piece(title, ("heading",)), Piece(_fit(number, width - cells(title)), ("muted",))))
    what, side = _columns(width)
    return FactLine(
        (
            Piece(title, ("heading",)),
            Piece(_fit(number, 3 + what - cells(title)), ("muted",)),
            Piece(_fit("A", side + 1), ("side-a",)),
            Piece(_fit("B", side + 1), ("side-b",)),
        )
    )


def _columns(width: int) -> tuple[int, int]:
    """Return the widths of the first column and of each of the two sides in a table."""
    room = width - 3 - _WORD_WIDTH - 2
    what = min(max(room // 4, 18), 36)
    return what, (room - what) // 2


def _table_row(fact: Fact, width: int) -> list[list[Piece]]:
    what, side = _columns(width)
    shown = sign(fact)
    values = [
        Piece(_fit(stated(end, fact), side) + " ", () if end else ("muted",)) for end in (fact.a, fact.b)
    ]
    return [
        [
            Piece(f" {shown.glyph} ", (shown.role,)),
            Piece(_fit(one_line(fact.what), what - 1) + " ", ()),
            *values,
            Piece(_fit(shown.word, _WORD_WIDTH), (shown.role,)),
        ]
    ]


def _card(fact: Fact, width: int) -> list[list[Piece]]:
    """Two lines: what and verdict, then both sides; one line where there is only one thing to say."""
    shown = sign(fact)
    glyph = Piece(f" {shown.glyph} ", (shown.role,))
    what = one_line(fact.what)
    left, right = stated(fact.a, fact), stated(fact.b, fact)
    if fact.a is None or fact.b is None or left.casefold() == right.casefold():
        said = stated(fact.a or fact.b, fact)
        if what.casefold() == said.casefold():
            return [[glyph, Piece(_fit(said, width - 3), ())]]
        half = (width - 4) // 2
        return [[glyph, Piece(_fit(said, half) + " ", ()), Piece(_fit(what, half), ("muted",))]]
    half = (width - 9) // 2
    return [
        [
            glyph,
            Piece(_fit(what, width - 5 - cells(shown.word)) + " ", ()),
            Piece(f"{shown.word} ", (shown.role,)),
        ],
        [
            Piece("   A ", ("side-a",)),
            Piece(_fit(left, half), ()),
            Piece(" B ", ("side-b",)),
            Piece(_fit(right, half), ()),
        ],
    ]


def _fit(text: str, width: int) -> str:
    """Cut or pad ``text`` to exactly ``width`` cells."""
    text = truncate(text, width)
    return text + " " * (width - cells(text))
