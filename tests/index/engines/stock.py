"""Stock Whoosh over the same words: its own codec, matchers, collectors and BM25F. Slow, and the measure."""

from __future__ import annotations

from collections import Counter
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from whoosh import fields, formats, query, scoring
from whoosh.filedb.filestore import FileStorage
from whoosh.system import pack_uint

from index.analysis import stem, tokens, words
from index.engines.matching import K1, TITLE_BOOST, B
from index.query import And, Or, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.article import Article
    from index.query import Query


class _Stems(fields.FieldType):
    """Counted stems of our own tokens, in Whoosh's own posting format."""

    def __init__(self) -> None:
        super().__init__(format=formats.Frequency(), analyzer=None, scorable=True)

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in sorted(Counter(stem(token.text) for token in tokens(value)).items()):
            yield word.encode(), count, float(count), pack_uint(count)


class StockWhoosh:
    def __init__(self, articles: Iterable[Article], *, segments: int = 1, k1: float = K1) -> None:
        self._weighting = scoring.BM25F(B=B, K1=k1)
        schema = fields.Schema(id=fields.ID(stored=True), title=_Stems(), body=_Stems())
        # Not a RamStorage: all of a machine share one folder for its temporary files.
        self._folder = TemporaryDirectory()
        self._index = FileStorage(self._folder.name).create_index(schema)
        articles = list(articles)
        size = max(1, -(-len(articles) // segments))
        for start in range(0, len(articles), size):
            writer = self._index.writer()
            for each in articles[start : start + size]:
                writer.add_document(id=each.id, title=each.title, body=each.text)
            writer.commit(merge=False)

    def search(self, typed: Query, limit: int) -> list[tuple[str, float]]:
        with self._index.searcher(weighting=self._weighting) as searcher:
            # Asked for a few, stock Whoosh skips blocks by their best score and loses some of the best
            # articles of nested queries; asked for all, it does not.
            results = searcher.search(_translated(typed), limit=None)
            return [(hit["id"], hit.score) for hit in results[:limit]]


def _translated(typed: Query) -> query.Query:
    match typed:
        case And(parts):
            return query.And([_translated(part) for part in parts])
        case Or(parts):
            return query.Or([_translated(part) for part in parts])
        case Word(text, field):
            (word,) = words(text)
            title = query.Term("title", stem(word), boost=TITLE_BOOST)
            return title if field == "title" else query.Or([title, query.Term("body", stem(word))])
    raise ValueError(typed)
