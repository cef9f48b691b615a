"""Reading on, marking, notes, links, copying, finding: what one does with an article."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Any

from index.marks import load
from index.state import State
from tests.tui.driving import Seen, burst, running, settled, until
from tests.tui.fake import PATIENCE, FakeLibrary, many
from tui.screens.copying import CopyScreen
from tui.screens.links import LinksScreen
from tui.screens.note import NoteScreen
from tui.widgets.entries import NOTE, STAR, UNREAD
from tui.widgets.flow import Document

if TYPE_CHECKING:
    import pytest
    from textual.pilot import Pilot


def drawn(seen: Seen) -> str:
    """The list of results as it is on the screen."""
    return "\n".join(seen.results.render_line(y).text for y in range(seen.results.size.height))


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, and wait for what searching and opening with them brings."""
    for key in keys:
        await pilot.press(key)
        if key in ("enter", "slash") or key == keys[-1]:
            await settled(pilot)


async def test_marks_are_shown_kept_and_undone():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        before = drawn(seen).count(UNREAD)
        await press(pilot, "u", "asterisk")
        assert drawn(seen).count(UNREAD) == before - 1
        assert STAR in drawn(seen)
        assert library.state.read_ids() == {"ferry-herald"}
        assert library.state.starred_ids() == ("ferry-herald",)
        await press(pilot, "U")
        assert STAR not in drawn(seen)
        await press(pilot, "ctrl+z")
        assert drawn(seen).count(UNREAD) == before
        assert not library.state.read_ids()
        assert not library.state.starred_ids()
        told = [message.message for message in seen.app._notifications]
        assert told == ["Undone: 1 article marked as read."]


async def test_marks_that_come_in_one_burst_are_those_of_the_articles_moved_to():
    library = FakeLibrary(articles=many(30))
    async with running(library) as (pilot, seen):
        burst(pilot, *"*j" * 6, *"jju")
        await settled(pilot)
        starred, read = library.state.starred_ids(), library.state.read_ids()
        places = [result.article_id for result in seen.results.results]
        assert set(starred) == set(places[:6])
        assert read == {places[8]}
        assert seen.article_id == places[8]


async def test_one_answer_stands_on_the_screen_at_a_time_and_none_over_another_search():
    async with running() as (pilot, seen):
        seen.app.notify("The index is damaged.", severity="warning")
        await press(pilot, "U", "U", "U", "r")
        await press(pilot, "U")
        told = [told.message for told in seen.app._notifications]
        assert told == ["The index is damaged.", "There is nothing to undo."]
        await press(pilot, "slash", *"dam")
        assert [told.message for told in seen.app._notifications] == ["The index is damaged."]


async def test_all_of_a_search_are_read_at_once_and_unread_again():
    library = FakeLibrary(articles=many(120))
    async with running(library) as (pilot, seen):
        await press(pilot, "slash")
        seen.bar.write("report")
        await press(pilot, "enter", "A")
        assert len(library.state.read_ids()) == 120, "those that are not loaded yet too"
        assert UNREAD not in drawn(seen)
        await press(pilot, "U")
        assert not library.state.read_ids()
        assert UNREAD in drawn(seen)


async def test_a_long_headline_leaves_whence_it_is_and_the_note_in_sight():
    (article,) = many(1)
    article = replace(article, title="Harbour works " * 40, source="Gazette " * 20, topic="Dredging " * 30)
    library = FakeLibrary(articles=(article,))
    library.state.set_note(article.id, "Ask Aas twice")
    async with running(library, size=(80, 24)) as (_, seen):
        headline = seen.article.query_one("#headline")
        shown = [headline.render_line(y).text.strip() for y in range(headline.size.height)]
        assert [line[:7] for line in shown] == ["Harbour"] * 3 + ["Gazette", "Mon 1 J", f"{NOTE} Ask A"], (
            shown
        )
        assert shown[2].endswith(("works …", "Harbour …")), "the headline ends at a word"
        assert shown[4].endswith("Dredging …"), "so does the topic"


async def test_a_note_is_kept_and_a_draft_waits():
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        await press(pilot, "e")
        assert isinstance(seen.app.screen, NoteScreen)
        await pilot.press(*"Ask Aas", "enter", *"twice")
        await press(pilot, "ctrl+s")
        assert library.state.note("ferry-herald") == "Ask Aas\ntwice"
        assert NOTE in drawn(seen)
        assert "Ask Aas twice" in str(seen.article.query_one("#headline").render())
        await press(pilot, "e")
        await pilot.press("!")
        await press(pilot, "escape")
        assert library.state.note("ferry-herald") == "Ask Aas\ntwice", "a draft is no note"
        await press(pilot, "e")
        await press(pilot, "ctrl+s")
        assert library.state.note("ferry-herald") == "Ask Aas\ntwice!"


