"""Stock Whoosh over the same words: its own codec, matchers, collectors and BM25F. Slow, and the measure.

Titles and bodies are indexed twice: as stems with their places, which words and phrases are looked for among,
and as the words that were written, which beginnings and exact words are looked for among.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats, query, scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.system import pack_uint

from index.analysis import fold, stem, tokens, words
from index.engines.matching import K1, TITLE_BOOST, B
from index.engines.segment import seconds
from index.query import And, Dates, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.article import Article
    from index.query import Query


class _Counted(fields.FieldType):
    """Counted words of our own tokens, in Whoosh's own posting format."""

    def __init__(self, key: Callable[[str], str]) -> None:
        super().__init__(format=formats.Frequency(), analyzer=None, scorable=True)
        self._key = key

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in sorted(Counter(self._key(token.text) for token in tokens(value)).items()):
            yield word.encode(), count, float(count), pack_uint(count)


class _Placed(fields.FieldType):
    """Stems of our own tokens with their places, in Whoosh's own posting format."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        stands: defaultdict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens(value)):
            stands[stem(token.text)].append(place)
        for word, places in sorted(stands.items()):
            yield word.encode(), len(places), float(len(places)), self.format.encode(places)


def _itself(word: str) -> str:
    return word


class StockWhoosh:
    def __init__(self, articles: Iterable[Article], *, segments: int = 1, k1: float = K1) -> None:
        self._weighting = scoring.BM25F(B=B, K1=k1)
        schema = fields.Schema(
            id=fields.ID(stored=True),
            published=fields.NUMERIC(int, bits=64, signed=True, sortable=True),
            title=_Placed(),
            body=_Placed(),
            title_words=_Counted(_itself),
            body_words=_Counted(_itself),
        )
        # Not a RamStorage: all of a machine share one folder for its temporary files.
        self._folder = TemporaryDirectory()
        self._index = FileStorage(self._folder.name).create_index(schema)
        articles = list(articles)
        size = max(1, -(-len(articles) // segments))
        for start in range(0, len(articles), size):
            writer = self._index.writer()
            for each in articles[start : start + size]:
                writer.add_document(
                    id=each.id,
                    published=seconds(each.published),
                    title=each.title,
                    body=each.text,
                    title_words=each.title,
                    body_words=each.text,
                )
            writer.commit(merge=False)

    def search(self, typed: Query, limit: int) -> list[tuple[str, float]]:
        with self._index.searcher(weighting=self._weighting) as searcher:
            # Asked for a few, stock Whoosh skips blocks by their best score and loses some of the best
            # articles of nested queries; asked for all, it does not.
            match typed:
                case And((scored, Dates() as when)):
                    results = searcher.search(_translated(scored), filter=_translated(when), limit=None)
                case _:
                    results = searcher.search(_translated(typed), limit=None)
            return [(hit["id"], hit.score) for hit in results[:limit]]

    def by_date(self, typed: Query, *, newest: bool) -> list[str]:
        """All that match, by date alone."""
        with self._index.searcher() as searcher:
            results = searcher.search(_translated(typed), limit=None, sortedby="published", reverse=newest)
            return [hit["id"] for hit in results]


def _translated(typed: Query) -> query.Query:
    match typed:
        case And(parts):
            return query.And([_translated(part) for part in parts])
        case Or(parts):
            return query.Or([_translated(part) for part in parts])
        case Word(text, field, exact):
            (word,) = words(text)
            suffix, sought = ("_words", word) if exact else ("", stem(word))
            return _in_fields(field, lambda name: query.Term(f"{name}{suffix}", sought))
        case Phrase(text, field):
            stems = [stem(word) for word in words(text)]
            return _in_fields(field, lambda name: query.Phrase(name, stems))
        case Prefix(text, field):
            return _in_fields(field, lambda name: query.Prefix(f"{name}_words", fold(text)))
        case Dates(first, last):
            start = seconds(datetime.combine(first or date(1, 1, 1), time(), UTC))
            end = seconds(datetime.combine(last or date.max, time(23, 59, 59), UTC))
            return query.NumericRange("published", start, end)
    raise ValueError(typed)


def _in_fields(field: str, made: Callable[[str], query.Query]) -> query.Query:
    """What ``made`` gives for the title, boosted, or for both fields."""
    title = made("title")
    title.boost = TITLE_BOOST
    return title if field == "title" else query.Or([title, made("body")])
