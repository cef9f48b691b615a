"""Keys that leave a screen, pressed faster than it goes."""

from __future__ import annotations

import pytest

from tests.tui.driving import burst, running, settled


@pytest.mark.parametrize("opening", ["c", "C", "P", "question_mark", "ctrl+p", "o", "y", "e", "semicolon"])
async def test_escape_in_one_burst_leaves_one_screen(opening: str) -> None:
    async with running() as (pilot, seen):
        await pilot.press(opening)
        await settled(pilot)
        assert len(seen.app.screen_stack) == 2
        burst(pilot, "escape", "escape", "escape")
        await settled(pilot)
        assert seen.app.screen_stack == [seen.app.browse]
