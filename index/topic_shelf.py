"""The places of articles as they stand in the file of topics, while new ones are placed.

The file gives each term a number, and keeps of an article the numbers of its terms beside their weights: what
is read of it is a row of a matrix already.
"""

from __future__ import annotations

import struct
from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from index.topic_company import Outline
from index.topics import Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

#: From so many look-ups on, all key terms are held in memory while articles are placed.
BULK: Final = 100
#: Terms of so many articles or fewer are rare in any case, and count as of none.
_FEW: Final = 20
#: So many terms are looked up one by one, then all are read at once.
_ONE_BY_ONE: Final = 5000
#: More than so many values at once not every SQLite takes.
PARAMETERS: Final = 900

COLUMNS: Final = "article_id, day, given, vector, story, topic"
_QUANTUM: Final = 65_535
_SIZES: Final = struct.Struct("<HH")
_NOTHING: Final = array("i")


def pack(one: Outline) -> bytes:
    """Return the numbers of an outline: terms, weights in 1/65,535, where among the terms its keys stand."""
    place = {term: at for at, term in enumerate(one.terms.tolist())}
    keys = np.array([place[key] for key in one.keys.tolist()], "u1")
    weights = np.rint(one.weights * _QUANTUM).astype("<u2")
    sizes = _SIZES.pack(len(one.terms), len(keys))
    return b"".join((sizes, one.terms.astype("<i4").tobytes(), weights.tobytes(), keys.tobytes()))


def outline_of(row: Sequence[object]) -> tuple[Outline, Place]:
    """Return what one row of :data:`COLUMNS` says."""
    article_id, day, given, vector, story, topic = row
    assert isinstance(article_id, str) and isinstance(vector, bytes)  # noqa: S101, PT018
    terms, weights, keys = unpack(vector)
    one = Outline(
        article_id,
        day if isinstance(day, int) else None,
        given if isinstance(given, str) else None,
        terms,
        weights,
        keys,
    )
    return one, Place(article_id, str(story), str(topic))


def unpack(vector: bytes) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int32]]:
    """Return the terms, weights and keys that :func:`pack` made bytes of."""
    size, keys = _SIZES.unpack_from(vector)
    start = _SIZES.size
    terms: NDArray[np.int32] = np.frombuffer(vector, "<i4", size, start)
    weights = np.frombuffer(vector, "<u2", size, start + 4 * size).astype(np.float32)
    return terms, weights / np.float32(_QUANTUM), terms[np.frombuffer(vector, "u1", keys, start + 6 * size)]


