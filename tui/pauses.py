"""Pauses of Python's garbage collector, and how the reader is spared them.

Now and then the collector looks at every object there is. Most of them are modules, style rules and tables
that stay until the end; looking at those took 50 to 100 ms, in the middle of a keystroke.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App


def spare_what_stays(app: App[Any]) -> None:
    """Let the collector look no more at what is loaded by now. It takes no time, and may be called again.

    What is garbage by now stays too, which is little in a reader, and much where many apps run one after the
    other without a screen: in tests nothing is spared.
    """
    if not app.is_headless:
        gc.freeze()
