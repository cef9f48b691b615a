"""The screens of topics over a real library: filter, blind spots, corrections, reasons, timeline."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from index.library import Library
from index.settings import load
from tests.tui.driving import Seen, running, until
from tui.screens.compare import CompareScreen
from tui.screens.sheet import SheetScreen
from tui.screens.topic_dialogs import ConfirmScreen, NameScreen, ReasonsScreen, SourceScreen
from tui.screens.topics import TopicsScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

ACCOUNTS = {
    "rail-wire": (
        "Lyse Wire",
        "2031-05-01",
        "Freight train derails at Tornby",
        "A freight train derailed near Tornby and spilled 40 tonnes of caustic soda into the Lyse canal.",
    ),
    "rail-post": (
        "Fjord Post",
        "2031-05-02",
        "Soda spill in the Lyse canal at Tornby",
        "Some 65 tonnes of caustic soda ran into the Lyse canal after a freight train derailed near Tornby.",
    ),
    "rail-herald": (
        "Sund Herald",
        "2031-05-02",
        "Tornby: derailed freight train spills soda",
        "The freight train that derailed near Tornby spilled 65 tonnes of caustic soda into the Lyse canal.",
    ),
    "vote-wire": (
        "Lyse Wire",
        "2031-05-01",
        "Solheim leads the Coastal Party",
        "Marit Solheim won the leadership of the Coastal Party with 54 per cent of the delegates' votes.",
    ),
    "vote-post": (
        "Fjord Post",
        "2031-05-02",
        "Coastal Party picks Marit Solheim",
        "Delegates of the Coastal Party chose Marit Solheim as leader with 54 per cent of the votes.",
    ),
    "bees-herald": (
        "Sund Herald",
        "2031-05-03",
        "Bees return to the Vik orchards",
        "Beekeepers in Vik counted 310 hives this spring, the most since the frost took the blossom.",
    ),
}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, (source, day, title, text) in ACCOUNTS.items():
        head = f"---\nid: {name}\nsource: {source}\ntitle: '{title}'\npublished: {day}\n---\n"
        (corpus / f"{name}.md").write_text(f"{head}\n{text}\n", encoding="utf-8")
    with Library.open(corpus, replace(load(), cache=tmp_path / "cache")) as opened:
        yield opened


@asynccontextmanager
async def listed(
    library: Any, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[tuple[Pilot[Any], TopicsScreen]]:
    async with running(library, size) as (pilot, seen):
        await pilot.press("P")
        await until(pilot, lambda: isinstance(seen.app.screen, TopicsScreen))
        screen = seen.app.screen
        assert isinstance(screen, TopicsScreen)
        await until(pilot, lambda: not screen.busy)
        await pilot.pause()
        yield pilot, screen


@asynccontextmanager
async def rail_sheet(library: Any) -> AsyncIterator[tuple[Pilot[Any], SheetScreen]]:
    async with listed(library) as (pilot, screen):
        to_topic(screen, "rail-wire")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(screen.app.screen, SheetScreen))
        sheet = screen.app.screen
        assert isinstance(sheet, SheetScreen)
        await until(pilot, lambda: not sheet.busy)
        await pilot.pause()
        yield pilot, sheet


def groups(screen: TopicsScreen) -> list[set[str]]:
    return [set(entry.topic.article_ids) for entry in screen._shown]


def to_topic(screen: TopicsScreen, article_id: str) -> None:
    screen.grid.row = next(n for n, found in enumerate(groups(screen)) if article_id in found)


def to_article(screen: SheetScreen, article_id: str) -> None:
    screen.grid.row = screen._view.listed.index(article_id)


def shows(screen: TopicsScreen, expected: list[set[str]]) -> bool:
    return groups(screen) == expected


def is_on(screen: TopicsScreen, kind: type) -> bool:
    return isinstance(screen.app.screen, kind)


def words(screen: Any, selector: str) -> str:
    return str(screen.query_one(selector).render())


RAIL, VOTE = {"rail-wire", "rail-post", "rail-herald"}, {"vote-wire", "vote-post"}


async def test_the_list_narrows_as_one_types(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        assert groups(screen) == [RAIL, VOTE]
        await pilot.press("slash", *"solh")
        await pilot.pause()
        assert groups(screen) == [VOTE]
        assert words(screen, "#topics-title") == "1 topic of 2"
        await pilot.press("enter")
        assert screen.grid.has_focus
        await pilot.press("escape")
        assert groups(screen) == [RAIL, VOTE]
        await pilot.press("slash", *"zzz")
        await pilot.pause()
        assert "No topic here has these words" in words(screen, "#topics-detail")
        await pilot.press("escape")
        assert len(groups(screen)) == 2
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(screen.app.screen, TopicsScreen))


async def test_what_a_source_does_not_carry(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(screen.app.screen, SourceScreen))
        await pilot.press(*"herald", "enter")
        await until(pilot, lambda: screen.app.screen is screen and not screen.busy)
        assert groups(screen) == [VOTE]
        told = "1 topic, not carried by Sund Herald in this library · Esc shows all"
        assert words(screen, "#topics-title") == told
        await pilot.press("escape")
        await until(pilot, lambda: len(screen._shown) == 2)


async def test_what_one_source_alone_tells_opens_its_article(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        app: Any = screen.app
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, SourceScreen))
        await pilot.press("up", "down", "up", *"sund", "enter")
        await until(pilot, lambda: app.screen is screen and not screen.busy)
        assert groups(screen) == [{"bees-herald"}]
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.browse and not app.browse.busy)
        assert Seen(app).article_id == "bees-herald"


async def test_choosing_no_source_changes_nothing(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        await pilot.press("x")
        await until(pilot, lambda: isinstance(screen.app.screen, SourceScreen))
        await pilot.press(*"nobody", "enter", "down", "escape")
        await until(pilot, lambda: screen.app.screen is screen)
        assert len(groups(screen)) == 2


async def test_two_topics_are_joined_after_a_question_and_parted_again(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        await pilot.press("J")
        assert screen.app.screen is screen  # none is marked
        to_topic(screen, "rail-wire")
        await pilot.press("space")
        to_topic(screen, "vote-wire")
        for answer, expected in (("n", [RAIL, VOTE]), ("y", [RAIL | VOTE])):
            await pilot.press("J")
            await until(pilot, lambda: isinstance(screen.app.screen, ConfirmScreen))
            await pilot.press(answer)
            await until(pilot, lambda: screen.app.screen is screen)
            await until(pilot, partial(shows, screen, expected))
        await until(pilot, lambda: not screen.busy)
        await pilot.press("u")
        await until(pilot, lambda: groups(screen) == [RAIL, VOTE])


async def test_a_topic_gets_a_name_that_stays(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        to_topic(screen, "vote-wire")
        await pilot.press("R")
        await until(pilot, lambda: isinstance(screen.app.screen, NameScreen))
        screen.app.screen.query_one(Input).value = " "
        await pilot.press("enter")
        assert isinstance(screen.app.screen, NameScreen)  # a name is more than blanks
        screen.app.screen.query_one(Input).value = "The [b]party[/b]"
        await pilot.press("enter")
        await until(pilot, lambda: any(row.label.text == "The [b]party[/b]" for row in screen.grid.rows))
    assert "The [b]party[/b]" in {topic.label for topic in library.topics()}


async def test_nothing_to_take_back_is_said(library: Any) -> None:
    async with listed(library) as (pilot, screen):
        await pilot.press("u")
        await until(pilot, lambda: screen.app._notifications)
        (told,) = screen.app._notifications
        assert "no correction" in told.message


async def test_an_article_is_taken_out_of_its_topic(library: Any) -> None:
    async with rail_sheet(library) as (pilot, sheet):
        await pilot.press("A")
        assert sheet.grid.rows[0].label.text == "Freight train derails at Tornby"
        to_article(sheet, "rail-post")
        await pilot.pause()
        assert "Fjord Post, 2031-05-02" in words(sheet, "#sheet-detail")
        await pilot.press("X")
        await until(pilot, lambda: isinstance(sheet.app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: len(sheet._articles) == 2 and not sheet.busy)
        assert {one.id for one in sheet._articles} == RAIL - {"rail-post"}
        await pilot.press("u")
        await until(pilot, lambda: len(sheet._articles) == 3)


async def test_the_sheet_is_renamed(library: Any) -> None:
    async with rail_sheet(library) as (pilot, sheet):
        await pilot.press("R")
        await until(pilot, lambda: isinstance(sheet.app.screen, NameScreen))
        sheet.app.screen.query_one(Input).value = "Tornby"
        await pilot.press("enter")
        await until(pilot, lambda: words(sheet, "#sheet-title").startswith("Tornby "))


async def test_why_an_article_is_in_the_topic(library: Any) -> None:
    async with rail_sheet(library) as (pilot, sheet):
        await pilot.press("A")
        to_article(sheet, "rail-wire")
        await pilot.press("space")
        to_article(sheet, "rail-post")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(sheet.app.screen, ReasonsScreen))
        told = str(sheet.app.screen.query_one(".about").render())
        assert (
            "and the marked one, “Freight train derails at Tornby”, Lyse Wire: same story; 1 day apart"
            in told
        )
        assert "Tornby" in told
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(sheet.app.screen, CompareScreen))


async def test_the_timeline_tells_who_changed_a_figure(library: Any) -> None:
    async with rail_sheet(library) as (pilot, sheet):
        await pilot.press("t")
        assert sheet._view.heads == ("First given", "Then")
        tonnes = next(
            row for row in sheet.grid.rows if any(cell and "tonnes" in cell.text for cell in row.cells)
        )
        assert [(cell.sign, cell.text) for cell in tonnes.cells if cell] == [
            ("", "2031-05-01 40 tonnes, Lyse Wire"),
            ("→", "2031-05-02 65 tonnes, Sund Herald +1"),
        ]
        sheet.grid.row, sheet.grid.column = sheet.grid.rows.index(tonnes), 0
        await pilot.press("enter")
        app: Any = sheet.app
        await until(pilot, lambda: app.screen is app.browse and not app.browse.busy)
        assert Seen(app).article_id == "rail-wire"


@pytest.mark.parametrize("size", [(20, 6), (200, 50)])
async def test_the_dialogs_bear_any_size(library: Any, size: tuple[int, int]) -> None:
    async with listed(library, size) as (pilot, screen):
        for key, kind in (("x", SourceScreen), ("R", NameScreen)):
            await pilot.press(key)
            await until(pilot, partial(is_on, screen, kind))
            await pilot.press("escape")
            await until(pilot, lambda: screen.app.screen is screen)


def test_what_one_source_alone_tells_is_whole_without_an_index(
    library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.engines.base import Hits
    from index.query import Everything

    monkeypatch.setattr(library._backend, "search", lambda *_: Hits(0, (), Everything()))
    assert [topic.article_ids for topic in library.review.only("sund herald")] == [("bees-herald",)]
