"""Work that goes on beside the keys, and may outlast the screen it was begun for.

A screen that is left loses its widgets one after the other, and only at the very end the work that was
begun for it is stopped. What comes back in between finds half of a screen; nobody need hear of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVarTuple

from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.widget import MountError
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from textual.dom import DOMNode
    from textual.worker import WorkType

Arguments = TypeVarTuple("Arguments")

#: What Textual raises for a widget or a screen that is not there any more, or will never be.
_GONE: Final = (NoMatches, NoScreen, ScreenStackError, MountError)


def run_errand(
    node: DOMNode,
    errand: Callable[[*Arguments], Coroutine[Any, Any, None]],
    *arguments: *Arguments,
    group: str,
    exclusive: bool = False,
) -> None:
    """Let ``errand`` run for a screen, a widget or the app, without holding up its keys.

    Args:
        node: Whose errand it is; ends with it.
        errand: Touches no other screen than its own.
        arguments: What it is called with.
        group: What ``exclusive`` speaks of.
        exclusive: Whether it takes the place of the errands of its group that are still on their way.
    """

    async def unless_left() -> None:
        try:
            await errand(*arguments)
        except _GONE:
            if is_there(node):
                raise

    work: WorkType[None] = unless_left
    node.run_worker(work, group=group, exclusive=exclusive)


def tells_of_leaving(error: BaseException) -> bool:
    """Whether ``error`` says no more than that something is gone, or is not there yet, on the screen."""
    return isinstance(error.error if isinstance(error, WorkerFailed) else error, _GONE)


def when_drawn(node: DOMNode, callback: Callable[[], object]) -> None:
    """Call ``callback`` once the screen has been drawn anew, if ``node`` is still there by then.

    Textual calls it even if its screen has been left meanwhile.
    """
    node.call_after_refresh(lambda: callback() if is_there(node) else None)


def is_there(node: DOMNode) -> bool:
    """Whether ``node`` and all within and beside it can still be shown something.

    ``is_attached`` does not say that: it stays true until the last of the widgets within is gone.
    """
    return all(one.is_running for one in node.ancestors_with_self)
