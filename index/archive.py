"""An archive as a library's backend: the articles lie on a cluster that many readers share.

They are read from there alone. A reader may have a corpus too: what is new in it is sent to the archive, and
what was taken out of it is taken out there. What one has read, starred and noted stays on one's own machine.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from index.archive_places import ArchivePlaces
from index.backend import Newest
from index.engines.opensearch import OpenSearchEngine
from index.engines.opensearch_client import NoIndexError
from index.engines.opensearch_schema import LISTED, STORED, document_id, moment, to_article
from index.progress import Refresh
from index.query import Everything
from index.records import LibraryError, SourceSummary, UnreachableError
from index.upkeep import folder_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from index.article import Article
    from index.backend import TopicPlaces
    from index.engines.base import Facets, Hit, Hits, Sort
    from index.progress import OnStep, Problem
    from index.query import Query
    from index.settings import Settings

#: Articles kept at hand: what is open can be read and compared while the cluster does not answer.
_KEPT: Final = 500
#: Seconds for which a list may show an article as it was.
_FRESH: Final = 5.0
#: Up to so many articles are fetched whole, so that their snippets need no second request.
_WHOLE: Final = 100
#: Articles in one request.
_CHUNK: Final = 1000
#: Sources that are told of.
_MOST_SOURCES: Final = 10_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of an article."""

    id: str
    source: str
    title: str
    published: datetime | None
    url: str | None
    topic: str | None


