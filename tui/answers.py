"""What a key is answered with in passing: one answer at a time, and none of what one has left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


def forget_answers(app: App[Any]) -> None:
    """Take away the answers that are on the screen. Warnings and errors stay as long as they are meant to.

    Textual only offers to take away all of them.
    """
    for told in [told for told in app._notifications if told.severity == "information"]:  # noqa: SLF001
        app._unnotify(told)  # noqa: SLF001
