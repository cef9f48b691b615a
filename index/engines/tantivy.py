"""A second embedded engine, for a million articles on one machine: Tantivy, the extra ``lateral[tantivy]``.

Words are taken apart, rules are applied and queries are put as for the other engines; Tantivy keeps the index
and does the arithmetic in Rust.
"""

from __future__ import annotations

import heapq
import json
import math
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from index.closing import Closing
from index.engines import opensearch_schema as words
from index.engines.base import EngineBusyError, EngineDamagedError, Facets, Hit, Hits
from index.engines.opensearch_query import clause, either, has_stem, ranks
from index.engines.segment import seconds
from index.query import Everything
from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from tantivy import DocAddress, Document, Index, Schema, Searcher, SearchResult
    from tantivy import Query as TantivyQuery

    from index.article import Article
    from index.engines.base import Progress, Sort
    from index.engines.tantivy_words import TantivyWords
    from index.query import Query

#: Raised whenever the fields mean something else.
FORMAT: Final = 1
_HEAP: Final = 200_000_000  # bytes that a writer gathers before it writes a segment
_SIMILAR_WORDS: Final = 30
_MOST_COUNTED: Final = 60_000
_NOTE: Final = "lateral.json"


class Found(NamedTuple):
    """How many articles match, and one page of them."""

    total: int
    hits: tuple[Hit, ...]

    def __len__(self) -> int:
        return self.total


