"""What the state holds of the reader: read whole when a library is opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.marks import Marks, load

if TYPE_CHECKING:
    from index.state import State

# Kinds of pairs in the state.
POSITION: Final = "reading.position"
PREFERENCE: Final = "reader.preference"
SAVED: Final = "search.saved"
DRAFT: Final = "note.draft"


@dataclass(frozen=True, slots=True)
class Remembered:
    """All that is read from the state when a library is opened.

    Attributes:
        marks: Read, starred, noted.
        positions: How far an article was read, by its id: the offset of the first line in sight.
        preferences: Such as the measure, by name.
        saved: Queries by the name that they were saved under, the oldest first.
        drafts: Notes that were begun and not kept, by article id.
    """

    marks: Marks = field(default_factory=Marks)
    positions: dict[str, int] = field(default_factory=dict)
    preferences: dict[str, str] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)


def recall(state: State) -> Remembered:
    """Read everything. Blocking."""
    positions = {name: int(value) for name, value in state.pairs(POSITION).items() if value.isdecimal()}
    return Remembered(load(state), positions, state.pairs(PREFERENCE), state.pairs(SAVED), state.pairs(DRAFT))
