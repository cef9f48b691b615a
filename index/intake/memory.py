"""What intake remembers of a corpus: which articles it holds, and what its feeds last said.

A cache in SQLite, beside the reader's other data and never in the corpus. What it says of the articles
follows the corpus file by file, so that articles put there by hand count as known too. It can be deleted at
any time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.corpus import Corpus, Entry
from index.database import Database, is_damage, private_folder, set_aside
from index.formats.clean import one_line
from index.intake.feed_memory import FeedMemory
from index.intake.likeness import sketch, text_key
from index.intake.urls import url_key
from index.progress import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.article import Article
    from index.progress import OnStep

_MIGRATIONS = (
    """
    CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE articles (
        number INTEGER PRIMARY KEY, path TEXT NOT NULL, line INTEGER, id TEXT NOT NULL, source TEXT NOT NULL,
        url_key TEXT, text_key TEXT NOT NULL);
    CREATE INDEX articles_path ON articles (path);
    CREATE INDEX articles_id ON articles (id);
    CREATE INDEX articles_url ON articles (url_key);
    CREATE INDEX articles_text ON articles (text_key);
    CREATE TABLE sketches (source TEXT NOT NULL, hash INTEGER NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (source, hash, number)) WITHOUT ROWID;
    CREATE INDEX sketches_number ON sketches (number);
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY, etag TEXT, modified TEXT, not_before REAL NOT NULL DEFAULT 0, ids TEXT NOT NULL
        DEFAULT '[]') WITHOUT ROWID;
    CREATE TABLE entries (feed TEXT NOT NULL, key TEXT NOT NULL, hash TEXT NOT NULL, id TEXT NOT NULL,
        PRIMARY KEY (feed, key)) WITHOUT ROWID;
    CREATE TABLE retired (id TEXT PRIMARY KEY) WITHOUT ROWID
    """,
    # The keys of texts are made in another way: all files are looked at again.
    """
    DELETE FROM files;
    DELETE FROM articles;
    DELETE FROM sketches
    """,
    # Which feed an article came from, and how each feed is doing.
    """
    ALTER TABLE entries ADD COLUMN written TEXT;
    CREATE TABLE results (url TEXT PRIMARY KEY, asked REAL NOT NULL, fetched REAL, new INTEGER NOT NULL,
        failing REAL, told TEXT NOT NULL) WITHOUT ROWID
    """,
)
_PHASE = "looking at what is there:"
_CACHE_KILOBYTES = 64_000
_TOLD_EVERY = 100  # articles
_FEWEST_COMMON = 3  # hashes of two sketches, of eight, from which on comparing whole texts is worth while


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the corpus holds: its id, source, and the file (relative, with ``/``) it stands in.

    ``line`` is its line in a file of many articles, else None.
    """

    id: str
    source: str
    path: str
    line: int | None
    text_key: str
    url_key: str | None


