"""What to copy: the second key after ``y``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.clipboard import citation
from tui.screens.dialog import Form
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.events import Key

    from index.article import Article

What: TypeAlias = Literal["link", "title", "citation", "text", "selection"]

#: The letter and the name of each.
_LETTERS: Final[dict[What, tuple[str, str]]] = {
    "link": ("l", "Link"),
    "title": ("t", "Title"),
    "citation": ("c", "Citation"),
    "text": ("a", "Article"),
    "selection": ("y", "Selection"),
}


def copied(article: Article, what: What, selected: str) -> tuple[str, str]:
    """Return the name of what is copied and its text; an empty text where the article has none of it."""
    match what:
        case "link":
            return "Link", article.url or ""
        case "title":
            return "Title", article.title
        case "citation":
            return "Citation", citation(article)
        case "text":
            return "Article", f"{article.title}\n\n{article.text}"
        case "selection":
            return "Selection", selected


class CopyScreen(Form["What"]):
    """Offers what can be copied, one letter each; another key copies nothing."""

    TITLE = "Copy"
    BINDING_GROUP_TITLE = "Copying, after y"

    DEFAULT_CSS = "CopyScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "copy('link')", "Link", tooltip="Copy the article's link", id="copy.link"),
        Binding("t", "copy('title')", "Title", tooltip="Copy the title", id="copy.title"),
        Binding("c", "copy('citation')", "Citation", tooltip="Copy a citation", id="copy.citation"),
        Binding("a", "copy('text')", "Article", tooltip="Copy the whole article", id="copy.text"),
        Binding(
            "y,s", "copy('selection')", "Selection", tooltip="Copy what is selected", id="copy.selection"
        ),
        Binding("escape", "cancel", "Back", id="copy.back"),
    ]

    def __init__(self, previews: Mapping[What, str]) -> None:
        """``previews``: how each of what can be copied begins; an empty one cannot be."""
        super().__init__()
        self._offered = {what: one_line(text) for what, text in previews.items() if text}

    def compose(self) -> ComposeResult:
        """A line for each, and the keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Copy"
            dialog.border_subtitle = "A letter or Enter copies · Esc goes back"
            yield OptionList(*(Option(self._line(what)) for what in self._offered), markup=False)
        yield KeyFooter()

    def _line(self, what: What) -> Content:
        key, name = _LETTERS[what]
        return Content.assemble(
            (f" {key} ", "bold $key"), (f" {name:<10}", "$strong"), (self._offered[what], "$quiet")
        )

    def on_mount(self) -> None:
        """Let the arrows move through them at once."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what there is."""
        if action == "copy":
            return parameters[0] in self._offered
        return super().check_action(action, parameters)

    def prepare(self, event: Key) -> bool:
        """Any key that copies nothing goes back."""
        if event.key in self.active_bindings:
            return False
        self.dismiss(None)
        return True

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(list(self._offered)[event.option_index])

    def action_copy(self, what: What) -> None:
        """Answer what to copy."""
        self.dismiss(what)
