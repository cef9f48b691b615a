"""From what was typed to a page of results: parse, ask the backend, add titles and snippets."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from index.records import Page, Result, Snippet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.article import Article
    from index.backend import Backend, Entry
    from index.engines.base import Facets, Sort
    from index.query import Marked, Query, Topic
    from index.state import State
    from index.topic_finder import TopicFinder


class Finder:
    """Answers searches over a backend. Safe to use from several threads."""

    def __init__(self, backend: Backend, topics: TopicFinder, state: State) -> None:
        self._backend = backend
        self._topics = topics
        self._state = state

    def search(self, query: str, *, limit: int, offset: int, sort: Sort, unfinished: bool) -> Page:
        """Return a page of results; see :meth:`index.library.Library.search`."""
        from index.query import Everything, notes

        started = time.perf_counter()
        parsed = self._parsed(query, unfinished=unfinished)
        noted = notes(query, _today(), unfinished=unfinished)
        if isinstance(parsed, Everything) and sort != "oldest":
            newest = self._backend.newest(limit, offset)
            results = self._results([(entry.id, 0.0) for entry in newest.entries], parsed, newest.entries)
            told = "; ".join((*noted, newest.notice) if newest.notice else noted) or None
            return Page(query, newest.total, _since(started), results, parsed, told)
        hits = self._backend.search(parsed, limit, offset, sort)
        results = self._results([(hit.article_id, hit.score) for hit in hits.hits], hits.read_as)
        notice = "; ".join((*noted, hits.notice) if hits.notice else noted) or None
        return Page(query, hits.total, _since(started), results, hits.read_as, notice, hits.suggestion)

    def matching(self, query: str) -> tuple[str, ...]:
        """Return the ids of all articles that match ``query``, in no certain order."""
        return tuple(
            hit.article_id for hit in self._backend.search(self._parsed(query), None, 0, "newest").hits
        )

    def facets(self, query: str) -> Facets:
        """Count what matches by source and month."""
        return self._backend.facets(self._parsed(query))

    def similar(self, article: Article, limit: int) -> list[Result]:
        """Return articles of any source that share the weightiest words of ``article``."""
        from index.query import Everything

        hits = self._backend.similar(article, limit)
        return list(self._results([(hit.article_id, hit.score) for hit in hits], Everything()))

    def _parsed(self, query: str, *, unfinished: bool = False) -> Query:
        from index.filters import resolved
        from index.query import parse

        return resolved(parse(query, today=_today(), unfinished=unfinished), self._resolve)

    def _resolve(self, filter_: Topic | Marked) -> Query:
        from index.filters import marked, members
        from index.query import Topic

        if isinstance(filter_, Topic):
            return members(filter_.name, self._topics.view().topics())
        return marked(filter_, self._state)

    def _results(
        self, found: Sequence[tuple[str, float]], read_as: Query, known: Sequence[Entry] | None = None
    ) -> tuple[Result, ...]:
        article_ids = [article_id for article_id, _ in found]
        entries = {entry.id: entry for entry in known or self._backend.entries(article_ids)}
        bodies = self._backend.texts(article_ids)
        labels = self._topics.view().labels(article_ids)
        return tuple(
            _result(entry, score, labels, bodies, read_as)
            for article_id, score in found
            if (entry := entries.get(article_id)) is not None
        )


def _result(
    entry: Entry, score: float, labels: Mapping[str, str], bodies: Mapping[str, str], read_as: Query
) -> Result:
    from index.highlight import snippet

    return Result(
        entry.id,
        entry.source,
        entry.title,
        entry.published,
        entry.url,
        entry.topic or labels.get(entry.id),
        score,
        Snippet(*snippet(bodies.get(entry.id, ""), read_as)),
    )


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _today() -> date:
    return datetime.now(UTC).date()
