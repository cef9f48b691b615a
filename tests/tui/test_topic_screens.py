"""The list of topics and the sheet of one: what is seen, and where the keys lead."""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import combinations
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from index.article import Article
from index.compare import compare
from index.library import LibraryError
from index.sheet import Cell, Column, Sheet, SheetRow, Statement
from index.sheet_build import SheetBuilder
from index.topic_review import Told
from index.topics import Story, Topic, topic_id
from tests.tui.driving import reader, running, until
from tests.tui.fake import ARTICLES, FERRY, PATIENCE, FakeLibrary, day
from tui.screens.compare import CompareScreen
from tui.screens.sheet import SheetScreen
from tui.screens.topic_dialogs import SourceScreen
from tui.screens.topics import TopicsScreen
from tui.sheet_views import TITLES
from tui.widgets.safe import one_line
from tui.widgets.sheet_grid import WHOLE_ROW
from tui.widgets.sheet_lines import about_row, fact_row, head, named, summary
from tui.widgets.wrapping import cells, wrap

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from index.compare.result import Comparison

CREWS = "Crews of the Sund ferries stopped work at midnight on Tuesday and stranded {} islanders."
MORE = (
    Article(
        "ferry-post",
        "Vestland Post",
        "Ferry crews walk out",
        CREWS.format("3,000"),
        day("2025-04-08"),
        topic=FERRY,
    ),
    Article(
        "ferry-echo",
        "Echo",
        "Sund ferry crews walk out",
        CREWS.format("2,100"),
        day("2025-04-09"),
        topic=FERRY,
    ),
    Article("ferry-odd", "Prank \x1b[31m[b]", "Sund [ferry]", CREWS.format("3,000"), None, topic=FERRY),
)


@dataclass
class TopicLibrary(FakeLibrary):
    """The small library, with sheets made by the real comparison."""

    articles: tuple[Article, ...] = (*ARTICLES, *MORE)
    sheet_gate: Event | None = None

    def topics(self) -> list[Any]:
        named = {article.topic for article in self.articles if article.topic}
        return [self.topic(topic_id(name)) for name in sorted(named)]

    def topic(self, wanted: str) -> Topic:
        own = next((a.topic for a in self.articles if a.id == wanted), None)
        members = [a for a in self.articles if a.topic and topic_id(a.topic) == topic_id(own or wanted)]
        if not members:
            raise LibraryError(f"{wanted} stands alone: no other article is of its topic")
        dates = [a.published for a in members if a.published]
        days = tuple(a.published.toordinal() if a.published else None for a in members)
        ids = tuple(a.id for a in members)
        name = members[0].topic or ""
        sources = tuple(sorted({a.source for a in members}))
        stories = (Story("s", name, ids),)
        return Topic(topic_id(name), name, (), min(dates), max(dates), sources, ids, stories, days)

    @property
    def review(self) -> Any:
        return SimpleNamespace(articles=self.told)

    def told(self, wanted: str) -> list[Told]:
        topic = self.topic(wanted)
        found = [self.article(one) for one in topic.article_ids]
        return [
            Told(
                a.id, a.source, a.title, a.published.date().isoformat() if a.published else None, topic.label
            )
            for a in found
        ]

    def differing(self) -> dict[str, int]:
        return {topic_id(FERRY): 2}

    def sheet(
        self, wanted: str, on_sheet: Callable[[Sheet], None] | None = None, cancelled: Any = None
    ) -> Sheet:
        topic = self.topic(wanted)
        members = [self.article(one) for one in topic.article_ids]
        pairs = list(combinations(members, 2))
        builder = SheetBuilder(topic.id, topic.label, members, len(pairs))
        for number, (one, other) in enumerate(pairs):
            if number == 1 and self.sheet_gate is not None:
                if on_sheet is not None:
                    on_sheet(builder.sheet())
                self.sheet_gate.wait(PATIENCE)
            builder.add(compare(one, other))
        return builder.sheet()

    def compare(self, article_id_a: str, article_id_b: str, strictness: int | None = None) -> Comparison:
        return compare(self.article(article_id_a), self.article(article_id_b))


