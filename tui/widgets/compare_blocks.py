"""What the reader of a comparison moves over: linked rows, and runs of sentences that only one side has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from index.compare.hand_links import is_by_hand
from index.compare.result import Comparison, Fact, Mark, MarkKind, Row, RowKind, Side
from tui import glyphs
from tui.widgets.compare_marks import DIFFERING, KIND_WORDS, count

#: Marks that make a linked row worth stopping at, whatever the facts say.
_TELLING: frozenset[MarkKind] = frozenset(("differ", "spelling"))

#: The word that follows a figure.
_NOUN = re.compile(r"\s([^\W\d_]{3,})")
#: A gist names at most this many things: it is a line, not a list.
_GIST_ITEMS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """One linked row, or all consecutive rows of one side.

    Attributes:
        kind: As of its rows.
        a: Sentences of A, in reading order; empty in a run of B.
        b: Sentences of B; empty in a run of A.
        marks: Of all its rows.
        parts: Whether the accounts part in a fact that rests on it.
        by_hand: Whether the reader linked two of its sentences.
    """

    kind: RowKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    marks: tuple[Mark, ...]
    parts: bool = False
    by_hand: bool = False

    @property
    def side(self) -> Side | None:
        """The only side that tells this, or None when both do."""
        return {"only_a": "a", "only_b": "b"}.get(self.kind)  # type: ignore[return-value]

    @property
    def differs(self) -> bool:
        """Whether something in it excludes something in the other account."""
        return any(mark.kind == "differ" for mark in self.marks)

    @property
    def is_difference(self) -> bool:
        """Whether the two accounts part here, in what they say or in that only one says it."""
        return self.side is not None or self.parts or any(mark.kind in _TELLING for mark in self.marks)

    @property
    def agrees(self) -> bool:
        """Whether both tell the same here, and part in nothing."""
        return self.kind == "same" and not self.is_difference

    @property
    def weight(self) -> int:
        """How many sentences it takes of the longer side, at least 1."""
        return max(len(self.a), len(self.b), 1)

    def sentences(self, side: Side) -> tuple[int, ...]:
        """The sentences of one side."""
        return self.a if side == "a" else self.b


def blocks(comparison: Comparison) -> tuple[Block, ...]:
    """Group the rows of ``comparison``: neighbours that stand on the same one side become one block."""
    parting: set[tuple[Side, int]] = set()
    for fact in comparison.facts:
        if fact.verdict in DIFFERING and fact.a and fact.b:
            parting |= {("a", fact.a.sentence), ("b", fact.b.sentence)}
    made = {(link.a, link.b) for link in comparison.links if is_by_hand(link)}
    return tuple(_blocks(comparison.rows, parting, made))


def _blocks(
    rows: Sequence[Row], parting: AbstractSet[tuple[Side, int]], made: AbstractSet[tuple[int, int]]
) -> Iterator[Block]:
    for kind, group in groupby(rows, key=lambda row: row.kind):
        if kind in ("same", "related"):
            for row in group:
                parts = any(("a", a) in parting for a in row.a) or any(("b", b) in parting for b in row.b)
                by_hand = any((a, b) in made for a in row.a for b in row.b)
                yield Block(kind, row.a, row.b, row.marks, parts, by_hand)
            continue
        run = tuple(group)
        yield Block(
            kind,
            tuple(sentence for row in run for sentence in row.a),
            tuple(sentence for row in run for sentence in row.b),
            tuple(mark for row in run for mark in row.marks),
        )


def block_of_sentence(run: Sequence[Block]) -> dict[tuple[Side, int], int]:
    """Say for every (side, sentence) which block holds it."""
    found: dict[tuple[Side, int], int] = {}
    for number, block in enumerate(run):
        found.update((("a", sentence), number) for sentence in block.a)
        found.update((("b", sentence), number) for sentence in block.b)
    return found


def agreeing_runs(run: Sequence[Block]) -> dict[int, range]:
    """Say for every block in which the accounts agree which neighbours, with it, do so without a break."""
    found: dict[int, range] = {}
    for agrees, group in groupby(range(len(run)), key=lambda number: run[number].agrees):
        numbers = list(group)
        if agrees:
            found.update(dict.fromkeys(numbers, range(numbers[0], numbers[-1] + 1)))
    return found


FactsBySentence = Mapping[tuple[Side, int], Sequence[Fact]]


def facts_by_sentence(facts: Sequence[Fact]) -> dict[tuple[Side, int], list[Fact]]:
    """Say for every (side, sentence) which facts rest on it."""
    found: dict[tuple[Side, int], list[Fact]] = {}
    for fact in facts:
        if fact.a:
            found.setdefault(("a", fact.a.sentence), []).append(fact)
        if fact.b:
            found.setdefault(("b", fact.b.sentence), []).append(fact)
    return found


def gist(side: Side, sentences: Sequence[int], texts: Sequence[str], facts: FactsBySentence) -> str:
    """Return in a few words what ``sentences`` hold: what differs, then figures, dates, names, quotations.

    Without any of these it is the beginning of the first sentence, in quotation marks. ``texts`` are all
    sentences of the side.
    """
    held = [fact for sentence in sentences for fact in facts.get((side, sentence), ())]
    differing = [f"{glyphs.DIFFER} {_text(fact, side)}" for fact in held if fact.verdict == "differ"]
    rest = [fact for fact in held if fact.verdict != "differ"]
    figures = [_counted(fact, side, texts) for fact in rest if fact.kind == "figure"]
    dates = [_text(fact, side) for fact in rest if fact.kind == "date"]
    quotations = sum(fact.kind == "quotation" for fact in rest)
    quoted = [count(quotations, *KIND_WORDS["quotation"])] if quotations else []
    names = [_text(fact, side) for fact in rest if fact.kind in ("person", "place")]
    items = list(dict.fromkeys(differing + figures + dates + quoted + names))
    if items:
        return ", ".join(items[:_GIST_ITEMS])
    return f"{glyphs.OPEN_QUOTE}{texts[sentences[0]]}{glyphs.CLOSE_QUOTE}" if sentences else ""


def _text(fact: Fact, side: Side) -> str:
    stated = fact.a if side == "a" else fact.b
    return stated.text if stated else ""


def _counted(fact: Fact, side: Side, texts: Sequence[str]) -> str:
    """Return a figure with the noun after it, if that is what it counts: "74 towns", but "3.1 metres"."""
    stated = fact.a if side == "a" else fact.b
    text = _text(fact, side)
    if stated is None or stated.unit or " " in text:
        return text
    following = _NOUN.match(texts[stated.sentence], stated.end)
    # What is counted may be given in the plural or the singular; the source has the right one.
    is_counted = following and fact.what.startswith(following[1][:4].casefold())
    return f"{text} {following[1]}" if following and is_counted else text