async def test_space_reads_to_the_end_and_goes_to_the_next_unread():
    library = FakeLibrary()
    library.state.mark_read("ferry-courier")  # the second in the list
    async with running(library, size=(100, 18)) as (pilot, seen):
        assert seen.article_id == "ferry-herald"
        await press(pilot, "space")
        assert seen.article_id == "ferry-herald"
        assert seen.article.text.scroll_y > 0
        for _ in range(6):
            if seen.article_id == "ferry-herald":
                await press(pilot, "space")
        assert seen.article_id == "ferry-wire", "the one that was read is passed over"
        assert "ferry-herald" in library.state.read_ids()


async def test_space_opens_the_article_where_only_the_list_has_room():
    async with running(size=(60, 20)) as (pilot, seen):
        await press(pilot, "space")
        assert seen.article.display
        assert seen.article.text.scroll_y == 0


async def test_what_befell_the_state_is_told():
    state = State.in_memory()
    state.notices.append("your reading state was damaged; a new one begins")
    async with running(FakeLibrary(state=state)) as (_pilot, seen):
        await until(_pilot, lambda: any("damaged" in told.message for told in seen.app._notifications))


async def test_opening_reads_after_a_moment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.dwelling.MOMENT_SECONDS", 0.01)
    library = FakeLibrary()
    async with running(library) as (pilot, _seen):
        await press(pilot, "j", "j")
        assert not library.state.read_ids(), "going through a list reads nothing"
        await press(pilot, "enter")
        await until(pilot, lambda: library.state.read_ids() == {"ferry-wire"})


