"""What all desks share: the open library, the reader's memory, the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from index.library import Library
    from tui.memory import Memory


class Session:
    """One run of the reader; ``library`` is None until it is open."""

    def __init__(self, now: Callable[[], datetime], memory: Memory) -> None:
        self.now = now
        self.memory = memory
        self.library: Library | None = None

    def opened(self) -> Library:
        """Return the library. Raises RuntimeError while it is not open."""
        if self.library is None:
            raise RuntimeError("the library is not open yet")
        return self.library
