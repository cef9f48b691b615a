"""From what was typed to a page of results: parse, ask the backend, add titles and snippets."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from types import MappingProxyType
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
        from index.query_tree import Everything

        started = time.perf_counter()
        parsed: Query = Everything()
        noted: tuple[str, ...] = ()
        if query.strip():  # else the reader begins: loading the query language would delay its first picture
            from index.query import notes

            parsed = self._parsed(query, unfinished=unfinished)
            noted = notes(query, _today(), unfinished=unfinished)
        if isinstance(parsed, Everything) and sort != "oldest":
            newest = self._backend.newest(limit, offset)
            found = [(entry.id, 0.0) for entry in newest.entries]
            results = self._results(found, parsed, newest.entries, newest.leads)
            told = "; ".join((*noted, newest.notice) if newest.notice else noted) or None
            return Page(query, newest.total, _since(started), results, parsed, told)
        hits = self._backend.search(parsed, limit, offset, sort)
        results = self._results([(hit.article_id, hit.score) for hit in hits.hits], hits.read_as)
        notice = "; ".join((*noted, hits.notice) if hits.notice else noted) or None
        return Page(query, hits.total, _since(started), results, hits.read_as, notice, hits.suggestion)

    def matching(self, query: str, sort: Sort, *, unfinished: bool) -> tuple[str, ...]:
        """Return the ids of all articles that a search sorted so finds, in no certain order."""
        parsed = self._parsed(query, unfinished=unfinished)
        return tuple(hit.article_id for hit in self._backend.search(parsed, None, 0, sort).hits)

    def facets(self, query: str, sort: Sort, *, unfinished: bool) -> Facets:
        """Count by source and month what a search sorted so finds."""
        return self._backend.facets(self._parsed(query, unfinished=unfinished), sort=sort)

    def similar(self, article: Article, limit: int) -> list[Result]:
        """Return articles of any source that share the weightiest words of ``article``."""
        from index.query_tree import Everything

        hits = self._backend.similar(article, limit)
        return list(self._results([(hit.article_id, hit.score) for hit in hits], Everything()))

    def _parsed(self, query: str, *, unfinished: bool = False) -> Query:
        from index.filters import resolved
        from index.query import parse

        return resolved(parse(query, today=_today(), unfinished=unfinished), self._resolve)

    def _resolve(self, filter_: Topic | Marked) -> Query:
        from index.filters import marked, members
        from index.query_tree import Topic

        if isinstance(filter_, Topic):
            return members(filter_.name, self._topics.view().topics())
        return marked(filter_, self._state)

    def _results(
        self,
        found: Sequence[tuple[str, float]],
        read_as: Query,
        known: Sequence[Entry] | None = None,
        leads: Mapping[str, str] = MappingProxyType({}),
    ) -> tuple[Result, ...]:
        """Describe what was found; the snippet of an article with a lead is that, the body is not read."""
        article_ids = [article_id for article_id, _ in found]
        entries = {entry.id: entry for entry in known or self._backend.entries(article_ids)}
        snippets = {article_id: Snippet(lead) for article_id, lead in leads.items()}
        if unread := [article_id for article_id in article_ids if article_id not in snippets]:
            from index.highlight import snippet

            bodies = self._backend.texts(unread)
            snippets |= {one: Snippet(*snippet(bodies.get(one, ""), read_as)) for one in unread}
        labels = self._topics.view().labels(article_ids)
        return tuple(
            _result(entry, score, labels, snippets[article_id])
            for article_id, score in found
            if (entry := entries.get(article_id)) is not None
        )


def _result(entry: Entry, score: float, labels: Mapping[str, str], snippet: Snippet) -> Result:
    return Result(
        entry.id,
        entry.source,
        entry.title,
        entry.published,
        entry.url,
        entry.topic or labels.get(entry.id),
        score,
        snippet,
    )


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _today() -> date:
    return datetime.now(UTC).date()
