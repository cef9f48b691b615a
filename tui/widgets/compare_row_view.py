"""The rows of a comparison, drawn line by line, with a cursor, and scrolled to what is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.compare_layout import Layout, Story
from tui.widgets.compare_palette import Palette
from tui.widgets.compare_pen import Overlays, Pen
from tui.widgets.steady import SteadyView

if TYPE_CHECKING:
    from index.compare.result import Comparison, Fact, FactSide, Side
    from tui.widgets.compare_blocks import Block

#: From this height on there is room for an empty line after each row.
_AIRY_HEIGHT = 24


class CompareRowView(SteadyView, can_focus=True):
    """Aligned rows of two accounts; a cursor stands on one block (a linked row or a run of one side)."""

    DEFAULT_CSS = """
    CompareRowView {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """

    cursor: reactive[int] = reactive(0)
    side: reactive[Side] = reactive("a")

    class Moved(Message):
        """The cursor stands on another block, or on the other side of it."""

    class Scrolled(Message):
        """Other lines are in view."""

        def can_replace(self, message: Message) -> bool:
            """Only where the view stands at last matters."""
            return isinstance(message, CompareRowView.Scrolled)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._look = Palette(self)
        self._story: Story | None = None
        self._layout: Layout | None = None
        self._overlays: Overlays = {}
        self._agreement_folded = False
        self._width = 0

    # What the owner tells

    def show(
        self,
        comparison: Comparison,
        place: tuple[Side, int] | None = None,
        *,
        width: int = 0,
        hidden: bool = False,
    ) -> None:
        """Show ``comparison`` with all runs folded, from its beginning or from ``place`` (side, sentence).

        ``width`` is what the rows will probably get, where that is not known yet. While ``hidden``, no line
        of them is set: a thousand sentences take longer than the key may that links two of them.
        """
        self._width = self._room or width
        self._story = Story.of(comparison)
        self._overlays = {}
        self._layout = None
        if not hidden:
            self._arrange(frozenset())
        self.set_reactive(CompareRowView.cursor, 0)
        self.side = (self.current and self.current.side) or "a"
        self.scroll_to(y=0, animate=False)
        if place in self._story.places:
            self.go(self._story.places[place])
        self.refresh()

    def go(self, block: int) -> None:
        """Put the cursor on ``block`` and bring it into view, or have it in view once there are lines."""
        if not self.blocks:
            return
        block = max(0, min(block, len(self.blocks) - 1))
        if self._layout is None:
            self.cursor = block
            return
        self.cursor = (self._layout.fold_of(block) or range(block, block + 1)).start
        first, last = self._layout.span(self.cursor)
        self._reveal(first, last)

    def point_out(self, fact: Fact | None) -> None:
        """Mark where ``fact`` stands, open what hides it, and bring it into view; None: no longer."""
        sides: list[tuple[Side, FactSide | None]] = [("a", fact.a), ("b", fact.b)] if fact else []
        stated = [(side, end) for side, end in sides if end is not None]
        self._overlays = {side: (end.sentence, end.start, end.end) for side, end in stated}
        if stated and self._story and self._layout:
            hiding = {self._story.places.get((side, end.sentence), -1) for side, end in stated}
            folds = [self._layout.fold_of(number) for number in hiding if number >= 0]
            self._set_unfolded(self._layout.unfolded | {fold.start for fold in folds if fold})
            lines = [self._layout.find(side, end.sentence, end.start) for side, end in stated]
            self._reveal_lines([line for line in lines if line is not None])
        self.refresh()

    # What is shown

    @property
    def story(self) -> Story | None:
        """What is shown, None before anything is."""
        return self._story

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, in reading order."""
        return self._story.blocks if self._story else ()

    @property
    def current(self) -> Block | None:
        """The block under the cursor."""
        return self.blocks[self.cursor] if self.cursor < len(self.blocks) else None

    @property
    def fold(self) -> range | None:
        """The blocks that stand folded where the cursor is; None where it stands on an open one."""
        return self._layout.fold_of(self.cursor) if self._layout and self.blocks else None

    @property
    def in_view(self) -> tuple[int, int]:
        """The first and the last block that can be seen."""
        if self._layout is None or not self.blocks:
            return (0, 0)
        top = self.scroll_offset.y
        bottom = min(top + max(self.size.height, 1), self._layout.height) - 1
        return (self._layout.block_at(top) or 0, self._layout.block_at(bottom) or 0)

    # Layout

    def on_resize(self) -> None:
        """Lay out again for the new width, keeping the first line's block in place."""
        self.post_message(self.Scrolled())
        if self._story is None or not self._room:
            return
        if self._layout is None:  # shown while hidden
            self._width = self._room
            self._arrange(frozenset())
            self.go(self.cursor)
            return
        if self._layout.columns.total == self._room:
            return
        self._width = self._room
        top = self._layout.block_at(self.scroll_offset.y) or 0
        self._arrange(self._layout.unfolded)
        self.scroll_to(y=self._layout.span(top)[0] if self.blocks else 0, animate=False)

    @property
    def _room(self) -> int:
        """Cells of a line less those of the scrollbar."""
        return self.scrollable_content_region.width

    def _arrange(self, unfolded: frozenset[int]) -> None:
        if self._story is None:
            return
        spacing = 1 if self.app.size.height > _AIRY_HEIGHT else 0
        self._layout = Layout(
            self._story,
            max(self._width, 20),
            spacing=spacing,
            unfolded=unfolded,
            agreement_folded=self._agreement_folded,
        )
        self.virtual_size = Size(self._width, self._layout.height)

    def _set_unfolded(self, unfolded: frozenset[int]) -> None:
        if self._layout is None or unfolded == self._layout.unfolded:
            return
        offset = self._layout.span(self.cursor)[0] - self.scroll_offset.y
        self._layout.set_unfolded(unfolded)
        self.virtual_size = Size(self._width, self._layout.height)
        if 0 <= offset < self.size.height:  # the row under the cursor stays where it is on the screen
            self.scroll_to(y=self._layout.span(self.cursor)[0] - offset, animate=False)
        self.refresh()
        self.post_message(self.Scrolled())

    def _reveal(self, first: int, last: int) -> None:
        """Scroll as little as shows lines ``first`` to ``last``; the first one counts when not all fit."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        context = 2 if height > 12 else 1
        if first < top + context:
            self.scroll_to(y=max(first - context, 0), animate=False)
        elif last > top + height - context:
            self.scroll_to(y=max(min(first - context, last - height + context), 0), animate=False)

    def _reveal_lines(self, lines: list[int]) -> None:
        """Show all of ``lines`` if they fit, else the first, and put the cursor on its block."""
        if not lines or self._layout is None:
            return
        first, last = min(lines), max(lines)
        if last - first >= self.size.height - 2:
            last = first
        self.cursor = self._layout.block_at(first) or 0
        self._reveal(first, last + 1)

    # Drawing

    def watch_cursor(self) -> None:
        """Draw the cursor where it stands now."""
        block = self.current
        if block and block.side:
            self.side = block.side
        self.refresh()
        self.post_message(self.Moved())

    def watch_side(self) -> None:
        """Draw the cursor on the side it stands on."""
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that the view has moved."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        width = self.size.width
        line = self._layout.line(y + self.scroll_offset.y) if self._layout else None
        if line is None or self._layout is None:
            return Strip.blank(width, self._look())
        here = line.block == self.cursor
        pen = Pen(self._look, self._layout.columns, self._overlays)
        segments = pen.line(
            line, self.blocks[line.block], self.side if here else None, lit=here and self.has_focus
        )
        return Strip(segments).adjust_cell_length(width, self._look())
