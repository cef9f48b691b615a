"""What SQLite complains of about the file of topics reaches the reader in one line, and heals."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.records import LibraryError
from index.topic_store import TopicStore

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = [
    Article(
        id=f"a{number}",
        source="Coast Wire",
        title=f"Ferry {number} leaves Lindholm",
        text=f"The ferry to island {number} left the quay at Lindholm after weeks of repairs.",
        published=datetime(2031, 5, 1 + number % 28, tzinfo=UTC),
    )
    for number in range(200)
]
DIGESTS = {article.id: article.title for article in ARTICLES}


def test_a_full_disk_is_one_line_and_leaves_what_was(tmp_path: Path) -> None:
    store = TopicStore(tmp_path / "topics.sqlite", window=3)
    store.update(ARTICLES[:2], (), DIGESTS)
    (pages,) = store._database.execute("PRAGMA page_count").fetchone()
    store._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryError, match=r"topics\.sqlite: database or disk is full"):
        store.update(ARTICLES[2:], (), DIGESTS)
    assert store.count() == 2
    store._database.execute(f"PRAGMA max_page_count = {1 << 20}")
    store.update(ARTICLES[2:], (), DIGESTS)
    assert store.count() == len(ARTICLES)


@pytest.mark.parametrize("damage", ["DROP TABLE keys", "DROP TABLE profiles"])
def test_damage_found_while_it_is_used_is_told_and_then_mended(tmp_path: Path, damage: str) -> None:
    store = TopicStore(tmp_path / "topics.sqlite", window=3)
    store.update(ARTICLES[:2], (), DIGESTS)
    with sqlite3.connect(tmp_path / "topics.sqlite") as connection:
        connection.execute(damage)
    with pytest.raises(LibraryError, match="was damaged"):
        store.update(ARTICLES[2:9], ["a0"], DIGESTS)
    assert store.count() == 0
    store.update(ARTICLES, (), DIGESTS)
    assert store.count() == len(ARTICLES)


def test_a_file_that_another_uses_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TopicStore(tmp_path / "topics.sqlite", window=3)
    store.update(ARTICLES[:2], (), DIGESTS)

    def busy(_: TopicStore) -> sqlite3.Connection:
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(TopicStore, "_open", busy)
        with pytest.raises(LibraryError, match="locked"):
            TopicStore(tmp_path / "topics.sqlite", window=3)
    assert TopicStore(tmp_path / "topics.sqlite", window=3).count() == 2
