"""Old articles go when the rule says so, but never those that the reader holds on to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.intake.add import add
from index.intake.fetch import Notice, fetch_feeds
from index.intake.keeper import Keeper
from index.intake.retention import held_by, retire
from index.intake.versions import versions_of
from index.settings import Feed, Retention
from index.state import State
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
    with Keeper(folder / "corpus", folder / "state") as keeper:
        outcomes = retire(keeper, feed.url, rule, held=lambda: protected, now=NOW)
    assert {outcome.status for outcome in outcomes} <= {"removed"}
    assert all(outcome.reason for outcome in outcomes)
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


def test_what_was_there_before_the_feed_had_it_stays(server: LoopbackServer, tmp_path: Path) -> None:
    saved = tmp_path / "saved.md"
    saved.write_text(
        f"---\ntitle: Saved 1\nsource: The Mole\nurl: https://harbour.example/reports/1\n---\n\n{body(1)}\n"
    )
    add([str(saved)], tmp_path / "corpus", state=tmp_path / "state")
    server.pages["/feed"] = rss("The Mole", item(1), item(2))
    feed = Feed(server.url("/feed"))
    fetch_feeds([feed], tmp_path / "corpus", state=tmp_path / "state")
    assert let_go(feed, tmp_path, Retention(count=0)) == 1
    assert titles(tmp_path) == ["1"]


def test_what_was_edited_by_hand_stays(feed: Feed, tmp_path: Path) -> None:
    edited = next(path for path in (tmp_path / "corpus").rglob("*.md") if "Harbour report 2" in path.name)
    edited.write_text(edited.read_text() + "\nMy own remark on this.\n")
    assert let_go(feed, tmp_path, Retention(count=0)) == 4
    assert titles(tmp_path) == ["2"]


def test_a_fetch_applies_the_rule_and_spares_stars_and_notes(feed: Feed, tmp_path: Path) -> None:
    by_title = {article.title[-1]: article.id for article in articles(tmp_path / "corpus")}
    state = State(tmp_path / "reader.sqlite")
    state.star(by_title["1"])
    state.set_note(by_title["2"], "ask the harbour master")
    state.star(f"{by_title['3']}@1")  # an older version of it
    strict = Feed(feed.url, keep=Retention(days=1))
    (outcome,) = fetch_feeds(
        [strict], tmp_path / "corpus", state=tmp_path / "state", held=lambda: held_by(state)
    )
    assert outcome.count("removed") == 2
    assert titles(tmp_path) == ["1", "2", "3"]
    state.star(by_title["1"], False)
    (outcome,) = fetch_feeds(
        [strict], tmp_path / "corpus", state=tmp_path / "state", held=lambda: held_by(state)
    )
    assert [one.article_id for one in outcome.outcomes if one.status == "removed"] == [by_title["1"]]


def test_the_rule_holds_although_the_feed_does_not_answer(
    feed: Feed, server: LoopbackServer, tmp_path: Path
) -> None:
    server.pages.clear()
    strict = Feed(feed.url, keep=Retention(count=1))
    (outcome,) = fetch_feeds([strict], tmp_path / "corpus", state=tmp_path / "state", held=frozenset)
    assert outcome.status == "failed"
    assert outcome.count("removed") == 4


@pytest.mark.parametrize("harm", ["damaged", "in memory"])
def test_nothing_goes_while_it_is_not_sure_what_has_a_star(feed: Feed, tmp_path: Path, harm: str) -> None:
    if harm == "damaged":
        (tmp_path / "reader.sqlite").write_bytes(b"no database at all" * 100)
        State(tmp_path / "reader.sqlite").starred_ids()  # sets it aside and begins anew
        state = State(tmp_path / "reader.sqlite")
    else:
        state = State.in_memory()
    events: list[object] = []
    (outcome,) = fetch_feeds(
        [Feed(feed.url, keep=Retention(count=1))],
        tmp_path / "corpus",
        state=tmp_path / "state",
        held=lambda: held_by(state),
        on_event=events.append,
    )
    assert outcome.count("removed") == 0
    assert len(titles(tmp_path)) == 5
    assert [event for event in events if isinstance(event, Notice)]