class Archive:
    """Articles on a cluster; see :class:`index.backend.Backend`. Safe to use from several threads.

    Nothing is asked when it is opened: a reader starts as fast as over files, and says what is wrong later.
    """

    def __init__(self, settings: Settings, corpus: Path | None = None, *, apart: bool = False) -> None:
        """Open the archive that the settings name.

        Args:
            settings: Of which ``opensearch`` says where the archive is.
            corpus: A folder whose articles belong into the archive; None: nothing is sent there.
            apart: Whether what takes long is done in a process of its own, so that a screen stays quick.

        Raises:
            LibraryError: The cache has no place.
        """
        where = settings.opensearch
        self.settings = settings
        key = "\n".join((*sorted(where.hosts), where.index))
        try:
            self.folder = folder_for(f"archive-{where.index}", key, settings.cache)
        except OSError as error:
            raise LibraryError(f"{error.filename}: {error.strerror}; no place for what is kept") from error
        self.corpus = corpus
        self._apart = apart
        self.lock = threading.RLock()
        self.engine = OpenSearchEngine(where)
        self.places = ArchivePlaces(self.engine.cluster)
        self._cluster = self.engine.cluster
        self._kept: OrderedDict[str, tuple[float, Article]] = OrderedDict()
        self._problems: tuple[Problem, ...] = ()

    def close(self) -> None:
        """Close all connections."""
        self.engine.close()
        self.places.close()

    # Articles

    def count(self) -> int:
        """How many articles the archive holds."""
        return self.engine.count()

    def article(self, article_id: str) -> Article | None:
        """Return the article; while the cluster does not answer, as it was read before."""
        try:
            found = self._whole([article_id])
        except UnreachableError:
            with self.lock:
                known = self._kept.get(article_id)
            if known is None:
                raise
            return known[1]
        return found.get(article_id)

    def entries(self, article_ids: Sequence[str]) -> list[Article] | list[Listed]:
        """Return the articles without their bodies, in the order asked for; unknown ids are left out."""
        if len(article_ids) <= _WHOLE:
            whole = self._whole(article_ids)
            return [whole[one] for one in article_ids if one in whole]
        listed = {str(one["id"]): _listed(one) for one in self._stored(article_ids, LISTED)}
        return [listed[one] for one in article_ids if one in listed]

    def texts(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the bodies of many articles by id."""
        now = time.monotonic()
        with self.lock:
            kept = {one: self._kept[one] for one in article_ids if one in self._kept}
        known = {one: article.text for one, (at, article) in kept.items() if now - at < _FRESH}
        rest = [one for one in article_ids if one not in known]
        return known | {one: article.text for one, article in self._whole(rest).items()}

    def _whole(self, article_ids: Iterable[str]) -> dict[str, Article]:
        found = {article.id: article for article in map(to_article, self._stored(article_ids, STORED))}
        now = time.monotonic()
        with self.lock:
            for article in found.values():
                self._kept.pop(article.id, None)
                self._kept[article.id] = now, article
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def _stored(self, article_ids: Iterable[str], fields: Sequence[str]) -> list[dict[str, Any]]:
        keys = list(dict.fromkeys(map(document_id, article_ids)))
        found: list[dict[str, Any]] = []
        for start in range(0, len(keys), _CHUNK):
            body = {"ids": keys[start : start + _CHUNK]}
            answer = self._cluster.ask("POST", "_mget", body, {"_source_includes": ",".join(fields)})
            for one in answer.get("docs", ()):
                if one.get("found"):
                    found.append(one["_source"])
                elif "error" in one:
                    raise NoIndexError(f"{self._cluster.name} cannot be read: {one['error'].get('reason')}")
        return found

    def newest(self, limit: int, offset: int) -> Newest:
        """Return a page of all articles, newest first."""
        hits = self.engine.search(Everything(), limit=limit, offset=offset, sort="newest")
        return Newest(hits.total, self.entries([hit.article_id for hit in hits.hits]), hits.notice)

    def sources(self) -> list[SourceSummary]:
        """Return all sources by name, letters compared without case."""
        spans = {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}
        by_source = {"terms": {"field": "source", "size": _MOST_SOURCES}, "aggs": spans}
        answer = self._cluster.ask("POST", "_search", {"size": 0, "aggs": {"sources": by_source}})
        buckets = answer.get("aggregations", {}).get("sources", {}).get("buckets", ())
        found = [
            SourceSummary(str(one["key"]), int(one["doc_count"]), _at(one["first"]), _at(one["last"]))
            for one in buckets
        ]
        return sorted(found, key=lambda source: source.name.casefold())

    def dates(self) -> dict[str, datetime | None]:
        """Return when each article of the latest topics was published."""
        return {one.id: one.published for one in self.entries([m.article_id for m in self.places.shared()])}

    def nearest_id(self, article_id: str) -> str | None:
        """Return the id that a mistyped one most likely means: at most two letters away."""
        near = {"fuzzy": {"id": {"value": article_id[:200], "fuzziness": 2}}}
        answer = self._cluster.ask("POST", "_search", {"size": 1, "query": near, "_source": ["id"]})
        hits = answer["hits"]["hits"]
        return str(hits[0]["_source"]["id"]) if hits else None

    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh could not read of the corpus."""
        return self._problems

    # Searching

    def search(self, query: Query, limit: int | None, offset: int, sort: Sort) -> Hits:
        """Return what matches; see :meth:`index.backend.Backend.search`."""
        if limit is None:
            limit = self.engine.search(query, limit=0, sort=sort).total
        return self.engine.search(query, limit=limit, offset=offset, sort=sort)

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count by source and by month what a search sorted so finds."""
        return self.engine.facets(query, sort=sort)

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return articles that share the weightiest words, nearest first."""
        return self.engine.similar(article, limit)

    def topics(self) -> TopicPlaces:
        """Return which article belongs to which topic."""
        return self.places

    # Keeping up to date

    def refresh(
        self,
        on_step: OnStep | None = None,
        *,
        rebuild: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refresh:
        """Send what is new in the corpus to the archive; with ``rebuild``, write all of the archive anew.

        Raises:
            LibraryError: The archive does not answer, or does not take it.
        """
        from index.archive_upkeep import rewrite, send

        tell, stop = on_step or (lambda _: None), cancelled or (lambda: False)
        if rebuild:
            rewrite(self, tell, stop)
        if self.corpus is None or self.settings.opensearch.read_only:
            notice = self._look()
            return Refresh(0, 0, 0, (), (notice,) if notice else ())
        if self._apart:
            from index.refreshing import refresh_elsewhere

            report = refresh_elsewhere(self.corpus, self.settings, on_step, cancelled=cancelled)
            self.places.changed()
        else:
            report = send(self, self.corpus, tell, stop)
        self._problems = report.problems
        return report

    def _look(self) -> str | None:
        """See that the archive is there and Lateral's; return what a reader should know of it."""
        from index.engines.opensearch_schema import fingerprint, verify

        if verify(self._cluster).get("analysis") != fingerprint():
            return "the archive was made by other rules of what a word is: some words may not be found"
        return None

    def check(self) -> None:
        """Verify the archive, changing nothing. Raises LibraryError if it is not sound."""
        self.engine.check()
        articles, placed = self.engine.count(), self.places.count()
        if placed < articles:
            raise LibraryError(
                f"{placed} of the archive's {articles} articles are grouped; lateral index --rebuild mends it"
            )


def digest(article: Article) -> str:
    """Return what changes whenever the article does."""
    said = (article.source, article.title, article.text, str(article.published), article.topic, article.url)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _listed(stored: dict[str, Any]) -> Listed:
    return Listed(
        str(stored["id"]),
        str(stored["source"]),
        str(stored.get("title", "")),
        moment(stored.get("published")),
        stored.get("url"),
        stored.get("topic"),
    )


def _at(aggregated: dict[str, Any]) -> datetime | None:
    milliseconds = aggregated.get("value")
    return None if milliseconds is None else _EPOCH + timedelta(milliseconds=float(milliseconds))
