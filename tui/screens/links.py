"""The addresses in an article, numbered: one key opens one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.dialog import Form
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key

#: The hints, one key each; further addresses are reached with the arrows.
HINTS: Final = "123456789abcdefghimnoprstuvwxyz"


class LinksScreen(Form[str]):
    """Answers an address."""

    TITLE = "Links"
    BINDING_GROUP_TITLE = "Choosing a link"

    DEFAULT_CSS = "LinksScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Next link", show=False, id="links.down"),
        Binding("k,up", "step(-1)", "Previous link", show=False, id="links.up"),
        Binding("escape,q", "cancel", "Back", id="links.back"),
    ]

    def __init__(self, urls: Sequence[str]) -> None:
        super().__init__()
        self._urls = urls

    def compose(self) -> ComposeResult:
        """A line for each address."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "Open in the browser"
            dialog.border_subtitle = "A number or letter opens · Esc goes back"
            hints = [HINTS[n] if n < len(HINTS) else " " for n in range(len(self._urls))]
            yield OptionList(
                *(
                    Option(Content.assemble((f" {hint} ", "bold $key"), (one_line(url), "$ink")))
                    for hint, url in zip(hints, self._urls, strict=True)
                ),
                markup=False,
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the arrows move through them at once."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    def prepare(self, event: Key) -> bool:
        """Open the address with this hint."""
        place = HINTS.find(event.character) if event.character else -1
        if not 0 <= place < len(self._urls):
            return False
        self.dismiss(self._urls[place])
        return True

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._urls[event.option_index])

    def action_step(self, by: int) -> None:
        """Go to the next or previous address."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if by > 0 else options.action_cursor_up()
