"""Jump to a pane: a letter over each, and one key goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Label

from tui.screens.leaving_once import LeavesOnce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.events import Click, Key
    from textual.geometry import Region


class JumpScreen(LeavesOnce["str | None"], ModalScreen["str | None"]):
    """Answers the letter of a pane; any other key answers None."""

    TITLE = "Jump"
    BINDING_GROUP_TITLE = "Jumping to a pane"

    DEFAULT_CSS = """
    JumpScreen {
        background: transparent;
        layers: letters;
        & > Label {
            layer: letters; position: absolute; width: 3; height: 1;
            background: $hit-current-ground; color: $hit-current; text-style: bold; text-align: center;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", id="jump.back"),
    ]

    def __init__(self, panes: Mapping[str, Region]) -> None:
        """``panes``: where each pane is on the screen, by its letter."""
        super().__init__()
        self._panes = panes

    def compose(self) -> ComposeResult:
        """A letter in the first line of each pane."""
        for letter, region in self._panes.items():
            label = Label(letter, markup=False, id=f"jump-{letter}")
            label.styles.offset = (region.x, region.y)
            yield label

    def prepare(self, event: Key) -> bool:
        """Answer a letter; any other key goes back."""
        self.dismiss(event.character if event.character in self._panes else None)
        return True

    def on_click(self, event: Click) -> None:
        """A click on a letter goes there, any other goes back."""
        clicked = event.widget.id if event.widget else None
        letter = next((one for one in self._panes if clicked == f"jump-{one}"), None)
        self.dismiss(letter)

    def action_cancel(self) -> None:
        """Stay where one is."""
        self.dismiss(None)