class Memory:
    """What is remembered of ``corpus``, in a file of ``folder``. Any thread may ask, one may write.

    Where the folder cannot be written, it remembers for as long as it lives, and ``notice`` says so.
    ``feeds`` is the part that is about feeds.
    """

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        self.corpus = corpus
        self.notice: str | None = None
        self.feeds = FeedMemory(lambda: self._database, self._settled)
        name = hashlib.blake2b(os.fsencode(corpus.root.resolve()), digest_size=8).hexdigest()
        try:
            self._database = _open(private_folder(folder) / f"{name}.sqlite")
        except (OSError, sqlite3.Error) as error:
            self._database = Database(None, _MIGRATIONS)
            self.notice = (
                f"{folder}: cannot be written ({one_line(str(error), 80)}); what feeds said is forgotten"
            )

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    def refresh(self, on_step: OnStep | None = None) -> None:
        """Follow what has changed in the corpus since the last time. Raises CorpusError.

        The first time, and after large files have changed, it takes a while; ``on_step`` is told meanwhile
        how many articles have been looked at.
        """
        try:
            self._refresh(on_step)
        except sqlite3.Error as error:
            if not is_damage(error) or self._database.path is None:
                raise
            self._database.close()
            self._database = _anew(self._database.path)
            self._refresh(on_step)

    def _refresh(self, on_step: OnStep | None) -> None:
        present = self.corpus.scan()
        rows = self._database.connection.execute("SELECT path, size, mtime FROM files").fetchall()
        known = {path: (size, mtime) for path, size, mtime in rows}
        gone = [path for path in known if path not in present]
        changed = [path for path, state in present.items() if known.get(path) != (state.size, state.mtime_ns)]
        if gone:
            with self._database.write() as connection:
                for path in gone:
                    _forget(connection, path)
        if changed:
            # Keys and hashes come in no order: each page of the file that does not fit is written many times.
            self._database.connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
        seen = 0
        for path in changed:
            # One transaction a file: a bulk file of many thousand articles is all there or not at all.
            with self._database.write() as connection:
                _forget(connection, path)
                for entry in self.corpus.read(path):
                    if isinstance(entry, Entry):
                        _learn(connection, entry.article, path, entry.place.line)
                        seen += 1
                        if on_step is not None and seen % _TOLD_EVERY == 0:
                            on_step(Step(_PHASE, seen, None))
                state = present[path]
                connection.execute("INSERT INTO files VALUES (?, ?, ?)", (path, state.size, state.mtime_ns))
        if on_step is not None and seen:
            on_step(Step(_PHASE, seen, seen))

    def by_id(self, article_id: str) -> Known | None:
        """Return the article with this id."""
        return next(self._known("id = ?", article_id), None)

    def by_url(self, url: str) -> list[Known]:
        """Return the articles that were published at this address, however it is written, the newest last."""
        return list(self._known("url_key = ?", url_key(url)))

    def by_text(self, text: str) -> list[Known]:
        """Return the articles with the same words."""
        return list(self._known("text_key = ?", text_key(text)))

    def alike(self, source: str, text: str) -> list[Known]:
        """Return articles of ``source`` that may be nearly the same as ``text``, the likeliest first."""
        hashes = sketch(text)
        marks = ", ".join("?" * len(hashes))
        rows = self._database.connection.execute(
            f"SELECT number FROM sketches WHERE source = ? AND hash IN ({marks}) GROUP BY number"
            " HAVING count(*) >= ? ORDER BY count(*) DESC LIMIT 5",
            (source.casefold(), *hashes, min(_FEWEST_COMMON, len(hashes))),
        )
        numbers = [number for (number,) in rows.fetchall()]
        return [known for number in numbers for known in self._known("number = ?", number)]

    def article(self, known: Known) -> Article | None:
        """Return a known article, or None if it stands there no longer."""
        for entry in self.corpus.read(known.path):
            if isinstance(entry, Entry) and entry.place.line == known.line:
                return entry.article
        return None

    def learn(self, article: Article, path: str) -> None:
        """Remember the article that was just written to the file ``path`` of the corpus."""
        with self._database.write() as connection:
            _forget(connection, path)
            _learn(connection, article, path, None)
            state = (self.corpus.root / path).stat()
            connection.execute("INSERT INTO files VALUES (?, ?, ?)", (path, state.st_size, state.st_mtime_ns))
            connection.execute("DELETE FROM retired WHERE id = ?", (article.id,))

    def forget(self, path: str) -> None:
        """Forget the articles of a file that is no longer there."""
        with self._database.write() as connection:
            _forget(connection, path)

    def retire(self, ids: Iterable[str]) -> None:
        """Remember that these articles were removed on purpose: feeds shall not bring them back."""
        with self._database.write() as connection:
            connection.executemany("INSERT OR IGNORE INTO retired VALUES (?)", [(one,) for one in ids])

    def is_retired(self, article_id: str) -> bool:
        """Whether the article was removed on purpose."""
        return self._one("SELECT 1 FROM retired WHERE id = ?", article_id) is not None

    def _settled(self, article_id: str) -> bool:
        return self.by_id(article_id) is not None or self.is_retired(article_id)

    def _known(self, condition: str, *values: object) -> Iterator[Known]:
        columns = "id, source, path, line, text_key, url_key"
        rows = self._database.connection.execute(
            f"SELECT {columns} FROM articles WHERE {condition} ORDER BY number", values
        )
        for row in rows.fetchall():
            yield Known(*row)

    def _one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.connection.execute(sql, values).fetchone()
        return row


def _open(path: Path) -> Database:
    try:
        return Database(path, _MIGRATIONS)
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
    return _anew(path)


def _anew(path: Path) -> Database:
    set_aside(path)  # only a cache: the corpus and the feeds tell everything again
    return Database(path, _MIGRATIONS)


def _forget(connection: sqlite3.Connection, path: str) -> None:
    connection.execute(
        "DELETE FROM sketches WHERE number IN (SELECT number FROM articles WHERE path = ?)", (path,)
    )
    connection.execute("DELETE FROM articles WHERE path = ?", (path,))
    connection.execute("DELETE FROM files WHERE path = ?", (path,))


def _learn(connection: sqlite3.Connection, article: Article, path: str, line: int | None) -> None:
    number = connection.execute(
        "INSERT INTO articles (path, line, id, source, url_key, text_key) VALUES (?, ?, ?, ?, ?, ?)",
        (
            path,
            line,
            article.id,
            article.source,
            url_key(article.url) if article.url else None,
            text_key(article.text),
        ),
    ).lastrowid
    source = article.source.casefold()
    connection.executemany(
        "INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)",
        [(source, value, number) for value in sketch(article.text)],
    )
