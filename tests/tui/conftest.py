"""What all tests of screens share: a pilot that waits for the app and not for a quiet processor."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.app import ScreenStackError
from textual.pilot import Pilot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

_press, _pause = Pilot.press, Pilot.pause
#: Looks at a worker, and seconds between them; one that hangs, as some here do on purpose, holds nothing up.
_LOOKS, _BETWEEN = 5, 0.01
#: Rounds of messages and drawing; one that works on and on, as at a very long text, is not waited for.
_ROUNDS = 50


def _is_at_rest(app: App[None]) -> bool:
    """Whether no widget has a message waiting, and the screen neither layout nor drawing to do."""
    screen = app.screen
    return not (
        app.message_queue_size
        or any(node.message_queue_size or node._next_callbacks for node in tuple(app._registry))
        or screen._layout_required
        or screen._repaint_required
        or screen._scroll_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def _come_to_rest(pilot: Pilot[None]) -> None:
    """Wait until messages and drawing are done, workers too unless they take long."""
    await _be_drawn(pilot)
    for _ in range(_LOOKS):
        if not any(worker.is_running for worker in pilot.app.workers):
            return
        await asyncio.sleep(_BETWEEN)
        await _be_drawn(pilot)


async def _be_drawn(pilot: Pilot[None]) -> None:
    for _ in range(_ROUNDS):
        try:
            if _is_at_rest(pilot.app):
                return
            pilot.app.screen._on_timer_update()
        except ScreenStackError:  # the app is gone
            return
        if not await pilot._wait_for_screen():
            return


async def _no_time(min_sleep: float = 0, max_sleep: float = 0) -> None:
    await asyncio.sleep(0)


async def _press_in_turn(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await _press(pilot, key)
        await _come_to_rest(pilot)
        await pilot.app.animator.wait_until_complete()
        await _be_drawn(pilot)


async def _pause_until_rest(pilot: Pilot[None], delay: float | None = None) -> None:
    await _pause(pilot, delay)
    if delay is None:
        await _come_to_rest(pilot)


@pytest.fixture(autouse=True, scope="session")
def _patient_pilot() -> Iterator[None]:
    """Let each key and each pause last until the app has dealt with them.

    Textual waits until the process has used little processor time for 20 ms, which a process that gets none
    on a busy machine has as well. On a quiet one these waits were a third of the time that the tests took.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.app.wait_for_idle", _no_time)
        patch.setattr("textual.pilot.wait_for_idle", _no_time)
        patch.setattr(Pilot, "press", _press_in_turn)
        patch.setattr(Pilot, "pause", _pause_until_rest)
        yield
