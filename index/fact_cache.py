"""What was extracted from articles, kept so that opening a comparison again needs no second reading."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import closing, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article
    from index.compare.facts import ArticleFacts

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS facts (article TEXT PRIMARY KEY, version TEXT NOT NULL, data BLOB NOT NULL)"
)


def facts_of(article: Article, path: Path) -> ArticleFacts:
    """Return the facts of ``article``, from the cache at ``path`` if they stand there for this very text.

    The cache can be missing, foreign or damaged at any time: then the facts are extracted, and it is mended.
    """
    from index.compare.facts import VERSION, extract, from_json, to_json

    text = "\x00".join(
        (article.source, article.title, str(article.published), str(article.url), article.text)
    )
    version = f"{VERSION}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
    with (
        suppress(sqlite3.Error, ValueError, KeyError, TypeError, zlib.error, OSError),
        _opened(path) as database,
    ):
        row = database.execute(
            "SELECT data FROM facts WHERE article = ? AND version = ?", (article.id, version)
        ).fetchone()
        if row is not None:
            return from_json(json.loads(zlib.decompress(row[0])))
    facts = extract(article)
    data = zlib.compress(json.dumps(to_json(facts)).encode(), 1)
    try:
        with _opened(path) as database:
            database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (article.id, version, data))
    except sqlite3.OperationalError:
        pass  # locked or on a full disk: the facts are at hand all the same
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return facts


def _opened(path: Path) -> closing[sqlite3.Connection]:
    database = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return closing(database)
