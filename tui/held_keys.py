"""Keys for a screen that is about to come, kept until it is there.

A comparison takes a moment. What is pressed meanwhile (``c`` and at once ``d``, ``c`` and ``q``) is meant for
it and not for the screen below, where ``q`` would leave the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual.events import Key

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.timer import Timer

#: No key is kept longer: what takes so long is not seen to come. In seconds.
LONGEST: Final = 1.0


class HeldKeys:
    """Takes keys from ``screen`` from :meth:`hold` to :meth:`release`, then lets them be pressed in order."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._keys: list[Key] = []
        self._end: Timer | None = None

    def hold(self) -> None:
        """Keep what is pressed from now on, for :data:`LONGEST` at most."""
        if self._end is not None:
            self._end.stop()
        self._end = self._screen.set_timer(LONGEST, self.release)

    def took(self, event: Key) -> bool:
        """Keep a key that is about to act, if keys are kept."""
        if self._end is None:
            return False
        self._keys.append(event)
        return True

    def release(self) -> None:
        """Let the keys be pressed, on whatever screen is on top now."""
        if self._end is not None:
            self._end.stop()
            self._end = None
        keys, self._keys = self._keys, []
        if keys:
            # By the app itself, as those of the terminal are: what a screen sends climbs no higher than it.
            self._screen.app.call_later(self._press, keys)

    def _press(self, keys: list[Key]) -> None:
        for key in keys:
            self._screen.app.post_message(Key(key.key, key.character))
