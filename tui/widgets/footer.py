"""The keys at the bottom: as many as fit, help always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from tui.widgets.wrapping import cells

if TYPE_CHECKING:
    from textual.app import ComposeResult

#: Who sees too few keys must at least see where all of them are, and the way out.
_ALWAYS: Final = ("help", "app.help", "leave", "back", "close", "cancel")


class KeyFooter(Footer):
    """Textual's footer, less the keys that do not fit: half a word at the edge helps nobody."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    def compose(self) -> ComposeResult:
        """Drop keys from the end, those that must stay aside, until the rest fits."""
        keys = [child for child in super().compose() if isinstance(child, FooterKey)]
        room = self.size.width or self.app.size.width
        sizes = {key: cells(key.key_display) + 1 + cells(key.description) + 1 for key in keys}
        for key in reversed(keys):
            if sum(sizes.values()) > room and key.action not in _ALWAYS:
                del sizes[key]
        yield from sizes

    def on_resize(self) -> None:
        """Choose anew for another width."""
        self.call_after_refresh(self.recompose)
