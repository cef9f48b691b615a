"""What a library stands on: files of one's own with an index beside them, or an archive on a server.

:class:`index.library.Library` knows only these protocols. :class:`index.upkeep.Upkeep` fulfils them over a
folder of articles, :class:`index.archive.Archive` over a cluster that many readers share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from threading import RLock

    from index.article import Article
    from index.engines.base import Facets, Hit, Hits, Sort
    from index.neighbours import Neighbour
    from index.progress import OnStep, Problem, Refresh
    from index.query import Query
    from index.records import SourceSummary
    from index.topic_labels import Member
    from index.topic_profile import Profile


class Entry(Protocol):
    """An article without its body: what a list shows of it."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def topic(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Newest:
    """A page of all articles.

    Attributes:
        total: How many there are in all.
        entries: The page, newest first.
        notice: What to tell of an answer that is not complete.
        leads: How texts begin, by id, as :func:`index.highlight.snippet` gives it; others must be read.
    """

    total: int
    entries: Sequence[Entry]
    notice: str | None = None
    leads: Mapping[str, str] = field(default_factory=dict)


class TopicPlaces(Protocol):
    """Which story and topic each article was put in."""

    def version(self) -> str:
        """Return what changes whenever a place has changed."""

    def shared(self) -> list[Member]:
        """Return the standing of articles whose topic has two or more, or is named by an article.

        Of an archive, those of its latest days alone: all of them would be too many to list.
        """

    def standing(self, article_ids: Iterable[str]) -> list[Member]:
        """Return the standing of each of these articles that has a place."""

    def members(self, topic: str | None = None, limit: int = -1) -> list[Member]:
        """Return the standing of a topic's articles in order of arrival; -1: of all of them."""

    def topics_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the topic id of each of these articles that has one."""

    def labels(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the label of each article's topic; articles alone have none."""

    def described(self, article_ids: Sequence[str]) -> dict[str, tuple[Profile, str]]:
        """Return profile and digest of each of these articles that has a place."""

    def neighbours(self, article_id: str, limit: int, also: Sequence[str] = ()) -> list[Neighbour]:
        """Return the articles nearest to one, of any source; those in ``also`` are looked at too."""


class Backend(Protocol):
    """Everything a library has, wherever it lies. Safe to use from several threads.

    Whatever cannot be answered raises LibraryError with one clear line; where a server does not answer, its
    subclass UnreachableError.

    Attributes:
        folder: For what this reader alone has made of the articles: facts, sheets.
        lock: Held while parts are opened.
    """

    folder: Path
    lock: RLock

    def close(self) -> None:
        """Release all files and connections."""

    # Articles

    def count(self) -> int:
        """How many articles there are."""

    def article(self, article_id: str) -> Article | None:
        """Return the article with its body; None if there is none."""

    def entries(self, article_ids: Sequence[str]) -> Sequence[Entry]:
        """Return the articles without their bodies, in the order asked for; unknown ids are left out."""

    def texts(self, article_ids: Sequence[str]) -> Mapping[str, str]:
        """Return the bodies of many articles by id; ids without one are left out."""

    def newest(self, limit: int, offset: int) -> Newest:
        """Return a page of all articles: the newest first, after them future, then undated ones."""

    def sources(self) -> list[SourceSummary]:
        """Return all sources by name, letters compared without case."""

    def dates(self) -> dict[str, datetime | None]:
        """Return when each article was published; of an archive, each one of its latest topics."""

    def nearest_id(self, article_id: str) -> str | None:
        """Return the id that a mistyped one most likely means, if any comes near."""

    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh could not read."""

    # Searching

    def search(self, query: Query, limit: int | None, offset: int, sort: Sort) -> Hits:
        """Return what matches, a page of it (None: all); see :meth:`index.engines.base.Engine.search`."""

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count by source and by month what a search sorted so finds."""

    def similar(self, article: Article, limit: int) -> Sequence[Hit]:
        """Return articles that share the weightiest words, nearest first."""

    def topics(self) -> TopicPlaces:
        """Return which article belongs to which topic."""

    # Keeping up to date

    def refresh(
        self,
        on_step: OnStep | None = None,
        *,
        rebuild: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refresh:
        """Bring everything up to date; see :meth:`index.library.Library.refresh`."""

    def check(self) -> None:
        """Verify the index, changing nothing. Raises LibraryError if it is not sound."""
