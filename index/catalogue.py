"""The catalogue: what the corpus holds, remembered, so that starting needs neither reading nor an engine.

It is a cache in SQLite and can be deleted at any time. It also remembers what the search engine still has to
be told, so that indexing goes on where it stopped, whenever and however it was stopped.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from types import NoneType
from typing import TYPE_CHECKING, Final

from index.article import Article
from index.catalogue_schema import EPOCH, content_hash
from index.catalogue_store import CatalogueDamagedError, CatalogueError, CatalogueStore, Row
from index.corpus import Corpus, Place
from index.progress import OnStep, Problem, Refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.database import Database

__all__ = ["Catalogue", "CatalogueError", "Record", "SourceCount"]

_COLUMNS = "id, source, title, published, url, topic, language, authors, words, path, offset, length, line"
_TEXT, _NUMBER, _TEXT_OR_NOT, _NUMBER_OR_NOT = (str,), (int,), (str, NoneType), (int, NoneType)
#: What a row of these columns is made of.
_SOUND: Final = frozenset(
    product(
        *(_TEXT, _TEXT, _TEXT, _NUMBER_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT, _NUMBER),
        *(_TEXT, _NUMBER, _NUMBER, _NUMBER_OR_NOT),
    )
)
#: SQLite takes at least this many parameters in one statement, however old it is.
_MOST_PARAMETERS = 900


@dataclass(frozen=True, slots=True)
class Record:
    """An article without its body, as the catalogue has it.

    ``words`` is about how many words the body has; ``place`` is where it stands in the corpus.
    """

    id: str
    source: str
    title: str
    published: datetime | None
    url: str | None
    topic: str | None
    language: str | None
    authors: tuple[str, ...]
    words: int
    place: Place


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source, how many articles it has, and the dates of its first and last."""

    name: str
    articles: int
    first: datetime | None
    last: datetime | None


