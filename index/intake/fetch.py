"""Fetch news feeds into a corpus: ask politely, keep each article once, tell what became of each feed."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from index.intake.client import Client, FetchError, Limits, Reply
from index.intake.entries import (
    entry_article,
    entry_key,
    entry_said,
    is_teaser,
    shared_addresses,
    source_name,
    with_page,
)
from index.intake.feeds import LARGEST_FEED, FeedError, parse_feed
from index.intake.keeper import Keeper
from index.intake.outcomes import Outcome
from index.intake.pages import LARGEST_PAGE, PageError, read_page
from index.intake.retention import retire
from index.progress import Step
from index.settings import Retention

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from index.article import Article
    from index.intake.feeds import Entry, FeedDocument
    from index.settings import Feed

FeedStatus: TypeAlias = Literal["fetched", "unchanged", "failed", "waiting"]

_FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.5"
)
_PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_LOOK_EVERY = 0.1  # seconds
_MOST_PAGES = 200  # of one feed in one run
_LONGEST_WAIT = 7 * 86_400.0
_NOTHING_REMOVED = "no old article is removed: your stars and notes were damaged or cannot be kept"


@dataclass(frozen=True, slots=True)
class FeedOutcome:
    """What became of one feed.

    Attributes:
        feed: As the settings name it.
        status: "fetched"; "unchanged": nothing new since the last time; "waiting": its server wants to be
            left alone for a while; "failed".
        message: One line: why it failed or waits, or what to know (a new address).
        outcomes: Entry by entry.
        moved_to: The feed's new address, where its server says that it has moved for good.
    """

    feed: Feed
    status: FeedStatus
    message: str = ""
    outcomes: tuple[Outcome, ...] = ()
    moved_to: str | None = None

    def count(self, status: str) -> int:
        """Return how many entries have this status."""
        return sum(outcome.status == status for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Begun:
    """It is this feed's turn: its server is being asked."""

    feed: Feed


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a fetch has come: ``done`` of ``total`` feeds; ``latest`` is the one that was just finished."""

    done: int
    total: int
    latest: FeedOutcome


@dataclass(frozen=True, slots=True)
class Notice:
    """What the user should know, in one line."""

    text: str


#: What is told while a fetch goes on; a Step: how far the first look at the corpus has come.
FetchEvent: TypeAlias = Step | Begun | Progress | Notice
OnEvent: TypeAlias = Callable[[FetchEvent], None]
#: Tells the ids of the articles that stay whatever a feed's rule says; None: nothing may go.
Held: TypeAlias = Callable[[], "Collection[str] | None"]


def fetch_feeds(
    feeds: Sequence[Feed],
    corpus: Path,
    *,
    state: Path | None = None,
    held: Held | None = None,
    on_event: OnEvent | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> list[FeedOutcome]:
    """Fetch ``feeds`` and keep their new articles in the folder ``corpus``.

    Blocks until all is done: call it from a thread where a screen must stay alive. What was reported as kept
    is on the disk, whole, even if the process is killed right after.

    Args:
        feeds: From the settings, or from a list.
        corpus: The folder of articles; made where it does not exist.
        state: The folder of what is remembered between runs; None: the user's own.
        held: Tells what no feed's rule may remove (see :func:`index.intake.retention.held_by`); None: nothing
            is removed.
        on_event: Told what goes on, from one thread after another, never from two at once.
        cancelled: Asked ten times a second; once it says so, nothing more is asked for, and what has come is
            kept. Feeds that had not answered yet are left out.
        limits: Bounds of each request.
        sleep: How to wait between attempts; tests pass their own.

    Returns:
        One outcome for each feed that was begun, in the order of ``feeds``.

    Raises:
        OSError: The corpus cannot be written at all.
    """
    with Keeper(corpus, state) as keeper:
        return fetch_with(
            keeper, feeds, held=held, on_event=on_event, cancelled=cancelled, limits=limits, sleep=sleep
        )


def fetch_with(
    keeper: Keeper,
    feeds: Sequence[Feed],
    *,
    held: Held | None = None,
    on_event: OnEvent | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> list[FeedOutcome]:
    """Do as :func:`fetch_feeds` does, with a keeper that is open already."""
    client = Client(limits or Limits(), sleep)
    fetcher = _Fetcher(keeper, client, held, on_event or (lambda _: None), cancelled or (lambda: False))
    return asyncio.run(fetcher.fetch(feeds))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is ready to be kept; ``trouble`` says why it has only the feed's own text."""

    entry: Entry
    article: Article
    trouble: str


