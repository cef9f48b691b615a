"""Where topics are kept between runs: a SQLite file beside the index, as disposable as the index."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from index.database import is_damage
from index.records import LibraryError
from index.topic_labels import NAMED_BY, Member, label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from index.article import Article
    from index.neighbours import Neighbour
    from index.topic_company import Outline
    from index.topic_profile import Profile
    from index.topics import Place

#: Raised whenever profiles or places mean something else; an older file is built anew.
FORMAT: Final = 5

_SCHEMA = """
CREATE TABLE IF NOT EXISTS profiles (
    number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, day INTEGER, given TEXT,
    vector BLOB NOT NULL, keys TEXT NOT NULL, surfaces TEXT NOT NULL, story TEXT NOT NULL,
    topic TEXT NOT NULL, digest TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS profiles_day ON profiles (day);
CREATE INDEX IF NOT EXISTS profiles_story ON profiles (story);
CREATE INDEX IF NOT EXISTS profiles_topic ON profiles (topic);
CREATE TABLE IF NOT EXISTS keys (
    term INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (term, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS terms (
    number INTEGER PRIMARY KEY, term TEXT NOT NULL UNIQUE, articles INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS changed (number INTEGER PRIMARY KEY CHECK (number = 1), stamp TEXT NOT NULL);
"""
_STANDING = "article_id, story, topic, given, keys, surfaces"


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is not as it was written: its content is spoilt, or a table of it is gone."""
    return is_damage(error) or str(error).startswith("no such ")


def _member(row: Sequence[str]) -> Member:
    article_id, story, topic, given, keys, surfaces = row
    return Member(article_id, story, topic, given, tuple(keys.split("\t")), tuple(surfaces.split("\t")))


class TopicStore:
    """Profiles and places of a library's articles. Safe to use from several threads."""

    def __init__(self, path: Path, window: int) -> None:
        """Open or create the file at ``path``; a story's articles are at most ``window`` days apart."""
        self._lock = threading.RLock()
        self._window = window
        self._path = path
        with self._use():
            try:
                self._database = self._open()
            except sqlite3.Error as error:
                if not _is_damage(error):
                    raise
                self._discard()
                self._database = self._open()

    @contextmanager
    def _use(self) -> Iterator[None]:
        """Keep other threads out, and tell what SQLite complains of in one line.

        Raises LibraryError: the disk is full, the file may not be written, or it is damaged; then it is empty
        from now on, and the next refresh fills it.
        """
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                if not _is_damage(error):
                    raise LibraryError(f"{self._path}: {error}") from None
            else:
                return
            self._database.close()
            self._discard()
            self._database = self._open()
            raise LibraryError(f"{self._path}: was damaged; lateral index builds it anew")

    def _discard(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, check_same_thread=False, timeout=30, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        made = (FORMAT << 16) | self._window
        if database.execute("PRAGMA user_version").fetchone()[0] not in (0, made):
            database.executescript(
                "DROP TABLE IF EXISTS profiles; DROP TABLE IF EXISTS keys;"
                " DROP TABLE IF EXISTS terms; DROP TABLE IF EXISTS found"
            )
        database.executescript(_SCHEMA)
        database.execute(f"PRAGMA user_version = {made}")
        return database

    def close(self) -> None:
        """Close the file."""
        with self._use():
            self._database.close()

    def digests(self) -> dict[str, str]:
        """Return the id of each article that has a place, with the digest of the text it was placed by."""
        with self._use():
            return dict(self._database.execute("SELECT article_id, digest FROM profiles"))

    def count(self) -> int:
        """How many articles have a place."""
        with self._use():
            return self._count()

    def _count(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM profiles").fetchone()[0])

    def version(self) -> str:
        """Return what changes whenever a process, this one or another, has changed a place."""
        with self._use():
            row = self._database.execute("SELECT stamp FROM changed").fetchone()
        return str(row[0]) if row else ""

    def _changes(self) -> None:
        """Note that places change. Chance, not a count: a file that was made anew is another one."""
        self._database.execute("INSERT OR REPLACE INTO changed VALUES (1, ?)", (secrets.token_hex(8),))

    def clear(self) -> None:
        """Forget every place."""
        with self._use():
            self._database.executescript("BEGIN; DELETE FROM profiles; DELETE FROM keys; DELETE FROM terms")
            self._changes()
            self._database.execute("COMMIT")

    def update(
        self,
        articles: Iterable[Article],
        removed: Sequence[str],
        digests: Mapping[str, str],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Place new or changed ``articles``, after forgetting the ids in ``removed``.

        The ids of changed articles stand in ``removed`` too.

        ``digests`` gives each article's digest, to be known by later.

        One transaction: after a crash either all or none of it has happened. Best given in the order of
        publication, undated ones last: then the outcome does not depend on how they came.
        """
        with self._use():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._changes()
                self._forget(removed)
                self._place(articles, digests, progress)
                self._database.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # of a full disk SQLite has rolled back itself
                    self._database.execute("ROLLBACK")
                raise

    def _forget(self, article_ids: Iterable[str]) -> None:
        from index.topic_shelf import unpack

        for article_id in article_ids:
            row = self._database.execute(
                "SELECT number, vector FROM profiles WHERE article_id = ?", (article_id,)
            ).fetchone()
            if row is None:
                continue
            terms, _, keys = unpack(row[1])
            self._database.executemany(
                "DELETE FROM keys WHERE term = ? AND number = ?", [(key, row[0]) for key in keys.tolist()]
            )
            self._database.executemany(
                "UPDATE terms SET articles = articles - 1 WHERE number = ?", [(t,) for t in terms.tolist()]
            )
            self._database.execute("DELETE FROM profiles WHERE number = ?", (row[0],))

    def _place(
        self, articles: Iterable[Article], digests: Mapping[str, str], progress: Callable[[int], None] | None
    ) -> None:
        from index.topic_ahead import profiles
        from index.topic_company import outlined
        from index.topic_grouping import Grouping
        from index.topic_shelf import FileShelf, FileTerms

        terms = FileTerms(self._database)
        shelf = FileShelf(self._database, terms)
        grouping = Grouping(shelf, self._window)
        with closing(profiles(articles, terms, self._count())) as described:
            for number, one in enumerate(described):
                outline = outlined(one, terms)
                place = grouping.place(one, outline)
                shelf.put(outline, self._write(one, outline, place, digests.get(one.article_id, "")))
                if progress and number % 50 == 0:
                    progress(number)
        shelf.write()

    def _write(self, one: Profile, outline: Outline, place: Place, digest: str) -> int:
        from index.topic_shelf import pack

        cursor = self._database.execute(
            "INSERT INTO profiles (article_id, day, given, vector, keys, surfaces, story, topic, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.article_id,
                one.day,
                one.given,
                pack(outline),
                "\t".join(one.keys),
                "\t".join(one.surfaces),
                place.story,
                place.topic,
                digest,
            ),
        )
        return cursor.lastrowid or 0

    def members(self, topic: str | None = None, limit: int = -1) -> list[Member]:
        """Return all articles' standing, or those of one topic, in order of arrival; -1: all of them."""
        query = f"SELECT {_STANDING} FROM profiles"
        with self._use():
            rows = self._database.execute(
                query + (" WHERE topic = ?" if topic is not None else "") + " ORDER BY number LIMIT ?",
                (topic, limit) if topic is not None else (limit,),
            ).fetchall()
        return [_member(row) for row in rows]

    def standing(self, article_ids: Iterable[str]) -> list[Member]:
        """Return the standing of each of these articles that has a place."""
        query = f"SELECT {_STANDING} FROM profiles WHERE article_id = ?"
        with self._use():
            rows = [self._database.execute(query, (one,)).fetchone() for one in article_ids]
        return [_member(row) for row in rows if row is not None]

    def shared(self) -> list[Member]:
        """Like :meth:`members`, but only of topics with two articles or more, or named by an article."""
        query = (
            f"SELECT {_STANDING} FROM profiles WHERE topic IN"
            " (SELECT topic FROM profiles GROUP BY topic HAVING count(*) > 1 OR max(given) IS NOT NULL)"
            " ORDER BY number"
        )
        with self._use():
            rows = self._database.execute(query).fetchall()
        return [_member(row) for row in rows]

    def labels(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the label of each article's topic, as in the list of topics; articles alone have none."""
        found: dict[str, str | None] = {}
        places = self.topics_of(article_ids)
        for topic in set(places.values()):
            members = self.members(topic, NAMED_BY)
            with self._use():
                named = self._database.execute(
                    "SELECT given FROM profiles WHERE topic = ? AND given IS NOT NULL LIMIT 1", (topic,)
                ).fetchone()
            found[topic] = named[0] if named else ", ".join(label(members)) if len(members) > 1 else None
        return {
            article_id: name for article_id, topic in places.items() if (name := found[topic]) is not None
        }

    def topics_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the topic id of each of these articles that has one."""
        with self._use():
            return {
                article_id: row[0]
                for article_id in article_ids
                if (
                    row := self._database.execute(
                        "SELECT topic FROM profiles WHERE article_id = ?", (article_id,)
                    ).fetchone()
                )
            }

    def described(self, article_ids: Sequence[str]) -> dict[str, tuple[Profile, str]]:
        """Return profile and digest of each of these articles that has a place."""
        from index.topic_near import described

        with self._use():
            return described(self._database, article_ids)

    def neighbours(self, article_id: str, limit: int, also: Sequence[str] = ()) -> list[Neighbour]:
        """Return the articles nearest to one, of any source: sharing key terms, or of its topic.

        Those in ``also`` are looked at too, though nothing here speaks for them.
        """
        from index.topic_near import neighbours

        with self._use():
            return neighbours(self._database, article_id, self._window, limit, also)
