"""Where topics are kept between runs: a SQLite file beside the index, as disposable as the index."""

from __future__ import annotations

import math
import sqlite3
import threading
import zlib
from array import array
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.topics import KEYS, Grouping, Place, Profile, Vector, profile, similarity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from index.article import Article

#: Raised whenever profiles or places mean something else; an older file is built anew.
FORMAT: Final = 1

#: From so many look-ups on, all key terms are held in memory while articles are placed.
BULK: Final = 100
#: So many profiles read last are kept at hand while articles are placed.
RECENT: Final = 8000

#: A topic is named after its first articles, by so many of their keys.
NAMED_BY: Final = 12
LABEL_KEYS: Final = 10

#: How similarity fades: days to fall by a factor of e, what is left far away, and without a date.
FADING: Final = 3.0
FAR: Final = 0.2
UNKNOWN_GAP: Final = 0.4

_QUANTUM: Final = 65_535
_SCHEMA = """
CREATE TABLE IF NOT EXISTS profiles (
    number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, day INTEGER, given TEXT,
    vector BLOB NOT NULL, keys TEXT NOT NULL, surfaces TEXT NOT NULL, story TEXT NOT NULL,
    topic TEXT NOT NULL, digest TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS profiles_day ON profiles (day);
CREATE INDEX IF NOT EXISTS profiles_story ON profiles (story);
CREATE INDEX IF NOT EXISTS profiles_topic ON profiles (topic);
CREATE TABLE IF NOT EXISTS keys (
    term TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (term, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found (term TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
"""
_STANDING = "article_id, story, topic, given, keys, surfaces"
_COLUMNS = "article_id, day, given, vector, keys, surfaces, story, topic"


