"""The result of a comparison, as frozen plain data; the JSON of ``lateral compare`` has the same shape.

All offsets are Unicode code points into one sentence; ``text[start:end]`` selects exactly what is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["a", "b"]
LinkKind: TypeAlias = Literal["same", "related"]
RowKind: TypeAlias = Literal["same", "related", "only_a", "only_b"]
MarkKind: TypeAlias = Literal["agree", "close", "differ", "unique", "spelling"]
FactKind: TypeAlias = Literal["figure", "date", "person", "place", "quotation"]
Verdict: TypeAlias = Literal[
    "agree", "rounding", "compatible", "close", "differ", "then_now", "only_a", "only_b"
]


@dataclass(frozen=True, slots=True)
class Account:
    """One side of the comparison.

    ``sentences`` hold the body in reading order, without the title; ``paragraphs[i]`` is the number of the
    paragraph that sentence ``i`` stands in, counted from 0.
    """

    id: str
    source: str
    title: str
    published: str | None
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Sentence ``a`` of A and sentence ``b`` of B tell of the same thing (``same``) or of the same matter.

    ``score`` is a probability-like strength in 0..1; ``why`` names the evidence in plain words.
    """

    a: int
    b: int
    kind: LinkKind
    score: float
    why: str = ""

    @property
    def tells_same(self) -> bool:
        """Whether it is likelier than not that both tell the same; short of that nobody should be told so.

        ``kind`` says ``same`` from the strength on at which most such pairs are found, which is lower.
        """
        return self.kind == "same" and self.score >= 0.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of one sentence that bears on a finding."""

    side: Side
    sentence: int
    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that stand beside each other. One-sided rows have an empty tuple on the other side.

    ``kind`` is ``same`` where a link :attr:`tells so <Link.tells_same>`; links below that strength are called
    ``same`` themselves, and their rows ``related``.
    """

    kind: RowKind
    a: tuple[int, ...]
    b: tuple[int, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class FactSide:
    """Where one side states the fact.

    ``value`` is a number for figures (in ``unit``, normalised), ISO 8601 text for dates (as precise as
    known), the canonical name for persons and places, the words for quotations. ``low``/``high`` bound a
    figure that is given vaguely or as a range (None: open or not a figure).
    """

    sentence: int
    start: int
    end: int
    text: str
    value: float | str | None = None
    unit: str | None = None
    speaker: str | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding: what is stated (``what``, in a few words), by whom, how the sides relate, and why."""

    kind: FactKind
    what: str
    verdict: Verdict
    a: FactSide | None
    b: FactSide | None
    why: str


@dataclass(frozen=True, slots=True)
class Reuse:
    """Share (0..1) of each text's words that stand word for word in the other, in long runs."""

    a_in_b: float
    b_in_a: float


@dataclass(frozen=True, slots=True)
class SameStory:
    """How much speaks for the two telling the same story (0..1), and whether that is enough."""

    score: float
    likely: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two accounts side by side. Every sentence stands in exactly one row per side."""

    a: Account
    b: Account
    links: tuple[Link, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    reuse: Reuse
    days_apart: int | None
    same_story: SameStory
    schema: int = 1
