"""What the palette ranks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.tui.compare_host import CompareHost, settle
from tests.tui.driving import running, settled, until
from tests.tui.fake import FakeLibrary
from tui.keys import commands, own_bindings
from tui.palette import closeness, places
from tui.screens.compare import CompareScreen
from tui.screens.palette import PaletteScreen
from tui.widgets.compare_view import CompareView

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

NAMES = [
    "Northgate Wire",
    "Norrland Wire",
    "Corrin Star ferry",
    "Ferry strike in Sund",
    "The Mainland Herald",
]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("north", "Northgate Wire"),
        ("nothgate", "Northgate Wire"),
        ("mainlnd", "The Mainland Herald"),
        ("ferry str", "Ferry strike in Sund"),
        ("star", "Corrin Star ferry"),
        ("he", "The Mainland Herald"),
    ],
)
def test_the_name_that_is_meant_comes_first(typed: str, best: str):
    assert max(NAMES, key=lambda name: closeness(typed, name)) == best


@pytest.mark.parametrize("typed", ["", "zzz", "x", "stra", "qwertyuiop" * 4])
def test_what_is_like_no_name_offers_none(typed: str):
    assert not any(closeness(typed, name) for name in NAMES)


def test_saved_searches_come_before_sources_and_topics():
    found = places(FakeLibrary(), {"Mine": "ferry is:unread"})  # type: ignore[arg-type]
    assert found[0].name == "Mine"
    assert found[0].query == "ferry is:unread"
    assert {place.query.partition(":")[0] for place in found[1:]} == {"source", "topic"}


def _missing(app: App[Any]) -> set[str]:
    """The keys of where the keyboard is, none of them taken further in, that the palette would not offer."""
    assert app.focused is not None
    active = app.screen.active_bindings
    offered = {command.name for command in commands(app, app.screen)}
    return {
        str(binding.id)
        for node in app.focused.ancestors_with_self
        for kind in type(node).__mro__
        for binding in own_bindings(kind)
        if (binding.tooltip or binding.description) not in offered
        and any(key not in active or active[key].binding.id == binding.id for key in binding.key.split(","))
    }


def _focused(widget: Widget, app: App[Any]) -> set[str]:
    """The same, with the keyboard in ``widget``."""
    app.screen.set_focus(widget)
    assert app.focused is widget
    return _missing(app) - {"app.palette"}


async def test_all_that_a_key_does_stands_in_the_palette() -> None:
    async with running(size=(200, 50)) as (pilot, seen):
        await pilot.press("b")
        await settled(pilot)
        for pane in ("#results", "#text", "#accounts"):
            assert _focused(seen.app.browse.query_one(pane), seen.app) == set(), pane
        # The cursor is not on a saved search.
        here = _focused(seen.app.browse.query_one("#side"), seen.app)
        assert here == {"side.forget", "side.rename"}
        for key in ("P", "p"):
            seen.app.browse.set_focus(seen.results)
            await pilot.press(key)
            await pilot.pause()
            assert seen.app.screen is not seen.app.browse
            assert _missing(seen.app) == {"app.palette"}, key
            await pilot.press("escape")
            await pilot.pause()


async def test_all_that_a_key_does_in_a_comparison_stands_in_the_palette() -> None:
    app = CompareHost()
    async with app.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        assert _missing(app) == set()
        await pilot.press("f")
        assert _focused(app.facts, app) == set()
        app.rows.focus()
        await pilot.press("L")
        await pilot.pause()
        assert _focused(app.screen.query_one(CompareView).sides.side("b"), app) == set()


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_the_right_button_offers_it_too(size: tuple[int, int]) -> None:
    async with running(size=size) as (pilot, seen):
        for _ in range(2):
            await pilot.click("#results", offset=(5, 3), button=3)
            await until(pilot, lambda: isinstance(seen.app.screen, PaletteScreen))
            await pilot.press("escape")
            await until(pilot, lambda: seen.app.screen is seen.app.browse)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(seen.app.screen, CompareScreen))
        await pilot.click(CompareView, button=3)
        await until(pilot, lambda: isinstance(seen.app.screen, PaletteScreen))
