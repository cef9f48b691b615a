"""A line to type into that takes its keys in the order they come, however fast they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Key


class LineInput(Input):
    """An Input whose editing keys are never overtaken by what is typed after them.

    Letters are taken at once, but a key with a binding (Backspace, Ctrl+U) first travels up to the app and
    comes back as an action. Keys that arrive together, as they do over a slow line or from a script, would
    change places on the way, and Backspace would take the wrong letter.
    """

    async def on_key(self, event: Key) -> None:
        """Run the key's action here and now, where it is one of the input's own."""
        if event.is_printable:
            return
        active = self.screen.active_bindings.get(event.key)
        if active is not None and active.node is self and active.enabled:
            event.stop()
            event.prevent_default()
            await self.app.run_action(active.binding.action, self)
