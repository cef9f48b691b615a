"""Searching, reading and moving about, through the keys a reader presses."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from index.library import Library, LibraryError, Problem
from index.progress import Step
from index.settings import load
from index.state import State
from tests.tui.driving import burst, running, settled, until
from tests.tui.fake import ARTICLES, FakeLibrary, many
from tui import held_keys
from tui.comparing import Comparing
from tui.desks.comparing import CompareDesk
from tui.screens.chooser import ChooserScreen
from tui.screens.compare import CompareScreen
from tui.screens.dialog import Dialog
from tui.screens.help import HelpScreen
from tui.screens.problems import ProblemsScreen

if TYPE_CHECKING:
    from pathlib import Path


async def test_starts_with_the_newest_and_shows_the_first():
    async with running() as (_pilot, seen):
        assert seen.titles[0] == "Court to rule on ferry strike as hospitals move patients"
        assert seen.article_id == "ferry-herald"
        assert seen.found == "8 articles"
        assert "Newest first" in str(seen.results.border_title)


async def test_searches_while_typing_and_marks_the_hits():
    async with running() as (pilot, seen):
        await pilot.press("slash", *"ferry")
        await settled(pilot)
        assert seen.found.startswith("5 found")
        assert all("ferry" in f"{r.title} {r.snippet.text}".casefold() for r in seen.results.results)
        assert seen.article.hit_count == 3
        assert seen.app.focused is seen.bar.input


async def test_fast_typing_asks_once():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.searches.clear()
        for letter in "ferry":  # all within one turn of the loop, faster than any hand
            seen.bar.input.insert_text_at_cursor(letter)
        await settled(pilot)
        assert [query for query, _offset, _sort in library.searches] == ["ferry"]


async def test_a_slow_search_neither_blocks_the_keys_nor_wins_over_a_newer_one():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.search_gate = Event()
        await pilot.press("slash", *"bridge")
        await until(pilot, lambda: library.searches[-1][0].startswith("b"))
        await pilot.press(*["backspace"] * 6, *"orchard")
        assert seen.bar.text == "orchard", "keys are taken while every search hangs"
        assert seen.titles[0].startswith("Court"), "what was there stays until there is an answer"
        library.search_gate.set()
        await until(pilot, lambda: seen.titles == ["An orchard older than the town"])
        await settled(pilot)
        assert seen.titles == ["An orchard older than the town"]
        assert library.searches[-1][0] == "orchard"


async def test_no_key_waits_for_a_library_that_hangs():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.search_gate, library.slow_gate = Event(), Event()
        await pilot.press("j")
        await until(pilot, lambda: "article" in library.held_up)
        assert seen.results.cursor == 1
        await pilot.press("f", "A", "u", "asterisk")
        await until(pilot, lambda: {"facets", "matching"} <= set(library.held_up))
        await pilot.press("slash", *"bridge")
        assert seen.bar.text == "bridge"
        assert seen.article_id == "ferry-herald", "all of them still hang"
        await pilot.press("escape", "j", "T", "question_mark")
        assert isinstance(seen.app.screen, HelpScreen)
        await pilot.press("escape")
        library.search_gate.set()
        library.slow_gate.set()
        await settled(pilot)
        assert set(seen.titles) == {a.title for a in ARTICLES if "bridge" in f"{a.title} {a.text}"}


async def test_next_and_previous_hit_go_round_and_are_counted():
    async with running() as (pilot, seen):
        await pilot.press("slash", *"ferry", "enter")
        await settled(pilot)
        await pilot.press("n")
        assert "hit 1 of 3" in str(seen.article.border_title)
        await pilot.press("n", "n", "n")
        await pilot.pause()
        assert "hit 1 of 3" in str(seen.article.border_title)
        await pilot.press("N")
        await pilot.pause()
        assert "hit 3 of 3" in str(seen.article.border_title)
        current = seen.article.text.current
        assert current is not None
        assert seen.said[current.start : current.end] == "ferry"


async def test_a_hit_below_the_screen_is_brought_into_sight():
    async with running(size=(80, 14)) as (pilot, seen):
        await pilot.press("slash", *"nine", "enter")
        await settled(pilot)
        assert seen.article_id == "ferry-courier"
        assert seen.article.text.scroll_y == 0
        await pilot.press("n")
        await pilot.pause()
        view = seen.article.text
        line = view.flow.line_of(view.current.start)
        assert view.scroll_y <= line < view.scroll_y + view.size.height


async def test_grouping_puts_topics_together_and_keeps_the_article():
    async with running() as (pilot, seen):
        await pilot.press("j", "j", "j")
        before = seen.results.current
        await pilot.press("t")
        await settled(pilot)
        topics = [result.topic for result in seen.results.results]
        assert topics == sorted(topics, key=topics.index), "each topic stands in one place"
        assert topics[-1] is None
        assert seen.results.current == before
        assert "by topic" in str(seen.results.border_title)
        await pilot.press("t")
        assert "by topic" not in str(seen.results.border_title)


async def test_sort_goes_round():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        await pilot.press("slash", *"ferry", "enter")
        await settled(pilot)
        names = []
        for _ in range(3):
            await pilot.press("s")
            await settled(pilot)
            names.append((library.searches[-1][2], str(seen.results.border_title).strip()))
        assert names == [
            ("newest", "Newest first"),
            ("oldest", "Oldest first"),
            ("relevance", "Most relevant"),
        ]


async def test_more_results_come_while_scrolling():
    async with running(FakeLibrary(articles=many(300))) as (pilot, seen):
        assert seen.found == "300 articles"
        assert len(seen.results.results) < 300
        for _ in range(8):
            await pilot.press("G")
            await settled(pilot)
        assert len(seen.results.results) == 300
        assert len({result.article_id for result in seen.results.results}) == 300


async def test_no_more_results_come_than_the_settings_allow():
    shipped = load()
    settings = replace(shipped, search=replace(shipped.search, list_limit=70))
    async with running(FakeLibrary(articles=many(300), settings=settings)) as (pilot, seen):
        for _ in range(4):
            await pilot.press("G")
            await settled(pilot)
        assert len(seen.results.results) == 70


async def test_moving_in_the_list():
    steps = [("j", 1), ("down", 2), ("k", 1), ("G", 7), ("g", 0), ("end", 7), ("home", 0)]
    async with running() as (pilot, seen):
        for key, place in steps:
            await pilot.press(key)
            await settled(pilot)
            assert seen.results.cursor == place, key
            assert seen.article_id == seen.results.results[place].article_id, key


async def test_arrows_move_through_results_while_typing():
    async with running() as (pilot, seen):
        await pilot.press("slash", "down", "down")
        await settled(pilot)
        assert seen.results.cursor == 2
        assert seen.app.focused is seen.bar.input


async def test_enter_reads_with_the_whole_screen_and_escape_returns():
    async with running() as (pilot, seen):
        await pilot.press("enter")
        await pilot.pause()
        assert not seen.results.display
        assert seen.app.focused is seen.article.text
        await pilot.press("escape")
        await pilot.pause()
        assert seen.results.display
        assert seen.app.focused is seen.results


async def test_q_goes_back_before_it_quits():
    async with running() as (pilot, seen):
        await pilot.press("Z", "q")
        await pilot.pause()
        assert seen.results.display
        assert seen.app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert not seen.app.is_running


async def test_the_list_alone_fits_a_narrow_terminal():
    async with running(size=(60, 20)) as (pilot, seen):
        assert seen.results.display
        assert not seen.article.display
        await pilot.press("enter")
        await pilot.pause()
        assert seen.article.display
        assert not seen.results.display


async def test_a_wide_terminal_shows_the_other_accounts():
    async with running(size=(200, 50)) as (pilot, seen):
        assert seen.accounts.display
        assert seen.accounts.option_count == 2
        await pilot.press("slash", *"orchard", "enter")
        await settled(pilot)
        assert "No other source" in str(seen.accounts.get_option_at_index(0).prompt)


async def test_widening_the_terminal_finds_the_other_accounts():
    async with running(size=(100, 30)) as (pilot, seen):
        await pilot.resize_terminal(200, 50)
        await until(pilot, lambda: seen.accounts.option_count == 2)


async def test_a_click_selects_a_result():
    async with running() as (pilot, seen):
        await pilot.click(seen.results, offset=(5, 8))
        await settled(pilot)
        assert seen.results.cursor == 1
        assert seen.article_id == seen.results.results[1].article_id


async def test_suggestion_is_taken_with_its_key():
    library = FakeLibrary(suggestion="ferry")
    async with running(library) as (pilot, seen):
        await pilot.press("slash", *"fery")
        await settled(pilot)
        assert not seen.titles
        assert "Nothing found for “fery”" in seen.said
        assert "ferry" in str(seen.notice.render())
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert seen.bar.text == "ferry"
        assert len(seen.titles) == 5
        assert not seen.notice.display


async def test_a_notice_says_how_the_query_was_read():
    library = FakeLibrary(notice="no article has all these words; showing any of them")
    async with running(library) as (pilot, seen):
        await pilot.press("slash", *"ferry")
        await settled(pilot)
        assert "No article has all these words" in str(seen.notice.render())


# Comparing


async def test_c_compares_with_the_nearest_account(monkeypatch: pytest.MonkeyPatch):
    async with running() as (pilot, _seen):
        pushed = comparisons(monkeypatch)
        await pilot.press("c")
        await until(pilot, lambda: pushed)
        assert pushed == [("ferry-herald", "ferry-courier")]


async def test_c_right_behind_a_move_compares_the_article_moved_to(monkeypatch: pytest.MonkeyPatch):
    async with running() as (pilot, seen):
        pushed = comparisons(monkeypatch)
        burst(pilot, "j", "c")
        await until(pilot, lambda: pushed)
        assert [a for a, _ in pushed] == [seen.results.results[1].article_id]


async def test_keys_right_behind_c_go_to_the_comparison():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        burst(pilot, "c", "question_mark")
        await until(pilot, lambda: len(seen.app.screen_stack) == 3)
        assert isinstance(seen.app.screen_stack[1], CompareScreen)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert seen.app.screen_stack == [seen.app.browse]
        burst(pilot, "c", "q")
        await settled(pilot)
        await until(pilot, lambda: seen.app.screen_stack == [seen.app.browse])
        assert seen.app.is_running


async def test_keys_right_behind_c_are_not_lost_where_there_is_nothing_to_compare_with(
    monkeypatch: pytest.MonkeyPatch,
):
    library = FakeLibrary()
    monkeypatch.setattr(library, "counterparts", lambda _id: [])
    async with running(library) as (pilot, seen):
        burst(pilot, "c", "j", "j")
        await until(pilot, lambda: seen.results.cursor == 2)
        assert seen.app.screen_stack == [seen.app.browse]


async def test_keys_are_not_kept_for_a_comparison_that_does_not_come(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(held_keys, "LONGEST", 0.05)
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.slow_gate = Event()
        burst(pilot, "C", "j", "j")
        await until(pilot, lambda: seen.results.cursor == 2)
        assert seen.app.screen_stack == [seen.app.browse]
        library.slow_gate.set()
        await until(pilot, lambda: len(seen.app.screen_stack) == 2)


async def test_keys_right_behind_enter_go_to_the_article():
    for size in ((120, 12), (60, 12)):
        async with running(size=size) as (pilot, seen):
            burst(pilot, "enter", "G")
            await settled(pilot)
            assert seen.results.cursor == 0
            assert seen.app.focused is seen.article.text
            assert seen.article.text.scroll_y > 0
            assert seen.article.text.at_end


async def test_choosing_the_account(monkeypatch: pytest.MonkeyPatch):
    async with running() as (pilot, seen):
        pushed = comparisons(monkeypatch)
        await pilot.press("C")
        await until(pilot, lambda: isinstance(seen.app.screen, ChooserScreen))
        await pilot.pause()
        await pilot.press("j", "enter")
        await until(pilot, lambda: pushed)
        assert pushed == [("ferry-herald", "ferry-wire")]
        await pilot.press("C")
        await until(pilot, lambda: isinstance(seen.app.screen, ChooserScreen))
        await pilot.press("escape")
        await pilot.pause()
        assert len(pushed) == 1


async def test_any_two_articles_through_mark_as_a(monkeypatch: pytest.MonkeyPatch):
    async with running() as (pilot, seen):
        pushed = comparisons(monkeypatch)
        await pilot.press("m")
        assert seen.status.marked.startswith("The Mainland Herald")
        await pilot.press("G", "c")
        await until(pilot, lambda: pushed)
        assert pushed == [("ferry-herald", seen.results.results[-1].article_id)]
        await pilot.press("g", "m")
        assert not seen.status.marked


async def test_no_counterpart_says_what_to_do(monkeypatch: pytest.MonkeyPatch):
    async with running() as (pilot, seen):
        pushed = comparisons(monkeypatch)
        await pilot.press("slash", *"orchard", "enter")
        await settled(pilot)
        await pilot.press("c")
        await until(pilot, lambda: seen.app._notifications)
        (told,) = seen.app._notifications
        assert "Press m to mark" in told.message
        assert not pushed


def comparisons(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Collect which articles are compared in place of showing it: that screen has tests of its own."""
    pushed: list[tuple[str, str]] = []
    monkeypatch.setattr(Comparing, "show", lambda _self, a, b: pushed.append((a, b)))
    return pushed