@asynccontextmanager
async def sheet_open(
    size: tuple[int, int] = (120, 36), library: TopicLibrary | None = None
) -> AsyncIterator[tuple[Pilot[Any], SheetScreen]]:
    """Open the list of topics, then the sheet of the ferry strike."""
    async with running(library or TopicLibrary(), size) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        await go_to_ferry(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(seen.app.screen, SheetScreen))
        screen = seen.app.screen
        assert isinstance(screen, SheetScreen)
        if library is None or library.sheet_gate is None:
            await until(pilot, lambda: not screen.busy)
        await pilot.pause()
        yield pilot, screen


async def go_to_ferry(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.press("s")  # the freshest first
    await pilot.pause()


def words(screen: Any, selector: str) -> str:
    return str(screen.query_one(selector).render())


async def to_islanders(pilot: Pilot[Any], screen: SheetScreen) -> None:
    """Put the cursor on the figure that differs."""
    screen.grid.row = next(
        n
        for n, row in enumerate(screen.grid.rows)
        if any(cell and "2,100" in cell.text for cell in row.cells)
    )
    await pilot.pause()


async def to_source(pilot: Pilot[Any], screen: SheetScreen, text: str) -> None:
    row = screen.grid.current
    assert row is not None
    screen.grid.column = next(n for n, cell in enumerate(row.cells) if cell and text in cell.text)
    await pilot.pause()


async def test_topics_are_listed_with_sources_days_and_activity() -> None:
    async with running(TopicLibrary()) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        await go_to_ferry(pilot)
        screen = seen.app.screen
        assert isinstance(screen, TopicsScreen)
        row = screen.grid.rows[0]
        assert row.label.text == FERRY
        assert [cell.text.strip() for cell in row.cells if cell] == [
            "6",
            "6",
            "2 ≠",
            "2025-04-08 – 2025-04-09",
            "█▆",
        ]
        assert "Norrland Wire" in words(screen, "#topics-detail")
        await pilot.press("q")
        assert seen.app.screen is seen.app.browse


async def test_activity_is_told_on_any_screen() -> None:
    async with running(TopicLibrary(), (80, 24)) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        screen = seen.app.screen
        assert "Activity" in screen.grid.render_line(0).text
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: screen.grid.widths[-1] == 12 and not screen.busy)
        assert "Activity" in screen.grid.render_line(0).text


def test_unknown_sources_are_told_apart_at_the_head_of_a_column() -> None:
    assert head("unknown source (a \x1b[1mb.txt)") == one_line("(a \x1b[1mb.txt)")
    assert head("Sund Courier") == "Sund Courier"


def test_columns_of_unknown_sources_are_called_by_their_headlines() -> None:
    files = ("a", "b", "c", "d")
    columns = [Column(f"unknown source ({one}.txt)", (one,), None) for one in files]
    columns += [Column("Sund Courier", ("e",), None), Column("unknown source", ("f", "g"), None)]
    sheet = Sheet("t", "T", tuple(columns), (), (), (), 1, 1)
    titles = {"a": "Ferry\x1b runs aground", "b": "Twelve missing", "c": "Twelve missing", "e": "x", "f": "y"}
    assert [column.source for column in named(sheet, titles).columns] == [
        f"“{one_line(titles['a'])}”",
        "unknown source (b.txt)",  # its headline would not tell it from the next
        "unknown source (c.txt)",
        "unknown source (d.txt)",  # nothing is known of it
        "Sund Courier",
        "unknown source",
    ]


@pytest.mark.parametrize(
    ("what", "label"),
    [
        ("The bridge was opened", "when: The bridge was opened"),
        ("date (before): The bridge was", "when (before): The bridge was"),
        ("year: The bridge was", "year: The bridge was"),
        ("year (since): The bridge was", "year (since): The bridge was"),
        ("Time ran out: the bridge fell", "when: Time ran out: the bridge fell"),
    ],
)
def test_dates_say_once_what_they_are(what: str, label: str) -> None:
    one = Statement("a", 0, None, 0, 0, 4, "2024", "2024 it was", "2024", None, None)
    assert fact_row(SheetRow("date", what, "only_a", (Cell((one,), None),), ("why",))).label.text == label


async def test_topics_are_sorted_four_ways() -> None:
    async with running(TopicLibrary()) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        screen = seen.app.screen
        assert isinstance(screen, TopicsScreen)
        firsts = []
        for _ in range(4):
            firsts.append(screen.grid.rows[0].label.text)
            await pilot.press("s")
        assert firsts[1:] == [FERRY] * 3  # the library's own order comes first


