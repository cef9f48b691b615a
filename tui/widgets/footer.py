"""The keys at the bottom: as many as fit, help and the way back always among them.

Textual's own footer is a dozen widgets that are made anew whenever another pane gets the keyboard; this is
one line of text. Keys that do not fit are left out: half a word at the edge helps nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content
from textual.widget import Widget

from tui.widgets.wrapping import cells

if TYPE_CHECKING:
    from textual.events import MouseDown
    from textual.screen import Screen

#: Actions whose keys are shown even where others are not: where all keys are told, and the way out.
_ALWAYS: Final = frozenset({"help", "leave", "back", "close", "cancel"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One key of the footer; ``always``: it stays when others are dropped."""

    key: str
    display: str
    description: str
    always: bool

    @property
    def width(self) -> int:
        """Cells, with the space around it."""
        return cells(self.display) + cells(self.description) + 3


def fitting(keys: list[Shown], room: int) -> list[Shown]:
    """Drop keys from the end, those that must stay aside, until the rest fits into ``room`` cells."""
    kept = list(keys)
    for key in reversed(keys):
        if sum(other.width for other in kept) <= room:
            break
        if not key.always:
            kept.remove(key)
    return kept


def key_display(screen: Screen[Any], binding_id: str) -> str:
    """Return how the key of a binding of ``screen`` is written; its id where there is no such binding.

    A letter is no key while one types, but it is still what the key is called.
    """
    if working := working_key(screen, binding_id):
        return working
    from tui.keys import key_help

    helped = key_help(screen.app, screen, getattr(screen.app, "keys", {}))
    return next((entry.keys[0] for entry in helped if entry.id == binding_id), binding_id)


def working_key(screen: Screen[Any], binding_id: str) -> str:
    """Return how the key of a binding is written if pressing it now would do it, else nothing."""
    for active in screen.active_bindings.values():
        if active.binding.id == binding_id:
            return screen.app.get_key_display(active.binding)
    return ""


class KeyFooter(Widget):
    """Shows the keys that work now; a click presses the key."""

    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; background: $bar; color: $quiet; }
    """

    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Follow the keyboard from pane to pane."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _bindings_changed(self, _screen: Screen[Any]) -> None:
        self.refresh()

    def _keys(self) -> list[Shown]:
        found: dict[str, Shown] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in found:
                found[binding.action] = Shown(
                    binding.key,
                    self.app.get_key_display(binding),
                    binding.description,
                    binding.action.rpartition(".")[2] in _ALWAYS,
                )
        return fitting(list(found.values()), self.size.width)

    def render(self) -> Content:
        """Each key and what it does."""
        parts: list[tuple[str, str]] = []
        for key in self._keys():
            parts += [(f" {key.display}", "bold $key"), (f" {key.description} ", "$quiet")]
        return Content.assemble(*parts)

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key under the pointer."""
        if event.button != 1:
            return  # the right button offers all keys
        end = 0
        for key in self._keys():
            end += key.width
            if event.x < end:
                self.app.simulate_key(key.key)
                return
