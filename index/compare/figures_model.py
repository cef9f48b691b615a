"""The figure: a number in a sentence, with all that is known of what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from index.compare.figures_words import Modifier  # noqa: TC001 (looked up when cached facts are read back)

FigureKind: TypeAlias = Literal["count", "money", "percent", "measure", "duration", "age", "tally", "ratio"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a reader would point at it.

    Attributes:
        sentence: Number of the sentence.
        start: First character of the figure in the sentence, its modifier included ("about $8 billion").
        end: After the last character, its unit included but not the noun counted ("90 percent", "48-page").
        text: The characters from ``start`` to ``end``.
        value: In ``unit``; the middle of a range, the first part of a tally, the least of a vague amount.
        low: Least value meant; None: open.
        high: Greatest value meant; None: open.
        step: Printed precision, in ``unit``: 1000 for "43,000".
        unit: Normalised: "km", "km2", "kg", "celsius", "percent", "percentage point", "USD", "year"; None: a
            count.
        kind: What sort of figure.
        modifier: How the number is bounded by the words about it.
        noun: Singular head noun of what is counted or measured ("page" in "48-page indictment"), or None.
        of: The thing that the measure is of ("indictment"), or None.
        role: What happens to the counted ("killed", "wounded", "spent"), or None.
        qualifiers: Adjectives of the noun ("state", "other").
        context: Stems of the content words about the figure.
        beside: Stems of those right before and after it.
        subject: The name last mentioned before the figure in the sentence, or None.
        parts: The two numbers of a tally, else empty.
        factor: What makes values of one dimension comparable: seconds per unit for durations, else 1.
    """

    sentence: int
    start: int
    end: int
    text: str
    value: float
    low: float | None
    high: float | None
    step: float = 1.0
    unit: str | None = None
    kind: FigureKind = "count"
    modifier: Modifier = "exact"
    noun: str | None = None
    of: str | None = None
    role: str | None = None
    qualifiers: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    subject: str | None = None
    parts: tuple[float, ...] = ()
    factor: float = 1.0

    @property
    def dimension(self) -> str:
        """Figures of different dimensions are never compared."""
        if self.kind == "duration":
            return "s"
        return self.unit or (
            "tally" if self.kind == "tally" else "ratio" if self.kind == "ratio" else "count"
        )