@dataclass(frozen=True, slots=True)
class Member:
    """One article's standing: which story and topic it is in, and the printed forms of its key terms."""

    article_id: str
    story: str
    topic: str
    given: str | None
    keys: tuple[str, ...]
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article near another: cosine similarity, days between (None: unknown), key words they share."""

    article_id: str
    similarity: float
    days: int | None
    same_story: bool
    same_topic: bool
    shared: tuple[str, ...]


def _member(row: Sequence[str]) -> Member:
    article_id, story, topic, given, keys, surfaces = row
    return Member(article_id, story, topic, given, tuple(keys.split("\t")), tuple(surfaces.split("\t")))


def _pack(vector: Vector) -> bytes:
    weights = array("H", (round(weight * _QUANTUM) for weight in vector.values()))
    return zlib.compress(" ".join(vector).encode() + b"\n" + weights.tobytes(), 1)


def _unpack(blob: bytes) -> Vector:
    terms, _, packed = zlib.decompress(blob).partition(b"\n")
    weights = array("H", packed)
    return (
        {
            term: weight / _QUANTUM
            for term, weight in zip(terms.decode().split(" "), weights, strict=True)
            if term
        }
        if packed
        else {}
    )


def _profile(row: Sequence[object]) -> tuple[Profile, Place]:
    article_id, day, given, vector, keys, surfaces, story, topic = row
    assert isinstance(article_id, str) and isinstance(vector, bytes)  # noqa: S101, PT018
    split_keys = tuple(str(keys).split("\t")) if keys else ()
    split_surfaces = tuple(str(surfaces).split("\t")) if surfaces else ()
    one = Profile(
        article_id,
        day if isinstance(day, int) else None,
        given if isinstance(given, str) else None,
        _unpack(vector),
        split_keys,
        split_surfaces,
    )
    return one, Place(article_id, str(story), str(topic))


class _Shelf:
    """What stands in the file, with what was read of it lately kept at hand. See index.topics.Shelf."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._recent: OrderedDict[str, tuple[Profile, Place]] = OrderedDict()
        self._stories: dict[str, list[str]] = {}
        self._by_key: dict[str, list[int]] | None = None
        self._numbers: dict[int, str] = {}
        self._asked = 0

    def put(self, one: Profile, place: Place, number: int) -> None:
        """Note an article that was just written to the file."""
        self._keep(one, place)
        if place.story in self._stories:
            self._stories[place.story].append(one.article_id)
        if self._by_key is not None:
            self._numbers[number] = one.article_id
            for key in one.keys:
                self._by_key.setdefault(key, []).append(number)

    def _keep(self, one: Profile, place: Place) -> None:
        self._recent[one.article_id] = (one, place)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _rows(self, condition: str, *values: object) -> list[tuple[Profile, Place]]:
        query = f"SELECT {_COLUMNS} FROM profiles WHERE {condition} ORDER BY number"
        found = [_profile(row) for row in self._database.execute(query, values)]
        for one, place in found:
            self._keep(one, place)
        return found

    def on_day(self, day: int) -> list[tuple[Profile, Place]]:
        return self._rows("day = ?", day)

    def undated(self, limit: int) -> list[tuple[Profile, Place]] | None:
        count = self._database.execute("SELECT count(*) FROM profiles WHERE day IS NULL").fetchone()[0]
        return self._rows("day IS NULL") if count <= limit else None

    def profiles(self, article_ids: Iterable[str]) -> list[tuple[Profile, Place]]:
        found: list[tuple[Profile, Place]] = []
        for article_id in article_ids:
            if article_id in self._recent:
                found.append(self._recent[article_id])
            else:
                found += self._rows("article_id = ?", article_id)
        return found

    def story(self, story: str) -> list[tuple[Profile, Place]]:
        if story not in self._stories:
            found = self._rows("story = ?", story)
            self._stories[story] = [one.article_id for one, _ in found]
            return found
        return self.profiles(self._stories[story])

    def topic_size(self, topic: str) -> int:
        query = "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE topic = ? LIMIT 3)"
        count: int = self._database.execute(query, (topic,)).fetchone()[0]
        return max(1, count)

    def adopt(self, topic: str, by: str) -> None:
        self._database.execute("UPDATE profiles SET topic = ? WHERE topic = ? AND given IS NULL", (by, topic))
        self._recent.clear()

    def sharing(self, keys: Sequence[str], floor: int, limit: int) -> list[str]:
        """From the file for the first few articles; for more, all keys are brought into memory once."""
        self._asked += 1
        if self._asked > BULK:
            return self._sharing_in_memory(keys, floor, limit)
        marks = ",".join("?" * len(keys))
        rows = self._database.execute(
            f"SELECT article_id FROM (SELECT number, count(*) AS shared FROM keys WHERE term IN ({marks})"
            " GROUP BY number HAVING shared >= ? ORDER BY shared DESC, number LIMIT ?)"
            " JOIN profiles USING (number) ORDER BY shared DESC, number",
            (*keys, floor, limit),
        )
        return [row[0] for row in rows]

    def _sharing_in_memory(self, keys: Sequence[str], floor: int, limit: int) -> list[str]:
        if self._by_key is None:
            self._by_key = {}
            for term, number in self._database.execute("SELECT term, number FROM keys ORDER BY term, number"):
                self._by_key.setdefault(term, []).append(number)
            self._numbers = dict(self._database.execute("SELECT number, article_id FROM profiles"))
        shared: Counter[int] = Counter()
        for key in keys:
            shared.update(self._by_key.get(key, ()))
        best = sorted((-count, number) for number, count in shared.items() if count >= floor)[:limit]
        return [self._numbers[number] for _, number in best]


