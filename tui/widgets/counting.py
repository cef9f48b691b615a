"""Keys that other keys prepare, as in vi: counts (``5j``), ``gg``, and ``zz``, ``zt``, ``zb``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias, runtime_checkable

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key

#: Nobody means more than this.
_MOST: Final = 9999

#: Where on the screen a row is put.
Place: TypeAlias = Literal["middle", "top", "bottom"]

#: The key after ``z``, and where it puts the row under the cursor.
_PLACES: Final[dict[str, Place]] = {"z": "middle", "t": "top", "b": "bottom"}


@runtime_checkable
class Prepared(Protocol):
    """A widget or screen for which a key may mean something else than its binding says, after another key."""

    def prepare(self, event: Key) -> bool:
        """Take a key right before it acts; whether it is done with, and shall not act."""


def prepare(app: App[None], event: Key) -> None:
    """Give a key that has climbed up to ``app`` to the widget with the keyboard and those around it.

    Not when it passes them: of keys that come in one burst, as over a slow line, all pass what had the
    keyboard before the first acts. The ``2`` of ``3j2k`` would be counted for ``j``, the letter behind ``;``
    be lost.
    """
    if not app.screen_stack:
        return
    for node in (app.focused or app.screen).ancestors_with_self:
        if isinstance(node, Prepared) and node.prepare(event):
            event.stop()
            event.prevent_default()
            return


class Count:
    """The number that is being typed before a key.

    A widget gives every key to :meth:`took`; the action of the key that follows asks :meth:`take`.
    """

    def __init__(self) -> None:
        self._typed = ""
        self._due = 0
        self._key = self._key_before = ""

    def took(self, event: Key) -> bool:
        """Whether the key belongs to a count; another key makes the count so far that key's own."""
        before = "" if self.doubled else self._key
        self._key_before, self._key = before, event.key
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

    @property
    def doubled(self) -> bool:
        """Whether the key follows itself: the second of ``gg``, when ``5g`` has done it all."""
        return bool(self._key) and self._key == self._key_before


class Placing:
    """The key after ``z``, which says where on the screen the row under the cursor shall stand."""

    def __init__(self) -> None:
        self._waiting = False

    def begin(self) -> None:
        """The next key says where."""
        self._waiting = True

    def took(self, event: Key) -> Place | None:
        """Return where the row shall stand if ``event`` says so. After any key, none is waited for."""
        waiting, self._waiting = self._waiting, False
        return _PLACES.get(event.character or "") if waiting else None


def top_line(place: Place, first: int, end: int, height: int) -> int:
    """Return which line is to be the first on a screen of ``height`` lines for lines ``first`` to ``end``.

    The first line of the row counts where not all of it fits.
    """
    if place == "top" or end - first >= height:
        return first
    if place == "bottom":
        return max(0, end - height)
    return max(0, first - (height - (end - first)) // 2)