class Catalogue:
    """What ``corpus`` holds, kept in ``folder``. Safe to use from several threads and processes.

    A damaged catalogue is set aside and made anew by the next :meth:`refresh`, whose notices tell of it.

    Raises:
        CatalogueError: The folder or the file in it cannot be used.
    """

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.corpus = corpus
        self._store = CatalogueStore(folder)
        self._handed_out = 0

    def close(self) -> None:
        """Release the file."""
        self._store.close()

    # Bringing it up to date

    def refresh(
        self, on_step: OnStep | None = None, *, cancelled: Callable[[], bool] | None = None
    ) -> Refresh:
        """Read the files that are new or changed, and forget those that are gone.

        ``cancelled`` is asked now and then; what was read until then is kept, the rest is read the next time.

        Raises:
            CorpusError: The corpus is not there; the catalogue stays as it was.
            CatalogueError: The catalogue cannot be written.
        """
        from index.catalogue_refresh import refresh

        def bring_up_to_date(database: Database) -> Refresh:
            return refresh(database, self.corpus, on_step, cancelled)

        try:
            found = self._store.guarded(bring_up_to_date)
        except CatalogueDamagedError:  # it is a new, empty one now
            found = self._store.guarded(bring_up_to_date)
        notices, self._store.notices = tuple(self._store.notices), []
        return Refresh(found.added, found.changed, found.removed, found.problems, notices)

    def problems(self) -> tuple[Problem, ...]:
        """What could not be read, as of the last refresh."""
        rows = self._store.rows("SELECT place, reason FROM problems ORDER BY path, number")
        return tuple(Problem(str(place), str(reason)) for place, reason in rows)

    # Articles

    def article(self, article_id: str) -> Article | None:
        """Return the article with its body; None if there is none, or its file has changed meanwhile."""
        found = list(self._articles([article_id]))
        return found[0] if found else None

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the bodies of many articles by id; ids without one are left out."""
        return {article.id: article.text for article in self._articles(ids)}

    def leads(self, ids: Sequence[str]) -> dict[str, str]:
        """Return how texts begin, by id, without reading the corpus; ids without one are left out."""
        found: dict[str, str] = {}
        for chunk in _chunks(ids):
            sql = f"SELECT id, lead FROM articles JOIN leads USING (rowid) WHERE id IN ({_marks(chunk)})"
            found |= {str(article_id): str(lead) for article_id, lead in self._store.rows(sql, chunk)}
        return found

    def entries(self, ids: Sequence[str]) -> list[Record]:
        """Return the records of ``ids`` in that order; unknown ids are left out."""
        found: dict[str, Record] = {}
        for chunk in _chunks(ids):
            sql = f"SELECT {_COLUMNS} FROM articles WHERE id IN ({_marks(chunk)})"
            found |= {record.id: record for record in self._records(sql, chunk)}
        return [found[article_id] for article_id in ids if article_id in found]

    def records(self) -> Iterator[Record]:
        """Yield the records of all articles, in no particular order."""
        return self._records(f"SELECT {_COLUMNS} FROM articles")

    def newest(self, limit: int, offset: int = 0) -> list[Record]:
        """Return records, the newest first; after them the ones dated in the future, then the undated."""
        tomorrow = int((datetime.now(UTC) + timedelta(days=1) - EPOCH).total_seconds())
        parts = (
            ("published <= ?", (tomorrow,), "published DESC, id"),
            ("published > ?", (tomorrow,), "published DESC, id"),
            ("published IS NULL", (), "id"),
        )
        records: list[Record] = []
        # One part after the other: each runs along an index, one sort over all of them cannot.
        for condition, values, order in parts:
            if len(records) == limit:
                break
            sql = f"SELECT {_COLUMNS} FROM articles WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
            page = list(self._records(sql, (*values, limit - len(records), offset)))
            if not page and offset:
                count = self._store.number(f"SELECT count(*) FROM articles WHERE {condition}", values)
                offset = max(0, offset - count)
            elif page:
                offset = 0
            records += page
        return records

    def sources(self) -> list[SourceCount]:
        """Return all sources by name, letters compared without case."""
        rows = self._store.rows(
            "SELECT source, count(*), min(published), max(published) FROM articles"
            " GROUP BY source ORDER BY source COLLATE NOCASE"
        )
        return [
            SourceCount(str(name), int(str(count)), _moment(first), _moment(last))
            for name, count, first, last in rows
        ]

    def count(self) -> int:
        """How many articles there are."""
        return self._store.number("SELECT count(*) FROM articles")

    def ids(self) -> list[str]:
        """The ids of all articles, in alphabetical order."""
        return [str(article_id) for (article_id,) in self._store.rows("SELECT id FROM articles ORDER BY id")]

    # What grouping knows

    def change(self) -> int:
        """A number that grows whenever articles change, come or go."""
        return self._store.number("SELECT change FROM clock")

    def is_grouped(self, places: str) -> bool:
        """Whether the articles' places are those of a moment when all articles were as they are now."""
        sql = "SELECT count(*) FROM grouped, clock WHERE grouped.change = clock.change AND places = ?"
        return self._store.number(sql, (places,)) > 0

    def mark_grouped(self, change: int, places: str) -> None:
        """The articles as of ``change`` all have a place, and ``places`` names that state of them."""
        self._store.change(("INSERT OR REPLACE INTO grouped VALUES (1, ?, ?)", [(change, places)]))

    # What the engine still has to be told

    def digests(self) -> dict[str, str]:
        """Return a digest of each article's content by id, in order of publication, undated ones last."""
        rows = self._store.rows(
            "SELECT id, hex(hash) FROM articles ORDER BY published IS NULL, published, id"
        )
        return {str(article_id): str(digest) for article_id, digest in rows}

    def pending(self, limit: int) -> list[Article]:
        """Return articles that the engine does not have as they are now.

        Call :meth:`mark_indexed` when it durably has them.
        """
        rows = self._store.rows(
            "SELECT id, change FROM articles WHERE change > 0 ORDER BY change, rowid LIMIT ?", (limit,)
        )
        # A change made after this moment is newer than what is handed out, and must not be marked as done.
        self._handed_out = max([self._handed_out, *(int(str(change)) for _, change in rows)])
        found = list(self._articles([str(article_id) for article_id, _ in rows]))
        if len(found) < len(rows):
            readable = {article.id for article in found}
            self._distrust([str(article_id) for article_id, _ in rows if article_id not in readable])
        return found

    def pending_count(self) -> int:
        """How many articles the engine does not have as they are now."""
        return self._store.number("SELECT count(*) FROM articles WHERE change > 0")

    def waiting(self) -> int:
        """How many bytes a refresh would read or hand to the engine; files are looked at, not read."""
        rows = self._store.rows("SELECT path, size, mtime_ns FROM files")
        known = {path: (size, mtime_ns) for path, size, mtime_ns in rows}
        unread = sum(
            state.size
            for path, state in self.corpus.scan().items()
            if known.get(path) != (state.size, state.mtime_ns)
        )
        return unread + self._store.number("SELECT coalesce(sum(length), 0) FROM articles WHERE change > 0")

    def removed(self) -> list[str]:
        """Return ids that the engine should forget; call :meth:`mark_removed` after it has."""
        return [str(article_id) for (article_id,) in self._store.rows("SELECT id FROM removed ORDER BY id")]

    def mark_indexed(self, ids: Iterable[str]) -> None:
        """The engine durably has these articles, as :meth:`pending` gave them."""
        rows = [(article_id, self._handed_out) for article_id in ids]
        self._store.change(("UPDATE articles SET change = 0 WHERE id = ? AND change <= ?", rows))

    def mark_removed(self, ids: Iterable[str]) -> None:
        """The engine has durably forgotten these ids."""
        self._store.change(("DELETE FROM removed WHERE id = ?", [(article_id,) for article_id in ids]))

    def mark_all_pending(self) -> None:
        """The engine has lost everything: it has to be told of every article again, and of no removal."""
        self._store.change(
            ("UPDATE clock SET change = change + 1", [()]),
            ("UPDATE articles SET change = (SELECT change FROM clock)", [()]),
            ("DELETE FROM removed", [()]),
        )

    # Inside

    def _records(self, sql: str, values: Sequence[object] = ()) -> Iterator[Record]:
        """Yield the records of the rows that a query finds, whose columns are _COLUMNS."""
        return map(self._record, self._store.rows(sql, values))

    def _record(self, row: Row) -> Record:
        # SQLite has no checksums: a damaged row may come out whole, with a number where a text was.
        if tuple(map(type, row)) not in _SOUND:
            raise self._store.begun_anew(self._store.database)
        return _record(row)

    def _distrust(self, ids: Sequence[str]) -> None:
        """Give up, until the next refresh, articles whose file has changed since the last one.

        Were they to stay pending, whoever works through what is pending would never come to an end.
        """
        rows = [(article_id,) for article_id in ids]
        of_file = "path = (SELECT path FROM articles WHERE id = ?)"
        self._store.change(
            (f"UPDATE files SET mtime_ns = -1, hash = x'' WHERE {of_file}", rows),
            ("UPDATE articles SET change = 0, hash = x'' WHERE id = ?", rows),
        )

    def _articles(self, ids: Sequence[str]) -> Iterator[Article]:
        """Yield the articles that are there, in the order of ``ids``."""
        rows: dict[object, Row] = {}
        for chunk in _chunks(ids):
            sql = (
                f"SELECT {_COLUMNS}, hash, body FROM articles LEFT JOIN bodies USING (rowid)"
                f" WHERE id IN ({_marks(chunk)})"
            )
            rows |= {row[0]: row for row in self._store.rows(sql, chunk)}
        for article_id in ids:
            if (row := rows.get(article_id)) is not None and (article := self._article(row)) is not None:
                yield article

    def _article(self, row: Row) -> Article | None:
        *columns, expected, packed = row
        record = self._record(tuple(columns))
        text = self._unpacked(packed) if isinstance(packed, bytes) else self.corpus.read_text(record.place)
        if text is None:
            self._distrust([record.id])
            return None
        article = Article(
            id=record.id,
            source=record.source,
            title=record.title,
            text=text,
            published=record.published,
            url=record.url,
            language=record.language,
            topic=record.topic,
            authors=record.authors,
            origin=str(record.place),
        )
        if packed is not None or content_hash(article) == expected:
            return article
        # A file that was rewritten since the refresh has something else at the offset; or the row is damaged.
        self._distrust([record.id])
        return None

    @staticmethod
    def _unpacked(body: bytes) -> str | None:
        try:
            return zlib.decompress(body).decode()
        except (zlib.error, UnicodeDecodeError):
            return None  # a cache may rot


def _record(row: Row) -> Record:
    """Make a record of the columns of _COLUMNS."""
    (article_id, source, title, published, url, topic, language, authors, words, *place) = row
    return Record(
        id=article_id,
        source=source,
        title=title,
        published=_moment(published),
        url=url,
        topic=topic,
        language=language,
        authors=tuple(authors.split("\n")) if authors else (),
        words=words,
        place=Place(*place),
    )


def _moment(seconds: object) -> datetime | None:
    try:
        return None if seconds is None else EPOCH + timedelta(seconds=int(str(seconds)))
    except (ValueError, OverflowError):
        return None  # no year has it: nothing but damage writes that


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _MOST_PARAMETERS):
        yield ids[start : start + _MOST_PARAMETERS]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
