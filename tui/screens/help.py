"""The keys of the screen one came from, searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.keys import KeyHelp, key_help
from tui.screens.dialog import Dialog
from tui.widgets.line_input import LineInput
from tui.widgets.lines import Document, TextView
from tui.widgets.wrapping import Span, cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.screen import Screen
    from textual.widgets import Input

#: The widest that the columns of keys and of descriptions become, in cells.
KEYS_WIDTH, TEXT_WIDTH = 13, 40

NAMES = "The names at the right are for “keys” in the settings, to give a binding another key."


def help_document(entries: Sequence[KeyHelp], wanted: str = "") -> Document:
    """Return the keys whose description, key, id or group holds all words of ``wanted``."""
    words = wanted.casefold().split()
    text, spans, group = "", list[Span](), ""
    keys_width = min(KEYS_WIDTH, max((cells(_keys(entry)) for entry in entries), default=0) + 2)
    text_width = min(TEXT_WIDTH, max((cells(entry.description) for entry in entries), default=0) + 2)
    for entry in entries:
        haystack = f"{entry.group} {' '.join(entry.keys)} {entry.description} {entry.id}".casefold()
        if not all(word in haystack for word in words):
            continue
        if entry.group != group:
            group = entry.group
            text += "\n" if text else ""
            spans.append(Span(len(text), len(text) + len(group), "heading"))
            text += f"{group}\n"
        keys = _keys(entry)
        spans.append(Span(len(text), len(text) + len(keys), "hit-key"))
        line = keys + " " * max(2, keys_width - cells(keys)) + entry.description
        text += line
        gap = " " * max(2, keys_width + text_width - cells(line))
        spans.append(Span(len(text), len(text) + len(gap) + len(entry.id), "quiet"))
        text += f"{gap}{entry.id}\n"
    if not text:
        text = f"No key has to do with “{wanted}”."
    elif not words:
        spans.append(Span(len(text), len(text) + 1 + len(NAMES), "quiet"))
        text += f"\n{NAMES}"
    return Document(text, tuple(spans))


def _keys(entry: KeyHelp) -> str:
    return " ".join(entry.keys)


class HelpInput(LineInput):
    """Narrows the help down."""

    BINDING_GROUP_TITLE = "While searching the help"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "to_text", "To the keys", show=False, id="help.to_text"),
    ]

    def action_to_text(self) -> None:
        """Go to the list of keys."""
        self.screen.query_one(TextView).focus()


class HelpScreen(Dialog[None]):
    """A dialog over any screen."""

    TITLE = "Help"
    BINDING_GROUP_TITLE = "Help"

    DEFAULT_CSS = """
    HelpScreen {
        & > #dialog {
            width: 100%;
            max-width: 92;
            height: 90%;
            max-height: 90%;
            & > HelpInput {
                height: 1; border: none; background: $bar; color: $strong; margin: 0 1 1 1; padding: 0 1;
                & > .input--placeholder { color: $quiet; }
                &:focus { border: none; background: $bar; }
            }
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search the help", id="help.search"),
        Binding("escape,q,question_mark,f1", "close", "Back", id="help.back"),
    ]

    def __init__(self, explained: Screen[object], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._explained = explained
        self._keys = keys
        self._entries: list[KeyHelp] = []

    def compose(self) -> ComposeResult:
        """Input and list."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = f"Keys · {self._explained.title or 'this screen'}"
            dialog.border_subtitle = "/ searches · Esc goes back"
            yield HelpInput(placeholder="Search the keys", id="wanted")
            yield TextView(measure=88)

    def on_mount(self) -> None:
        """Collect the keys of the screen below."""
        self._entries = key_help(self.app, self._explained, self._keys)
        view = self.query_one(TextView)
        view.show(help_document(self._entries))
        view.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list down."""
        self.query_one(TextView).show(help_document(self._entries, event.value))

    def action_search(self) -> None:
        """Go to the input."""
        self.query_one(HelpInput).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
