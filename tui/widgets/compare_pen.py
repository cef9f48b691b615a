"""How one line of the two columns is drawn: its segments, from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rich.segment import Segment

from tui import glyphs
from tui.widgets.compare_layout import BAR, GUTTER, MARGIN, cut_pieces
from tui.widgets.compare_marks import ROW_GLYPHS
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.style import Style

    from index.compare.result import Side
    from tui.widgets.compare_blocks import Block
    from tui.widgets.compare_layout import Columns, Cut, Line

#: What is pointed out on each side: sentence, start and end.
Overlays: TypeAlias = "Mapping[Side, tuple[int, int, int]]"


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws lines.

    Attributes:
        look: Gives the style of some roles, the later ones over the earlier.
        columns: The widths.
        overlays: What is pointed out.
    """

    look: Callable[..., Style]
    columns: Columns
    overlays: Overlays

    def line(self, line: Line, block: Block, cursor: Side | None, *, lit: bool) -> list[Segment]:
        """Return the segments of ``line`` of ``block``.

        Args:
            line: What to draw.
            block: What it belongs to.
            cursor: The side that the cursor stands on, if it stands on this block.
            lit: The block is shown as the one the keyboard acts on.
        """
        is_gap = line.left is None and line.right is None
        row = ("cursor",) if lit and not is_gap else ()
        return [
            *self._column("a", line.left, block, row, bar=cursor == "a" and not is_gap),
            self._gutter(line, block, row, is_gap=is_gap),
            *self._column("b", line.right, block, row, bar=cursor == "b" and not is_gap),
        ]

    def _column(
        self, side: Side, cut: Cut | None, block: Block, row: tuple[str, ...], *, bar: bool
    ) -> list[Segment]:
        width = self.columns.left if side == "a" else self.columns.right
        is_absent = block.side is not None and block.side != side
        base = ("absent",) if is_absent and not row else row
        edge = Segment(glyphs.CURSOR if bar else " " * BAR, self.look(*base, f"side-{side}"))
        if cut is None:
            return [edge, Segment(" " * (width + MARGIN), self.look(*base))]
        text = [
            Segment(piece.text, self.look(*base, *piece.styles))
            for piece in cut_pieces(cut, width, self._overlay(side, cut))
        ]
        return [edge, *text, Segment(" " * MARGIN, self.look(*base))]

    def _overlay(self, side: Side, cut: Cut) -> list[Span]:
        wanted = self.overlays.get(side)
        place = cut.passage.locate(*wanted) if wanted else None
        return [Span(*place, "pointed")] if place else []

    def _gutter(self, line: Line, block: Block, row: tuple[str, ...], *, is_gap: bool) -> Segment:
        if is_gap:
            return Segment(" " * GUTTER, self.look("gutter"))
        differs = block.differs and block.side is None
        role = "differ" if differs else block.kind.replace("_", "-")
        plain = glyphs.BY_HAND if block.by_hand else ROW_GLYPHS[block.kind]
        glyph = glyphs.DIFFER if differs else plain
        # The line that ties a row together ends with it, so that rows are told apart without space between.
        sign = glyph if line.first else glyphs.STEM_END if line.last else glyphs.STEM
        return Segment(sign.center(GUTTER), self.look(*row, "gutter", f"gutter-{role}"))