async def test_staying_reads_but_not_the_first(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.dwelling.STAY_SECONDS", 0.01)
    library = FakeLibrary()
    async with running(library) as (pilot, _seen):
        await press(pilot, "j")
        await until(pilot, lambda: library.state.read_ids() == {"ferry-courier"})


async def test_an_article_opens_where_it_was_left_in_this_run_and_the_next():
    state = State.in_memory()
    async with running(FakeLibrary(state=state), size=(100, 16)) as (pilot, seen):
        await press(pilot, "j", "enter", "j", "j", "j")
        top = seen.article.text.top_offset
        assert top > 0
        await press(pilot, "escape", "j", "k")
        assert seen.article_id == "ferry-courier"
        assert seen.article.text.top_offset == top
    async with running(FakeLibrary(state=state), size=(100, 16)) as (pilot, seen):
        await press(pilot, "j")
        assert seen.article.text.top_offset == top
        assert not load(state).of("ferry-courier").note


async def test_the_measure_is_changed_and_kept():
    state = State.in_memory()
    async with running(FakeLibrary(state=state), measure=72) as (pilot, seen):
        await press(pilot, "less_than_sign", "less_than_sign")
        assert seen.article.measure == 64
    async with running(FakeLibrary(state=state), measure=72) as (_pilot, seen):
        assert seen.article.measure == 64


async def test_a_link_is_opened_by_its_number(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("tui.linking.open_in_browser", lambda _app, url: opened.append(url) or True)
    async with running() as (pilot, seen):
        await press(pilot, "o")
        assert isinstance(seen.app.screen, LinksScreen)
        await press(pilot, "1")
        await until(pilot, lambda: opened)
        await press(pilot, "O")
        await until(pilot, lambda: len(opened) == 2)
        assert opened == ["https://herald.example/ferry-court"] * 2


async def test_without_a_browser_the_address_is_copied(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.linking.open_in_browser", lambda _app, _url: False)
    monkeypatch.setattr("tui.clipboard.fill", lambda _text: False)
    async with running() as (pilot, seen):
        await press(pilot, "O")
        await until(pilot, lambda: seen.app.clipboard)
        assert seen.app.clipboard == "https://herald.example/ferry-court"


async def test_what_leaves_the_reader_is_of_the_article_under_the_cursor(monkeypatch: pytest.MonkeyPatch):
    opened: list[str] = []
    monkeypatch.setattr("tui.linking.open_in_browser", lambda _app, url: opened.append(url) or True)
    articles = [replace(article, url=f"https://a.example/{article.id}") for article in many(4)]
    async with running(FakeLibrary(articles=tuple(articles))) as (pilot, seen):
        places = [result.article_id for result in seen.results.results]
        burst(pilot, *"jOjO")
        await until(pilot, lambda: len(opened) == 2)
        assert opened == [f"https://a.example/{place}" for place in places[1:3]]


async def test_what_is_copied(monkeypatch: pytest.MonkeyPatch):
    filled: list[str] = []
    monkeypatch.setattr("tui.clipboard.fill", lambda text: filled.append(text) or True)
    async with running() as (pilot, seen):
        for key in "ltc":
            await pilot.press("y")
            await until(pilot, lambda: isinstance(seen.app.screen, CopyScreen))
            await pilot.press(key)
            await until(pilot, lambda key=key: len(filled) == "ltc".index(key) + 1)
        assert filled == [
            "https://herald.example/ferry-court",
            "Court to rule on ferry strike as hospitals move patients",
            (
                "Staff. “Court to rule on ferry strike as hospitals move patients”. The Mainland Herald."
                " Wed 9 Apr 2025, 16:05 UTC. https://herald.example/ferry-court"
            ),
        ]
        assert seen.app.clipboard == filled[-1]


async def test_another_key_copies_nothing():
    async with running() as (pilot, seen):
        await press(pilot, "y", "x")
        assert seen.app.screen is seen.app.browse
        assert not seen.app.clipboard


async def test_finding_in_the_article():
    async with running() as (pilot, seen):
        await press(pilot, "j", "ctrl+f")
        await pilot.press(*"the FERRY")
        await settled(pilot)
        assert "find 1 of 2" in str(seen.article.border_title)
        current = seen.article.text.current
        assert seen.said[current.start : current.end] == "the ferry"
        await press(pilot, "enter")
        assert "find 2 of 2" in str(seen.article.border_title)
        await press(pilot, "escape", "n")
        assert "find" not in str(seen.article.border_title)
        assert seen.app.focused is seen.article.text


async def test_what_is_typed_right_behind_the_key_is_looked_for():
    for size in ((120, 36), (60, 20)):
        async with running(size=size) as (pilot, seen):
            burst(pilot, "ctrl+f", *"the FERRY")
            await settled(pilot)
            assert "find 1 of 2" in str(seen.article.border_title)
            assert seen.article.display
            await press(pilot, "escape")
            assert seen.app.focused is seen.article.text


async def test_looking_for_something_goes_on_in_an_article_that_comes_late(monkeypatch: pytest.MonkeyPatch):
    library, gate = FakeLibrary(), Event()
    async with running(library) as (pilot, seen):
        prompt = library.article
        monkeypatch.setattr(library, "article", lambda article: gate.wait(PATIENCE) and prompt(article))
        await pilot.press("j", "ctrl+f", *"court")
        assert seen.article_id == "ferry-herald"
        gate.set()
        await until(pilot, lambda: seen.article_id == "ferry-courier")
        await settled(pilot)
        assert "find 1 of" in str(seen.article.border_title)
        current = seen.article.text.current
        assert seen.said[current.start : current.end].lower() == "court"
        await press(pilot, "escape", "k")
        assert "find" not in str(seen.article.border_title)


async def test_in_an_input_the_key_that_finds_is_the_inputs_own():
    async with running() as (pilot, seen):
        await press(pilot, "slash", "f", "backslash", "ctrl+f", "y")
        assert seen.bar.input.value == "f\\y"
        assert not seen.article.finding


async def test_counts_before_keys():
    async with running() as (pilot, seen):
        for keys, row in (("5j", 5), ("g3j2k", 1), ("4G", 3), ("2jgg", 0), ("10j", 7)):
            await pilot.press(*keys)
            assert seen.results.cursor == row, keys


async def test_gg_after_a_count_goes_where_the_count_says():
    async with running() as (pilot, seen):
        for keys, row in (("4gg", 3), ("gg", 0), ("3G", 2)):
            await pilot.press(*keys)
            assert seen.results.cursor == row, keys


async def test_keys_that_come_in_one_burst_prepare_those_behind_them():
    async with running(FakeLibrary(articles=many(30)), size=(80, 24)) as (pilot, seen):
        for keys, row in (("4ggj", 4), ("3j2k", 5), ("gg", 0), ("j5jgg", 0), ("7jzz", 7)):
            burst(pilot, *keys)
            await settled(pilot)
            assert seen.results.cursor == row, keys
        assert seen.results.scroll_y > 0, "zz has put it to the middle"


async def test_a_count_names_a_line_of_the_article():
    async with running(size=(80, 24)) as (pilot, seen):
        text = seen.article.text
        text.show(Document("\n\n".join(f"Line {number}" for number in range(200))))
        text.focus()
        await pilot.pause()
        for keys, top in (("30G", 29), ("12gg", 11), ("gg", 0)):
            await pilot.press(*keys)
            await pilot.pause()
            assert text.scroll_y == top, keys


async def test_zz_zt_and_zb_put_the_result_where_vi_does():
    async with running(size=(80, 24)) as (pilot, seen):
        await pilot.press("4", "j")
        for keys in ("zt", "zb", "zz"):
            await pilot.press(*keys)
            await pilot.pause()
            first, end = seen.results._edges[seen.results._block_of[seen.results.cursor]]
            height = seen.results.size.height
            wanted = {
                "zt": first,
                "zb": max(0, end - height),
                "zz": max(0, first - (height - (end - first)) // 2),
            }
            assert round(seen.results.scroll_y) == min(wanted[keys], seen.results.max_scroll_y), keys
        await pilot.press("z", "j")
        assert seen.results.cursor == 5, "another key does what it always does"
