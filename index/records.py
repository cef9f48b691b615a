"""The plain data that the library hands out: pages of results, summaries, progress, problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from index.query import Query


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


class LibraryError(Exception):
    """A request failed; the message is one clear line for the user."""


class UnknownArticleError(LibraryError):
    """No article has the id asked for."""


class UnreachableError(LibraryError):
    """What holds the articles does not answer now; asking again later may help."""
