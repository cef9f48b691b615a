"""Write behind the reader's back: off the thread that draws the screen, one after the other, in order."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Writer:
    """Runs blocking pieces of work in a thread, in the order in which they were given.

    Args:
        failed: Called, where the work was given, with what a piece of work raised.
    """

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether something is still to be written."""
        return bool(self._tasks)

    def write(self, work: Callable[[], None]) -> None:
        """Do ``work`` when all that was given before is done."""
        task = asyncio.create_task(self._do(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait until everything is written."""
        await asyncio.gather(*self._tasks)

    async def _do(self, work: Callable[[], None]) -> None:
        async with self._turn:
            try:
                await asyncio.to_thread(work)
            except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
                self._failed(error)
