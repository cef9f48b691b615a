"""The top line: what is searched for, and how much was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from tui.panes import BRAND, PLACEHOLDER
from tui.widgets.line_input import LineInput
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

#: Keys that come faster than this are one change: too short to notice, long enough to skip a search or two.
DEBOUNCE_SECONDS = 0.04


class SearchInput(LineInput):
    """The input itself; up and down move through the results while typing goes on."""

    BINDING_GROUP_TITLE = "While typing a search"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next result", show=False, id="search.down"),
        Binding("up", "step(-1)", "Previous result", show=False, id="search.up"),
        Binding("enter", "leave", "To the results", id="search.leave"),
    ]

    class Stepped(Message):
        """The reader wants the next (1) or previous (-1) result."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    class Left(Message):
        """The reader is done typing."""

    def action_step(self, by: int) -> None:
        """Ask for another result."""
        self.post_message(self.Stepped(by))

    def action_leave(self) -> None:
        """Go to the results."""
        self.post_message(self.Left())


class SearchBar(Horizontal):
    """Name, input and count of results in one line."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        background: $bar;
        & > #brand { width: auto; padding: 0 1; color: $key; text-style: bold; }
        & > #prompt { width: 2; color: $quiet; }
        & > SearchInput {
            width: 1fr;
            height: 1;
            border: none;
            padding: 0;
            background: $bar;
            color: $strong;
            &:focus { background: $bar; background-tint: initial; border: none; }
            & > .input--placeholder { color: $quiet; }
        }
        & > #found { width: auto; padding: 0 1; color: $quiet; }
        &:focus-within > #prompt { color: $key; text-style: bold; }
    }
    """

    class Changed(Message):
        """Something else is searched for."""

        def __init__(self, query: str) -> None:
            self.query = query
            super().__init__()

    def __init__(self, query: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._query = query
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Brand, prompt, input, count."""
        yield Label(BRAND, id="brand", markup=False)
        yield Label("/", id="prompt", markup=False)
        yield SearchInput(self._query, placeholder=PLACEHOLDER, id="query", select_on_focus=False)
        yield Static("", id="found", markup=False)

    @property
    def input(self) -> SearchInput:
        """The input."""
        return self.query_one("#query", SearchInput)

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.input.value

    @property
    def waiting(self) -> bool:
        """Whether a change is still to be announced."""
        return self._timer is not None

    def write(self, query: str) -> None:
        """Put another query into the input, as if it had been typed."""
        self.input.value = query
        self.input.cursor_position = len(query)

    def tell(self, found: str) -> None:
        """Show how much was found."""
        self.query_one("#found", Static).update(Content(one_line(found)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Announce the change once the keys pause."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DEBOUNCE_SECONDS, self._announce)

    def _announce(self) -> None:
        self._timer = None
        self.post_message(self.Changed(self.text))
