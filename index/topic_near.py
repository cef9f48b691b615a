"""What the file of topics tells of articles: their profiles in words, and those nearest to one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.neighbours import Neighbour, nearness
from index.topic_profile import KEYS, Profile
from index.topic_shelf import COLUMNS, PARAMETERS, outline_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from index.topic_company import Outline
    from index.topics import Place

#: Articles that are looked at: sharing two key terms, those with most first; of the same topic; of the days
#: around.
_SHARING: Final = 600
_OF_TOPIC: Final = 400
_AROUND: Final = 1000


def described(database: sqlite3.Connection, article_ids: Sequence[str]) -> dict[str, tuple[Profile, str]]:
    """Return profile and digest of each of these articles; see :class:`index.topic_store.TopicStore`."""
    query = f"SELECT digest, surfaces, {COLUMNS} FROM profiles WHERE article_id = ?"
    rows = [row for one in article_ids if (row := database.execute(query, (one,)).fetchone()) is not None]
    outlines = [outline_of(row[2:])[0] for row in rows]
    words = _words(database, {term for one in outlines for term in one.terms.tolist()})
    return {
        one.article_id: (
            Profile(
                one.article_id,
                one.day,
                one.given,
                {
                    words[term]: weight
                    for term, weight in zip(one.terms.tolist(), one.weights.tolist(), strict=True)
                },
                tuple(words[key] for key in one.keys.tolist()),
                tuple(surfaces.split("\t")) if surfaces else (),
            ),
            digest,
        )
        for one, (digest, surfaces, *_) in zip(outlines, rows, strict=True)
    }


def _words(database: sqlite3.Connection, terms: Iterable[int]) -> dict[int, str]:
    """The terms of these numbers."""
    found: dict[int, str] = {}
    wanted = sorted(terms)
    for start in range(0, len(wanted), PARAMETERS):
        chunk = wanted[start : start + PARAMETERS]
        query = f"SELECT number, term FROM terms WHERE number IN ({','.join('?' * len(chunk))})"
        found.update(database.execute(query, chunk))
    return found


def neighbours(
    database: sqlite3.Connection, article_id: str, window: int, limit: int, also: Sequence[str]
) -> list[Neighbour]:
    """Return the ``limit`` articles nearest to one; see :meth:`index.topic_store.TopicStore.neighbours`."""
    row = database.execute(
        f"SELECT surfaces, {COLUMNS} FROM profiles WHERE article_id = ?", (article_id,)
    ).fetchone()
    if row is None:
        return []
    one, place = outline_of(row[1:])
    printed = dict(zip(one.keys.tolist(), str(row[0]).split("\t"), strict=False))
    others = _others(database, one, place, window, also)
    cosines = _cosines(one, [other for other, _ in others])
    near = [
        (
            Neighbour(
                other.article_id,
                cosine,
                _days(one, other),
                there.story == place.story,
                there.topic == place.topic,
                (),
            ),
            other,
        )
        for (other, there), cosine in zip(others, cosines, strict=True)
    ]
    near.sort(key=lambda pair: (-nearness(pair[0]), pair[0].article_id))
    return [replace(found, shared=_shared(other, printed)) for found, other in near[:limit]]


def _others(
    database: sqlite3.Connection, one: Outline, place: Place, window: int, also: Sequence[str]
) -> list[tuple[Outline, Place]]:
    """The articles to look at, without the one itself."""
    around = (0, -1) if one.day is None else (one.day - window, one.day + window)
    keys = one.keys.tolist()
    # One list of numbers: joined by OR, the same lists would have every article of the library looked at.
    rows = database.execute(
        f"SELECT {COLUMNS} FROM profiles WHERE number IN ("
        f" SELECT * FROM (SELECT number FROM keys WHERE term IN ({','.join('?' * len(keys))})"
        f" GROUP BY number HAVING count(*) >= 2 ORDER BY count(*) DESC LIMIT {_SHARING})"
        f" UNION SELECT * FROM (SELECT number FROM profiles WHERE topic = ? LIMIT {_OF_TOPIC})"
        f" UNION SELECT * FROM (SELECT number FROM profiles WHERE day BETWEEN ? AND ? LIMIT {_AROUND})"
        f" UNION SELECT number FROM profiles WHERE article_id IN ({','.join('?' * len(also))}))",
        (*keys, place.topic, *around, *also),
    )
    return [found for row in rows if (found := outline_of(row))[0].article_id != one.article_id]


def _cosines(one: Outline, others: Sequence[Outline]) -> list[float]:
    if not others:
        return []
    terms = np.concatenate([other.terms for other in others])
    spread = np.zeros(max(terms.max(initial=0), one.terms.max(initial=0)) + 1, np.float32)
    spread[one.terms] = one.weights
    shares = spread[terms] * np.concatenate([other.weights for other in others])
    owner = np.repeat(np.arange(len(others)), [len(other.terms) for other in others])
    return [float(cosine) for cosine in np.bincount(owner, shares, len(others))]


def _days(one: Outline, other: Outline) -> int | None:
    return abs(other.day - one.day) if other.day is not None and one.day is not None else None


def _shared(other: Outline, printed: Mapping[int, str]) -> tuple[str, ...]:
    theirs = set(other.terms.tolist())
    return tuple(form for key, form in printed.items() if key in theirs)[:KEYS]
