"""A reader that is open all day keeps nothing of the screens that were closed."""

from __future__ import annotations

import gc

from textual._styles_cache import StylesCache
from textual.color import Color

from tests.tui.driving import running, settled
from tui.repairs import forget_closed_screens


def stores() -> int:
    """How many widgets' drawn lines are in memory, of this app and of what others left."""
    gc.collect()
    return sum(isinstance(one, StylesCache) for one in gc.get_objects())


async def test_what_closed_screens_drew_is_forgotten():
    async with running() as (pilot, _seen):
        counts = []
        for _ in range(3):
            await pilot.press("question_mark")
            await settled(pilot)
            await pilot.press("escape")
            await settled(pilot)
            counts.append(stores())
    assert counts[2] - counts[0] < 5, "the help alone has a dozen widgets"


def test_the_colours_are_those_of_textual():
    before = vars(StylesCache)["get_inner_outer"]
    try:
        del StylesCache.get_inner_outer  # as another version may have it
        forget_closed_screens()
        assert "get_inner_outer" not in vars(StylesCache)
    finally:
        StylesCache.get_inner_outer = before
    forget_closed_screens()
    ground, half = Color(0, 0, 0), Color(200, 100, 50, 0.5)
    inner, outer = StylesCache().get_inner_outer(ground, half)
    assert (inner.background, outer.background) == (Color(100, 50, 25), ground)
