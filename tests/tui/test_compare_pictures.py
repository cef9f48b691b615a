"""Pictures of the compare screen at the three sizes it is designed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.compare_host import CompareHost, OneComparison, settle, text
from tests.tui.comparisons import chinese, orsel, unlinked, wire
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot

    from index.compare.result import Comparison

NARROW, MEDIUM, WIDE = (80, 24), (120, 36), (200, 50)


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def press(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(*keys)
        drawn = ""
        while drawn != (drawn := text(pilot.app)):  # a machine with much to do may lay out and draw in turns
            await pilot.pause(0.05)

    return press


@pytest.mark.parametrize(
    ("make", "size", "theme", "keys"),
    [
        pytest.param(orsel, NARROW, DARK, (), id="narrow"),
        pytest.param(orsel, NARROW, LIGHT, ("f", "j"), id="narrow-facts-light"),
        pytest.param(orsel, MEDIUM, DARK, ("d",), id="medium-figure"),
        pytest.param(orsel, MEDIUM, LIGHT, ("o", "n", "n"), id="medium-open-light"),
        pytest.param(orsel, WIDE, DARK, ("o",), id="wide-open"),
        pytest.param(orsel, (60, 20), DARK, (), id="tiny"),
        pytest.param(chinese, NARROW, DARK, (), id="chinese"),
        pytest.param(unlinked, NARROW, DARK, (), id="unlinked"),
        pytest.param(wire, MEDIUM, LIGHT, (), id="wire-copy-light"),
        pytest.param(orsel, NARROW, DARK, ("i",), id="signs"),
        pytest.param(orsel, NARROW, DARK, ("e",), id="export"),
    ],
)
def test_picture(
    snap_compare: Callable[..., bool],
    make: Callable[[], Comparison],
    size: tuple[int, int],
    theme: str,
    keys: tuple[str, ...],
) -> None:
    app = CompareHost(OneComparison(make=make), theme)
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))
