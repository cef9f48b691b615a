"""The places of articles as they stand in the file of topics, while new ones are placed."""

from __future__ import annotations

import zlib
from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from index.topics import Place, Profile, Vector

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

#: From so many look-ups on, all key terms are held in memory while articles are placed.
BULK: Final = 100
#: So many profiles read last are kept at hand while articles are placed.
RECENT: Final = 4000

COLUMNS: Final = "article_id, day, given, vector, keys, surfaces, story, topic"
_QUANTUM: Final = 65_535
#: Terms of so many articles or fewer are not told apart.
_FEW: Final = 20
#: So many terms are looked up one by one.
_ONE_BY_ONE: Final = 5000
#: More than so many values at once not every SQLite takes.
_PARAMETERS: Final = 900


def pack(vector: Vector) -> bytes:
    """Return ``vector`` as packed bytes: its terms, then their weights in 1/65,535."""
    weights = array("H", (round(weight * _QUANTUM) for weight in vector.values()))
    return zlib.compress(" ".join(vector).encode() + b"\n" + weights.tobytes(), 1)


def unpack(blob: bytes) -> Vector:
    """Return the vector that :func:`pack` made bytes of. Raises ValueError or zlib.error for others."""
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


def profile_of(row: Sequence[object]) -> tuple[Profile, Place]:
    """Return what one row of :data:`COLUMNS` says."""
    article_id, day, given, vector, keys, surfaces, story, topic = row
    assert isinstance(article_id, str) and isinstance(vector, bytes)  # noqa: S101, PT018
    split_keys = tuple(str(keys).split("\t")) if keys else ()
    split_surfaces = tuple(str(surfaces).split("\t")) if surfaces else ()
    one = Profile(
        article_id,
        day if isinstance(day, int) else None,
        given if isinstance(given, str) else None,
        unpack(vector),
        split_keys,
        split_surfaces,
    )
    return one, Place(article_id, str(story), str(topic))


class Found:
    """In how many articles a term stands; terms of few articles are rare in any case and count as none.

    As the file says when it is first asked: nothing may be counted into it meanwhile.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._asked = 0
        self._all: dict[str, int] | None = None

    def __call__(self, term: str) -> int:
        """Return the number. The first few thousand are looked up one by one, then all are read at once."""
        self._asked += 1
        if self._all is None and self._asked > _ONE_BY_ONE:
            query = "SELECT term, articles FROM found WHERE articles > ?"
            self._all = dict(self._database.execute(query, (_FEW,)))
        if self._all is not None:
            return self._all.get(term, 0)
        row = self._database.execute("SELECT articles FROM found WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row is not None and row[0] > _FEW else 0


class FileShelf:
    """What stands in the file, with what was read of it lately kept at hand. See index.topics.Shelf."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._recent: OrderedDict[str, tuple[Profile, Place]] = OrderedDict()
        self._stories: dict[str, list[str]] = {}
        self._by_key: dict[str, array[int]] | None = None
        self._unwritten: list[tuple[str, int]] = []
        self._numbers: dict[int, str] = {}
        self._asked = 0

    def put(self, one: Profile, place: Place, number: int) -> None:
        """Note an article that was just written to the file, but for its keys."""
        self._keep(one, place)
        if place.story in self._stories:
            self._stories[place.story].append(one.article_id)
        self._unwritten += [(key, number) for key in one.keys]
        if self._by_key is None:
            self.write_keys()
        else:
            self._numbers[number] = one.article_id
            for key in one.keys:
                self._by_key.setdefault(key, array("i")).append(number)

    def write_keys(self) -> None:
        """Write the keys that are not in the file yet; sorted, many go in much faster."""
        self._database.executemany("INSERT INTO keys VALUES (?, ?)", sorted(self._unwritten))
        self._unwritten.clear()

    def _keep(self, one: Profile, place: Place) -> None:
        self._recent[one.article_id] = (one, place)
        if len(self._recent) > RECENT:
            self._recent.popitem(last=False)

    def _rows(self, condition: str, *values: object) -> list[tuple[Profile, Place]]:
        query = f"SELECT {COLUMNS} FROM profiles WHERE {condition} ORDER BY number"
        found = [profile_of(row) for row in self._database.execute(query, values)]
        for one, place in found:
            self._keep(one, place)
        return found

    def on_day(self, day: int) -> list[tuple[Profile, Place]]:
        """Return the articles published on a day (an ordinal)."""
        return self._rows("day = ?", day)

    def undated(self, limit: int) -> list[tuple[Profile, Place]] | None:
        """Return all undated articles, or None if there are more than ``limit``."""
        count = self._database.execute("SELECT count(*) FROM profiles WHERE day IS NULL").fetchone()[0]
        return self._rows("day IS NULL") if count <= limit else None

    def profiles(self, article_ids: Iterable[str]) -> list[tuple[Profile, Place]]:
        """Return articles by id, in any order."""
        wanted = list(article_ids)
        found = [self._recent[article_id] for article_id in wanted if article_id in self._recent]
        missing = [article_id for article_id in wanted if article_id not in self._recent]
        for start in range(0, len(missing), _PARAMETERS):
            chunk = missing[start : start + _PARAMETERS]
            found += self._rows(f"article_id IN ({','.join('?' * len(chunk))})", *chunk)
        return found

    def story(self, story: str) -> list[tuple[Profile, Place]]:
        """Return the members of a story."""
        if story not in self._stories:
            found = self._rows("story = ?", story)
            self._stories[story] = [one.article_id for one, _ in found]
            return found
        return self.profiles(self._stories[story])

    def topic_size(self, topic: str) -> int:
        """Return how many articles a topic has; for more than three, three."""
        query = "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE topic = ? LIMIT 3)"
        count: int = self._database.execute(query, (topic,)).fetchone()[0]
        return max(1, count)

    def adopt(self, topic: str, by: str) -> None:
        """Move the articles of a topic that name none themselves into the topic ``by``."""
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
        import numpy as np

        if self._by_key is None:
            self._by_key = {}
            for term, number in self._database.execute("SELECT term, number FROM keys ORDER BY term, number"):
                self._by_key.setdefault(term, array("i")).append(number)
            self._numbers = dict(self._database.execute("SELECT number, article_id FROM profiles"))
        having = [np.frombuffer(self._by_key[key], np.int32) for key in keys if key in self._by_key]
        if not having:
            return []
        shared = np.bincount(np.concatenate(having))
        enough = np.flatnonzero(shared >= max(1, floor))
        best = enough[np.lexsort((enough, -shared[enough]))][:limit]
        return [self._numbers[number] for number in best.tolist()]
