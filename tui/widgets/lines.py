"""A pane for long text with the keys to move in it and a mouse to select from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.counting import Count
from tui.widgets.flow import EMPTY, Document
from tui.widgets.flow_view import FlowView

if TYPE_CHECKING:
    from textual.events import Click, Key
    from textual.selection import Selection

__all__ = ["EMPTY", "Document", "TextView"]


class TextView(FlowView):
    """Shows a :class:`Document`, and moves in it by keys."""

    BINDING_GROUP_TITLE = "In a text"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_lines(1)", "Down", show=False, id="text.down"),
        Binding("k,up", "scroll_lines(-1)", "Up", show=False, id="text.up"),
        Binding("ctrl+d", "scroll_pages(0.5)", "Half a page down", show=False, id="text.half_down"),
        Binding("ctrl+u", "scroll_pages(-0.5)", "Half a page up", show=False, id="text.half_up"),
        Binding(
            "space",
            "read_on",
            "Read on",
            tooltip="Page down; at the end, on to the next",
            id="text.read_on",
        ),
        Binding("pagedown", "scroll_pages(1)", "Page down", show=False, id="text.page_down"),
        Binding("pageup", "scroll_pages(-1)", "Page up", show=False, id="text.page_up"),
        Binding("g,home", "scroll_home", "To the top", show=False, id="text.top"),
        Binding("G,end", "scroll_end", "To the end", show=False, id="text.bottom"),
    ]

    class Finished(Message):
        """The reader wants to read on, and the end is on the screen."""

    class Clicked(Message):
        """A character was clicked; ``offset``: where it stands in the text."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    def __init__(self, *, id: str | None = None, measure: int = 80) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, measure=measure)
        self.count = Count()

    # Selecting with the mouse

    @property
    def allow_select(self) -> bool:
        """The text can be selected with the mouse."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, each line of the screen on its own line."""
        text = "\n".join(self.document.text[line.start : line.end] for line in self._flow.lines)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual calls it so
        """Draw what is selected."""
        self.refresh()

    # Mouse

    def on_click(self, event: Click) -> None:
        """Tell which character was clicked."""
        line = event.y + round(self.scroll_y)
        column = event.x - max(1, (self._room - self.column) // 2)
        if 0 <= line < len(self._flow.lines) and column >= 0:
            offset = self._flow.offset_at(line, column)
            if offset is not None:
                self.post_message(self.Clicked(offset))

    # Keys

    def prepare(self, event: Key) -> bool:
        """Take the digits of a count."""
        return self.count.took(event)

    def action_scroll_lines(self, by: int) -> None:
        """Scroll by so many lines, as often as the count says, without the animation that makes keys lag."""
        self.scroll_relative(y=by * self.count.take(), animate=False)

    def action_scroll_pages(self, pages: float) -> None:
        """Scroll by half a page or a page, keeping a line for context."""
        height = self.size.height
        step = height // 2 if abs(pages) < 1 else max(1, height - 1)
        self.scroll_relative(y=step if pages > 0 else -step, animate=False)

    def action_read_on(self) -> None:
        """Scroll one page down; at the end, say so."""
        if self.at_end:
            self.post_message(self.Finished())
        else:
            self.action_scroll_pages(1)

    def action_scroll_home(self) -> None:
        """Go to the beginning, or to the line that the count names."""
        if self.count.given:
            self._go_to_line(self.count.take())
        elif not self.count.doubled:  # the second of 5gg does nothing more
            self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        """Go to the end, as soon as it is known where that is, or to the line that the count names."""
        if self.count.given:
            self._go_to_line(self.count.take())
            return
        self.reveal(len(self.document.text))
        if self._flow.complete:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    def _go_to_line(self, number: int) -> None:
        """Let line ``number``, counted from 1, be the first on the screen."""
        self.scroll_to(y=number - 1, animate=False)
