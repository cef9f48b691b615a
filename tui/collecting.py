"""Keep Python's collector of reference cycles from holding up keys while a thread makes much that stays."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER = 1_000_000
#: What each one within found; touched by the thread of the screen only.
_within: list[int] = []


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
