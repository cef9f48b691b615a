"""The sidebar, facets, more like this, back and forward, jumping."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from index.state import State
from tests.tui.driving import Seen, burst, running, settled, until
from tests.tui.fake import ARTICLES, FakeLibrary
from tui.places import Place, Trail
from tui.screens.jump import JumpScreen
from tui.side_rows import month_name, narrowed_by, toggled, ways_in
from tui.widgets.side import SideList

if TYPE_CHECKING:
    from textual.pilot import Pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what searching and opening with them brings."""
    for key in keys:
        await pilot.press(key)
        if key in ("enter", "slash") or key == keys[-1]:
            await settled(pilot)


def side(seen: Seen) -> SideList:
    return seen.app.browse.query_one(SideList)


def names(seen: Seen) -> list[str]:
    return [row.name for row in side(seen).rows]


async def test_the_sidebar_counts_what_is_unread_and_goes_there():
    library = FakeLibrary()
    library.state.mark_read("orchard")
    async with running(library) as (pilot, seen):
        await press(pilot, "b")
        counts = {row.name: row.count for row in side(seen).rows}
        assert counts["Unread"] == 7
        assert counts["Sund Courier"] == 1
        assert counts["Ferry strike in Sund"] == 3
        while side(seen).current.name != "Halden Gazette":
            await pilot.press("j")
        await press(pilot, "enter")
        assert seen.bar.text == 'source:"Halden Gazette"'
        assert len(seen.titles) == 1
        await press(pilot, "u")
        await until(pilot, lambda: {row.name: row.count for row in side(seen).rows}["Halden Gazette"] == 0)


async def test_a_search_is_saved_renamed_and_forgotten():
    state = State.in_memory()
    async with running(FakeLibrary(state=state)) as (pilot, seen):
        await press(pilot, "slash")
        seen.bar.write("ferry is:unread")
        await press(pilot, "enter", "w")
        seen.app.screen.query_one("Input").value = "The strike"
        await press(pilot, "enter")
        await press(pilot, "b")
        assert "The strike" in names(seen)
    async with running(FakeLibrary(state=state)) as (pilot, seen):
        await settled(pilot)
        assert "The strike" in names(seen), "the sidebar is there again, and the search in it"
        await press(pilot, "b", "b")
        while side(seen).current.kind != "saved":
            await pilot.press("j")
        await press(pilot, "R")
        seen.app.screen.query_one("Input").value = "Ferries"
        await press(pilot, "enter")
        assert "Ferries" in names(seen)
        assert "The strike" not in names(seen)
        while side(seen).current.kind != "saved":
            await pilot.press("j")
        await press(pilot, "x")
        assert "Ferries" not in names(seen)


async def test_a_digit_narrows_the_search_and_widens_it_again():
    async with running() as (pilot, seen):
        await press(pilot, "slash", *"ferry", "enter", "f")
        rows = {row.digit: row for row in side(seen).rows if row.digit}
        assert rows["1"].kind == "source"
        assert rows["1"].count == 2
        assert rows["4"].kind == "topic"
        assert rows["7"].kind == "month"
        await press(pilot, "1")
        assert seen.bar.text == 'ferry source:"Sund Courier"'
        assert len(seen.titles) == 2
        assert side(seen).rows[0].chosen
        await press(pilot, "1")
        assert seen.bar.text == "ferry"


async def test_on_a_narrow_screen_the_sidebar_lies_over_the_results():
    async with running(size=(80, 24)) as (pilot, seen):
        await press(pilot, "b")
        assert side(seen).region.x == 0
        assert side(seen).region.overlaps(seen.results.region)
        await press(pilot, "escape")
        assert not side(seen).display
        assert seen.app.focused is seen.results


async def test_a_wide_article_has_the_whole_screen_for_itself():
    async with running() as (pilot, seen):
        await press(pilot, "b", "Z")
        assert not side(seen).display
        await press(pilot, "z")
        assert side(seen).display


