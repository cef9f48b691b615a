"""What to copy: the second key after ``y``, told in the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui.clipboard import citation
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Click, Key

    from index.article import Article

What: TypeAlias = Literal["link", "title", "citation", "text", "selection"]


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


class CopyScreen(ModalScreen["What | None"]):
    """Waits for one key, everything below staying in sight; another key copies nothing."""

    TITLE = "Copy"
    BINDING_GROUP_TITLE = "Copying, after y"

    DEFAULT_CSS = """
    CopyScreen { background: transparent; }
    """

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

    def __init__(self, *, selected: bool) -> None:
        """``selected``: whether some text is selected."""
        super().__init__()
        self._selected = selected

    def compose(self) -> ComposeResult:
        """The footer alone."""
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the selection only where there is one."""
        if action == "copy" and parameters == ("selection",):
            return self._selected
        return super().check_action(action, parameters)

    def on_key(self, event: Key) -> None:
        """Any key that copies nothing goes back."""
        if event.key not in self.active_bindings:
            event.stop()
            self.dismiss(None)

    def on_click(self, event: Click) -> None:
        """A click beside the footer goes back."""
        if event.widget is self:
            self.dismiss(None)

    def action_copy(self, what: What) -> None:
        """Answer what to copy."""
        self.dismiss(what)

    def action_cancel(self) -> None:
        """Copy nothing."""
        self.dismiss(None)