# When things go wrong


async def test_an_empty_library_says_how_to_fill_it():
    async with running(FakeLibrary(articles=())) as (_pilot, seen):
        assert "The library is empty" in seen.said
        assert "corpus folder" in seen.said


async def test_keys_that_need_an_article_say_so():
    async with running(FakeLibrary(articles=())) as (pilot, seen):
        for key in ("c", "C", "m", "p", "u", "asterisk", "e", "M", "o", "O", "y", "ctrl+f"):
            seen.app.clear_notifications()
            await pilot.press(key)
            await pilot.pause()
            assert len(seen.app._notifications) == 1, key
            assert seen.app.screen is seen.app.browse


async def test_the_first_run_says_what_to_press_and_the_second_does_not():
    state = State.in_memory()
    async with running(FakeLibrary(state=state)) as (_pilot, seen):
        assert "c compares two sources, ? shows all keys" in str(seen.status.render())
    async with running(FakeLibrary(state=state)) as (_pilot, seen):
        assert not seen.status.hint


async def test_a_library_that_does_not_open_can_be_tried_again():
    tries: list[int] = []

    def opener():
        tries.append(1)
        if len(tries) == 1:
            raise LibraryError("the folder of articles cannot be read")
        return FakeLibrary()

    async with running(opener) as (pilot, seen):
        assert "could not be opened" in seen.said
        assert "the folder of articles cannot be read" in seen.said
        await pilot.press("r")
        await until(pilot, lambda: seen.titles)


