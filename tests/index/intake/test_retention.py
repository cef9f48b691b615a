"""Old articles go when the rule says so, but never those that the reader holds on to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.intake.fetch import fetch_feeds
from index.intake.retention import retire
from index.intake.versions import versions_of
from index.settings import Feed, Retention
from tests.index.intake.newsroom import articles, body, item, rss

if TYPE_CHECKING:
    from pathlib import Path

    from tests.index.intake.server import LoopbackServer

NOW = datetime(2024, 5, 10, tzinfo=UTC)


@pytest.fixture
def feed(server: LoopbackServer, tmp_path: Path) -> Feed:
    """A feed of five articles of the first five days of May, fetched."""
    items = [item(n, date=f"{n} May 2024 10:00:00 GMT") for n in range(1, 6)]
    server.pages["/feed"] = rss("The Mole", *items)
    feed = Feed(server.url("/feed"))
    fetch_feeds([feed], tmp_path / "corpus", state=tmp_path / "state")
    return feed


def titles(folder: Path) -> list[str]:
    return sorted(article.title[-1] for article in articles(folder / "corpus"))


def let_go(feed: Feed, folder: Path, rule: Retention, *protected: str) -> int:
    outcomes = retire(feed.url, rule, folder / "corpus", protected=protected, state=folder / "state", now=NOW)
    assert all(outcome.reason.startswith("removed") for outcome in outcomes)
    return len(outcomes)


def test_by_count_the_newest_stay(feed: Feed, tmp_path: Path) -> None:
    assert let_go(feed, tmp_path, Retention(count=2)) == 3
    assert titles(tmp_path) == ["4", "5"]


def test_by_age(feed: Feed, tmp_path: Path) -> None:
    assert let_go(feed, tmp_path, Retention(days=6)) == 3
    assert titles(tmp_path) == ["4", "5"]


def test_without_a_rule_all_stay(feed: Feed, tmp_path: Path) -> None:
    assert let_go(feed, tmp_path, Retention()) == 0


def test_what_the_reader_holds_on_to_stays(feed: Feed, tmp_path: Path) -> None:
    starred = next(article.id for article in articles(tmp_path / "corpus") if article.title.endswith("1"))
    assert let_go(feed, tmp_path, Retention(count=1), starred) == 3
    assert titles(tmp_path) == ["1", "5"]


def test_other_articles_are_not_looked_at(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "mine.md").write_text(
        f"---\ntitle: Mine 9\npublished: 2001-01-01\n---\n\n{body(9)}\n"
    )
    let_go(feed, tmp_path, Retention(count=0))
    assert titles(tmp_path) == ["9"]


def test_what_was_let_go_does_not_come_back(feed: Feed, tmp_path: Path) -> None:
    let_go(feed, tmp_path, Retention(count=2))
    fetch_feeds([feed], tmp_path / "corpus", state=tmp_path / "state")
    assert titles(tmp_path) == ["4", "5"]


def test_older_versions_go_along(feed: Feed, server: LoopbackServer, tmp_path: Path) -> None:
    changed = item(1, body(1).replace("Nobody", "A sailor"), date="1 May 2024 10:00:00 GMT")
    server.pages["/feed"] = rss("The Mole", changed)
    fetch_feeds([feed], tmp_path / "corpus", state=tmp_path / "state")
    (corrected,) = (one.id for one in articles(tmp_path / "corpus") if one.title.endswith("1"))
    assert versions_of(tmp_path / "corpus", corrected)
    let_go(feed, tmp_path, Retention(count=0))
    assert versions_of(tmp_path / "corpus", corrected) == ()
