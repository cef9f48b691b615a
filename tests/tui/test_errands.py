"""Work that comes back when its screen is being left, or has been."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from tui.errands import is_there, run_errand, when_drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class Last(Container):
    """The last of its screen to go: only when the errand has come back to what is left."""

    async def on_unmount(self) -> None:
        screen = self.screen
        assert isinstance(screen, Full)
        while screen.query("#first"):
            await asyncio.sleep(0)
        screen.welcome.set()
        await screen.back.wait()


class Full(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.welcome = asyncio.Event()
        self.back = asyncio.Event()
        self.found: list[int] = []

    def compose(self) -> ComposeResult:
        yield Static(id="first")
        yield Last()

    async def look(self) -> None:
        await self.welcome.wait()
        self.back.set()
        self.found.append(len(self.query("#first")))
        self.query_one("#first")


async def test_an_errand_finds_its_screen():
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Full()
        await app.push_screen(screen)
        run_errand(screen, screen.look, group="look")
        screen.welcome.set()
        await pilot.pause()
        assert screen.found == [1]
        assert is_there(screen)


async def test_an_errand_that_comes_back_to_half_a_screen_is_no_fault():
    app = App[None]()
    async with app.run_test():
        screen = Full()
        await app.push_screen(screen)
        run_errand(screen, screen.look, group="look")
        await asyncio.sleep(0)
        await app.pop_screen()
        assert screen.found == [0]
        assert not is_there(screen)


async def test_an_errand_that_fails_while_its_screen_is_there_is_one():
    app = App[None]()

    async def fail(reason: str) -> None:
        raise RuntimeError(reason)

    async def play() -> None:
        async with app.run_test() as pilot:
            run_errand(app.screen, fail, "no such ferry", group="fail")
            await pilot.pause()

    with pytest.raises(WorkerFailed, match="no such ferry"):
        await play()


async def test_what_waits_for_the_drawing_is_not_done_for_a_screen_that_was_left(
    monkeypatch: pytest.MonkeyPatch,
):
    app = App[None]()
    async with app.run_test() as pilot:
        screen = Screen[None]()
        await app.push_screen(screen)
        called: list[str] = []
        when_drawn(screen, lambda: called.append("there"))
        await pilot.pause()
        waiting: list[Callable[[], object]] = []
        monkeypatch.setattr(screen, "call_after_refresh", waiting.append)
        when_drawn(screen, lambda: called.append("left"))
        await app.pop_screen()
        waiting[0]()  # as the screen below does, which has been handed it
        assert called == ["there"]
