"""The façade: everything that the screen and the command line do goes through :class:`Library`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from index.article import Article

if TYPE_CHECKING:
    from index.compare.result import Comparison
    from index.engines.base import Facets, Sort
    from index.query import Query
    from index.settings import Settings
    from index.state import State


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article's text, one line; ``hits`` are (start, end) spans of found words in ``text``."""

    text: str
    hits: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One article in a result list; everything needed to draw its entry, without its body."""

    article_id: str
    source: str
    title: str
    published: datetime | None
    url: str | None
    topic: str | None
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Page:
    """One page of results.

    Attributes:
        query: As typed.
        total: How many articles match in all.
        took_ms: Milliseconds from call to answer.
        results: At most ``limit`` of them.
        read_as: The query that was really run; highlights follow it.
        notice: One line when that is not what was typed, else None.
        suggestion: A better spelling of the whole query, else None.
    """

    query: str
    total: int
    took_ms: float
    results: tuple[Result, ...]
    read_as: Query
    notice: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Highlights:
    """Spans (start, end) of found words, in the title and in the whole ``text`` of an article."""

    title: tuple[tuple[int, int], ...]
    text: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Another source's article on the same topic. ``why`` says in a few words what joins them."""

    article_id: str
    source: str
    title: str
    published: datetime | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source and what the library has of it."""

    name: str
    articles: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """How far a refresh has come. ``phase`` is "reading", "indexing" or "grouping"; ``total`` None: unknown."""

    phase: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the corpus that could not be read: where (``file`` or ``file:line``) and why, one line each."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: numbers of articles added, changed, removed; what could not be read."""

    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()


OnStep: TypeAlias = Callable[[Step], None]


class LibraryError(Exception):
    """A request failed; the message is one clear line for the user."""


class UnknownArticleError(LibraryError):
    """No article has the id asked for."""


class Library:
    """A corpus, its index, its topics and the reader's own state. Safe to use from several threads.

    Use :meth:`open`; the object is a context manager.
    """

    @classmethod
    def open(
        cls,
        corpus: Path | None = None,
        settings: Settings | None = None,
        *,
        refresh: bool = True,
        on_step: OnStep | None = None,
    ) -> Self:
        """Open the library over ``corpus`` (default: the settings' corpus) and refresh what has changed.

        With ``refresh=False`` it opens at once with what the last refresh left; call :meth:`refresh` later,
        for example in a worker thread.
        """
        raise NotImplementedError

    state: State
    settings: Settings

    def __enter__(self) -> Self:
        raise NotImplementedError

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        raise NotImplementedError

    def close(self) -> None: ...

    def refresh(self, on_step: OnStep | None = None, *, rebuild: bool = False, cancelled: Callable[[], bool] | None = None) -> Refresh:
        """Bring index and topics up to date with the corpus. ``cancelled`` is asked now and then."""
        raise NotImplementedError

    def count(self) -> int:
        """How many articles the library holds."""
        raise NotImplementedError

    def search(self, query: str, *, limit: int = 20, offset: int = 0, sort: Sort = "relevance") -> Page:
        """Search in the query language; never raises for anything typed. An empty query lists the newest."""
        raise NotImplementedError

    def facets(self, query: str) -> Facets:
        """Count what matches by source and month."""
        raise NotImplementedError

    def article(self, article_id: str) -> Article:
        """Return the article. Raises UnknownArticleError."""
        raise NotImplementedError

    def highlights(self, article: Article, read_as: Query) -> Highlights:
        """Find the words of a query in an article."""
        raise NotImplementedError

    def topics(self) -> list["Topic"]:  # index.topics.Topic(id, label, terms, first, last, sources, article_ids, stories)
        """All topics, those of most sources first."""
        raise NotImplementedError

    def topic_of(self, article_id: str) -> "Topic | None":
        """The topic the article belongs to."""
        raise NotImplementedError

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        """Other sources' articles on the same topic, nearest first. Raises UnknownArticleError."""
        raise NotImplementedError

    def compare(self, article_id_a: str, article_id_b: str) -> Comparison:
        """Compare two articles. Raises UnknownArticleError."""
        raise NotImplementedError

    def sources(self) -> list[SourceSummary]:
        """All sources by name."""
        raise NotImplementedError