class TopicStore:
    """Profiles and places of a library's articles. Safe to use from several threads."""

    def __init__(self, path: Path, window: int) -> None:
        """Open or create the file at ``path``; a story's articles are at most ``window`` days apart."""
        self._lock = threading.RLock()
        self._window = window
        self._path = path
        try:
            self._database = self._open()
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._database = self._open()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, check_same_thread=False, timeout=30, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        made = (FORMAT << 16) | self._window
        if database.execute("PRAGMA user_version").fetchone()[0] not in (0, made):
            database.executescript(
                "DROP TABLE IF EXISTS profiles; DROP TABLE IF EXISTS keys; DROP TABLE IF EXISTS found"
            )
        database.executescript(_SCHEMA)
        database.execute(f"PRAGMA user_version = {made}")
        return database

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def digests(self) -> dict[str, str]:
        """Return the id of each article that has a place, with the digest of the text it was placed by."""
        with self._lock:
            return dict(self._database.execute("SELECT article_id, digest FROM profiles"))

    def count(self) -> int:
        """How many articles have a place."""
        with self._lock:
            return int(self._database.execute("SELECT count(*) FROM profiles").fetchone()[0])

    def version(self) -> tuple[int, int]:
        """Return what changes whenever a process, this one or another, has changed a place."""
        with self._lock:
            row = self._database.execute("PRAGMA data_version").fetchone()
            return int(row[0]), self._database.total_changes

    def clear(self) -> None:
        """Forget every place."""
        with self._lock:
            self._database.executescript(
                "BEGIN; DELETE FROM profiles; DELETE FROM keys; DELETE FROM found; COMMIT"
            )

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
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._forget(removed)
                self._place(articles, digests, progress)
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _forget(self, article_ids: Iterable[str]) -> None:
        for article_id in article_ids:
            row = self._database.execute(
                f"SELECT number, {_COLUMNS} FROM profiles WHERE article_id = ?",
                (article_id,),
            ).fetchone()
            if row is None:
                continue
            one, _ = _profile(row[1:])
            self._database.executemany(
                "DELETE FROM keys WHERE term = ? AND number = ?", [(k, row[0]) for k in one.keys]
            )
            self._database.executemany(
                "UPDATE found SET articles = articles - 1 WHERE term = ?", [(t,) for t in one.vector]
            )
            self._database.execute("DELETE FROM profiles WHERE number = ?", (row[0],))

    def _place(
        self, articles: Iterable[Article], digests: Mapping[str, str], progress: Callable[[int], None] | None
    ) -> None:
        found, searched = self._found()
        shelf = _Shelf(self._database)
        grouping = Grouping(shelf, self._window)
        added: Counter[str] = Counter()
        for number, article in enumerate(articles):
            one = profile(article, found, searched)
            place = grouping.place(one)
            shelf.put(one, place, self._write(one, place, digests.get(one.article_id, "")))
            added.update(one.vector.keys())
            if progress and number % 50 == 0:
                progress(number)
        self._database.executemany(
            "INSERT INTO found VALUES (?, ?)"
            " ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles",
            sorted(added.items()),
        )

    def _found(self) -> tuple[dict[str, int], int]:
        """In how many of how many articles the frequent terms stand; the others are rare in any case."""
        searched = self._database.execute("SELECT count(*) FROM profiles").fetchone()[0]
        return dict(self._database.execute("SELECT term, articles FROM found WHERE articles > 20")), searched

    def _write(self, one: Profile, place: Place, digest: str) -> int:
        cursor = self._database.execute(
            f"INSERT INTO profiles ({_COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.article_id,
                one.day,
                one.given,
                _pack(one.vector),
                "\t".join(one.keys),
                "\t".join(one.surfaces),
                place.story,
                place.topic,
                digest,
            ),
        )
        self._database.executemany(
            "INSERT INTO keys VALUES (?, ?)", [(key, cursor.lastrowid) for key in one.keys]
        )
        return cursor.lastrowid or 0

    def members(self, topic: str | None = None, limit: int = -1) -> list[Member]:
        """Return all articles' standing, or those of one topic, in order of arrival; -1: all of them."""
        query = f"SELECT {_STANDING} FROM profiles"
        with self._lock:
            rows = self._database.execute(
                query + (" WHERE topic = ?" if topic is not None else "") + " ORDER BY number LIMIT ?",
                (topic, limit) if topic is not None else (limit,),
            ).fetchall()
        return [_member(row) for row in rows]

    def shared(self) -> list[Member]:
        """Like :meth:`members`, but only of topics with two articles or more, or named by an article."""
        query = (
            f"SELECT {_STANDING} FROM profiles WHERE topic IN"
            " (SELECT topic FROM profiles GROUP BY topic HAVING count(*) > 1 OR max(given) IS NOT NULL)"
            " ORDER BY number"
        )
        with self._lock:
            rows = self._database.execute(query).fetchall()
        return [_member(row) for row in rows]

    def labels(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the label of each article's topic, as in the list of topics; articles alone have none."""
        found: dict[str, str | None] = {}
        places = self.topics_of(article_ids)
        for topic in set(places.values()):
            members = self.members(topic, NAMED_BY)
            with self._lock:
                named = self._database.execute(
                    "SELECT given FROM profiles WHERE topic = ? AND given IS NOT NULL LIMIT 1", (topic,)
                ).fetchone()
            found[topic] = named[0] if named else ", ".join(label(members)) if len(members) > 1 else None
        return {
            article_id: name for article_id, topic in places.items() if (name := found[topic]) is not None
        }

    def topics_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the topic id of each of these articles that has one."""
        with self._lock:
            return {
                article_id: row[0]
                for article_id in article_ids
                if (
                    row := self._database.execute(
                        "SELECT topic FROM profiles WHERE article_id = ?", (article_id,)
                    ).fetchone()
                )
            }

    def _days_around(self, one: Profile) -> tuple[int, int]:
        """The days on which the same story could be told; of an undated article, none."""
        return (0, -1) if one.day is None else (one.day - self._window, one.day + self._window)

    def neighbours(self, article_id: str, limit: int) -> list[Neighbour]:
        """Return the articles nearest to one, of any source: sharing key terms, or of its topic."""
        with self._lock:
            row = self._database.execute(
                f"SELECT {_COLUMNS} FROM profiles WHERE article_id = ?", (article_id,)
            ).fetchone()
            if row is None:
                return []
            one, place = _profile(row)
            marks = ",".join("?" * len(one.keys))
            rows = self._database.execute(
                f"SELECT {_COLUMNS} FROM profiles WHERE number IN"
                f" (SELECT number FROM keys WHERE term IN ({marks})"
                " GROUP BY number HAVING count(*) >= 2 ORDER BY count(*) DESC LIMIT 600)"
                " OR number IN (SELECT number FROM profiles WHERE topic = ? LIMIT 400)"
                " OR number IN (SELECT number FROM profiles WHERE day BETWEEN ? AND ? LIMIT 1000)",
                (*one.keys, place.topic, *self._days_around(one)),
            ).fetchall()
        near: list[Neighbour] = []
        for other_row in rows:
            other, there = _profile(other_row)
            if other.article_id == article_id:
                continue
            days = abs(other.day - one.day) if other.day is not None and one.day is not None else None
            printed = dict(zip(one.keys, one.surfaces, strict=False))
            near.append(
                Neighbour(
                    other.article_id,
                    similarity(one.vector, other.vector),
                    days,
                    there.story == place.story,
                    there.topic == place.topic,
                    tuple(printed[key] for key in one.keys if key in other.vector)[:KEYS],
                )
            )
        near.sort(key=lambda n: (-nearness(n), n.article_id))
        return near[:limit]


def nearness(neighbour: Neighbour) -> float:
    """Return how near two accounts are: their similarity, fading with the days between them.

    Accounts of one event come within days of each other; far ones keep a fifth of their weight, so that an
    affair's earlier chapters still rank by what they say. Chosen on the stream's events of 2016 and 2017.
    """
    if neighbour.days is None:
        return neighbour.similarity * UNKNOWN_GAP
    return neighbour.similarity * (FAR + (1 - FAR) * math.exp(-neighbour.days / FADING))


def label(members: Sequence[Member], terms: int = 3) -> tuple[str, ...]:
    """Return the words that name a group of articles: the weightiest keys that most share, as printed.

    The first ``NAMED_BY`` members decide, so that a topic keeps its name while it grows.
    """
    founders = members[:NAMED_BY]
    weight: dict[str, int] = {}
    for member in founders:
        for rank, (key, surface) in enumerate(zip(member.keys[:LABEL_KEYS], member.surfaces, strict=False)):
            weight[key] = weight.get(key, 0) + LABEL_KEYS - rank + (4 if surface[:1].isupper() else 0)
    best = sorted(weight, key=lambda key: (-weight[key], key))[:terms]
    return tuple(_printed(key, founders) for key in best)


def _printed(key: str, members: Sequence[Member]) -> str:
    forms = Counter(
        surface
        for member in members
        for other, surface in zip(member.keys, member.surfaces, strict=False)
        if other == key
    )
    return max(forms, key=lambda form: (forms[form], form))