async def test_sorted_by_differences_topics_that_nobody_opened_are_compared() -> None:
    async with running(TopicLibrary()) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        screen = seen.app.screen
        assert isinstance(screen, TopicsScreen)

        def unknown() -> list[str]:
            return [row.label.text for row in screen.grid.rows if row.cells[2] is None]

        assert unknown()
        await pilot.press("s", "s", "s")
        await until(pilot, lambda: not unknown() and "comparing" not in words(screen, "#topics-title"))
        counts = [int(row.cells[2].text.split()[0]) for row in screen.grid.rows if row.cells[2]]
        assert counts == sorted(counts, reverse=True)


async def test_comparing_stops_when_the_reader_goes_elsewhere() -> None:
    gate = Event()
    library = TopicLibrary(articles=(*ARTICLES[5:], *MORE), sheet_gate=gate)
    with patch.object(TopicLibrary, "differing", return_value={}):
        async with running(library) as (pilot, seen):
            await pilot.press("P")
            await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
            screen = seen.app.screen
            await pilot.press("s", "s", "s")
            await until(pilot, lambda: "comparing 1 of 1" in words(screen, "#topics-title"))
            await pilot.press("s")
            assert "comparing" not in words(screen, "#topics-title")
            gate.set()


async def test_the_sheet_is_copied_as_markdown() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("y")
        assert screen.app.clipboard.startswith(f"# {FERRY}")


async def test_no_topics_says_so() -> None:
    async with running(TopicLibrary(articles=ARTICLES[5:])) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        assert "No topics yet" in words(seen.app.screen, "#topics-detail")
        await pilot.press("enter", "down", "s", "q")
        assert seen.app.screen is seen.app.browse


async def test_the_sheet_shows_what_differs_and_where_it_is_said() -> None:
    async with sheet_open() as (pilot, screen):
        await to_islanders(pilot, screen)
        await to_source(pilot, screen, "2,100")
        row = screen.grid.current
        assert row is not None
        assert row.label.sign == "≠"
        assert {cell.sign for cell in row.cells if cell} == {"=", "≠"}
        detail = words(screen, "#sheet-detail")
        assert "Echo, 2025-04-09: Crews of the Sund ferries" in detail
        assert "2025-04-09  then 2,100, Echo" in detail


async def test_enter_opens_the_article_at_the_sentence() -> None:
    async with sheet_open() as (pilot, screen):
        app = screen.app
        await to_islanders(pilot, screen)
        await to_source(pilot, screen, "2,100")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.browse)  # type: ignore[attr-defined]
        await until(pilot, lambda: not app.browse.busy)  # type: ignore[attr-defined]
        from tests.tui.driving import Seen

        assert Seen(app).article_id == "ferry-echo"  # type: ignore[arg-type]


async def test_two_cells_open_the_comparison_and_back_leads_to_the_sheet() -> None:
    async with sheet_open() as (pilot, screen):
        await to_islanders(pilot, screen)
        await to_source(pilot, screen, "2,100")
        await pilot.press("space")
        await to_source(pilot, screen, "3,000")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(screen.app.screen, CompareScreen))
        await until(pilot, lambda: not screen.app.screen.is_comparing)  # type: ignore[attr-defined]
        await pilot.press("q")
        await until(pilot, lambda: screen.app.screen is screen)
        assert screen.grid.marked is None


async def test_one_key_compares_with_the_cell_that_differs() -> None:
    async with sheet_open() as (pilot, screen):
        await to_islanders(pilot, screen)
        await to_source(pilot, screen, "3,000")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(screen.app.screen, CompareScreen))
        await until(pilot, lambda: screen.app.screen._comparison is not None)  # type: ignore[attr-defined]
        comparison = screen.app.screen._comparison  # type: ignore[attr-defined]
        assert comparison.b.id == "ferry-echo"


async def test_a_gap_says_that_it_is_one() -> None:
    async with sheet_open() as (pilot, screen):
        await to_islanders(pilot, screen)
        row = screen.grid.current
        assert row is not None
        screen.grid.column = row.cells.index(None)
        await pilot.press("enter", "space", "c")
        await pilot.pause()
        assert "does not give this" in words(screen, "#sheet-detail")
        assert screen.app.screen is screen
        assert screen.grid.marked is None


