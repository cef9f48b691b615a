"""Fetching feeds: each article once, nothing lost, one bad feed harms no other."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from index.intake.client import Limits
from index.intake.fetch import Begun, FeedOutcome, FetchEvent, Notice, Progress, fetch_feeds
from index.intake.versions import version, versions_of
from index.progress import Step
from index.settings import Feed, FeedLimits
from tests.index.intake.conftest import no_sleep
from tests.index.intake.newsroom import articles, body, item, page, rss

if TYPE_CHECKING:
    from pathlib import Path

    from tests.index.intake.server import Connection, LoopbackServer


class Fetch:
    """Fetches into one corpus, again and again."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.corpus = folder / "corpus"
        self.state = folder / "state"
        self.limits = limits
        self.events: list[FetchEvent] = []

    def __call__(self, *feeds: Feed) -> list[FeedOutcome]:
        return fetch_feeds(
            feeds,
            self.corpus,
            state=self.state,
            on_event=self.events.append,
            limits=self.limits,
            sleep=no_sleep,
        )

    def one(self, feed: Feed) -> FeedOutcome:
        (outcome,) = self(feed)
        return outcome

    def articles(self) -> list[str]:
        return sorted(article.title for article in articles(self.corpus))


@pytest.fixture
def fetch(tmp_path: Path, limits: Limits) -> Fetch:
    return Fetch(tmp_path, limits)


def statuses(outcome: FeedOutcome) -> list[str]:
    return [one.status for one in outcome.outcomes]


