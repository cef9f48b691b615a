"""A screen that is left once, however fast the key for it is pressed again."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.screen import Screen

_Answer = TypeVar("_Answer")


class LeavesOnce(Generic[_Answer]):
    """Lets a screen take only itself off the stack of screens; to be named before the kind of screen.

    Keys that come in one burst may all be given to the screen that was on top. Textual lets the second Escape
    leave whatever screen is on top by then, and fails where that is the last one. No screen itself: Textual
    looks for style sheets in the first of its classes that is one.
    """

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Leave the screen with an answer; do nothing if it has been left, or is covered by another."""
        screen = cast("Screen[_Answer]", self)
        return Screen.dismiss(screen, result) if screen.is_active else AwaitComplete()
