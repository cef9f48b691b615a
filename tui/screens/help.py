"""The keys of the screen one came from, searchable."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.keys import KeyHelp, key_help
from tui.screens.about import about
from tui.screens.dialog import Dialog
from tui.widgets.line_input import LineInput
from tui.widgets.lines import Document, TextView
from tui.widgets.wrapping import Span, cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.screen import Screen

#: The widest that the columns of keys and of descriptions become, in cells.
KEYS_WIDTH, TEXT_WIDTH = 16, 42

#: From this width on there is room for the names that the settings know the keys by.
ROOMY = 76

#: The widest line, in cells.
MEASURE = 88

NAMES = "The names at the right are for “keys” in the settings, to give a binding another key."


def help_document(
    entries: Sequence[KeyHelp], wanted: str = "", *, about: str = "", width: int = 88
) -> Document:
    """Return the keys whose description, key, id or group holds all words of ``wanted``.

    ``about`` stands over all of them. In less than :data:`ROOMY` cells the settings' names are left out.
    """
    words = wanted.casefold().split()
    text, spans, group = "", list[Span](), ""
    if about and not words:
        text = f"{about}\n\n"
    keys_width = min(KEYS_WIDTH, max((cells(_keys(entry)) for entry in entries), default=0) + 2)
    text_width = min(TEXT_WIDTH, max((cells(entry.description) for entry in entries), default=0) + 2)
    nothing = True
    for entry in entries:
        haystack = f"{entry.group} {' '.join(entry.keys)} {entry.description} {entry.id}".casefold()
        if not all(word in haystack for word in words):
            continue
        if entry.group != group:
            group = entry.group
            text += "" if nothing else "\n"
            spans.append(Span(len(text), len(text) + len(group), "heading"))
            text += f"{group}\n"
        nothing = False
        keys = _keys(entry)
        spans.append(Span(len(text), len(text) + len(keys), "hit-key"))
        line = keys + " " * max(2, keys_width - cells(keys)) + entry.description
        text += line
        if width >= ROOMY:
            gap = " " * max(2, keys_width + text_width - cells(line))
            spans.append(Span(len(text), len(text) + len(gap) + len(entry.id), "quiet"))
            text += f"{gap}{entry.id}"
        text += "\n"
    if nothing:
        text = f"No key has to do with “{wanted}”."
    elif not words and width >= ROOMY:
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
            dialog.border_title = f"Help · {self._explained.title or 'this screen'}"
            dialog.border_subtitle = "/ searches · Esc goes back"
            yield HelpInput(placeholder="Search the keys", id="wanted")
            yield TextView(measure=MEASURE)

    def on_mount(self) -> None:
        """Collect the keys of the screen below."""
        self._entries = key_help(self.app, self._explained, self._keys)
        self.query_one(TextView).focus()

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        self._show()

    def on_input_changed(self) -> None:
        """Narrow the list down."""
        self._show()

    def _show(self) -> None:
        width = min(self.size.width, MEASURE)
        told = about(self._explained.title or "", self._key_of)
        wanted = self.query_one(HelpInput).value
        self.query_one(TextView).show(help_document(self._entries, wanted, about=told, width=width))

    def _key_of(self, name: str) -> str:
        """The first key of a binding, as it is called; its name where there is no such binding here."""
        return next((entry.keys[0] for entry in self._entries if entry.id == name), name)

    def action_search(self) -> None:
        """Go to the input."""
        self.query_one(HelpInput).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
