"""Pauses of Python's garbage collector, and how the reader is spared them.

Now and then the collector looks at every object there is. Most of them are modules, style rules and tables
that stay until the end; looking at those took 50 to 100 ms, in the middle of a keystroke.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

_NEVER = 1_000_000
#: What each one within found; touched by the thread of the screen only.
_within: list[int] = []


def hurry() -> None:
    """Collect no garbage until :func:`settle`: what is loaded at the start stays, all of it."""
    gc.disable()


def settle() -> None:
    """Collect garbage again, and never look through what was loaded at the start."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def spare_what_stays(app: App[Any]) -> None:
    """Let the collector look no more at what is loaded by now. It takes no time, and may be called again.

    What is garbage by now stays too, which is little in a reader, and much where many apps run one after the
    other without a screen: in tests nothing is spared.
    """
    if not app.is_headless:
        gc.freeze()


@contextmanager
def without_full_collections() -> Iterator[None]:
    """Put full collections off until the block ends; young objects are collected as ever.

    A full collection looks at every object there is and lets no thread run meanwhile: while the sheet of 200
    articles was made, keys waited up to a quarter of a second for it, again and again. Few of the objects
    are cycles, so that little is kept by putting it off. To be entered by the thread of the screen.
    """
    young, middle, old = gc.get_threshold()
    _within.append(old)
    gc.set_threshold(young, middle, _NEVER)
    try:
        yield
    finally:
        found = _within[0]
        _within.pop()  # the first one stays: whoever leaves last goes back to what it found
        if not _within:
            gc.set_threshold(young, middle, found)