async def test_what_only_one_source_states_and_the_sources_by_each_other() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("a")
        assert all(cell is not None for row in screen.grid.rows for cell in row.cells), "a list has no gaps"
        assert any("3.1 per cent" in cell.text for row in screen.grid.rows for cell in row.cells if cell)
        await pilot.press("b")
        await pilot.pause()
        sources = [row.label.text for row in screen.grid.rows]
        place = sources.index("Echo"), sources.index("Vestland Post")
        cell = screen.grid.rows[place[0]].cells[place[1]]
        assert cell is not None
        assert cell.text.split() == ["81%", "1=", "1≠"]
        screen.grid.row, screen.grid.column = place
        await pilot.pause()
        assert "came later" in words(screen, "#sheet-detail")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(screen.app.screen, CompareScreen))


async def test_what_only_one_source_states_is_in_sight_and_leads_to_its_sentence() -> None:
    async with sheet_open((80, 24)) as (pilot, screen):
        app = screen.app
        await pilot.press("a")
        await pilot.pause()
        place = next(n for n, row in enumerate(screen.grid.rows) if "3.1 per cent" in row.cells[1].text)  # type: ignore[union-attr]
        screen.grid.row = place
        await pilot.pause()
        lines = [screen.grid.render_line(y).text for y in range(screen.grid.size.height)]
        assert any("3.1 per cent" in line and "The Mainland Herald" in line for line in lines)
        assert "3.1 per cent" in words(screen, "#sheet-detail")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.browse)  # type: ignore[attr-defined]


async def test_a_list_of_what_one_source_states_has_its_three_columns_at_any_width() -> None:
    async with sheet_open((200, 24)) as (pilot, screen):
        await pilot.press("a")
        for width in (200, 80, 40, 20):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda width=width: width - 2 <= screen.grid.size.width <= width)  # type: ignore[misc]
            label, widths = screen.grid._layout()
            assert len(widths) == 2
            assert min(label, *widths) >= 5
            assert label + sum(widths) + len(widths) <= max(20, width)


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_titles_and_details_fit_in_every_view(size: tuple[int, int]) -> None:
    async with sheet_open(size) as (pilot, screen):
        detail = screen.query_one("#sheet-detail")
        for view in "fatb":
            await pilot.press(view)
            await pilot.pause()
            title = words(screen, "#sheet-title")
            assert cells(title) <= size[0] - 2
            assert any(title.endswith(name) for name in TITLES.values())
            if size[0] >= 80:
                assert cells(words(screen, "#sheet-summary")) <= size[0] - 2
            if view in "fat":
                for row in range(len(screen.grid.rows)):
                    screen.grid.row = row
                    await pilot.pause()
                    told = words(screen, "#sheet-detail")
                    assert len(list(wrap(told, detail.size.width))) <= detail.size.height


def test_a_long_sentence_is_told_around_its_value_and_the_reason_is_not_lost() -> None:
    said = "At the harbour " * 40 + "nine people died" + " before the night was over" * 20
    at = said.index("nine")
    one = Statement("a", 0, "2025-04-08", 0, at, at + 4, "nine", said, 9, None, "the mayor")
    changed = [
        replace(one, article_id=f"a{n}", published=f"2025-04-{n:02}", text=f"{n}", value=n)
        for n in range(9, 20)
    ]
    cell = Cell((one, *changed), "differ")
    row = SheetRow("figure", "deaths", "differ", (cell,), ("nine and 19 cannot both be true " * 9,))
    column = Column("Sund Courier", ("a",), "2025-04-08")
    sheet = Sheet("t", "T", (column,), (row,), (), (), 1, 1)
    for width, height in ((78, 6), (118, 7), (60, 6)):
        told = str(about_row(sheet, row, one, "", (width, height)))
        lines = [told[line.start : line.end] for line in wrap(told, width)]
        assert len(lines) <= height
        assert "nine people died" in told
        assert "… 2025-04-19" in told, "the last change"
        assert lines[-1].startswith("nine and 19"), "the reason"
        claim = replace(one, start=0, end=len(said), text=said)
        told = str(about_row(sheet, row, claim, "", (width, height)))
        lines = [told[line.start : line.end] for line in wrap(told, width)]
        assert len(lines) <= height
        assert lines[-1].startswith("nine and 19"), "the reason"


