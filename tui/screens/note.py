"""Write a note on an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from tui.screens.dialog import Form
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; ``keep`` False: it is a draft."""

    text: str
    keep: bool


class NoteScreen(Form[Written]):
    """Answers what was written, kept or as a draft."""

    TITLE = "Note"
    BINDING_GROUP_TITLE = "Writing a note"

    DEFAULT_CSS = """
    NoteScreen > #dialog { height: 60%; min-height: 10; }
    NoteScreen TextArea {
        height: 1fr; border: none; padding: 0; margin: 1 0 0 0; background: $bar; color: $ink;
        &:focus { border: none; }
        & .text-area--cursor { background: $ink; color: $ground; }
        & .text-area--cursor-line { background: $bar; }
        & .text-area--selection { background: $cursor; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Keep", tooltip="Keep the note; an empty one is removed", id="note.save"),
        Binding("escape", "cancel", "Back, as a draft", priority=True, id="note.back"),
    ]

    def __init__(self, title: str, text: str, *, changed: bool = False) -> None:
        """Begin with ``text``; ``changed``: it is a draft that was not kept yet."""
        super().__init__()
        self._title = title
        self._text = text
        self._changed = changed

    def compose(self) -> ComposeResult:
        """The article's title and the text."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Note (draft)" if self._changed else "Note"
            dialog.border_subtitle = "Ctrl+S keeps it · Esc goes back"
            yield Static(one_line(self._title), classes="about", markup=False)
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)
        area.focus()

    def action_save(self) -> None:
        """Keep the note."""
        self.dismiss(Written(self.query_one(TextArea).text, keep=True))

    def action_cancel(self) -> None:
        """Go back; what was written stays a draft."""
        self.dismiss(Written(self.query_one(TextArea).text, keep=False))