class TantivyEngine(Closing):
    """A full-text index in a folder of its own; see :class:`index.engines.base.Engine` for the methods."""

    #: How many articles one call of :meth:`update` best brings.
    batch: Final = 8192

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``, or begin one.

        Raises:
            EngineDamagedError: It cannot be trusted, or another version of Lateral made it.
            LibraryError: Tantivy is not installed.
        """
        try:
            import tantivy
        except ImportError as error:
            raise LibraryError("engine: tantivy needs the package: pip install 'lateral[tantivy]'") from error
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        self._schema = _schema()
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._words: TantivyWords | None = None
        self._stamp: int | None = None
        self._folder = folder
        note = json.dumps({"format": FORMAT, "analysis": words.fingerprint()})
        with _Damage():
            is_new = not tantivy.Index.exists(str(folder))
            if is_new:
                (folder / _NOTE).write_text(note, encoding="utf-8")
            elif (folder / _NOTE).read_text(encoding="utf-8") != note:
                raise EngineDamagedError("the search index is of another version")
            self._index: Index = tantivy.Index(self._schema, path=str(folder))

    def close(self) -> None:
        """Release the index; the files go with the last search."""
        with self._lock:
            self._words = None

    def update(
        self, articles: Iterable[Article], removed: Sequence[str] = (), progress: Progress | None = None
    ) -> None:
        """Add or replace ``articles``, drop ``removed``, durably; see :class:`index.engines.base.Engine`."""
        with self._writing, _Damage():
            try:
                writer = self._index.writer(_HEAP, 2)
            except ValueError as error:
                raise EngineBusyError("another process is writing to the search index") from error
            done = 0
            for article_id in removed:
                writer.delete_documents_by_term("id", article_id)
            for done, article in enumerate(articles, 1):
                writer.delete_documents_by_term("id", article.id)
                writer.add_document(_document(article))
                if done % self.batch == 0:
                    writer.commit()
                if progress and done % 256 == 0:
                    progress(done)
            writer.commit()
            writer.wait_merging_threads()
            if progress and done:
                progress(done)

    def warm(self) -> None:
        """Load what the first search needs: for a thread to call before that."""
        from index.engines import rewriting  # noqa: F401
        from index.spelling import ordinary_words

        ordinary_words()
        self._vocabulary()

    def _searcher(self) -> Searcher:
        """What is searched now; what another process has written is seen."""
        stamp = (self._folder / "meta.json").stat().st_mtime_ns
        with self._lock:
            if stamp != self._stamp:
                self._index.reload()
                self._stamp, self._words = stamp, None
        return self._index.searcher()

    def _vocabulary(self) -> TantivyWords:
        from index.engines.tantivy_words import TantivyWords

        searcher = self._searcher()
        with self._lock:
            if self._words is None:
                self._words = TantivyWords(searcher)
            return self._words

    # Searching

    def search(self, query: Query, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Hits:
        """Return the articles that match; see :class:`index.engines.base.Engine`."""
        from index.engines.rewriting import run

        with _Damage():
            asking = _Asking(self._searcher(), self._schema, limit, offset, sort)
            if isinstance(query, Everything):
                found = asking.find(query)
                return Hits(found.total, found.hits, query)
            outcome = run(query, asking, self._vocabulary(), ranked=sort == "relevance")
            found = outcome.found
            return Hits(found.total, found.hits, outcome.read_as, outcome.notice, outcome.suggestion)

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count what matches by source and by month; see :class:`index.engines.base.Engine`."""
        from index.engines.rewriting import run
        from index.engines.tantivy_query import to_query

        with _Damage():
            searcher = self._searcher()
            asking = _Asking(searcher, self._schema, 1, 0, sort)
            outcome = run(query, asking, self._vocabulary(), ranked=sort == "relevance")
            counts = searcher.aggregate(
                to_query(clause(outcome.read_as), self._schema),
                {
                    name: {"terms": {"field": field, "size": _MOST_COUNTED, "segment_size": _MOST_COUNTED}}
                    for name, field in (("sources", "source"), ("months", "month"))
                },
            )
            return Facets(_most_first(counts, "sources"), _most_first(counts, "months"))

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return articles that share the weightiest words; see :class:`index.engines.base.Engine`."""
        from index.engines.tantivy_query import to_query

        with _Damage():
            searcher = self._searcher()
            counts = Counter(words.stems(f"{article.title}\n{article.title}\n{article.text}"))
            articles = searcher.num_docs + 1
            weights = {
                stemmed: count * math.log(articles / found)
                for stemmed, count in counts.items()
                if (found := searcher.doc_freq(words.STEMS["body"], stemmed))
            }
            best = heapq.nlargest(_SIMILAR_WORDS, weights, key=lambda stemmed: (weights[stemmed], stemmed))
            wanted = to_query(either([one for stemmed in best for one in has_stem(stemmed)]), self._schema)
            hits = searcher.search(wanted, limit + 1).hits
            near = [Hit(_id(searcher, address), score) for score, address in hits]
            return tuple(hit for hit in near if hit.article_id != article.id)[:limit]

    def count(self) -> int:
        """How many articles the index holds."""
        with _Damage():
            return self._searcher().num_docs

    def check(self) -> None:
        """Read the whole index once. Raises EngineDamagedError."""
        with _Damage():
            searcher = self._searcher()
            found = _Asking(searcher, self._schema, max(1, searcher.num_docs), 0, "newest").find(Everything())
            if len(found.hits) != searcher.num_docs:
                raise EngineDamagedError("the search index lacks some of its articles")


class _Asking:
    """Finds one and the same page for every query that is tried."""

    def __init__(self, searcher: Searcher, schema: Schema, limit: int, offset: int, sort: Sort) -> None:
        self._searcher = searcher
        self._schema = schema
        self._limit, self._offset, self._sort = limit, offset, sort

    def find(self, query: Query) -> Found:
        from index.engines.tantivy_query import to_query

        asked = to_query(clause(query), self._schema)
        total = _count(self._searcher.search(asked, 1))
        if not total or not self._limit:
            return Found(total, ())
        if self._sort == "relevance" and ranks(query):
            ranked = self._ranked(asked, self._offset + self._limit, None, descending=True)
            return Found(
                total, tuple(Hit(_id(self._searcher, at), score) for score, at in ranked[self._offset :])
            )
        return Found(total, tuple(Hit(_id(self._searcher, at), 0.0) for at in self._by_date(query)))

    def _by_date(self, query: Query) -> list[DocAddress]:
        """Newest first, dates over a day ahead after the plausible ones; or oldest first. Undated last."""
        from index.engines.tantivy_query import to_query

        asked = clause(query)
        tomorrow = words.iso((datetime.now(UTC) + timedelta(days=1)).replace(microsecond=0))
        plausible, late = (
            {"range": {"published": {"lte": tomorrow}}},
            {"range": {"published": {"gt": tomorrow}}},
        )
        dated = {"exists": {"field": "published"}}
        parts = [plausible, late] if self._sort != "oldest" else [dated]
        wanted, skip = self._limit, self._offset
        found: list[DocAddress] = []
        for part in (*({"must": [asked, one]} for one in parts), {"must": [asked], "must_not": [dated]}):
            within = to_query({"bool": part}, self._schema)
            count = _count(self._searcher.search(within, 1))
            if skip < count and wanted:
                field = "rank" if "must_not" in part else "published"
                down = field == "published" and self._sort != "oldest"
                page = self._ranked(within, skip + wanted, field, descending=down)[skip:]
                found += [address for _, address in page]
                wanted -= len(page)
            skip = max(0, skip - count)
        return found

    def _ranked(
        self, asked: TantivyQuery, count: int, field: str | None, *, descending: bool
    ) -> list[tuple[Any, DocAddress]]:
        """The first ``count``, by score or by a field; ties are broken by newer first, then by id."""
        from tantivy import Order

        order = Order.Desc if descending else Order.Asc
        size = count
        while True:
            hits = self._searcher.search(asked, size + 1, order_by_field=field, order=order).hits
            # All that tie with the last place stay in, so that who gets it is not left to chance.
            if len(hits) <= size or hits[size][0] != hits[count - 1][0]:
                break
            size *= 4
        return list(self._untied(hits))[:count]

    def _untied(self, hits: list[tuple[Any, DocAddress]]) -> Iterator[tuple[Any, DocAddress]]:
        for key, group in groupby(hits, key=lambda hit: hit[0]):
            tied = [address for _, address in group]
            if len(tied) > 1:
                dates = self._searcher.fast_field_values("published", tied)
                names = self._searcher.fast_field_values("rank", tied)
                marks = [(date is None, -(date or 0), name) for date, name in zip(dates, names, strict=True)]
                alike = {mark for mark, times in Counter(marks).items() if times > 1}
                full = [
                    (*m, _id(self._searcher, at) if m in alike else "")
                    for m, at in zip(marks, tied, strict=True)
                ]
                tied = [tied[at] for at in sorted(range(len(tied)), key=full.__getitem__)]
            yield from ((key, address) for address in tied)


class _Damage:
    """Whatever goes wrong while reading means one thing: the index cannot be trusted."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (OSError, ValueError, KeyError, json.JSONDecodeError)):
            raise EngineDamagedError(f"the search index is damaged: {error}") from error