def test_a_sheet_says_how_far_it_has_come_however_large_it_is() -> None:
    columns = tuple(Column(f"Source {n}", tuple(f"{n}-{m}" for m in range(9)), None) for n in range(22))
    row = SheetRow("figure", "deaths", "differ", (None,) * 22)
    sheet = Sheet("t", "T", columns, (row,) * 1234, (), (), 1234, 5678)
    assert cells(summary(sheet, 78)) <= 78
    assert summary(sheet, 78).endswith("comparing 1234 of 5678…")
    assert summary(sheet, 78, "signs of the view").endswith("comparing 1234 of 5678…")
    assert summary(replace(sheet, compared=5678), 78, "signs of the view") == "signs of the view"


async def test_a_blind_spot_says_what_is_shown_and_the_way_back() -> None:
    async with running(TopicLibrary(), (80, 24)) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen) and not seen.app.screen.busy)
        screen = seen.app.screen
        with patch.object(
            TopicLibrary,
            "review",
            SimpleNamespace(only=lambda source: [], without=lambda source: []),
        ):
            for key, told in (("o", "is told by another source"), ("x", "carries every topic")):
                await pilot.press(key)
                await until(pilot, lambda: isinstance(seen.app.screen, SourceScreen))
                await pilot.press("enter")
                await until(pilot, lambda: seen.app.screen is screen and not screen.busy)
                await until(pilot, lambda told=told: told in words(screen, "#topics-detail"))  # type: ignore[misc]
                title = words(screen, "#topics-title")
                assert title.endswith("in this library · Esc shows all")
                assert cells(title) <= 78
        await pilot.press("escape")
        await until(pilot, lambda: bool(screen.grid.rows))
        assert "Esc shows all" not in words(screen, "#topics-title")


async def test_next_and_previous_difference() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("G")
        last = screen.grid.row
        assert last == len(screen.grid.rows) - 1
        await pilot.press("n")
        row = screen.grid.current
        assert row is not None
        assert row.label.sign in "≠→"


async def test_an_unfinished_sheet_is_shown_and_grows() -> None:
    gate = Event()
    try:
        async with sheet_open(library=TopicLibrary(sheet_gate=gate)) as (pilot, screen):
            await until(pilot, lambda: "comparing 1 of 15" in words(screen, "#sheet-summary"))
            await pilot.press("down", "right", "f")
            gate.set()
            await until(pilot, lambda: not screen.busy)
            assert "comparing" not in words(screen, "#sheet-summary")
    finally:
        gate.set()


async def test_no_key_waits_for_the_sheet() -> None:
    gate = Event()  # the engine is stuck from the first comparison on
    before = gc.get_threshold()
    try:
        async with sheet_open(library=TopicLibrary(sheet_gate=gate)) as (pilot, screen):
            await until(pilot, lambda: "comparing 1 of 15" in words(screen, "#sheet-summary"))
            assert gc.get_threshold()[2] > before[2], "full collections hold up every thread"
            for key, view in (("t", "timeline"), ("b", "between"), ("A", "articles"), ("a", "alone")):
                await pilot.press(key)
                assert TITLES[view] in words(screen, "#sheet-title")  # type: ignore[index]
            await pilot.press("A", "down", "down")
            assert screen.grid.row == 2
            await pilot.press("G")
            assert screen.grid.row == len(screen.grid.rows) - 1
            assert screen.busy, "all of this was done while the sheet was being made"
            app = screen.app
            await pilot.press("q")
            await until(pilot, lambda: isinstance(app.screen, TopicsScreen))
            assert not gate.is_set()
            await until(pilot, lambda: gc.get_threshold() == before)
    finally:
        gate.set()


async def test_leaving_while_it_is_made() -> None:
    gate = Event()
    try:
        async with sheet_open(library=TopicLibrary(sheet_gate=gate)) as (pilot, screen):
            app = screen.app
            await pilot.press("q")
            await until(pilot, lambda: isinstance(app.screen, TopicsScreen))
            gate.set()
            await pilot.pause(0.05)
    finally:
        gate.set()


