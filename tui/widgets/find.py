"""Find in the article: a line at its bottom, there only while one is looking for something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from tui.widgets.line_input import LineInput
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from textual.app import ComposeResult


def finds(text: str, wanted: str) -> tuple[Span, ...]:
    """Return where ``wanted`` stands in ``text``, whatever its case, and however its spaces are broken."""
    words = wanted.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    return tuple(Span(match.start(), match.end(), "hit") for match in pattern.finditer(text))


class FindInput(LineInput):
    """What is looked for in the article."""

    BINDING_GROUP_TITLE = "Finding in the article"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "step(1)", "Next", id="find.next"),
        Binding("up", "step(-1)", "Previous", show=False, id="find.previous"),
        Binding("escape", "leave", "Back to the article", id="find.leave"),
    ]

    class Stepped(Message):
        """The reader wants the next (1) or previous (-1) find."""

        def __init__(self, by: int) -> None:
            self.by = by
            super().__init__()

    class Left(Message):
        """The reader looks for nothing any more."""

    def action_step(self, by: int) -> None:
        """Ask for another find."""
        self.post_message(self.Stepped(by))

    def action_leave(self) -> None:
        """Stop looking."""
        self.post_message(self.Left())


class FindBar(Horizontal):
    """Name, input and count in one line."""

    DEFAULT_CSS = """
    FindBar {
        dock: bottom;
        height: 1;
        background: $bar;
        display: none;
        & > #find-name { width: auto; padding: 0 1; color: $key; text-style: bold; }
        & > FindInput {
            width: 1fr; height: 1; border: none; padding: 0; background: $bar; color: $strong;
            &:focus { background: $bar; background-tint: initial; border: none; }
            & > .input--placeholder { color: $quiet; }
        }
    }
    """

    class Wanted(Message):
        """Something else is looked for."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def compose(self) -> ComposeResult:
        """Name and input."""
        yield Label("Find", id="find-name", markup=False)
        yield FindInput(placeholder="Words in this article", id="find-text")

    @property
    def input(self) -> FindInput:
        """The input."""
        return self.query_one(FindInput)

    def open(self) -> None:
        """Begin to look for something; what was looked for before is there to be typed over."""
        self.display = True
        self.input.select_all()
        self.screen.set_focus(self.input)  # at once: what is typed right behind the key belongs here
        if self.input.value:
            self.post_message(self.Wanted(self.input.value))

    @property
    def in_use(self) -> bool:
        """Whether the reader types here."""
        return self.display and self.screen.focused is self.input

    def close(self) -> None:
        """Take no room any more."""
        self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Announce what is looked for."""
        event.stop()
        self.post_message(self.Wanted(event.value))
