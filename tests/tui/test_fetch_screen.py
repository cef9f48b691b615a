"""Fetching the feeds from inside the reader."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from index.library import Library
from index.settings import Feed, Retention, load, shipped
from index.state import State
from tests.articles import write_corpus
from tests.index.intake.newsroom import articles, item, rss
from tests.index.intake.server import LoopbackServer
from tests.tui.driving import Seen, running, until
from tests.tui.fake import FakeLibrary
from tui.app import LateralApp
from tui.fetching import FeedRow, Fetching
from tui.screens.fetch import FetchScreen, feed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.index.intake.server import Connection


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


class Shelf(FakeLibrary):
    """The small library of the other tests, with a corpus that articles can be fetched into."""

    def __init__(self, corpus: Path, *feeds: Feed) -> None:
        super().__init__()
        self.corpus = corpus
        self.settings = replace(load(), feeds=feeds)


def shown(app: Any) -> str:
    assert isinstance(app.screen, FetchScreen)
    return "\n".join(
        str(app.screen.query_one(f"#{name}").render()) for name in ("summary", "notices", "feeds")
    )


async def test_new_articles_come_into_the_list(server: LoopbackServer, tmp_path: Path) -> None:
    server.pages["/feed"] = rss("The Mole", item(1), item(2))
    feeds = Feed(server.url("/feed"), name="The [b]Mole\x1b[2J"), Feed(server.url("/gone"), name="Gone")
    settings = replace(load(), feeds=feeds)
    corpus = write_corpus(tmp_path / "news")
    app = LateralApp(lambda: Library.open(corpus, settings, refresh=False))
    async with app.run_test(size=(100, 30)) as pilot:
        seen = Seen(app)
        await until(pilot, lambda: len(seen.titles) > 2)
        await pilot.press("F")
        await until(pilot, lambda: "2 new, 1 of 2 feeds failed" in shown(app))
        assert "The [b]Mole" in shown(app)
        assert "\x1b" not in shown(app)
        assert "failed: not found (404)" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Harbour report 1" in seen.titles)


async def test_it_can_be_left_shown_again_and_stopped(server: LoopbackServer, tmp_path: Path) -> None:
    server.pages["/slow"] = lambda talk: talk.wait_for_goodbye()
    async with running(Shelf(tmp_path, Feed(server.url("/slow"), name="The Pier"))) as (pilot, seen):
        await pilot.press("F")
        await until(pilot, lambda: "fetching" in shown(seen.app))
        await pilot.press("escape")
        assert not isinstance(seen.app.screen, FetchScreen)
        assert seen.app.fetching.running
        await pilot.press("F")
        await until(pilot, lambda: "fetching" in shown(seen.app))
        assert len(server.asked("/slow")) == 1
        await pilot.press("x")
        await until(pilot, lambda: "not fetched" in shown(seen.app))
        assert "0 of 1 feeds · nothing new" in shown(seen.app)
        assert not seen.app.fetching.running


async def test_who_left_is_told_the_summary(server: LoopbackServer, tmp_path: Path) -> None:
    gate = threading.Event()

    def slow(talk: Connection) -> None:
        gate.wait(10)
        talk.reply(rss("The Mole", item(1)))

    server.pages["/feed"] = slow
    library = Shelf(tmp_path, Feed(server.url("/feed")))
    async with running(library) as (pilot, seen):
        await pilot.press("F")
        await pilot.press("escape")
        refreshes = library.refreshes
        gate.set()
        await until(pilot, lambda: seen.app._notifications)
        assert next(iter(seen.app._notifications)).message == "1 new"
        await until(pilot, lambda: library.refreshes > refreshes)


async def test_leaving_the_reader_ends_it(server: LoopbackServer, tmp_path: Path) -> None:
    server.pages["/slow"] = lambda talk: talk.wait_for_goodbye()
    async with running(Shelf(tmp_path, Feed(server.url("/slow")))) as (pilot, seen):
        await pilot.press("F")
        await until(pilot, lambda: server.asked("/slow"))
        fetching = seen.app.fetching
    for _ in range(1000):
        if not fetching.running:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it goes on")


@pytest.mark.parametrize(
    ("feeds", "corpus", "told"),
    [
        ((), None, "name some under feeds:"),
        ((Feed("https://mole.example/f"),), shipped("corpus"), "a folder of your own"),
    ],
)
async def test_why_there_is_nothing_to_fetch(
    feeds: tuple[Feed, ...], corpus: Path | None, told: str, tmp_path: Path
) -> None:
    async with running(Shelf(corpus or tmp_path, *feeds)) as (pilot, seen):
        await pilot.press("F")
        await until(pilot, lambda: seen.app._notifications)
        assert told in next(iter(seen.app._notifications)).message
        assert not isinstance(seen.app.screen, FetchScreen)


def test_what_has_a_star_outlives_its_feeds_rule(server: LoopbackServer, tmp_path: Path) -> None:
    server.pages["/feed"] = rss("The Mole", item(1), item(2), item(3))
    library = Shelf(tmp_path / "news", Feed(server.url("/feed")))
    library.state = State(tmp_path / "state.sqlite")
    Fetching(library, library.settings.feeds).run(lambda: False)
    starred = next(one.id for one in articles(tmp_path / "news") if one.title == "Harbour report 1")
    library.state.star(starred)
    fetching = Fetching(library, [Feed(server.url("/feed"), keep=Retention(days=1))])
    fetching.run(lambda: False)
    assert fetching.summary == "2 let go"
    assert fetching.changed
    assert [one.id for one in articles(tmp_path / "news")] == [starred]


def test_a_corpus_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "news").write_text("a file")
    fetching = Fetching(Shelf(tmp_path / "news"), [Feed("https://mole.example/f")])
    fetching.run(lambda: False)
    assert fetching.summary.startswith("Cannot fetch: ")
    assert [row.state for row in fetching.rows] == ["left out"]


@pytest.mark.parametrize("width", [1, 20, 40, 80, 200])
def test_feeds_fit_any_width(width: int) -> None:
    rows = [
        FeedRow("A" * 60, "failed", "no answer in time, " * 8),
        FeedRow("港の新聞", "new", "3 new"),
        FeedRow("https://pier.example/feed", "later", "its server asks us to wait 5 minutes more"),
    ]
    lines = str(feed_lines(rows, width)).splitlines()
    if width >= 40:
        assert all(len(line) <= width for line in lines)
    text = "".join(lines)
    assert [sign for sign in "!+·" if sign in text] == ["!", "+", "·"]
    assert "not now:" in text
