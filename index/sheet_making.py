"""Make the sheet of a topic out of a library, step by step, and keep finished ones."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
import zlib
from collections import OrderedDict
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.sheet_build import SheetBuilder
from index.sheet_codec import freeze, thaw
from index.sheet_pairs import Described, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from index.compare.facts import ArticleFacts
    from index.sheet import Sheet
    from index.sheet_build import Listed
    from index.topic_profile import Profile
    from index.topics import Topic

#: Raised whenever sheets are made otherwise: kept ones of another number are made anew.
FORMAT: Final = 6
#: Of a larger topic, only the newest articles are looked at.
MOST_ARTICLES: Final = 200
#: Seconds from the start to the first facts, each pause then twice as long as the last, up to so many.
_FIRST, _BETWEEN = 0.1, 1.5
#: So many articles' facts are held at a time.
_HELD: Final = 200

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS made (topic TEXT PRIMARY KEY, version TEXT NOT NULL,"
    " differing INTEGER NOT NULL, data BLOB NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class Material:
    """What a sheet is made of: topic, articles, their profiles and digests, how strictly to link."""

    topic: Topic
    articles: Sequence[Listed]
    profiles: Mapping[str, tuple[Profile, str]]
    strictness: int

    def version(self) -> str:
        """Return what changes whenever the sheet would, but for the name of the topic."""
        from index.compare.facts import VERSION

        stated: list[object] = [FORMAT, VERSION, self.strictness]
        stated += [
            (
                one.id,
                one.source,
                str(one.published),
                self.profiles[one.id][1] if one.id in self.profiles else "",
            )
            for one in self.articles
        ]
        return hashlib.sha256(json.dumps(stated).encode("utf-8", "surrogatepass")).hexdigest()


def newest(articles: Sequence[Listed]) -> tuple[list[Listed], int]:
    """Return at most ``MOST_ARTICLES`` of ``articles``, the newest, and how many were left out."""
    if len(articles) <= MOST_ARTICLES:
        return list(articles), 0
    ranked = sorted(articles, key=lambda a: a.published.isoformat() if a.published else "", reverse=True)
    return ranked[:MOST_ARTICLES], len(articles) - MOST_ARTICLES


def make(
    material: Material,
    facts_of: Callable[[str], ArticleFacts],
    on_sheet: Callable[[Sheet], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Sheet:
    """Compare the articles that are near each other and put what is found on a sheet.

    Args:
        material: The topic and its articles.
        facts_of: Returns an article's facts by id.
        on_sheet: Given an unfinished sheet early and then now and then, so that a reader need not wait.
        cancelled: Asked before each comparison; what was found until then is returned.
    """
    from index.compare import compare_facts

    articles, left_out = newest(material.articles)
    planned = pairs([_described(one, material.profiles) for one in articles])
    builder = SheetBuilder(material.topic.id, material.topic.label, articles, len(planned), left_out)
    held: OrderedDict[str, ArticleFacts] = OrderedDict()

    def facts(article_id: str) -> ArticleFacts:
        if article_id not in held:
            held[article_id] = facts_of(article_id)
            if len(held) > _HELD:
                held.popitem(last=False)
        held.move_to_end(article_id)
        return held[article_id]

    if on_sheet is not None:
        on_sheet(builder.sheet())  # who tells it is known at once
    pause = _FIRST
    due = time.monotonic() + pause
    for one, other in planned:
        if cancelled is not None and cancelled():
            break
        builder.add(compare_facts(facts(one), facts(other), material.strictness))
        if on_sheet is not None and time.monotonic() >= due:
            on_sheet(builder.sheet())
            pause = min(2 * pause, _BETWEEN)
            due = time.monotonic() + pause
    return builder.sheet()


def _described(one: Listed, profiles: Mapping[str, tuple[Profile, str]]) -> Described:
    found = profiles.get(one.id)
    day = one.published.date().toordinal() if one.published else None
    return Described(one.id, one.source, day, found[0].vector if found else {})


def kept(path: Path, topic_id: str, version: str) -> Sheet | None:
    """Return the sheet kept at ``path`` if it was made of the same; anything wrong with the file is none."""
    with (
        suppress(sqlite3.Error, ValueError, IndexError, TypeError, zlib.error, OSError),
        _opened(path) as database,
    ):
        row = database.execute(
            "SELECT data FROM made WHERE topic = ? AND version = ?", (topic_id, version)
        ).fetchone()
        if row is not None:
            return thaw(json.loads(zlib.decompress(row[0])))
    return None


def differing(path: Path) -> dict[str, int]:
    """Return how many facts differed in each topic of which a sheet is kept, as of when it was made."""
    with suppress(sqlite3.Error, OSError), _opened(path) as database:
        return dict(database.execute("SELECT topic, differing FROM made"))
    return {}


def keep(path: Path, version: str, sheet: Sheet) -> None:
    """Keep a finished sheet; if that cannot be done, it is made again the next time."""
    data = zlib.compress(json.dumps(freeze(sheet)).encode(), 1)
    try:
        with _opened(path) as database:
            row = (sheet.topic_id, version, sheet.differing, data)
            database.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?)", row)
    except sqlite3.OperationalError:
        pass  # locked or on a full disk
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _opened(path: Path) -> closing[sqlite3.Connection]:
    database = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return closing(database)
