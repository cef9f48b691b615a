"""Python's garbage collector, and what it has no business with."""

from __future__ import annotations

import gc
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Made = TypeVar("Made")


def uncollected(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let no garbage be collected while the decorated function runs.

    For what makes many small objects and no cycles: reference counts free them, and the collector would look
    through them, and now and then through everything else, in vain. A sixth of a comparison went into that.
    Where several threads are at it, the first to end lets the collector in again.
    """

    @wraps(make)
    def made(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if not gc.isenabled():
            return make(*args, **kwargs)
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            gc.enable()

    return made
