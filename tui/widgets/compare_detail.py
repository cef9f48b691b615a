"""The line below the columns: where one is among the differences, and why what is under the cursor is so."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.widgets.compare_palette import Palette
from tui.widgets.wrapping import Piece, cells, truncate_pieces


class CompareDetail(Widget):
    """Two lines: what is under the cursor, and the rule behind it; at the right where one is."""

    DEFAULT_CSS = "CompareDetail { height: 2; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._look = Palette(self)
        self._lines: list[list[Piece]] = [[], []]
        self._position = ""
        self._strictness = 0

    def show(self, finding: list[Piece], why: list[Piece]) -> None:
        """Show a finding and the rule behind it."""
        self._lines = [finding, why]
        self.refresh()

    def locate(self, position: str, strictness: int) -> None:
        """Show the place among the differences, and the strictness (1 to 5, 0: not known)."""
        self._position, self._strictness = position, strictness
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line; where one is always fits."""
        width = self.size.width
        right = self._right(y)
        taken = _width(right)
        if y == 1 and _width(self._lines[y]) + taken >= width:  # the reason is worth more than the strictness
            right, taken = [], 0
        left = truncate_pieces(self._lines[y] if y < 2 else [], max(width - taken - 1, 0))
        gap = width - taken - _width(left)
        pieces = [*left, Piece(" " * max(gap, 0), ()), *right]
        segments = [Segment(piece.text, self._look(*piece.styles)) for piece in pieces]
        return Strip(segments).adjust_cell_length(width, self._look())

    def _right(self, y: int) -> list[Piece]:
        if y == 0 and self._position:
            return [Piece(f"{self._position} ", ("position",))]
        if y == 1 and self._strictness:
            filled = glyphs.FILLED * self._strictness + glyphs.UNFILLED * (5 - self._strictness)
            return [Piece("strictness ", ("muted",)), Piece(f"{filled} ", ("position",))]
        return []


def _width(pieces: list[Piece]) -> int:
    return sum(cells(piece.text) for piece in pieces)