def test_a_feed_becomes_readable_files(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss("The Mole", item(1), item(2))
    outcome = fetch.one(Feed(server.url("/feed")))
    assert outcome.status == "fetched"
    assert statuses(outcome) == ["kept", "kept"]
    first = next(article for article in articles(fetch.corpus) if article.title == "Harbour report 1")
    assert first.source == "The Mole"
    assert first.text == body(1)
    assert first.url == "https://harbour.example/reports/1"
    assert first.published is not None
    assert first.published.isoformat() == "2024-05-06T10:00:00+00:00"
    assert all(one.kept is not None and one.kept.is_file() for one in outcome.outcomes)


def test_the_settings_name_the_source(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss("home - latest", item(1))
    fetch.one(Feed(server.url("/feed"), name="The Mole"))
    assert [article.source for article in articles(fetch.corpus)] == ["The Mole"]


def test_fetching_again_keeps_nothing_twice(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss("The Mole", item(1), item(2))
    fetch.one(Feed(server.url("/feed")))
    assert statuses(fetch.one(Feed(server.url("/feed")))) == ["skipped", "skipped"]
    server.pages["/feed"] = rss("The Mole", item(1), item(2), item(3))
    assert sorted(statuses(fetch.one(Feed(server.url("/feed"))))) == ["kept", "skipped", "skipped"]
    assert len(fetch.articles()) == 3


def test_what_did_not_change_is_not_sent_again(server: LoopbackServer, fetch: Fetch) -> None:
    def feed(talk: Connection) -> None:
        if talk.request.headers.get("if-none-match") == '"v1"':
            talk.reply(status=304)
        else:
            talk.reply(rss("The Mole", item(1)), etag='"v1"')

    server.pages["/feed"] = feed
    assert fetch.one(Feed(server.url("/feed"))).status == "fetched"
    assert fetch.one(Feed(server.url("/feed"))).status == "unchanged"


def test_articles_that_disappeared_are_fetched_again(server: LoopbackServer, fetch: Fetch) -> None:
    def feed(talk: Connection) -> None:
        known = "if-none-match" in talk.request.headers
        talk.reply(b"" if known else rss("The Mole", item(1)), status=304 if known else 200, etag='"v1"')

    server.pages["/feed"] = feed
    kept = fetch.one(Feed(server.url("/feed"))).outcomes[0].kept
    assert kept is not None
    kept.unlink()
    assert statuses(fetch.one(Feed(server.url("/feed")))) == ["kept"]


def test_a_corrected_article_keeps_its_old_version(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss("The Mole", item(1))
    before = fetch.one(Feed(server.url("/feed"))).outcomes[0]
    corrected = body(1).replace("Nobody on board was hurt", "Three sailors were hurt")
    server.pages["/feed"] = rss("The Mole", item(1, corrected))
    after = fetch.one(Feed(server.url("/feed"))).outcomes[0]
    assert after.status == "corrected"
    assert after.article_id == before.article_id
    assert [article.text for article in articles(fetch.corpus)] == [corrected]
    (old,) = versions_of(fetch.corpus, str(before.article_id))
    assert old.text == body(1)
    assert old.id == f"{before.article_id}@1"
    assert version(fetch.corpus, old.id) == old


def test_each_correction_is_a_version(server: LoopbackServer, fetch: Fetch) -> None:
    told = [body(1).replace("Nobody", who) for who in ("Nobody", "Somebody", "Everybody")]
    for text in told:
        server.pages["/feed"] = rss("The Mole", item(1, text))
        outcome = fetch.one(Feed(server.url("/feed"))).outcomes[0]
    assert [old.text for old in versions_of(fetch.corpus, str(outcome.article_id))] == told[:2]
    assert [article.text for article in articles(fetch.corpus)] == told[2:]


def test_the_whole_text_comes_from_the_page(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/1"] = lambda talk: talk.reply(page(1), content_type="text/html")
    server.pages["/feed"] = rss("The Mole", item(1, "A tug ran aground.", link=server.url("/1")))
    outcome = fetch.one(Feed(server.url("/feed"), full_text=True))
    assert statuses(outcome) == ["kept"]
    assert [article.text for article in articles(fetch.corpus)] == [body(1, 12)]
    fetch.one(Feed(server.url("/feed"), full_text=True))
    assert len(server.asked("/1")) == 1  # the entry says what it said before


def test_a_teaser_stays_where_the_page_cannot_be_loaded(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss(
        "The Mole", item(1, "A tug ran aground off the mole.", link=server.url("/gone"))
    )
    (outcome,) = fetch.one(Feed(server.url("/feed"), full_text=True)).outcomes
    assert outcome.status == "kept"
    assert "not found" in outcome.reason
    server.pages["/gone"] = page(1)
    (outcome,) = fetch.one(Feed(server.url("/feed"), full_text=True)).outcomes
    assert outcome.status == "corrected"
    assert [article.text for article in articles(fetch.corpus)] == [body(1, 12)]


def test_one_bad_feed_harms_no_other(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages |= {"/good": rss("The Mole", item(1)), "/bad": b"no feed at all", "/empty": b""}
    feeds = [Feed(server.url(path)) for path in ("/bad", "/good", "/missing", "/empty")]
    outcomes = fetch(*feeds)
    assert [outcome.feed for outcome in outcomes] == feeds
    assert [outcome.status for outcome in outcomes] == ["failed", "fetched", "failed", "failed"]
    assert all(outcome.message for outcome in outcomes if outcome.status == "failed")
    assert fetch.articles() == ["Harbour report 1"]


def test_progress_tells_feed_by_feed(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages |= {f"/{n}": rss(f"Outlet {n}", item(n)) for n in range(3)}
    fetch(*(Feed(server.url(f"/{n}")) for n in range(3)))
    told = [event for event in fetch.events if isinstance(event, Progress)]
    assert [(step.done, step.total) for step in told] == [(1, 3), (2, 3), (3, 3)]
    begun = [event.feed for event in fetch.events if isinstance(event, Begun)]
    assert sorted(feed.url for feed in begun) == sorted(step.latest.feed.url for step in told)


def test_a_memory_that_cannot_be_kept_is_told(server: LoopbackServer, fetch: Fetch) -> None:
    fetch.state.write_text("a file where the folder should be")
    server.pages["/feed"] = rss("The Mole", item(1))
    assert fetch.one(Feed(server.url("/feed"))).count("kept") == 1
    (notice,) = (event for event in fetch.events if isinstance(event, Notice))
    assert "what feeds said is forgotten" in notice.text


def test_the_first_look_at_a_large_corpus_is_told(server: LoopbackServer, fetch: Fetch) -> None:
    fetch.corpus.mkdir()
    lines = (json.dumps({"id": f"b{n}", "source": "The Pier", "text": body(n)}) for n in range(250))
    (fetch.corpus / "bulk.jsonl").write_text("\n".join(lines))
    server.pages["/feed"] = rss("The Mole", item(1000))
    fetch.one(Feed(server.url("/feed")))
    steps = [event for event in fetch.events if isinstance(event, Step)]
    assert [step.done for step in steps] == [100, 200, 250]


def test_a_feeds_own_limits(server: LoopbackServer, fetch: Fetch) -> None:
    teasers = [item(n, f"Only teaser {n}.", link=server.url(f"/p{n}")) for n in range(4)]
    server.pages["/feed"] = rss("The Mole", *teasers)
    server.pages |= {f"/p{n}": page(n) for n in range(4)}
    outcome = fetch.one(Feed(server.url("/feed"), full_text=True, limits=FeedLimits(entries=3, pages=1)))
    assert outcome.count("kept") == 3
    assert [len(server.asked(f"/p{n}")) for n in range(4)] == [1, 0, 0, 0]
    server.pages["/large"] = rss("The Pier", item(9)) + b" " * 1_000_001
    outcome = fetch.one(Feed(server.url("/large"), limits=FeedLimits(megabytes=1)))
    assert outcome.message == "larger than 1,000,000 bytes"


def test_stopping_does_not_wait_for_slow_servers(server: LoopbackServer, tmp_path: Path) -> None:
    server.pages |= {"/good": rss("The Mole", item(1)), "/slow": lambda talk: talk.wait_for_goodbye()}
    told: list[FetchEvent] = []
    slow, good = Feed(server.url("/slow")), Feed(server.url("/good", "localhost"))

    def enough() -> bool:
        return any(isinstance(event, Progress) for event in told) and Begun(slow) in told

    outcomes = fetch_feeds(
        [slow, good],
        tmp_path / "corpus",
        state=tmp_path / "state",
        on_event=told.append,
        cancelled=enough,
        limits=Limits(read=600, total=600),
    )
    assert [outcome.feed for outcome in outcomes] == [good]
    assert len(articles(tmp_path / "corpus")) == 1


def test_a_feed_stopped_in_its_middle_goes_on_the_next_time(server: LoopbackServer, fetch: Fetch) -> None:
    asked = threading.Event()

    def stuck(talk: Connection) -> None:
        asked.set()
        talk.wait_for_goodbye()

    teasers = [item(n, f"Only teaser {n}.", link=server.url(f"/p{n}")) for n in range(3)]
    server.pages["/feed"] = lambda talk: talk.reply(rss("The Mole", *teasers), etag='"1"')
    server.pages |= {"/p0": page(0), "/p1": stuck, "/p2": page(2)}
    feed = Feed(server.url("/feed"), full_text=True)
    (outcome,) = fetch_feeds(
        [feed],
        fetch.corpus,
        state=fetch.state,
        cancelled=asked.is_set,
        limits=Limits(read=600, total=600),
    )
    assert (outcome.message, outcome.count("kept")) == ("stopped before its end", 1)
    server.pages["/p1"] = page(1)
    assert fetch.one(feed).count("kept") == 2


def test_a_feed_that_moved_for_good_is_told(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages |= {
        "/old": lambda talk: talk.reply(status=301, location="/new"),
        "/new": rss("The Mole", item(1)),
    }
    outcome = fetch.one(Feed(server.url("/old")))
    assert outcome.moved_to == server.url("/new")
    assert statuses(outcome) == ["kept"]


def test_a_server_that_wants_to_be_left_alone_is(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = lambda talk: talk.reply(status=429, retry_after="7200")
    assert fetch.one(Feed(server.url("/feed"))).status == "failed"
    outcome = fetch.one(Feed(server.url("/feed")))
    assert outcome.status == "waiting"
    assert "2 hours" in outcome.message
    assert len(server.requests) == 1


def test_the_same_story_from_two_outlets_is_kept_twice(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages |= {
        "/a": rss("The Mole", item(1)),
        "/b": rss("The Pier", item(1, link="https://pier.example/1")),
    }
    fetch(Feed(server.url("/a")), Feed(server.url("/b")))
    assert sorted(article.source for article in articles(fetch.corpus)) == ["The Mole", "The Pier"]


@pytest.mark.parametrize(
    "title",
    [
        "../../../etc/passwd",
        "..",
        "/",
        "\x1b]52;c;ZXZpbA==\x07pwned",
        "a\x00b",
        "C:\\nul",
        "x" * 5000,
        "\u202egnp.exe",
    ],
)
def test_titles_cannot_lead_out_of_the_corpus(
    server: LoopbackServer, fetch: Fetch, title: str, tmp_path: Path
) -> None:
    from tests.index.intake.test_feeds import xml_text

    server.pages["/feed"] = rss(xml_text(title), item(1, title=xml_text(title)))
    outcome = fetch.one(Feed(server.url("/feed")))
    assert statuses(outcome) == ["kept"]
    files = [path for path in tmp_path.rglob("*") if path.is_file() and fetch.state not in path.parents]
    assert all(fetch.corpus in path.parents for path in files)
    assert all(path.name.isprintable() for path in files)
    (article,) = articles(fetch.corpus)
    assert article.title.isprintable()


def test_a_folder_that_cannot_be_written_is_told(server: LoopbackServer, fetch: Fetch) -> None:
    fetch.corpus.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="exists"):
        fetch.one(Feed(server.url("/feed")))
    assert server.requests == []


_SCRIPT = """
import sys
from pathlib import Path
from index.intake.fetch import Progress, fetch_feeds
from index.settings import Feed

def tell(event):
    for outcome in event.latest.outcomes if isinstance(event, Progress) else ():
        if outcome.kept:
            print(outcome.kept, flush=True)
    if isinstance(event, Progress):
        print("done", flush=True)

fetch_feeds([Feed(url) for url in sys.argv[3:]], Path(sys.argv[1]), state=Path(sys.argv[2]), on_event=tell)
"""


def _start(fetch: Fetch, urls: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _SCRIPT, str(fetch.corpus), str(fetch.state), *urls]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_two_fetches_at_once_keep_everything_once(server: LoopbackServer, fetch: Fetch) -> None:
    urls = [server.url(f"/{n}") for n in range(6)]
    server.pages |= {f"/{n}": rss(f"Outlet {n}", item(2 * n), item(2 * n + 1)) for n in range(6)}
    processes = [_start(fetch, urls), _start(fetch, urls)]
    for process in processes:
        _, _ = process.communicate()
        assert process.returncode == 0
    assert sorted(article.text for article in articles(fetch.corpus)) == sorted(map(body, range(12)))


def test_feeds_without_end_of_one_outlet_stay_fast(server: LoopbackServer, fetch: Fetch) -> None:
    server.pages["/feed"] = rss("The Mole", *(item(number) for number in range(100)))
    began = time.monotonic()
    assert fetch.one(Feed(server.url("/feed"))).count("kept") == 100
    assert time.monotonic() - began < 60  # a hang, not a measurement


def test_entries_of_one_live_page_are_articles_of_their_own(server: LoopbackServer, fetch: Fetch) -> None:
    live = [item(n, link=f"https://mole.example/live#{n}") for n in (1, 2, 3)]
    for _ in range(2):
        server.pages["/feed"] = rss("The Mole", *live)
        outcome = fetch.one(Feed(server.url("/feed")))
    assert statuses(outcome) == ["skipped"] * 3
    assert sorted(article.text for article in articles(fetch.corpus)) == sorted(map(body, (1, 2, 3)))
    corrected = body(2).replace("Nobody", "A sailor")
    server.pages["/feed"] = rss(
        "The Mole", live[0], item(2, corrected, link="https://mole.example/live#2"), live[2]
    )
    assert sorted(statuses(fetch.one(Feed(server.url("/feed"))))) == ["corrected", "skipped", "skipped"]
    assert len(fetch.articles()) == 3


def test_two_versions_can_be_compared(server: LoopbackServer, fetch: Fetch) -> None:
    from index.compare import compare

    old_text = f"{body(1)}\n\nThe wreck will cost the port 12 million euros."
    for text in (old_text, old_text.replace("12 million", "19 million")):
        server.pages["/feed"] = rss("The Mole", item(1, text))
        outcome = fetch.one(Feed(server.url("/feed"))).outcomes[0]
    (old,) = versions_of(fetch.corpus, str(outcome.article_id))
    (new,) = articles(fetch.corpus)
    found = compare(old, new)
    assert found.a.id == f"{found.b.id}@1"
    figures = [fact for fact in found.facts if fact.kind == "figure" and fact.a and fact.b]
    assert any("12" in fact.a.text and "19" in fact.b.text for fact in figures if fact.a and fact.b)


def test_a_disk_that_fills_up_costs_nothing_but_time(
    server: LoopbackServer, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    server.pages["/feed"] = lambda talk: talk.reply(rss("The Mole", *map(item, range(5))), etag='"1"')
    room = 3
    sync = os.fsync

    def filling(handle: int) -> None:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(28, "No space left on device")
        sync(handle)

    monkeypatch.setattr("os.fsync", filling)
    outcome = fetch.one(Feed(server.url("/feed")))
    monkeypatch.undo()
    assert outcome.outcomes[-1].status == "failed"
    assert "No space left" in outcome.outcomes[-1].reason
    assert len(fetch.articles()) == outcome.count("kept") < 5
    fetch.one(Feed(server.url("/feed")))
    assert sorted(article.text for article in articles(fetch.corpus)) == sorted(map(body, range(5)))
