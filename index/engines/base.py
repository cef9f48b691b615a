"""The Engine protocol: all that the library asks of a full-text engine, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from index.article import Article
    from index.query import Query

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]

#: Called now and then while indexing with the number of articles done so far.
Progress: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. ``score`` falls along the list when sorted by relevance; 0.0 for the other sorts."""

    article_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits.

    Attributes:
        total: How many articles match in all.
        hits: The page asked for. Ties are broken by newer first, then by id, so that pages are stable.
        read_as: The query that was really run, with spellings expanded or corrected and "all words" relaxed
            to "any word"; highlights and snippets follow it.
        notice: One line for the user when ``read_as`` is not what was typed ("no article has all these words;
            showing any of them"), else None.
        suggestion: A better spelling of the whole query in the query language ("did you mean"), else None.
    """

    total: int
    hits: tuple[Hit, ...]
    read_as: Query
    notice: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many matching articles each source and each month ("2024-08") has, most first."""

    sources: tuple[tuple[str, int], ...] = field(default=())
    months: tuple[tuple[str, int], ...] = field(default=())


class EngineDamagedError(Exception):
    """The index cannot be trusted; the message says why in one line. The cure is to rebuild it."""


class EngineBusyError(Exception):
    """Another process has been writing to the index for too long; the message says so in one line."""


class Engine(Protocol):
    """A full-text index over articles. Reads are safe from several threads; one writer at a time."""

    def update(
        self, articles: Iterable[Article], removed: Sequence[str], progress: Progress | None = None
    ) -> None:
        """Add or replace ``articles`` (by id), drop the ids in ``removed``, and make it durable.

        ``articles`` may be a generator over the whole corpus: it is consumed in one pass, never held at once.
        """

    def search(self, query: Query, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Hits:
        """Return the articles that match ``query``.

        Raises EngineDamagedError; where the engine is a server, LibraryError; nothing else.
        """

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count by source and by month what :meth:`search` finds with ``sort``, which may widen the query."""

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return other articles that share the weightiest words of ``article``, nearest first."""

    def count(self) -> int:
        """How many articles the index holds."""

    def check(self) -> None:
        """Verify the index against its own manifest. Raises EngineDamagedError."""

    def close(self) -> None:
        """Release files; the engine cannot be used afterwards."""


class LocalEngine(Engine, Protocol):
    """An engine in files of one's own, beside a catalogue."""

    @property
    def batch(self) -> int:
        """How many articles one call of :meth:`update` best brings."""

    def warm(self) -> None:
        """Load what the first search needs: for a thread to call before that."""
