"""Pictures of the screens at three sizes; look at them before accepting a change.

``pytest --snapshot-update`` accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from index.library import LibraryError, Problem
from tests.tui.driving import reader, settled
from tests.tui.fake import FakeLibrary
from tui.widgets.search import SearchBar

if TYPE_CHECKING:
    from textual.pilot import Pilot

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 50)
SIZES = pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["80x24", "120x36", "200x50"])


def keys(*pressed: str):
    """Press keys once the first results are there, each after the last has had its effect."""

    async def press(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await settled(pilot)
        pilot.app.screen.query_one(SearchBar).input.cursor_blink = False  # type: ignore[attr-defined]
        for key in pressed:
            await pilot.press(key)
            await settled(pilot)

    return press


@SIZES
def test_start(snap_compare, size):
    assert snap_compare(reader(), terminal_size=size, run_before=keys())


@SIZES
def test_search_with_hits(snap_compare, size):
    assert snap_compare(reader(query="ferry"), terminal_size=size, run_before=keys("n", "n"))


@SIZES
def test_help(snap_compare, size):
    assert snap_compare(reader(), terminal_size=size, run_before=keys("question_mark"))


@SIZES
def test_chooser(snap_compare, size):
    assert snap_compare(reader(), terminal_size=size, run_before=keys("C"))


def test_while_typing(snap_compare):
    assert snap_compare(reader(), terminal_size=MIDDLE, run_before=keys("slash", "f", "e"))


def test_grouped_light_and_marked(snap_compare):
    library = FakeLibrary(problems=(Problem("a.md", "no text"), Problem("b.md:3", "no end")))
    app = reader(library, theme="light")
    assert snap_compare(app, terminal_size=LARGE, run_before=keys("t", "m", "j"))


def test_wide_article(snap_compare):
    assert snap_compare(reader(), terminal_size=SMALL, run_before=keys("j", "enter"))


def test_sidebar(snap_compare):
    assert snap_compare(reader(), terminal_size=MIDDLE, run_before=keys("u", "asterisk", "b", "j"))


def test_facets_over_a_small_screen(snap_compare):
    assert snap_compare(reader(query="ferry"), terminal_size=SMALL, run_before=keys("f", "2", "f"))


def test_narrow(snap_compare):
    assert snap_compare(reader(), terminal_size=(60, 20), run_before=keys())


def test_nothing_found(snap_compare):
    app = reader(FakeLibrary(suggestion="ferry"), query="fery")
    assert snap_compare(app, terminal_size=SMALL, run_before=keys())


def test_one_result(snap_compare):
    assert snap_compare(reader(query="orchard"), terminal_size=MIDDLE, run_before=keys())


def test_empty_library(snap_compare):
    assert snap_compare(reader(FakeLibrary(articles=())), terminal_size=SMALL, run_before=keys())


def test_library_that_does_not_open(snap_compare):
    def fail() -> FakeLibrary:
        raise LibraryError("the folder of articles cannot be read")

    assert snap_compare(reader(fail), terminal_size=MIDDLE, run_before=keys())


def test_problems(snap_compare):
    library = FakeLibrary(problems=(Problem("feeds/a.md:3", "the front matter does not end"),))
    assert snap_compare(reader(library), terminal_size=SMALL, run_before=keys("exclamation_mark"))
