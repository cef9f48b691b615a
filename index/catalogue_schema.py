"""What the catalogue's tables hold, and how an article is known to have changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.article import Article

#: Dates are kept in seconds from here.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: ``change`` numbers grow with every transaction; 0 means that the engine knows the article as it is.
MIGRATIONS = (
    """
    CREATE TABLE files (
        path TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        hash BLOB NOT NULL,
        clashes INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE articles (
        rowid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        title TEXT NOT NULL,
        published INTEGER,
        url TEXT,
        topic TEXT,
        language TEXT,
        authors TEXT NOT NULL,
        words INTEGER NOT NULL,
        path TEXT NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        line INTEGER,
        hash BLOB NOT NULL,
        change INTEGER NOT NULL
    );
    CREATE INDEX articles_by_path ON articles (path);
    CREATE INDEX articles_by_date ON articles (published DESC, id);
    CREATE INDEX articles_by_source ON articles (source, published);
    CREATE INDEX articles_pending ON articles (change) WHERE change > 0;
    CREATE TABLE bodies (rowid INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE clock (change INTEGER NOT NULL);
    INSERT INTO clock VALUES (0);
    CREATE TABLE removed (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE problems (
        path TEXT NOT NULL,
        number INTEGER NOT NULL,
        place TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (path, number)
    ) WITHOUT ROWID
    """,
    # How texts begin, in a table of its own: what walks through all articles need not read past it.
    """
    CREATE TABLE leads (rowid INTEGER PRIMARY KEY, lead TEXT NOT NULL)
    """,
    # Which change of the articles, and which state of their places in topics, belong to each other.
    """
    CREATE TABLE grouped (number INTEGER PRIMARY KEY, change INTEGER NOT NULL, places TEXT NOT NULL)
    """,
)


def content_hash(article: Article) -> bytes:
    """Return a hash over everything that the article says, so that any change of it shows."""
    published = "" if article.published is None else str(article.published.timestamp())
    parts = (
        article.source,
        article.title,
        published,
        article.url or "",
        article.topic or "",
        article.language or "",
        *article.authors,
        article.text,
    )
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()