class _StoppedError(Exception):
    """The user has had enough."""


class _Fetcher:
    """One run over all feeds."""

    def __init__(
        self,
        keeper: Keeper,
        client: Client,
        held: Held | None,
        on_event: OnEvent,
        cancelled: Callable[[], bool],
    ) -> None:
        self._keeper = keeper
        self._client = client
        self._held = held
        self._on_event = on_event
        self._cancelled = cancelled
        self._stopped = asyncio.Event()
        self._done = 0
        self._total = 0

    async def fetch(self, feeds: Sequence[Feed]) -> list[FeedOutcome]:
        by_url = {feed.url: feed for feed in reversed(feeds)}  # an address that is named twice is asked once
        wanted = [feed for feed in feeds if by_url[feed.url] is feed]
        self._total = len(wanted)
        if self._keeper.memory.notice:
            self._on_event(Notice(self._keeper.memory.notice))
        await asyncio.to_thread(self._keeper.begin, self._on_event)  # before anybody is asked for anything
        async with self._client:
            watch = asyncio.create_task(self._watch())
            outcomes = await asyncio.gather(*(self._tell(feed) for feed in wanted))
            watch.cancel()
        if any(feed.keep != Retention() for feed in wanted) and self._held and self._held() is None:
            self._on_event(Notice(_NOTHING_REMOVED))
        return [outcome for outcome in outcomes if outcome is not None]

    async def _watch(self) -> None:
        """Notice when the user has had enough; what is being written is still written to its end."""
        while not self._cancelled():
            await asyncio.sleep(_LOOK_EVERY)
        self._stopped.set()

    async def _unless_stopped(self, request: Coroutine[Any, Any, Reply]) -> Reply:
        """Wait for a reply. Raises _StoppedError as soon as the user has had enough, and what it raises."""
        asking, stopping = asyncio.create_task(request), asyncio.create_task(self._stopped.wait())
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking.done():
            return asking.result()
        asking.cancel()
        await asyncio.wait({asking})
        raise _StoppedError

    async def _tell(self, feed: Feed) -> FeedOutcome | None:
        if self._cancelled():
            return None
        try:
            outcome = await self._feed(feed)
        except _StoppedError:
            return None
        except (FetchError, FeedError) as error:
            if isinstance(error, FetchError) and error.wait:
                until = time.time() + min(error.wait, _LONGEST_WAIT)
                self._keeper.memory.feeds.note_wait(feed.url, until)
            outcome = FeedOutcome(feed, "failed", str(error))
        except OSError as error:
            outcome = FeedOutcome(feed, "failed", f"cannot be kept: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - one feed's surprise must not cost the other feeds
            outcome = FeedOutcome(feed, "failed", f"unexpected trouble ({type(error).__name__}: {error})")
        self._remember(outcome)
        outcome = await asyncio.to_thread(self._let_go, outcome)
        self._done += 1
        self._on_event(Progress(self._done, self._total, outcome))
        return outcome

    def _remember(self, outcome: FeedOutcome) -> None:
        """Take down how the feed is doing; what cannot be taken down was not worth failing for."""
        if outcome.status == "waiting":
            return
        new = None if outcome.status == "failed" else outcome.count("kept") + outcome.count("corrected")
        with suppress(sqlite3.Error):
            self._keeper.memory.feeds.note_result(outcome.feed.url, time.time(), new, outcome.message)

    def _let_go(self, outcome: FeedOutcome) -> FeedOutcome:
        """Remove what the feed's rule lets go; that has nothing to do with whether the feed answered."""
        if self._held is None or outcome.feed.keep == Retention() or self._cancelled():
            return outcome
        try:
            gone = retire(self._keeper, outcome.feed.url, outcome.feed.keep, held=self._held)
        except (OSError, sqlite3.Error) as error:
            name = outcome.feed.name or outcome.feed.url
            gone = [Outcome(name, "failed", reason=f"old articles cannot be removed: {error}")]
        return replace(outcome, outcomes=(*outcome.outcomes, *gone))

    async def _feed(self, feed: Feed) -> FeedOutcome:
        note = self._keeper.memory.feeds.note(feed.url)
        if (wait := note.not_before - time.time()) > 0:
            return FeedOutcome(feed, "waiting", f"its server asks us to wait {_duration(wait)} more")

        def begin() -> None:
            self._on_event(Begun(feed))

        reply = await self._unless_stopped(
            self._client.get(
                feed.url,
                largest=min((feed.limits.megabytes or 1000) * 1_000_000, LARGEST_FEED),
                accept=_FEED_TYPES,
                validators=note.validators,
                seconds=feed.limits.seconds,
                on_turn=begin,
            )
        )
        message = f"has moved for good to {reply.moved_to}" if reply.moved_to else ""
        if not reply.modified:
            return FeedOutcome(feed, "unchanged", message, moved_to=reply.moved_to)
        document = await asyncio.to_thread(
            parse_feed, reply.body, url=reply.url, content_type=reply.content_type
        )
        outcomes = await self._entries(feed, document, reply)
        if self._stopped.is_set():
            message = "stopped before its end"
        elif not any(outcome.status == "failed" for outcome in outcomes):
            # Only now: whoever is killed before asks again and gets everything.
            ids = [outcome.article_id for outcome in outcomes if outcome.article_id]
            self._keeper.memory.feeds.note_feed(feed.url, reply.validators, ids)
        return FeedOutcome(feed, "fetched", message, tuple(outcomes), reply.moved_to)

    async def _entries(self, feed: Feed, document: FeedDocument, reply: Reply) -> list[Outcome]:
        source = source_name(feed, document)
        shared = shared_addresses(document, reply.url)
        waiting: list[_Waiting] = []
        outcomes: list[Outcome] = []
        pages, most_pages = 0, feed.limits.pages or _MOST_PAGES
        for entry in document.entries[: feed.limits.entries]:
            if seen := self._seen(feed, entry):
                outcomes.append(seen)
                continue
            article, trouble = await asyncio.to_thread(entry_article, entry, source, reply.url, shared), ""
            if feed.full_text and article.url and is_teaser(article) and pages < most_pages:
                pages += 1
                try:
                    article, trouble = await self._with_page(feed, article, reply.url)
                except _StoppedError:
                    break  # the next fetch begins here
            waiting.append(_Waiting(entry, article, trouble))
        return outcomes + await asyncio.to_thread(self._keep, feed, waiting)

    def _seen(self, feed: Feed, entry: Entry) -> Outcome | None:
        """Return an outcome without any work where the entry says what it said the last time."""
        noted = self._keeper.memory.feeds.entry(feed.url, entry_key(entry))
        if noted is None:
            return None
        said, article_id = noted
        if self._keeper.memory.is_retired(article_id):
            return Outcome(entry.title, "skipped", reason="removed earlier", article_id=article_id)
        if said != entry_said(entry) or self._keeper.memory.by_id(article_id) is None:
            return None
        return Outcome(entry.title, "skipped", reason="already here", article_id=article_id)

    async def _with_page(self, feed: Feed, article: Article, base: str) -> tuple[Article, str]:
        """Return the article with the text of its page, or with the feed's own and the reason why."""
        try:
            reply = await self._unless_stopped(
                self._client.get(
                    article.url or "",
                    largest=LARGEST_PAGE,
                    accept=_PAGE_TYPES,
                    linked_from=base,
                    seconds=feed.limits.seconds,
                )
            )
            page = await asyncio.to_thread(
                read_page, reply.body, url=reply.url, content_type=reply.content_type
            )
        except (FetchError, PageError) as error:
            return article, f"only the feed's own text; the page: {error}"
        return with_page(article, page), ""

    def _keep(self, feed: Feed, waiting: Sequence[_Waiting]) -> list[Outcome]:
        """Keep the articles of one feed. The only part that writes, and so the only one under the lock."""
        outcomes: list[Outcome] = []
        if not waiting:
            return outcomes
        with self._keeper.turn():
            for one in waiting:
                item = one.article.title or one.article.url or "an entry without a title"
                try:
                    outcome = self._keeper.keep(one.article, item, by_address=not one.article.id)
                except OSError as error:
                    reason = f"cannot be written: {error.strerror or error}"
                    outcomes.append(Outcome(item, "failed", reason=reason))
                    break  # the next one would fare no better
                if outcome.article_id and not one.trouble:
                    key, said = entry_key(one.entry), entry_said(one.entry)
                    self._keeper.memory.feeds.note_entry(
                        feed.url,
                        key,
                        said,
                        outcome.article_id,
                        # What was there already is not the feed's to remove, even where it corrects it.
                        brought=outcome.status == "kept",
                        file=outcome.kept,
                    )
                outcomes.append(replace(outcome, reason=outcome.reason or one.trouble))
        return outcomes


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"