async def test_a_failing_search_is_told_in_words():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.search_error = RuntimeError("the index is damaged")
        await pilot.press("slash", "x")
        await settled(pilot)
        assert "the index is damaged" in seen.said
        library.search_error = None
        await pilot.press("backspace")
        await settled(pilot)
        assert len(seen.titles) == len(ARTICLES)


async def test_a_broken_article_is_told_in_words():
    library = FakeLibrary(broken_articles=frozenset({"ferry-herald"}))
    async with running(library) as (pilot, seen):
        assert "cannot be shown" in seen.said
        assert "no longer there" in seen.said
        await pilot.press("j")
        await settled(pilot)
        assert seen.article_id == "ferry-courier"


async def test_problems_of_the_corpus_are_counted_and_shown():
    library = FakeLibrary(problems=(Problem("feeds/a.md:3", "the front matter does not end"),))
    async with running(library) as (pilot, seen):
        assert "could not be read: 1" in seen.status.problems
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(seen.app.screen, ProblemsScreen)
        await pilot.press("q")
        await pilot.pause()
        assert seen.app.screen is seen.app.browse


async def test_usable_while_the_corpus_is_read():
    gate = Event()
    library = FakeLibrary(refresh_gate=gate, added=2)
    async with running(library) as (pilot, seen):
        await until(pilot, lambda: seen.status.progress is not None)
        assert "4 of 8" in str(seen.status.render())
        await pilot.press("j")
        await settled(pilot)
        assert seen.article_id == "ferry-courier"
        searched = len(library.searches)
        gate.set()
        await until(pilot, lambda: seen.status.progress is None)
        await until(pilot, lambda: len(library.searches) > searched)
        await settled(pilot)
        assert "2 new" in seen.status.message
        assert seen.article_id == "ferry-courier", "the cursor stays on its article"


