"""The compare screen as its reader meets it: through keys and mouse."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from index.compare.hand_links import STATE_KIND
from index.library import Counterpart, LibraryError, UnknownArticleError
from tests.tui.compare_host import CompareHost, OneComparison, detail, settle, text
from tests.tui.comparisons import chinese, long, orsel, unlinked, wire
from tests.tui.driving import until
from tui.glyphs import PLAIN
from tui.screens.account import AccountScreen
from tui.screens.compare import CompareScreen, Jump
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_overview import CompareOverview
from tui.widgets.compare_rows import CompareRows
from tui.widgets.compare_view import CompareView
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.timer import Timer

    from index.compare.result import Comparison

NARROW, MEDIUM, WIDE = (80, 24), (120, 36), (200, 50)


async def test_shows_both_accounts_with_sources_dates_and_the_days_between() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        shown = text(app)
        for part in (
            "Meridian Post",
            "8 Apr 2025",
            "The Coastal Wire",
            "+2 days",
            "≠ 2 facts differ",
            "~ 2 spelling",
        ):
            assert part in shown


async def test_marks_have_caps_and_rows_have_glyphs() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        shown = text(app)
        for part in (
            "≠At least 12 people",
            "≠17 injured",
            "≈1,900",
            "~Yusef Hadad",
            "•1961",
            "≈43,350 cubic",
        ):
            assert part in shown
        assert "on Monday night" in shown, "agreement is underlined, nothing is put before it"


async def test_one_sided_runs_are_folded_to_a_gist_and_open_with_a_key() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "▸ 2 sentences only in B: 60 years, Up to 190 millimetres"[:45] in text(app)
        assert "heaviest rain" not in text(app)
        await pilot.press("j", "j", "enter")
        await pilot.pause()
        assert "▾ 2 sentences only in B" in text(app)
        assert "heaviest rain" in text(app)
        await pilot.press("space")
        await pilot.pause()
        assert "heaviest rain" not in text(app)


async def test_o_opens_all_runs_and_folds_them_again() -> None:
    app = CompareHost()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "▸" not in text(app)
        assert "Power was back" in text(app)
        await pilot.press("o")
        await pilot.pause()
        assert text(app).count("▸") == 6


async def test_n_and_p_step_through_the_differences_and_say_where_one_is() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "difference 1 of 9" in detail(app)
        kinds = []
        for _ in range(8):
            await pilot.press("n")
            await pilot.pause()
            block = app.rows.current
            assert block is not None
            assert block.is_difference
            kinds.append(block.kind)
        assert kinds == ["same", "only_b", "same", "only_a", "only_b", "only_a", "only_a", "only_b"]
        assert "difference 9 of 9" in detail(app)
        await pilot.press("n")
        await pilot.pause()
        assert "difference 1 of 9" in detail(app)
        await pilot.press("p")
        await pilot.pause()
        assert "difference 9 of 9" in detail(app)


async def test_d_steps_through_figures_and_dates_that_differ_and_says_why() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert "≠ differ  people injured:  A At least 12 people  B 17 injured" in detail(app)
        assert "exclude each other" in detail(app)
        await pilot.press("d")
        await pilot.pause()
        assert "end of the inquiry" in detail(app)
        assert "He promised an inquiry" in text(app), "the fold that hides it is opened"
        await pilot.press("d")
        await pilot.pause()
        assert "→ then/now  people moved" in detail(app)
        await pilot.press("d", "D")
        await pilot.pause()
        assert "people moved" in detail(app)


async def test_a_and_b_go_to_the_next_run_of_one_side() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert app.rows.current is app.rows.blocks[2]
        assert app.rows.current.b == (2, 3)
        await pilot.press("a")
        await pilot.pause()
        assert app.rows.cursor == 4
        await pilot.press("a")
        await pilot.pause()
        assert app.rows.blocks[app.rows.cursor].a == (5, 6)


async def test_without_any_difference_the_keys_say_so() -> None:
    app = CompareHost(OneComparison(make=wire))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert "No figure and no date differs." in detail(app)
        assert "≠ no fact differs" in text(app)


async def test_reuse_and_other_stories_are_warned_of() -> None:
    app = CompareHost(OneComparison(make=wire))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "97% of B stands word for word in A" in text(app)
    app = CompareHost(OneComparison(make=unlinked))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "These may not be the same story: no sentence of one" in text(app)
        assert "undated" in text(app)


async def test_accounts_without_a_link_stand_side_by_side_and_say_what_to_do() -> None:
    app = CompareHost(OneComparison(make=unlinked))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        view = app.screen.query_one(CompareView)
        assert view.is_free
        assert view.sides.side("a").has_focus
        assert "Begin on a dry day" in text(app), "B is read beside A, not folded"
        assert "- looser links" in detail(app)
        for folding in "o=":
            await pilot.press(folding)
            await settle(pilot)
            assert "Nothing is folded here" in detail(app)
        assert "Unfold" not in str(app.screen.query_one(KeyFooter).render())
        await pilot.press("n")
        await settle(pilot)
        assert "only in B  years:" in detail(app), "there are facts to step through"
        assert view.sides.pair[1] == 2
        await pilot.press("L")
        await settle(pilot)
        assert not view.is_free
        assert "3 sentences only in B" in text(app)
        await pilot.press("minus", "minus")
        await settle(pilot)
        assert not view.is_free, "as it was chosen"
        assert "looser" not in detail(app), "there is nothing looser"


async def test_a_notice_that_comes_too_late_does_not_cover_the_comparison(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: list[Callable[[], object]] = []
    set_timer = CompareScreen.set_timer

    def keeping(screen: CompareScreen, delay: float, callback: Any, **named: Any) -> Timer:
        late.append(callback)
        return set_timer(screen, delay, callback, **named)

    monkeypatch.setattr(CompareScreen, "set_timer", keeping)
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert len(late) == 1
        late[0]()  # it was due, and its call waiting, while the comparison was drawn
        await settle(pilot)
        assert app.screen.query_one("#compare-columns").display
        await pilot.press("L")
        await settle(pilot)
        assert app.screen.query_one(CompareView).is_free


async def test_a_comparison_right_behind_the_notice_has_the_keyboard() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        view = app.screen.query_one(CompareView)
        view.rows.blur()  # as Textual does when it learns late that the rows were hidden
        await settle(pilot)
        await pilot.press("L")
        await settle(pilot)
        assert view.is_free
        app.screen.set_focus(None)
        await settle(pilot)
        assert view.sides.side("a").has_focus


async def test_links_bring_the_rows_back() -> None:
    made = [unlinked(), orsel(), unlinked()]
    app = CompareHost(OneComparison(make=lambda: made.pop(0)))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        view = app.screen.query_one(CompareView)
        for free in (True, False, True):
            assert view.is_free == free
            assert (view.sides.side("a").has_focus, view.rows.has_focus) == (free, not free)
            if made:
                await pilot.press("minus")
                await settle(pilot)


async def test_facts_lie_below_when_medium_beside_when_wide_and_hide_when_narrow() -> None:
    for size, shown in ((NARROW, False), (MEDIUM, True), (WIDE, True)):
        app = CompareHost()
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert app.facts.display is shown
            rows, facts = app.rows.region, app.facts.region
            if size == MEDIUM:
                assert facts.y >= rows.bottom
            if size == WIDE:
                assert facts.x >= rows.right


async def test_f_shows_the_facts_and_goes_there_and_hides_them() -> None:
    app = CompareHost()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("f")
        await pilot.pause()
        assert app.facts.has_focus
        assert "WHAT DIFFERS" in text(app)
        assert "≠ differ  people injured" in detail(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.rows.has_focus
        assert app.facts.display
        await pilot.press("f")
        await pilot.pause()
        assert not app.facts.display


async def test_moving_in_the_facts_shows_where_each_stands() -> None:
    app = CompareHost()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("f", "G")
        await pilot.pause()
        assert app.facts.current is not None
        assert app.facts.current.what == "Tarn"
        assert app.rows.current is not None
        assert 8 in app.rows.current.b
        assert "garrison at Tarn" in text(app), "it is opened and scrolled to"


async def test_moving_in_the_rows_lets_go_of_the_fact() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("d", "j")
        await pilot.pause()
        assert app.facts.current is None
        assert "only in B" in detail(app)


async def test_swap_changes_the_sides() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert app.library.asked[-1] == ("orsel-b", "orsel-a", None)
        assert text(app).splitlines()[0].index("Coastal") < text(app).splitlines()[0].index("Meridian")


async def test_strictness_is_asked_for_within_its_bounds_and_keeps_the_place() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        assert "■■■□□" in detail(app)
        await pilot.press("n", "n", "n")
        before = app.rows.cursor
        await pilot.press("plus")
        await settle(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert app.library.asked[-1][2] == 5
        assert "■■■■■" in detail(app)
        assert app.rows.cursor == before
        await pilot.press("plus")
        await settle(pilot)
        assert len(app.library.asked) == 3


@pytest.mark.parametrize(("key", "pair"), [("s", ("orsel-a", "echo")), ("S", ("echo", "orsel-b"))])
async def test_another_source_is_chosen_for_either_side(key: str, pair: tuple[str, str]) -> None:
    others = (
        Counterpart("echo", "Daily Echo", "Orsel dam fails", datetime(2025, 4, 8, tzinfo=UTC), 0.9, "Orsel"),
    )
    app = CompareHost(OneComparison(others=others))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await until(pilot, lambda: "Daily Echo" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.library.asked[-1][:2] == pair)


async def test_no_other_source_is_said() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await app.workers.wait_for_complete()
        assert "No other source" in detail(app)


@pytest.mark.parametrize(
    ("ending", "part"), [(".md", "# "), (".txt", "A  "), (".json", "{"), (".html", "<html")]
)
async def test_export_writes_the_format_of_the_ending(tmp_path: Path, ending: str, part: str) -> None:
    app = CompareHost()
    target = tmp_path / f"orsel{ending}"
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = str(target)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert target.read_text(encoding="utf-8").startswith(part) or part in target.read_text(
            encoding="utf-8"
        )
        if ending == ".json":
            assert json.loads(target.read_text(encoding="utf-8"))["schema"] == 1


async def test_export_asks_before_it_replaces_and_refuses_other_endings(tmp_path: Path) -> None:
    app = CompareHost()
    target = tmp_path / "orsel.txt"
    target.write_text("kept")
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "orsel.docx")
        await pilot.press("enter")
        await pilot.pause()
        assert "has to end in" in text(app)
        app.screen.query_one(Input).value = str(target)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter again replaces it" in text(app)
        assert target.read_text() == "kept"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert "Meridian Post" in target.read_text()


async def test_copy_puts_the_text_on_the_clipboard() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("y")
        await app.workers.wait_for_complete()
        assert "Meridian Post" in app.clipboard


async def test_enter_on_a_linked_row_goes_to_the_article_of_the_chosen_side() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("j", "l", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "17 injured" in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.returned == [Jump("orsel-b", orsel().b.sentences[1])]


async def test_q_and_escape_go_back() -> None:
    for key in ("q", "escape"):
        app = CompareHost()
        async with app.run_test(size=MEDIUM) as pilot:
            await settle(pilot)
            await pilot.press(key)
            await pilot.pause()
            assert app.returned == [None]


async def test_the_mouse_opens_folds_chooses_facts_and_scrolls() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        fold = next(y for y, line in enumerate(text(app).splitlines()) if "▸ 2 sentences only in B" in line)
        await pilot.click(CompareRows, offset=(80, fold - app.rows.region.y))
        await pilot.pause()
        assert "heaviest rain" in text(app)
        await pilot.click(CompareFacts, offset=(20, 3))
        await pilot.pause()
        assert app.facts.current is not None
        assert app.facts.current.what == "end of the inquiry"


async def test_an_article_that_is_gone_and_a_failure_say_what_to_do() -> None:
    for error, words in (
        (UnknownArticleError("There is no article orsel-b."), "There is no article orsel-b."),
        (ValueError("odd"), "could not be compared: odd (ValueError)"),
    ):
        app = CompareHost(OneComparison(error=error))
        async with app.run_test(size=NARROW) as pilot:
            await settle(pilot)
            assert words in text(app)
            assert "Press q to go back" in text(app)
            await pilot.press("n", "d", "o", "f", "w", "e", "y")
            await settle(pilot)
            await pilot.press("q")
            await pilot.pause()
            assert app.returned == [None]


async def test_text_from_outside_is_shown_not_obeyed() -> None:
    app = CompareHost(OneComparison(make=chinese))
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        shown = text(app)
        assert "[bold]An inquiry[/bold]" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown


async def test_the_view_follows_a_new_size_and_keeps_its_place() -> None:
    app = CompareHost()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("G")
        for size in (NARROW, (60, 20), MEDIUM):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda width=size[0]: 0 < app.rows.virtual_size.width <= width)  # type: ignore[misc]
            assert app.rows.cursor == len(app.rows.blocks) - 1


async def test_a_thousand_sentences_scroll_by_drawing_only_what_is_seen() -> None:
    app = CompareHost(OneComparison(make=long))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("o", "G")
        await until(pilot, lambda: "street 999" in text(app))
        await pilot.press("g", "d")
        await until(pilot, lambda: "houses on street 0" in detail(app))


async def test_pages_ends_and_a_cursor_left_behind_by_the_wheel() -> None:
    app = CompareHost(OneComparison(make=long))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+d", "ctrl+d")
        await pilot.pause()
        assert app.rows.scroll_offset.y > app.rows.size.height
        assert app.rows.in_view[0] <= app.rows.cursor <= app.rows.in_view[1]
        app.rows.scroll_to(y=0, animate=False)
        await pilot.press("j")
        await pilot.pause()
        assert app.rows.cursor == 0, "the first key brings the cursor to where one reads"
        await pilot.press("G", "ctrl+u", "k", "l", "h")
        await pilot.pause()
        assert app.rows.cursor < len(app.rows.blocks) - 1
        await pilot.press("end", "j", "home", "k")
        await pilot.pause()
        assert app.rows.cursor == 0


async def test_a_row_taller_than_the_view_is_read_line_by_line() -> None:
    app = CompareHost()
    async with app.run_test(size=(60, 14)) as pilot:
        await settle(pilot)
        await pilot.press("o", "G")
        await pilot.pause()
        last = app.rows.cursor
        await pilot.press("j", "j")
        await pilot.pause()
        assert app.rows.cursor == last
        assert app.rows.is_vertical_scroll_end


async def test_the_overview_and_a_second_click_take_one_along() -> None:
    app = CompareHost()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.click(CompareOverview, offset=(1, 15))
        await pilot.pause()
        assert app.rows.current is app.rows.blocks[-1]
        await pilot.press("g")
        await pilot.click(CompareRows, offset=(100, 1), times=2)
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await pilot.pause()
        assert app.returned == [Jump("orsel-b", orsel().b.sentences[0])]


async def test_the_facts_have_pages_ends_and_a_way_back() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("tab", "pagedown", "pagedown")
        await pilot.pause()
        assert app.facts.cursor == 16
        assert app.facts.scroll_offset.y > 0
        await pilot.press("g")
        await pilot.pause()
        assert (app.facts.cursor, app.facts.scroll_offset.y) == (0, 0)
        await pilot.click(CompareFacts, offset=(5, 1))
        await pilot.pause()
        assert app.facts.cursor == 0, "a heading cannot be chosen"
        await pilot.press("enter")
        await pilot.pause()
        assert app.rows.has_focus
        await pilot.press("f", "f")
        await pilot.pause()
        assert not app.facts.display


async def test_the_signs_are_explained_over_the_comparison() -> None:
    app = CompareHost()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert "the same name in another spelling" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)


async def test_what_cannot_be_written_or_asked_is_said(tmp_path: Path) -> None:
    class Broken(OneComparison):
        def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
            raise LibraryError("the index is being rebuilt")

    app = CompareHost(Broken())
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await app.workers.wait_for_complete()
        assert "the index is being rebuilt" in str(next(iter(app._notifications)).message)
        await pilot.press("e")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path / "nowhere" / "orsel.md")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no folder" in text(app)
        app.screen.query_one(Input).value = str(tmp_path / f"{'x' * 300}.md")
        await pilot.press("enter")
        await pilot.pause()
        assert "That is no file name" in text(app)
        (tmp_path / "dangling.md").symlink_to(tmp_path / "missing" / "orsel.md")
        app.screen.query_one(Input).value = str(tmp_path / "dangling.md")
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert any("could not be written" in str(note.message) for note in app._notifications)


async def test_every_key_of_the_screen_has_an_id_and_an_action() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        seen: set[str] = set()
        for node in (app.screen, app.screen.query_one(CompareView), app.rows, app.facts):
            for binding in type(node).__dict__["BINDINGS"]:
                assert binding.id is not None
                assert binding.id.startswith("compare")
                assert binding.id not in seen
                seen.add(binding.id)
                assert hasattr(node, f"action_{binding.action.partition('(')[0]}")


async def test_the_keyboard_is_free_while_a_comparison_takes_long() -> None:
    gate = Event()

    def slow() -> Comparison:
        gate.wait(10)
        return orsel()

    app = CompareHost(OneComparison(make=slow))
    async with app.run_test(size=NARROW) as pilot:
        while "Comparing…" not in text(app):
            await pilot.pause(0.01)
        await pilot.press("n", "f", "w", "plus", "i", "escape", "q")
        await pilot.pause()
        assert app.returned == [None]
        gate.set()
        await pilot.pause(0.05)


async def test_a_comparison_made_just_as_patience_ends_stays_on_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_timer = CompareScreen.set_timer
    ended: list[Callable[[], None]] = []

    def remembering(screen: CompareScreen, delay: float, callback: Callable[[], None], **more: Any) -> Timer:
        ended.append(callback)
        return set_timer(screen, delay, callback, **more)

    monkeypatch.setattr(CompareScreen, "set_timer", remembering)
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        for callback in ended:  # stopped, but on its way already
            callback()
        await settle(pilot)
        assert ended
        assert "Comparing…" not in text(app)
        assert app.rows.size


async def test_digits_choose_what_to_step_through_and_say_where_one_is() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        for digit, kinds, word in (
            ("1", {"figure"}, "figure"),
            ("2", {"date"}, "date"),
            ("3", {"person", "place"}, "name"),
            ("4", {"quotation"}, "quotation"),
        ):
            wanted = [
                fact
                for fact in app.facts.ordered()
                if fact.kind in kinds and fact.verdict not in ("agree", "rounding", "compatible")
            ]
            await pilot.press(digit)
            await pilot.pause()
            assert app.facts.current is wanted[0]
            assert f"{word} 1 of {len(wanted)}" in detail(app)
            for number, fact in enumerate(wanted[1:], 2):
                await pilot.press("n")
                await pilot.pause()
                assert app.facts.current is fact
                assert f"{word} {number} of {len(wanted)}" in detail(app)
            await pilot.press("n")
            await pilot.pause()
            assert app.facts.current is wanted[0], "after the last comes the first"
            await pilot.press("p")
            await pilot.pause()
            assert app.facts.current is wanted[-1]


async def test_what_only_one_side_tells_is_stepped_through_both_ways() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        for digit, side in (("5", "a"), ("6", "b")):
            runs = [number for number, block in enumerate(app.rows.blocks) if block.side == side]
            await pilot.press("g", digit)
            await pilot.pause()
            assert app.rows.cursor == runs[0]
            assert f"passage only in {side.upper()} 1 of {len(runs)}" in detail(app)
            await pilot.press("n", "p", "p")
            await pilot.pause()
            assert app.rows.cursor == runs[-1]
        await pilot.press("0")
        await pilot.pause()
        assert "difference " in detail(app)
        await pilot.press("g", "B")
        await pilot.pause()
        assert app.rows.cursor == runs[-1]
        await pilot.press("A")
        await pilot.pause()
        assert app.rows.current is not None
        assert app.rows.current.side == "a"


async def test_a_kind_that_has_no_differences_is_said_and_not_chosen() -> None:
    app = CompareHost(OneComparison(make=wire))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("4")
        await pilot.pause()
        assert "Both quote the same words, or none." in detail(app)
        await pilot.press("j", "k")
        await pilot.pause()
        assert "difference" in detail(app)


async def test_what_both_tell_alike_is_folded_and_opened_again() -> None:
    app = CompareHost(OneComparison(make=wire))
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        alike = [number for number, block in enumerate(app.rows.blocks) if block.agrees]
        assert len(alike) > 2
        full = app.rows.virtual_size.height
        await pilot.press("equals_sign")
        await pilot.pause()
        assert app.rows.virtual_size.height < full
        assert "told alike" in text(app)
        await pilot.press("g")
        await pilot.pause()
        seen = []
        for _ in app.rows.blocks:
            seen.append(app.rows.cursor)
            await pilot.press("j")
            await pilot.pause()
        assert set(seen) & set(alike) < set(alike), "rows that are folded are not stopped at"
        await pilot.press("g")
        app.rows.go(alike[-1])
        await pilot.press("enter")
        await pilot.pause()
        opened = app.rows.virtual_size.height
        await pilot.press("space")
        await pilot.pause()
        assert app.rows.virtual_size.height < opened
        await pilot.press("equals_sign")
        await pilot.pause()
        assert app.rows.virtual_size.height == full


async def test_a_fact_in_rows_told_alike_opens_them() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("equals_sign", "f")
        await pilot.pause()
        for fact in app.facts.ordered():
            app.facts.choose(fact)
            await pilot.pause()
            assert app.rows.current is not None
            assert app.rows.fold is None, fact


async def test_back_from_the_article_is_the_same_place() -> None:
    app = CompareHost()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        linked = [number for number, block in enumerate(app.rows.blocks) if block.side is None]
        await pilot.press("o")
        app.rows.go(linked[-1])
        await pilot.press("l")
        await pilot.pause()
        before = (app.rows.cursor, app.rows.side, app.rows.scroll_offset, text(app))
        assert app.rows.current is not None
        assert app.rows.current.side is None
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, AccountScreen)
        assert "Back" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert (app.rows.cursor, app.rows.side, app.rows.scroll_offset, text(app)) == before
        assert app.returned == []


async def test_why_tells_sentences_verdicts_and_reasons_in_full() -> None:
    app = CompareHost()
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        await pilot.press("d", "v")
        await pilot.pause()
        shown = " ".join(text(app).split())
        assert "What this rests on" in shown
        assert "≠ differ: people injured" in shown
        assert "Why: " in shown
        assert "At least 12 people were injured and 1,900 were taken to schools" in shown
        await pilot.press("v", "j", "v")
        await pilot.pause()
        assert "It was the heaviest rain" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, CompareScreen)


async def test_each_side_scrolls_by_itself_in_its_own_order() -> None:
    app = CompareHost()
    async with app.run_test(size=(100, 16)) as pilot:
        await settle(pilot)
        await pilot.press("f", "escape", "f", "f", "n", "L")
        await pilot.pause()
        view = app.screen.query_one(CompareView)
        a, b = view.sides.side("a"), view.sides.side("b")
        assert a.has_focus or b.has_focus
        await pilot.press("h", "g")
        await pilot.pause()
        before = b.scroll_offset.y
        await pilot.press("G")
        await pilot.pause()
        assert a.scroll_offset.y > 0
        assert a.cursor == len(orsel().a.sentences) - 1
        assert b.scroll_offset.y == before
        await pilot.press("l", "g", "pagedown", "pageup", "j", "k", "j")
        await pilot.pause()
        assert b.has_focus
        assert b.cursor > 0
        assert "are not linked" in detail(app)
        await pilot.press("h", "g", "space")
        await pilot.pause()
        assert view.sides.pair == (0, 0)
        assert "both tell this" in detail(app)
        await pilot.press("j", "L")
        await pilot.pause()
        assert app.rows.has_focus
        assert app.rows.current is not None
        assert 1 in app.rows.current.a


async def test_two_sentences_are_linked_by_hand_and_taken_apart() -> None:
    app = CompareHost()
    async with app.run_test(size=MEDIUM) as pilot:
        await settle(pilot)
        await pilot.press("m")
        await pilot.pause()
        assert "Choose a sentence on each side" in detail(app)
        view = app.screen.query_one(CompareView)
        await pilot.press("h", "G", "l", "G", "m")
        await app.workers.wait_for_complete()
        await settle(pilot)
        pair = (len(orsel().a.sentences) - 1, len(orsel().b.sentences) - 1)
        assert view.sides.pair == pair
        assert "& both tell this" in detail(app)
        assert "linked by hand" in detail(app)
        await pilot.press("L")
        await pilot.pause()
        assert app.rows.current is not None
        assert app.rows.current.by_hand
        assert "linked by hand" in detail(app)
        assert any(" & " in line for line in text(app).splitlines())
        await pilot.press("L", "m")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "are not linked" in detail(app)
        await pilot.press("g", "l", "g", "m")
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert "A1 and B1 " in detail(app)
        assert "are not linked" in detail(app)
        assert list(app.library.state.pairs(STATE_KIND).values()) == ["broken"]


@pytest.mark.parametrize("size", [(60, 20), MEDIUM])
async def test_a_plain_terminal_gets_no_sign_of_ours(size: tuple[int, int]) -> None:
    app = CompareHost(plain=True)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in (
            ("n",),
            ("o",),
            ("d",),
            ("v",),
            ("escape", "i"),
            ("escape", "L"),
            ("L", "e"),
            ("escape", "="),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert {character for character in text(app) if character in PLAIN} == set(), keys
        await pilot.press("g")
        await pilot.pause()
        assert "!At least 12" in text(app) or "told alike" in text(app)