class FileTerms(dict[str, int]):
    """The numbers that the file gives to terms; a new term gets the next one when it is first asked for.

    In how many articles a term stands is answered as the file says, whatever is counted meanwhile.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        super().__init__()
        self._database = database
        self._found: dict[str, int] = {}
        self._asked = 0
        self._whole = False
        self._known: int = database.execute("SELECT ifnull(max(number), 0) FROM terms").fetchone()[0]
        self._new: list[str] = []
        self._added = np.zeros(1 << 12, np.int64)

    def __missing__(self, term: str) -> int:
        self._look_up(term)
        if term not in self:
            self._new.append(term)
            self[term] = self._known + len(self._new)
        return self[term]

    def found(self, term: str) -> int:
        """Return in how many articles ``term`` stands; those of few articles count as none."""
        if term not in self._found:
            self._look_up(term)
        return self._found.get(term, 0)

    def _look_up(self, term: str) -> None:
        """Read a term from the file; the first few thousand one by one, then all at once."""
        if self._whole:
            return
        self._asked += 1
        if self._asked <= _ONE_BY_ONE:
            query = "SELECT number, articles FROM terms WHERE term = ?"
            row = self._database.execute(query, (term,)).fetchone()
            if row is not None:
                self[term] = row[0]
            self._found[term] = row[1] if row is not None and row[1] > _FEW else 0
        else:
            self._read_all()

    def all_found(self) -> Mapping[str, int]:
        """Return in how many articles each term stands that is in more than a few."""
        if not self._whole:
            self._read_all()
        return self._found

    def _read_all(self) -> None:
        self._whole = True
        fresh = {term: self[term] for term in self._new}
        self.update(self._database.execute("SELECT term, number FROM terms"))
        self.update(fresh)
        query = "SELECT term, articles FROM terms WHERE articles > ?"
        self._found = dict(self._database.execute(query, (_FEW,)))

    def count(self, terms: NDArray[np.int32]) -> None:
        """Count one more article with each of ``terms``."""
        highest = int(terms.max(initial=0))
        while highest >= len(self._added):
            self._added = np.concatenate([self._added, np.zeros_like(self._added)])
        self._added[terms] += 1

    def write(self) -> None:
        """Write new terms and what was counted; once, when all articles are placed."""
        added, known = self._added, self._known
        new = ((known + at, term, int(added[known + at])) for at, term in enumerate(self._new, 1))
        self._database.executemany("INSERT INTO terms VALUES (?, ?, ?)", new)
        old = np.flatnonzero(added[: known + 1])
        self._database.executemany(
            "UPDATE terms SET articles = articles + ? WHERE number = ?",
            zip(added[old].tolist(), old.tolist(), strict=True),
        )


class FileShelf:
    """What stands in the file, and what is about to. See :class:`index.topic_grouping.Shelf`."""

    def __init__(self, database: sqlite3.Connection, terms: FileTerms) -> None:
        self._database = database
        self._terms = terms
        self._by_key: dict[int, array[int]] | None = None
        self._unwritten: list[tuple[int, int]] = []
        self._ids: dict[int, str] = {}
        self._asked = 0

    def put(self, one: Outline, number: int) -> None:
        """Note an article that was just written to the file, but for its keys and the count of its terms."""
        self._terms.count(one.terms)
        keys = one.keys.tolist()
        self._unwritten += [(key, number) for key in keys]
        if self._by_key is None:
            self._write_keys()
        else:
            self._ids[number] = one.article_id
            for key in keys:
                self._by_key.setdefault(key, array("i")).append(number)

    def write(self) -> None:
        """Write what is not in the file yet; sorted, many keys go in much faster."""
        self._write_keys()
        self._terms.write()

    def _write_keys(self) -> None:
        self._database.executemany("INSERT INTO keys VALUES (?, ?)", sorted(self._unwritten))
        self._unwritten.clear()

    def _rows(self, condition: str, *values: object, limit: int = -1) -> list[tuple[Outline, Place]]:
        query = f"SELECT {COLUMNS} FROM profiles WHERE {condition} ORDER BY number LIMIT ?"
        return [outline_of(row) for row in self._database.execute(query, (*values, limit))]

    def on_day(self, day: int) -> list[tuple[Outline, Place]]:
        """Return the articles published on a day (an ordinal)."""
        return self._rows("day = ?", day)

    def undated(self, limit: int) -> list[tuple[Outline, Place]] | None:
        """Return all undated articles, or None if there are more than ``limit``."""
        query = "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE day IS NULL LIMIT ?)"
        count = self._database.execute(query, (limit + 1,)).fetchone()[0]
        return self._rows("day IS NULL") if count <= limit else None

    def outlines(self, article_ids: Iterable[str]) -> list[tuple[Outline, Place]]:
        """Return articles by id, in any order."""
        wanted = list(article_ids)
        found: list[tuple[Outline, Place]] = []
        for start in range(0, len(wanted), PARAMETERS):
            chunk = wanted[start : start + PARAMETERS]
            found += self._rows(f"article_id IN ({','.join('?' * len(chunk))})", *chunk)
        return found

    def story(self, story: str) -> list[tuple[Outline, Place]]:
        """Return the members of a story."""
        return self._rows("story = ?", story)

    def topic_size(self, topic: str) -> int:
        """Return how many articles a topic has; for more than three, three."""
        query = "SELECT count(*) FROM (SELECT 1 FROM profiles WHERE topic = ? LIMIT 3)"
        count: int = self._database.execute(query, (topic,)).fetchone()[0]
        return max(1, count)

    def retell(self, article_ids: Sequence[str], story: str) -> None:
        """Move articles into another story."""
        self._database.executemany(
            "UPDATE profiles SET story = ? WHERE article_id = ?", [(story, one) for one in article_ids]
        )

    def leave(self, article_ids: Sequence[str], topic: str) -> None:
        """Move articles into another topic."""
        self._database.executemany(
            "UPDATE profiles SET topic = ? WHERE article_id = ?", [(topic, one) for one in article_ids]
        )

    def topic(self, topic: str, limit: int) -> list[tuple[Outline, Place]]:
        """Return the articles of a topic that came first, at most ``limit``."""
        return self._rows("topic = ?", topic, limit=limit)

    def adopt(self, topic: str, by: str) -> None:
        """Move the articles of a topic that name none themselves into the topic ``by``."""
        self._database.execute("UPDATE profiles SET topic = ? WHERE topic = ? AND given IS NULL", (by, topic))

    def sharing(self, keys: Sequence[str], floor: int, limit: int) -> list[str]:
        """From the file for the first few articles; for more, all keys are brought into memory once."""
        self._asked += 1
        numbers = [self._terms[key] for key in keys]
        if self._asked > BULK:
            return self._sharing_in_memory(numbers, floor, limit)
        rows = self._database.execute(
            "SELECT article_id FROM (SELECT number, count(*) AS shared FROM keys"
            f" WHERE term IN ({','.join('?' * len(numbers))})"
            " GROUP BY number HAVING shared >= ? ORDER BY shared DESC, number LIMIT ?)"
            " JOIN profiles USING (number) ORDER BY shared DESC, number",
            (*numbers, floor, limit),
        )
        return [row[0] for row in rows]

    def _sharing_in_memory(self, keys: Sequence[int], floor: int, limit: int) -> list[str]:
        if self._by_key is None:
            self._by_key = {}
            for term, number in self._database.execute("SELECT term, number FROM keys ORDER BY term, number"):
                self._by_key.setdefault(term, array("i")).append(number)
            self._ids = dict(self._database.execute("SELECT number, article_id FROM profiles"))
        having = array("i")  # a copy: numpy must not hold on to what articles are still added to
        for key in keys:
            having += self._by_key.get(key, _NOTHING)
        if not having:
            return []
        numbers, shared = np.unique(np.frombuffer(having, np.int32), return_counts=True)
        enough = shared >= max(1, floor)
        numbers, shared = numbers[enough], shared[enough]
        best = np.lexsort((numbers, -shared))[:limit]
        return [self._ids[number] for number in numbers[best].tolist()]