async def test_no_key_is_said_to_stop_a_refresh_while_letters_are_typed():
    gate = Event()
    library = FakeLibrary(refresh_gate=gate, problems=[Problem("a.txt", "empty")])
    async with running(library) as (pilot, seen):
        await until(pilot, lambda: seen.status.progress is not None)
        await pilot.press("slash")
        step = Step("grouping", 5, 8)
        seen.app.screen.library_progress(step)
        assert str(seen.status.render()).rstrip().endswith("5 of 8")
        await pilot.press("escape")
        seen.app.screen.library_progress(step)
        assert "X stops" in str(seen.status.render())
        await pilot.press("slash")
        gate.set()
        await until(pilot, lambda: seen.status.progress is None)
        assert seen.status.problems.startswith("! shows"), "so the key is called, though one types"


async def test_a_refresh_is_stopped_with_a_key_and_begun_again():
    library = FakeLibrary(refresh_gate=Event())
    async with running(library) as (pilot, seen):
        await until(pilot, lambda: seen.status.progress is not None)
        assert "X stops" in str(seen.status.render())
        await pilot.press("X")
        await until(pilot, lambda: seen.status.progress is None)
        await pilot.press("r")
        await until(pilot, lambda: library.refreshes == 2)
        await until(pilot, lambda: seen.status.progress is not None)


