"""Run blocking work for the newest request only, off the thread that draws the screen.

Typing "kursk" asks five times; only the last answer matters. Threads cannot be stopped, so only a few run at
a time: a request that is overtaken while it waits is dropped unrun, one overtaken while it runs is ignored.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from tui.errands import is_there

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class Latest(Generic[Request, Answer]):
    """Answers the newest of many requests.

    Args:
        owner: The widget or screen whose message loop ``done`` and ``failed`` are called in.
        work: Blocking; runs in a thread, so it must not touch widgets.
        done: Called with the answer to the newest request.
        failed: Called with what ``work`` raised for the newest request.
        lanes: How many threads may be busy at a time. With two, a slow stale request does not delay the next.
    """

    def __init__(
        self,
        owner: DOMNode,
        work: Callable[[Request], Answer],
        done: Callable[[Request, Answer], None],
        failed: Callable[[Request, Exception], None],
        *,
        lanes: int = 2,
    ) -> None:
        self._owner = owner
        self._work = work
        self._done = done
        self._failed = failed
        self._free = lanes
        self._newest = 0
        self._waiting: Request | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._tasks)

    def ask(self, request: Request) -> None:
        """Ask for ``request``; whatever was asked before no longer matters."""
        self._newest += 1
        if self._free:
            self._start(request)
        else:
            self._waiting = request

    def forget(self) -> None:
        """Let no pending answer arrive any more."""
        self._newest += 1
        self._waiting = None

    def _start(self, request: Request) -> None:
        self._free -= 1
        task = asyncio.create_task(self._answer(self._newest, request))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, number: int, request: Request) -> None:
        try:
            answer = await asyncio.to_thread(self._work, request)
        except Exception as error:  # noqa: BLE001 - whatever it is, the owner tells it in words
            self._deliver(number, self._failed, request, error)
        else:
            self._deliver(number, self._done, request, answer)
        finally:
            self._free += 1
            if self._waiting is not None:
                request, self._waiting = self._waiting, None
                self._start(request)

    def _deliver(self, number: int, callback: Callable[..., None], *arguments: object) -> None:
        if number == self._newest and self._owner.is_running:
            self._owner.call_later(self._tell, callback, *arguments)

    def _tell(self, callback: Callable[..., None], *arguments: object) -> None:
        if is_there(self._owner):
            callback(*arguments)
