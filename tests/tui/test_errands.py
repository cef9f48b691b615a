"""Work that comes back when its screen is being left, or has been."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.containers import Container
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from tui.errands import is_there, run_errand, when_drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class Slow(Container):
    """Takes a while to go, so that the screen is half there meanwhile."""

    async def on_unmount(self) -> None:
        await asyncio.sleep(0.05)


class Full(Screen[None]):
    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait
        self.came: list[bool] = []

    def compose(self) -> ComposeResult:
        yield Static(id="quick")
        yield Slow()

    def begin(self) -> None:
        run_errand(self, self.look, group="look")

    async def look(self) -> None:
        await asyncio.sleep(self.wait)
        self.came.append(is_there(self))
        self.query_one("#quick")


async def test_an_errand_finds_its_screen():
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Full(0)
        await app.push_screen(screen)
        screen.begin()
        await pilot.pause()
        assert screen.came == [True]


async def test_an_errand_that_comes_back_to_half_a_screen_is_no_fault():
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Full(0.02)
        await app.push_screen(screen)
        screen.begin()
        app.pop_screen()
        await pilot.pause(0.1)
        assert screen.came == [False]
        with pytest.raises(NoMatches):
            screen.query_one("#quick")


async def test_an_errand_that_fails_while_its_screen_is_there_is_one():
    app = App[None]()

    async def fail(reason: str) -> None:
        raise RuntimeError(reason)

    async def play() -> None:
        async with app.run_test() as pilot:
            run_errand(app.screen, fail, "no such ferry", group="fail")
            await pilot.pause(0.05)

    with pytest.raises(WorkerFailed, match="no such ferry"):
        await play()


async def test_what_waits_for_the_drawing_is_not_done_for_a_screen_that_was_left(
    monkeypatch: pytest.MonkeyPatch,
):
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Full(0)
        await app.push_screen(screen)
        called: list[str] = []
        when_drawn(screen, lambda: called.append("there"))
        await pilot.pause()
        waiting: list[Callable[[], object]] = []
        monkeypatch.setattr(screen, "call_after_refresh", waiting.append)
        when_drawn(screen, lambda: called.append("left"))
        app.pop_screen()
        await pilot.pause(0.1)
        waiting[0]()  # as the screen below does, which has been handed it
        assert called == ["there"]