async def test_quitting_ends_a_refresh():
    async with running(FakeLibrary(refresh_gate=Event())) as (pilot, seen):
        await until(pilot, lambda: seen.status.progress is not None)
        await pilot.press("q")
    assert not seen.app.is_running


async def test_text_from_outside_is_never_obeyed():
    async with running() as (pilot, seen):
        await pilot.press("slash", *"sequences", "enter")
        await settled(pilot)
        assert seen.article_id == "hostile"
        assert "\x1b" not in seen.said
        assert "[link=file:///etc/passwd]click[/link]" in seen.said
        drawn = "\n".join(strip.text for strip in seen.app.screen._compositor.render_strips())
        assert "[bold red]Markup[/]" in drawn
        assert "\x1b" not in drawn


# Themes and help


async def test_the_theme_changes_with_a_key():
    async with running() as (pilot, seen):
        assert seen.app.current_theme.dark
        await pilot.press("T")
        assert not seen.app.current_theme.dark


@pytest.mark.parametrize("key", ["question_mark", "y", "o", "e", "C", "exclamation_mark"])
async def test_a_click_beside_a_dialog_goes_back_one_within_does_not(key: str):
    async with running(FakeLibrary(problems=(Problem("flood.md", "it is empty"),))) as (pilot, seen):
        await pilot.press(key)
        await settled(pilot)
        dialog = seen.app.screen
        assert isinstance(dialog, Dialog)
        frame = dialog.query_one("#dialog").region
        await pilot.click(offset=(frame.x + 3, frame.y))
        await settled(pilot)
        assert seen.app.screen is dialog
        await pilot.click(offset=(frame.x - 2, frame.y + 1))
        await settled(pilot)
        assert seen.app.screen is seen.app.browse


async def test_a_word_that_was_only_begun_is_spelt_out_when_the_search_is_left(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"Tarnosamide {name}\n\nThe tarnosamide trial has ended.\n")
    library = Library.open(corpus=tmp_path, settings=replace(load(), cache=tmp_path / "cache"))
    library.refresh()
    async with running(library) as (pilot, seen):
        await pilot.press("slash", *"tarno")
        await settled(pilot)
        assert seen.found.startswith("2 found")
        await pilot.press("enter")
        await until(pilot, lambda: seen.bar.text == "tarno*")
        await pilot.press("A")
        await settled(pilot)
        assert len(library.state.read_ids()) == 2
        await pilot.press("s")
        await settled(pilot)
        assert seen.found.startswith("2 found")
        await pilot.press("slash", *"tarnosamide", "enter")
        await settled(pilot)
        assert seen.bar.text == "tarnosamide", "it is a word already"


async def test_help_explains_the_screen_and_can_be_searched():
    async with running() as (pilot, seen):
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(seen.app.screen, HelpScreen)
        from tui.widgets.lines import TextView

        view = seen.app.screen.query_one(TextView)
        assert "browse.compare" in view.document.text
        assert "results.down" in view.document.text
        await pilot.press("slash", *"topic")
        await pilot.pause()
        assert "browse.group" in view.document.text
        assert "browse.zen" not in view.document.text
        await pilot.press("escape")
        await pilot.pause()
        assert seen.app.screen is seen.app.browse


async def test_a_comparison_can_be_left_for_an_article():
    from tui.screens.compare import Jump

    async with running() as (pilot, seen):
        jump = Jump("bridge-gazette", "Repairs will take until autumn and cost 6.2 million,")
        seen.app.browse._comparing.post_message(CompareDesk.Jumped(jump))
        await until(pilot, lambda: seen.app.browse.has_class("-zen"))
        await settled(pilot)
        assert seen.article_id == "bridge-gazette"
        current = seen.article.text.current
        assert current is not None
        assert seen.said[current.start : current.end].startswith("Repairs will take")
        await pilot.press("m")
        assert seen.status.marked.startswith("Halden Gazette")


async def test_what_the_library_says_once_the_reader_has_left_breaks_nothing():
    async with running() as (_pilot, seen):
        app = seen.app
    assert not app.screen_stack
    await app._read_unless_left()
    app.on_lateral_app_progressed(app.Progressed(Step("reading", 1, 2)))
