"""A library on a server that does not answer for a while: the reader says so, goes on, and asks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.library import LibraryError
from index.records import UnreachableError
from tests.tui.driving import running, settled, until
from tests.tui.fake import ARTICLES, FakeLibrary
from tui.desks import search

if TYPE_CHECKING:
    import pytest

AWAY = "the archive 'news' on https://news:9200 cannot be reached (Connection refused)"


async def test_what_is_open_stays_open_and_the_search_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "AGAIN", 0.05)
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        opened, read = seen.article_id, seen.said
        library.search_error = UnreachableError(AWAY)
        await pilot.press("slash", *"pear")
        await settled(pilot)
        assert "cannot be reached (Connection refused); it is asked again" in str(seen.notice.render())
        assert (seen.article_id, seen.said) == (opened, read)
        assert len(seen.titles) == len(ARTICLES)
        library.search_error = None
        await until(pilot, lambda: len(seen.titles) == 1 and "pear" in seen.said)
        assert not seen.notice.display


async def test_a_reader_that_starts_while_it_is_away_fills_when_it_comes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "AGAIN", 0.05)
    library = FakeLibrary()
    library.search_error = UnreachableError(AWAY)
    async with running(library) as (pilot, seen):
        await until(pilot, lambda: "cannot be reached" in seen.said)
        library.search_error = None
        await until(pilot, lambda: len(seen.titles) == len(ARTICLES))


async def test_what_waiting_does_not_mend_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "AGAIN", 0.0)
    library = FakeLibrary()
    async with running(library) as (pilot, seen):
        library.search_error = LibraryError("the archive refuses the credentials")
        await pilot.press("slash", "x")
        await settled(pilot)
        assert "refuses the credentials" in seen.said
        asked = len(library.searches)
        for _ in range(5):
            await settled(pilot)
        assert len(library.searches) == asked