async def test_from_an_article_to_its_topics_sheet() -> None:
    async with running(TopicLibrary(), query="Sund ferries halted") as (pilot, seen):
        await pilot.press("p")
        await until(pilot, lambda: isinstance(seen.app.screen, SheetScreen) and not seen.app.screen.busy)
        assert FERRY in words(seen.app.screen, "#sheet-title")


async def test_an_article_alone_has_no_sheet_and_that_is_said() -> None:
    async with running(TopicLibrary(), query="orchard") as (pilot, seen):
        await pilot.press("p")
        await until(pilot, lambda: isinstance(seen.app.screen, SheetScreen) and not seen.app.screen.busy)
        assert "stands alone" in words(seen.app.screen, "#sheet-summary")
        await pilot.press("enter", "space", "c", "n", "a", "b", "down", "q")
        await until(pilot, lambda: seen.app.screen is seen.app.browse)


@pytest.mark.parametrize("size", [(20, 6), (300, 80)])
async def test_it_bears_any_size(size: tuple[int, int]) -> None:
    async with sheet_open(size) as (pilot, screen):
        await pilot.press("right", "right", "right", "G", "left", "pageup", "b", "G", "end")
        assert screen.grid.column == 2


async def test_the_mouse_puts_the_cursor_and_opens() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.click(screen.grid, offset=(50, 3))
        assert screen.grid.row == 2
        await pilot.click(screen.grid, offset=(2, 0))
        assert screen.grid.row == 2


async def test_columns_scroll_and_the_first_stays() -> None:
    async with sheet_open((80, 24)) as (pilot, screen):
        for _ in range(5):
            await pilot.press("right")
        await pilot.pause()
        head = "".join(segment.text for segment in screen.grid.render_line(0))
        line = "".join(segment.text for segment in screen.grid.render_line(1))
        assert screen.grid.current is not None
        assert head.startswith(" Shared facts")
        assert screen.grid.rows[0].label.text[:8] in line
        assert "\x1b" not in head


async def test_a_view_begins_on_what_is_stated() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("b")
        assert screen.grid.rows[0].cells[0] is None, "a source beside itself"
        assert screen.grid.column == 1


async def test_a_sheet_that_grows_leaves_the_cursor_on_a_gap() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("b", "left")
        screen.grid.show(TITLES["between"], [row.label.text for row in screen.grid.rows], screen.grid.rows)
        assert (screen.grid.row, screen.grid.column) == (0, 0)


async def test_articles_are_whole_rows() -> None:
    async with sheet_open() as (pilot, screen):
        await pilot.press("A", "down", "space", "right")
        here = screen.grid.current
        assert here is not None
        assert screen.grid.marked == (here.key, WHOLE_ROW)
        await pilot.press("f")
        assert not screen.grid.by_row


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=["80x24", "120x36", "200x50"])


def after(*keys: str, sheet: bool) -> Any:
    async def press(pilot: Pilot[Any]) -> None:
        app = pilot.app
        await until(pilot, lambda: app.screen is app.browse and not app.browse.busy)  # type: ignore[attr-defined]
        await pilot.pause(0.05)
        await pilot.press("P")
        await until(pilot, lambda: isinstance(app.screen, TopicsScreen) and not app.screen.busy)
        await go_to_ferry(pilot)
        if sheet:
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, SheetScreen) and not app.screen.busy)
        for key in keys:
            await pilot.press(key)
        await pilot.pause()

    return press


@SIZES
def test_picture_of_the_topics(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(reader(TopicLibrary()), terminal_size=size, run_before=after(sheet=False))


@SIZES
def test_picture_of_a_sheet(snap_compare: Any, size: tuple[int, int]) -> None:
    keys = ("space", "right")
    assert snap_compare(reader(TopicLibrary()), terminal_size=size, run_before=after(*keys, sheet=True))


@pytest.mark.parametrize("view", ["a", "t"], ids=["alone", "timeline"])
def test_picture_of_a_narrow_view(snap_compare: Any, view: str) -> None:
    assert snap_compare(reader(TopicLibrary()), terminal_size=(80, 24), run_before=after(view, sheet=True))


def test_picture_of_the_sources(snap_compare: Any) -> None:
    keys = ("b", "down", "right")
    assert snap_compare(reader(TopicLibrary()), terminal_size=(120, 36), run_before=after(*keys, sheet=True))
