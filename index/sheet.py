"""The sheet of a topic: rows are facts, columns are sources, cells are what each source itself says.

It says where sources differ, not who is right: the marks of a row follow from the verdicts of the pairwise
comparisons that it was made of, and a gap is a gap, never a denial.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from index.compare.result import FactKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

#: "claim": sentences that tell the same thing in different accounts.
RowKind: TypeAlias = FactKind | Literal["claim"]
#: "told": a claim is told by these sources; whether its details agree is for the other rows to say.
Standing: TypeAlias = Verdict | Literal["told"]

#: What a reader should see first.
STANDINGS: Final[tuple[Standing, ...]] = (
    "differ",
    "then_now",
    "close",
    "compatible",
    "rounding",
    "agree",
    "told",
    "only_a",
    "only_b",
)
KINDS: Final[tuple[RowKind, ...]] = ("figure", "date", "quotation", "person", "place", "claim")
NAMES: Final[tuple[RowKind, ...]] = ("person", "place")


@dataclass(frozen=True, slots=True)
class Statement:
    """Where an article states something; ``start``/``end`` select ``text`` in its ``sentence`` (``said``).

    ``column`` is the number of its source; ``published`` is ISO text or None; ``value``, ``unit`` and
    ``speaker`` are those of :class:`index.compare.result.FactSide`.
    """

    article_id: str
    column: int
    published: str | None
    sentence: int
    start: int
    end: int
    text: str
    said: str
    value: float | str | None = None
    unit: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one source says: its statements, oldest first, and how they relate to the row's others.

    ``mark`` is "agree" where the row's most widely given value stands, or the verdict against the others;
    None in a row of one source.
    """

    statements: tuple[Statement, ...]
    mark: Standing | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One fact. ``cells`` are aligned with the sheet's columns, None where a source does not give it.

    ``why`` are the reasons of the comparisons that it rests on, the gravest first.
    """

    kind: RowKind
    what: str
    standing: Standing
    cells: tuple[Cell | None, ...]
    why: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of publication; undated ones last."""
        found = [one for cell in self.cells if cell is not None for one in cell.statements]
        return tuple(sorted(found, key=by_date))

    @property
    def sources(self) -> int:
        """How many sources give it."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """A source and its articles on the topic, oldest first; ``first`` is the first one's date or None."""

    source: str
    article_ids: tuple[str, ...]
    first: str | None


@dataclass(frozen=True, slots=True)
class Between:
    """What was found between two sources (numbers of columns, ``a`` < ``b``) over all ``pairs`` compared.

    ``a_in_b``/``b_in_a`` are the greatest shares (0..1) of an article's words that stand word for word in one
    of the other source. ``links`` counts sentences that tell the same, ``differences`` facts that differ.
    ``later`` is the column whose article came later where most is shared (None: the same day, or unknown).
    """

    a: int
    b: int
    pairs: int
    a_in_b: float
    b_in_a: float
    links: int
    differences: int
    later: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole topic. ``alone`` are facts of one source only, as far as was compared.

    ``compared`` of ``planned`` pairs of articles were looked at; until they are equal it is unfinished.
    ``left_out`` articles of a very large topic, its oldest, were not looked at.
    """

    topic_id: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    alone: tuple[SheetRow, ...]
    between: tuple[Between, ...]
    compared: int
    planned: int
    left_out: int = 0

    @property
    def differing(self) -> int:
        """How many facts differ."""
        return sum(row.standing == "differ" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Given:
    """One step of a fact's history: a statement and how it stands to what was given before it.

    ``change`` is "first" for the first, "again" for a value given before, else "changed".
    """

    statement: Statement
    change: Literal["first", "again", "changed"]


def by_date(statement: Statement) -> tuple[bool, str, str, int, int]:
    """Sort statements: dated ones first, by date, then by place."""
    return (
        statement.published is None,
        statement.published or "",
        statement.article_id,
        statement.sentence,
        statement.start,
    )


def same_value(one: Statement, other: Statement) -> bool:
    """Whether two statements give the same value in the same unit, or the same words."""
    if isinstance(one.value, float | int) or isinstance(other.value, float | int):
        return one.value == other.value and one.unit == other.unit
    return str(one.value or one.text).casefold() == str(other.value or other.text).casefold()


def timeline(row: SheetRow) -> tuple[Given, ...]:
    """Return when and by whom each value of ``row`` was given; undated statements come last."""
    steps: list[Given] = []
    for statement in row.statements:
        if not steps:
            change: Literal["first", "again", "changed"] = "first"
        elif any(same_value(statement, step.statement) for step in steps):
            change = "again"
        else:
            change = "changed"
        steps.append(Given(statement, change))
    return tuple(steps)


def order(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Sort by disagreement, names last of what agrees, then by number of sources, by kind and by name.

    That all accounts of a war name the country is the least that a reader wants to know.
    """
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                STANDINGS.index(row.standing),
                row.kind in NAMES,
                -row.sources,
                KINDS.index(row.kind),
                row.what.casefold(),
            ),
        )
    )