async def test_more_like_this_and_back_and_forward():
    async with running() as (pilot, seen):
        await press(pilot, "slash", *"ferry", "enter", "j")
        before, current = seen.titles, seen.article_id
        await press(pilot, "M")
        assert set(seen.titles) < set(before) | {"Sund ferries halted"}
        assert current not in {result.article_id for result in seen.results.results}
        assert "More like" in str(seen.notice.render())
        await press(pilot, "left_square_bracket")
        assert seen.bar.text == "ferry"
        assert seen.titles == before
        assert seen.article_id == current, "the cursor is where it was"
        await press(pilot, "right_square_bracket")
        assert "More like" in str(seen.notice.render())
        await press(pilot, "escape")
        assert seen.titles == before


async def test_back_through_searches():
    async with running() as (pilot, seen):
        for word in ("ferry", "bridge"):
            await press(pilot, "slash")
            seen.bar.write(word)
            await press(pilot, "enter")
        await press(pilot, "backspace")
        assert seen.bar.text == "ferry"
        await press(pilot, "alt+left")
        assert seen.bar.text == ""
        await press(pilot, "alt+left")
        assert seen.bar.text == ""
        await press(pilot, "alt+right", "alt+right")
        assert seen.bar.text == "bridge"


async def test_jumping_to_a_pane():
    async with running(size=(200, 50)) as (pilot, seen):
        await press(pilot, "semicolon")
        assert isinstance(seen.app.screen, JumpScreen)
        await press(pilot, "o")
        assert seen.app.focused is seen.accounts
        await press(pilot, "semicolon", "a")
        assert seen.app.focused is seen.article.text
        await press(pilot, "semicolon", "s")
        assert seen.app.focused is seen.bar.input


PLACES = st.builds(Place, st.sampled_from("abc"))


@given(st.lists(PLACES, min_size=1, max_size=8), st.integers(0, 8))
def test_forward_comes_back_to_where_one_went_back_from(places: list[Place], back: int):
    trail, here = Trail(), places[0]
    for place in places:
        trail.visit(place)
        here = place
    been = [here]
    for _ in range(back):
        gone = trail.go(-1, here)
        if gone is None:
            break
        here = gone
        been.append(here)
    for expected in reversed(been[:-1]):
        here = trail.go(1, here) or here
        assert here.same_list(expected)


@given(st.lists(st.sampled_from(["ferry", "a OR b", 'source:"X Y"', "on:2024-08", "-c"]), max_size=4))
def test_a_filter_can_be_added_and_taken_away(parts: list[str]):
    query = " ".join(parts)
    for filter_ in ('source:"X Y"', "on:2024-08", 'topic:"(odd) name"'):
        with_it = toggled(query, filter_) if not narrowed_by(query, filter_) else query
        assert narrowed_by(with_it, filter_)
        assert not narrowed_by(toggled(with_it, filter_), filter_)


def test_a_filter_is_for_all_of_an_alternative():
    assert toggled("ferry OR bridge", "on:2024-08") == "(ferry OR bridge) on:2024-08"
    assert toggled("(ferry OR bridge) on:2024-08", 'source:"X"') == '(ferry OR bridge) on:2024-08 source:"X"'


def test_months_are_named():
    assert month_name("2024-08") == "Aug 2024"
    assert month_name("undated") == "undated"


async def test_keys_behind_one_that_opens_something_belong_to_it_in_a_burst_too():
    async with running(FakeLibrary(), size=(150, 40)) as (pilot, seen):
        burst(pilot, "f", "1")
        await settled(pilot)
        assert seen.bar.text.startswith("source:")
        burst(pilot, *";a")
        await settled(pilot)
        assert seen.article.text.has_focus


async def test_a_digit_pressed_while_facets_are_counted_is_not_lost():
    library = FakeLibrary()
    async with running(library, size=(150, 40)) as (pilot, seen):
        library.slow_gate = Event()
        await pilot.press("f", "1")
        await until(pilot, lambda: "facets" in library.held_up)
        assert seen.bar.text == ""
        library.slow_gate.set()
        await until(pilot, lambda: seen.bar.text.startswith("source:"))
        await settled(pilot)
        await press(pilot, "1")
        assert seen.bar.text == ""


def test_marks_of_another_corpus_are_not_counted():
    library = FakeLibrary()
    for article_id in (ARTICLES[0].id, "of another corpus"):
        library.state.star(article_id)
        library.state.set_note(article_id, "Ask again")
    views = {row.name: row.count for row in ways_in(library, {})[0].rows}
    assert (views["Starred"], views["With a note"]) == (1, 1)
