"""Counts before keys, as in vi: ``5j`` goes down five."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from textual.events import Key

#: Nobody means more than this.
_MOST: Final = 9999


class Count:
    """The number that is being typed before a key.

    A widget gives every key to :meth:`took`; the action of the key that follows asks :meth:`take`.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._due = 0

    def took(self, event: Key) -> bool:
        """Whether the key belongs to a count; another key makes the count so far that key's own."""
        digit = event.character or ""
        if digit.isascii() and digit.isdecimal() and (self._typed or digit != "0"):
            self._typed = str(min(_MOST, int(self._typed + digit)))
            return True
        self._due = int(self._typed or 0)
        self._typed = ""
        return False

    def take(self) -> int:
        """Return how often to do what the key does, once: the next time it is 1."""
        due, self._due = self._due, 0
        return due or 1

    @property
    def given(self) -> bool:
        """Whether a count stands before the key that is being handled."""
        return bool(self._due)
