"""The engine of an archive: an index on an OpenSearch cluster that many readers share.

The same query language, analysis and rules as the embedded engine; the cluster only counts and ranks. Every
failure is a LibraryError of one line; an answer that lacks the part of some shards is given, and its notice
says so.
"""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING, Final

from index.closing import Closing
from index.engines import opensearch_schema as schema
from index.engines.base import Facets, Hit, Hits
from index.engines.opensearch_bulk import Writer
from index.engines.opensearch_client import Cluster
from index.engines.opensearch_pages import Found, Pages, partial
from index.engines.opensearch_query import MOST_WORDS, clause, either, has_stem, shortened
from index.engines.opensearch_words import ArchiveWords
from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from index.article import Article
    from index.engines.base import Progress, Sort
    from index.engines.opensearch_client import Patience
    from index.engines.rewriting import Outcome
    from index.query import Query
    from index.settings import OpenSearchSettings

_SIMILAR_WORDS: Final = 30
#: Sources, and months, that are counted; a cluster gives at most 65,535.
_MOST_COUNTED: Final = 10_000


class OpenSearchEngine(Closing):
    """A full-text index on a cluster; see :class:`index.engines.base.Engine` for the methods."""

    #: How many articles one call of :meth:`update` best brings.
    batch: Final = 2000

    def __init__(self, settings: OpenSearchSettings, patience: Patience | None = None) -> None:
        """Ask nothing yet: what is wrong is told by the first request."""
        self.cluster = Cluster(settings, patience)
        self._pages = Pages(self.cluster)
        self._words = ArchiveWords(self.cluster)

    def close(self) -> None:
        """Close all connections."""
        self.cluster.close()

    # Writing

    def prepare(self) -> None:
        """Make the index if there is none, see that it is Lateral's if there is one. Raises LibraryError."""
        schema.prepare(self.cluster)

    def update(
        self, articles: Iterable[Article], removed: Sequence[str] = (), progress: Progress | None = None
    ) -> None:
        """Add or replace ``articles``, drop ``removed``; they are findable when this returns.

        Done again after a failure, it does no harm.

        Raises:
            LibraryError: The archive is read only, or does not take them.
        """
        if self.cluster.settings.read_only:
            raise LibraryError(f"{self.cluster.name} is only read, as opensearch.read_only says")
        self.prepare()
        writer = Writer(self.cluster, progress)
        writer.delete(map(schema.document_id, removed))
        writer.index((schema.document_id(article.id), schema.to_document(article)) for article in articles)
        self.cluster.ask("POST", "_refresh", patiently=True)

    # Searching

    def search(self, query: Query, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Hits:
        """Return the articles that match; see :class:`index.engines.base.Engine`. Raises LibraryError."""
        outcome, notices = self._run(query, limit, offset, sort)
        found = outcome.found
        notices += [notice for notice in (outcome.notice, found.notice) if notice]
        return Hits(found.total, found.hits, outcome.read_as, "; ".join(notices) or None, outcome.suggestion)

    def _run(self, query: Query, limit: int, offset: int, sort: Sort) -> tuple[Outcome[Found], list[str]]:
        from index.engines.rewriting import run

        query, cut = shortened(query)
        self._words.look_up(query)
        outcome = run(
            query, _Asking(self._pages, limit, offset, sort), self._words, ranked=sort == "relevance"
        )
        return outcome, [f"only the first {MOST_WORDS} words were looked for"] if cut else []

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count what matches by source and by month; see :class:`index.engines.base.Engine`."""
        outcome, _ = self._run(query, 0, 0, sort)
        answer = self.cluster.ask(
            "POST",
            "_search",
            {
                "size": 0,
                "query": clause(outcome.read_as),
                "aggs": {
                    name: {"terms": {"field": field, "size": _MOST_COUNTED}}
                    for name, field in (("sources", "source"), ("months", "month"))
                },
            },
        )
        counts = answer.get("aggregations", {})
        return Facets(_most_first(counts, "sources"), _most_first(counts, "months"))

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return articles that share the weightiest words; see :class:`index.engines.base.Engine`.

        Which words are weighty is known beforehand (:mod:`index.rarity`), so that this is one search, whose
        cost does not depend on how long the article is.
        """
        from index.rarity import rarity

        counts = Counter(schema.stems(f"{article.title}\n{article.title}\n{article.text}"))
        weights = {stemmed: count * rarity(stemmed) for stemmed, count in counts.items()}
        best = heapq.nlargest(_SIMILAR_WORDS, weights, key=lambda stemmed: (weights[stemmed], stemmed))
        if not best:
            return ()
        answer = self.cluster.ask(
            "POST",
            "_search",
            {
                "size": limit,
                "query": {
                    "bool": {
                        "must": [either([one for stemmed in best for one in has_stem(stemmed)])],
                        "must_not": [{"term": {"id": article.id}}],
                    }
                },
                "_source": ["id"],
            },
        )
        return tuple(Hit(str(hit["_source"]["id"]), float(hit["_score"])) for hit in answer["hits"]["hits"])

    # What is there

    def count(self) -> int:
        """How many articles the index holds."""
        return int(self.cluster.ask("POST", "_count", {"query": {"match_all": {}}})["count"])

    def check(self) -> None:
        """See that the index is Lateral's, that all of it answers, and that it was made by these rules.

        Raises:
            LibraryError: It is not so.
        """
        meta = schema.verify(self.cluster)
        answer = self.cluster.ask("POST", "_search", {"size": 0, "query": {"match_all": {}}})
        if told := partial(answer):
            raise LibraryError(f"{self.cluster.name}: {told}")
        if meta.get("analysis") != schema.fingerprint():
            raise LibraryError(
                f"{self.cluster.name} was made by other rules of what a word is;"
                " lateral index --rebuild makes it anew of what it holds"
            )


class _Asking:
    """Finds one and the same page for every query that is tried."""

    def __init__(self, pages: Pages, limit: int, offset: int, sort: Sort) -> None:
        self._pages = pages
        self._page = (limit, offset, sort)
        self._found: dict[Query, Found] = {}

    def find(self, query: Query) -> Found:
        if query not in self._found:
            self._found[query] = self._pages.page(query, *self._page)
        return self._found[query]


def _most_first(counts: Mapping[str, Any], name: str) -> tuple[tuple[str, int], ...]:
    found = [(str(one["key"]), int(one["doc_count"])) for one in counts.get(name, {}).get("buckets", ())]
    return tuple(sorted(found, key=lambda item: (-item[1], item[0])))
