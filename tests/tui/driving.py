"""Drive the app in tests: start it over a small library in memory, and wait for what should happen."""

from __future__ import annotations

from contextlib import asynccontextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.events import Key
from textual.keys import _character_to_key

from tests.tui.fake import NOW, FakeLibrary
from tui.app import LateralApp
from tui.widgets.accounts import AccountList
from tui.widgets.article import ArticlePane
from tui.widgets.results import ResultList
from tui.widgets.search import SearchBar
from tui.widgets.status import Notice, StatusLine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot


def reader(library: FakeLibrary | Callable[[], Any] | None = None, **options: Any) -> LateralApp:
    return LateralApp(library or FakeLibrary(), now=lambda: NOW, **options)  # type: ignore[arg-type]


class Seen:
    """What can be seen on the browse screen."""

    def __init__(self, app: LateralApp) -> None:
        self.app = app
        self.results = app.browse.query_one(ResultList)
        self.article = app.browse.query_one(ArticlePane)
        self.bar = app.browse.query_one(SearchBar)
        self.status = app.browse.query_one(StatusLine)
        self.notice = app.browse.query_one(Notice)
        self.accounts = app.browse.query_one(AccountList)

    @property
    def titles(self) -> list[str]:
        return [result.title for result in self.results.results]

    @property
    def article_id(self) -> str | None:
        return self.article.reading.article_id if self.article.reading else None

    @property
    def said(self) -> str:
        """The words that stand in the article pane."""
        return self.article.text.document.text

    @property
    def found(self) -> str:
        return str(self.bar.query_one("#found").render())


async def until(pilot: Pilot[Any], happened: Callable[[], object]) -> None:
    """Let the app run until something has happened; fail when it does not."""
    deadline = monotonic() + 20
    while monotonic() < deadline:
        if happened():
            return
        await pilot.pause(0.01)
    raise AssertionError("it did not happen")


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until no search and no article is on its way any more and the screen is drawn."""
    await pilot.pause(0.05)  # longer than the search waits for further keys
    await until(pilot, lambda: not pilot.app.browse.busy)  # type: ignore[attr-defined]
    await pilot.pause()


def burst(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys as a slow line brings them: all at once, before anything is done for the first of them."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        pilot.app.post_message(Key(name, key if len(key) == 1 else {"enter": "\r"}.get(key)))


@asynccontextmanager
async def running(
    library: FakeLibrary | Callable[[], Any] | None = None, size: tuple[int, int] = (120, 36), **options: Any
) -> AsyncIterator[tuple[Pilot[Any], Seen]]:
    """Run the app and wait for its first results."""
    app = reader(library, **options)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await settled(pilot)
        yield pilot, Seen(app)
