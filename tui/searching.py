"""One search at a time, page by page: what was asked last, how it is sorted, how much of it is loaded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from index.records import Page
from tui.latest import Latest
from tui.opening import PAGE_SIZE
from tui.panes import SORT_NAMES
from tui.places import Like, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.dom import DOMNode

    from index.engines.base import Sort
    from index.library import Library, Result

_NEXT_SORT: Final[dict[Sort, Sort]] = {"relevance": "newest", "newest": "oldest", "oldest": "relevance"}


@dataclass(frozen=True, slots=True)
class Ask:
    """One page of one search.

    ``keep`` is the id of the article that the cursor should stay on; ``unfinished``: it is still being typed;
    ``like``: not a search, but the articles that resemble this one.
    """

    query: str
    sort: Sort
    offset: int = 0
    keep: str | None = None
    unfinished: bool = False
    like: Like | None = None


class Audience(Protocol):
    """Who is told of what is found, always in the thread that draws the screen."""

    def found(self, page: Page, keep: str | None) -> None:
        """A new search is answered."""

    def found_more(self, results: Sequence[Result]) -> None:
        """Further results of the same search came."""

    def search_failed(self, query: str, error: Exception) -> None:
        """The newest search cannot be answered."""


class Searching:
    """Asks the library in threads; the newest question wins."""

    def __init__(self, owner: DOMNode, library: Callable[[], Library], audience: Audience) -> None:
        self._library = library
        self._audience = audience
        self._latest = Latest(owner, self._search, self._answered, self._failed)
        self._asked: Ask | None = None
        self._loaded = 0
        self._loading_more = False
        self.sort: Sort = "relevance"
        self.page: Page | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._latest.busy

    def ask(self, query: str, *, keep: str | None = None, unfinished: bool = False) -> None:
        """Search anew."""
        self._loading_more = False
        self._asked = Ask(query, self.sort, keep=keep, unfinished=unfinished)
        self._latest.ask(self._asked)

    def take(self, page: Page) -> None:
        """Begin with a page that was asked for before, as if it had been the answer to a search."""
        self._asked = Ask(page.query, self.sort)
        self.page = page
        self._loaded = len(page.results)

    def ask_like(self, like: Like, *, keep: str | None = None) -> None:
        """Ask for the articles that resemble one."""
        self._loading_more = False
        self._asked = Ask("", self.sort, keep=keep, like=like)
        self._latest.ask(self._asked)

    @property
    def unfinished(self) -> bool:
        """Whether what was asked last was still being typed: its last word may be the beginning of one."""
        return self._asked is not None and self._asked.unfinished

    def spell_out(self, query: str) -> None:
        """Say with ``query`` what was asked last, without asking again."""
        if self._asked is not None:
            self._asked = replace(self._asked, query=query, unfinished=False)

    def asked(self, query: str) -> bool:
        """Whether ``query`` was what was asked last."""
        return self._asked is not None and self._asked.query == query

    @property
    def like(self) -> Like | None:
        """The article that the results resemble; None: they were searched for."""
        return self._asked.like if self._asked is not None else None

    def place(self, article_id: str | None) -> Place:
        """Return where one is, the cursor being on ``article_id``."""
        asked = self._asked
        return (
            Place(asked.query, asked.sort, asked.like, article_id, asked.unfinished)
            if asked
            else Place(article_id=article_id)
        )

    def ask_more(self) -> None:
        """Load the next page, if there is one and it is not on its way."""
        asked, page = self._asked, self.page
        if asked is None or page is None or self._loading_more:
            return
        if self._loaded >= min(page.total, self._library().settings.search.list_limit):
            return
        self._loading_more = True
        self._latest.ask(replace(asked, offset=self._loaded))

    def next_sort(self, query: str) -> None:
        """Go on to the next way of sorting: without words the most relevant are the newest anyway."""
        self.sort = _NEXT_SORT[self.sort]
        if self.sort == "newest" and not query.strip():
            self.sort = "oldest"

    @property
    def sort_name(self) -> str:
        """How the page is sorted, for the reader."""
        searched = self.page is not None and self.page.query.strip()
        return SORT_NAMES[self.sort if searched or self.sort == "oldest" else "newest"]

    def _search(self, ask: Ask) -> Page:
        if ask.like is not None:
            from index.query import Everything

            alike = tuple(self._library().similar(ask.like.article_id, PAGE_SIZE))
            return Page("", len(alike), 0.0, alike, Everything())
        return self._library().search(
            ask.query, limit=self._page_size(ask), offset=ask.offset, sort=ask.sort, unfinished=ask.unfinished
        )

    def _page_size(self, ask: Ask) -> int:
        return min(PAGE_SIZE, self._library().settings.search.list_limit - ask.offset)

    def _answered(self, ask: Ask, page: Page) -> None:
        if ask.offset:
            self._loading_more = False
            self._loaded += len(page.results)
            self._audience.found_more(page.results)
        else:
            self.page = page
            self._loaded = len(page.results)
            self._audience.found(page, ask.keep)

    def _failed(self, ask: Ask, error: Exception) -> None:
        self._loading_more = False
        if not ask.offset:
            self._audience.search_failed(ask.query, error)
