"""The peer: SQLite FTS5 with its Porter stemmer, bodies kept in the table as its users do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from index.engines.segment import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.article import Article

_INSERT = "INSERT INTO articles(id, title, body, published) VALUES (?, ?, ?, ?)"


class Fts5:
    """An FTS5 table over articles."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS articles"
            " USING fts5(id UNINDEXED, title, body, published UNINDEXED, tokenize='porter unicode61')"
        )

    def update(self, articles: Iterable[Article]) -> None:
        """Add articles in one transaction."""
        with self._connection:
            self._connection.executemany(
                _INSERT, ((a.id, a.title, a.text, seconds(a.published)) for a in articles)
            )

    def search(
        self,
        match: str,
        *,
        newest: bool = False,
        since: int | None = None,
        limit: int = 20,
        snippets: bool = True,
    ) -> list[str]:
        """The ids of the best articles, with snippets made (and dropped) as a reader would."""
        order = "published DESC" if newest else "bm25(articles, 0, 2.0, 1.0, 0)"
        where = " AND published >= ?" if since is not None else ""
        extra = ", snippet(articles, 2, '[', ']', '…', 30)" if snippets else ""
        sql = f"SELECT id{extra} FROM articles WHERE articles MATCH ?{where} ORDER BY {order} LIMIT ?"
        values = (match, since, limit) if since is not None else (match, limit)
        return [row[0] for row in self._connection.execute(sql, values)]
