"""The mention of a date in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

DateKind: TypeAlias = Literal[
    "day", "weekday", "week", "month", "season", "year", "decade", "relative", "time", "vague"
]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a reader would point at it.

    Attributes:
        sentence: Number of the sentence.
        start: First character in the sentence.
        end: After the last character.
        text: The characters from ``start`` to ``end``.
        value: ISO 8601, as precise as known: "2024-08-06", "2024-W32", "2024-08", "2024", a day without a
            year "--08-06", a span "2024-08-06/2024-08-08", a time of day "T21:00", a decade "194X". None:
            unresolved.
        kind: How the text names it; "relative" counts from the day of publication, "vague" is never resolved.
        relation: "since", "until", "by", "before" or "after" where such a word governs it, else "on".
        context: Stems of the content words about it.
    """

    sentence: int
    start: int
    end: int
    text: str
    value: str | None
    kind: DateKind
    relation: str = "on"
    context: frozenset[str] = frozenset()