def _schema() -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("source", "month"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("source_words", *words.STEMS.values()):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in (*words.FORMS.values(), "spelt"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_unsigned_field("rank", fast=True)
    return builder.build()


def _document(article: Article) -> Document:
    from tantivy import Document

    from index.engines.tantivy_words import BETWEEN

    found = words.to_document(article)
    document = Document()
    document.add_text("id", article.id)
    for name in ("source", "month", "source_words", *words.STEMS.values(), *words.FORMS.values()):
        document.add_text(name, found.get(name, ""))
    spelt = (
        f"{key}{BETWEEN}{form}" for form in found["forms"].split() if (key := words.spelling(form)) != form
    )
    document.add_text("spelt", " ".join(spelt))
    if article.published is not None:
        document.add_integer("published", seconds(article.published))
    # The beginning of the id as a number: in the order of ids, and at hand without reading the article.
    document.add_unsigned("rank", int.from_bytes(article.id.encode("utf-8", "replace")[:8].ljust(8, b"\0")))
    return document


def _count(result: SearchResult) -> int:
    return int(result.count)  # type: ignore[attr-defined]  # it is there, its types forget it


def _id(searcher: Searcher, address: DocAddress) -> str:
    return str(searcher.doc(address).get_first("id"))


def _most_first(counts: dict[str, Any], name: str) -> tuple[tuple[str, int], ...]:
    found = [(str(one["key"]), int(one["doc_count"])) for one in counts.get(name, {}).get("buckets", ())]
    return tuple(sorted(((key, times) for key, times in found if key), key=lambda item: (-item[1], item[0])))
