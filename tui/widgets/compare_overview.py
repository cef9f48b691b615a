"""The overview: a strip that shows where in the two accounts agreement and difference lie."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.widgets.compare_palette import Palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from tui.widgets.compare_blocks import Block

#: What is drawn when several blocks share one cell: the first of these that is among them.
_ORDER = ("differ", "close", "same", "related", "only-a", "only-b")
#: Half blocks lie on the side that tells it; the shapes differ, not only the colours.
_GLYPHS = {
    "differ": glyphs.DIFFER,
    "close": glyphs.CLOSE,
    "same": glyphs.BOTH_SIDES,
    "related": glyphs.TOUCHED_ON,
    "only-a": glyphs.LEFT_SIDE,
    "only-b": glyphs.RIGHT_SIDE,
}


def overview(blocks: Sequence[Block], height: int) -> list[tuple[str, range]]:
    """Map ``blocks``, each as long as its sentences, to ``height`` cells: what to draw, and for which blocks.

    Short comparisons are not stretched: a sentence takes at most one cell.
    """
    if not blocks or height < 1:
        return []
    ends = list(accumulate(block.weight for block in blocks))
    rows = min(height, ends[-1])
    found: list[tuple[str, range]] = []
    first = 0
    for row in range(rows):
        begin, end = row * ends[-1] / rows, (row + 1) * ends[-1] / rows
        while ends[first] <= begin:
            first += 1
        last = first
        while last + 1 < len(blocks) and ends[last] < end:
            last += 1
        covered = range(first, last + 1)
        found.append((min((_kind(blocks[number]) for number in covered), key=_ORDER.index), covered))
    return found


def _kind(block: Block) -> str:
    if block.side is None and block.differs:
        return "differ"
    if block.side is None and block.is_difference:
        return "close"
    return block.kind.replace("_", "-")


class CompareOverview(Widget):
    """One cell wide picture of the whole comparison, beside the rows; a click goes there."""

    DEFAULT_CSS = "CompareOverview { width: 3; height: 1fr; }"

    class Picked(Message):
        """The reader pointed at ``block``."""

        def __init__(self, block: int) -> None:
            super().__init__()
            self.block = block

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._look = Palette(self)
        self._blocks: Sequence[Block] = ()
        self._cells: list[tuple[str, range]] = []
        self._view = (0, 0)

    def show(self, blocks: Sequence[Block]) -> None:
        """Show where ``blocks`` lie."""
        self._blocks = blocks
        self._cells = overview(blocks, self.size.height)
        self.refresh()

    def look_at(self, view: tuple[int, int]) -> None:
        """Say which blocks, first and last, are in view."""
        if view != self._view:
            self._view = view
            self.refresh()

    def on_resize(self) -> None:
        """Map the blocks to the new height."""
        self.show(self._blocks)

    def on_click(self, event: events.Click) -> None:
        """Go where the mouse points."""
        event.stop()
        if event.y < len(self._cells):
            self.post_message(self.Picked(self._cells[event.y][1].start))

    def render_line(self, y: int) -> Strip:
        """Draw one cell of the strip."""
        plain = self._look("gutter")
        if y >= len(self._cells):
            return Strip.blank(self.size.width, plain)
        kind, covered = self._cells[y]
        seen = covered.start <= self._view[1] and covered.stop > self._view[0]
        roles = ("gutter", *(("viewport",) if seen else ()))
        edge = self._look(*roles)
        look = self._look(*roles, f"gutter-{kind}")
        mark = glyphs.IN_VIEW if seen else " "
        return Strip([Segment(mark, edge), Segment(_GLYPHS[kind], look), Segment(" ", edge)])
