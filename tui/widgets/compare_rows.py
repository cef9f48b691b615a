"""The two columns of a comparison: what keys and mouse do in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message

from tui.widgets.compare_row_view import CompareRowView
from tui.widgets.counting import Placing, top_line

if TYPE_CHECKING:
    from textual import events

    from index.compare.result import Side

#: How far a key scrolls within a row that is taller than the view.
_STEP = 3


class CompareRows(CompareRowView):
    """Rows to move over, to open and to fold."""

    BINDING_GROUP_TITLE = "Rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next row", show=False, id="compare.down"),
        Binding("up,k", "move(-1)", "Previous row", show=False, id="compare.up"),
        Binding("left,h", "side('a')", "To side A", show=False, id="compare.side_a"),
        Binding("right,l", "side('b')", "To side B", show=False, id="compare.side_b"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="compare.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="compare.page_up"),
        Binding("g,home", "end(-1)", "First row", show=False, id="compare.first"),
        Binding("G,end", "end(1)", "Last row", show=False, id="compare.last"),
        Binding(
            "z", "place", "Then z, t or b: the row to the middle, top, bottom", show=False, id="compare.place"
        ),
        Binding("space", "fold", "Open or fold", show=False, id="compare.fold"),
        Binding(
            "equals_sign", "fold_agreement", "Fold what both tell alike", show=False, id="compare.fold_alike"
        ),
        Binding("enter", "enter", "Open what is folded, else the article", show=False, id="compare.open"),
    ]

    class Opened(Message):
        """The reader wants the full article of ``side``, at ``sentence``."""

        def __init__(self, side: Side, sentence: int) -> None:
            super().__init__()
            self.side = side
            self.sentence = sentence

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._placing = Placing()

    # Moving

    def prepare(self, event: events.Key) -> bool:
        """Put the row where the key after ``z`` says."""
        place = self._placing.took(event)
        if place is None or not self._layout or not self.blocks:
            return False
        first, end = self._layout.span(self.cursor)
        self.scroll_to(y=top_line(place, first, end, self.size.height), animate=False)
        return True

    def action_place(self) -> None:
        """Wait for the key that says where on the screen the row shall stand."""
        self._placing.begin()

    def action_move(self, step: int) -> None:
        """Go to the next or previous block; first read to the end of one that is taller than the view."""
        if self._layout is None or not self.blocks:
            return
        top, height = self.scroll_offset.y, self.size.height
        first, last = self._layout.span(self.cursor)
        if last <= top or first >= top + height:  # the cursor was left behind by the wheel
            self.cursor = self.in_view[0] if step > 0 else self.in_view[1]
        elif (
            (step > 0 and last > top + height)
            or (step < 0 and first < top)
            or not 0 <= (target := self._beside(step)) < len(self.blocks)
        ):
            self.scroll_relative(y=step * _STEP, animate=False)
        else:
            self.go(target)

    def _beside(self, step: int) -> int:
        """Return the block before or after the cursor; folded ones count as one."""
        fold = self.fold or range(self.cursor, self.cursor + 1)
        return fold.stop if step > 0 else self.cursor - 1

    def action_page(self, step: int) -> None:
        """Scroll a page and take the cursor along."""
        self.scroll_relative(y=step * max(self.size.height - 2, 1), animate=False)
        self.cursor = self.in_view[0] if step < 0 or not self.is_vertical_scroll_end else self.in_view[1]

    def action_end(self, step: int) -> None:
        """Go to the first or the last block."""
        self.go(0 if step < 0 else len(self.blocks) - 1)

    def action_side(self, side: Side) -> None:
        """Choose which side Enter opens."""
        block = self.current
        self.side = (block and block.side) or side
        self.post_message(self.Moved())

    # Opening and folding

    def fold_all(self) -> None:
        """Open all runs, or fold all when all are open."""
        runs = frozenset(number for number, block in enumerate(self.blocks) if block.side)
        if self._layout:
            kept = self._layout.unfolded - runs
            self._set_unfolded(kept if self._layout.unfolded >= runs else kept | runs)

    def action_fold(self) -> None:
        """Open or fold the run under the cursor."""
        if not self._layout or not self.current:
            return
        alike = self._layout.story.agreeing.get(self.cursor) if self._agreement_folded else None
        if self.current.side or alike:
            first = alike.start if alike else self.cursor
            self._set_unfolded(self._layout.unfolded ^ {first})
            self.go(first if self._layout.fold_of(first) else self.cursor)

    def action_fold_agreement(self) -> None:
        """Let rows that tell the same take one line, or show them all."""
        if self._layout is None:
            return
        self._agreement_folded = not self._agreement_folded
        offset = self._layout.span(self.cursor)[0] - self.scroll_offset.y
        self._layout.set_agreement_folded(self._agreement_folded)
        self.virtual_size = Size(self._width, self._layout.height)
        self.go(self.cursor)
        self.scroll_to(y=max(self._layout.span(self.cursor)[0] - offset, 0), animate=False)
        self.refresh()
        self.post_message(self.Moved())

    def action_enter(self) -> None:
        """Open what is folded; from what stands open go to the article."""
        block = self.current
        if block is None:
            return
        if self.fold:
            self.action_fold()
        else:
            self.post_message(self.Opened(self.side, block.sentences(self.side)[0]))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a fold opens, a second click goes to the article."""
        event.stop()
        line = self._layout.line(event.y + self.scroll_offset.y) if self._layout else None
        if line is None or self._layout is None:
            return
        self.cursor = line.block
        block = self.blocks[line.block]
        if block.side or self.fold:
            if self.fold or line.first:
                self.action_fold()
            return
        self.side = "a" if event.x < self._layout.columns.gutter_at else "b"
        self.post_message(self.Moved())
        if event.chain > 1:
            self.action_enter()
