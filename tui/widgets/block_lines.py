"""Entries that take several lines, as lines of pieces: what a list of them draws, without the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.widgets.wrapping import Piece

if TYPE_CHECKING:
    from tui.widgets.entries import Pieces

#: Cells left of an entry: the cursor's bar, its sign, a space.
LEFT: Final = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are drawn together.

    Attributes:
        item: The number of the entry that they show; None: a heading over the entries that follow.
        lines: From top to bottom.
        gap: How many blank lines end them: the cursor does not cover those.
        sign: One cell of its own before the first line, or nothing.
    """

    item: int | None
    lines: list[Pieces]
    gap: int = 0
    sign: Piece | None = None

    @property
    def height(self) -> int:
        """Lines in all."""
        return len(self.lines) + self.gap


class Drawn(NamedTuple):
    """One line of a block: its pieces, blank cells before them, the look of the ground under it."""

    pieces: Pieces
    left: int = 0
    ground: str | None = None


def line_of(block: Block, inside: int, cursor: int, *, focused: bool) -> Drawn:
    """Return the line ``inside`` (from 0) of a block; ``cursor`` is the number of the entry under it."""
    content = block.lines[inside] if inside < len(block.lines) else []
    if block.item is None:
        return Drawn(content, 1)
    sign = block.sign if block.sign is not None and inside == 0 else Piece(" ", ())
    if block.item != cursor or inside >= len(block.lines):
        return Drawn([sign, Piece(" ", ()), *content], 1)
    bar = Piece("▌" if focused else "▏", ("bar",))
    return Drawn([bar, sign, Piece(" ", ()), *content], 0, "cursor" if focused else "cursor-blurred")
