"""Fetch news feeds into a corpus: ask politely, keep each article once, tell what became of each feed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

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

if TYPE_CHECKING:
    from collections.abc import Sequence
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
_MOST_PAGES = 200  # of one feed in one run
_LONGEST_WAIT = 7 * 86_400.0


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
class Progress:
    """How far a fetch has come: ``done`` of ``total`` feeds; ``latest`` is the one that was just finished."""

    done: int
    total: int
    latest: FeedOutcome


OnProgress: TypeAlias = Callable[[Progress], None]


def fetch_feeds(
    feeds: Sequence[Feed],
    corpus: Path,
    *,
    state: Path | None = None,
    on_progress: OnProgress | None = None,
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
        on_progress: Called after each feed, from the thread that called this.
        cancelled: Asked now and then; the feeds that are not begun yet are then left out.
        limits: Bounds of each request.
        sleep: How to wait between attempts; tests pass their own.

    Returns:
        One outcome for each feed that was begun, in the order of ``feeds``.

    Raises:
        OSError: The corpus cannot be written at all.
    """
    with Keeper(corpus, state) as keeper:
        return fetch_with(
            keeper, feeds, on_progress=on_progress, cancelled=cancelled, limits=limits, sleep=sleep
        )


def fetch_with(
    keeper: Keeper,
    feeds: Sequence[Feed],
    *,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> list[FeedOutcome]:
    """Do as :func:`fetch_feeds` does, with a keeper that is open already."""
    fetcher = _Fetcher(keeper, limits or Limits(), sleep, on_progress, cancelled or (lambda: False))
    return asyncio.run(fetcher.fetch(feeds))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article that is ready to be kept; ``trouble`` says why it has only the feed's own text."""

    entry: Entry
    article: Article
    trouble: str


class _Fetcher:
    """One run over all feeds."""

    def __init__(
        self,
        keeper: Keeper,
        limits: Limits,
        sleep: Callable[[float], Awaitable[object]],
        on_progress: OnProgress | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._keeper = keeper
        self._client = Client(limits, sleep)
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._done = 0
        self._total = 0

    async def fetch(self, feeds: Sequence[Feed]) -> list[FeedOutcome]:
        by_url = {feed.url: feed for feed in reversed(feeds)}  # an address that is named twice is asked once
        wanted = [feed for feed in feeds if by_url[feed.url] is feed]
        self._total = len(wanted)
        await asyncio.to_thread(self._keeper.begin)  # before anybody is asked for anything
        async with self._client:
            outcomes = await asyncio.gather(*(self._tell(feed) for feed in wanted))
        return [outcome for outcome in outcomes if outcome is not None]

    async def _tell(self, feed: Feed) -> FeedOutcome | None:
        if self._cancelled():
            return None
        try:
            outcome = await self._feed(feed)
        except (FetchError, FeedError) as error:
            if isinstance(error, FetchError) and error.wait:
                until = time.time() + min(error.wait, _LONGEST_WAIT)
                self._keeper.memory.note_wait(feed.url, until)
            outcome = FeedOutcome(feed, "failed", str(error))
        except OSError as error:
            outcome = FeedOutcome(feed, "failed", f"cannot be kept: {error.strerror or error}")
        except Exception as error:  # noqa: BLE001 - one feed's surprise must not cost the other feeds
            outcome = FeedOutcome(feed, "failed", f"unexpected trouble ({type(error).__name__}: {error})")
        self._done += 1
        if self._on_progress:
            self._on_progress(Progress(self._done, self._total, outcome))
        return outcome

    async def _feed(self, feed: Feed) -> FeedOutcome:
        note = self._keeper.memory.feed(feed.url)
        if (wait := note.not_before - time.time()) > 0:
            return FeedOutcome(feed, "waiting", f"its server asks us to wait {_duration(wait)} more")
        reply = await self._client.get(
            feed.url, largest=LARGEST_FEED, accept=_FEED_TYPES, validators=note.validators
        )
        message = f"has moved for good to {reply.moved_to}" if reply.moved_to else ""
        if not reply.modified:
            return FeedOutcome(feed, "unchanged", message, moved_to=reply.moved_to)
        document = await asyncio.to_thread(
            parse_feed, reply.body, url=reply.url, content_type=reply.content_type
        )
        outcomes = await self._entries(feed, document, reply)
        if not any(outcome.status == "failed" for outcome in outcomes):
            # Only now: whoever is killed before asks again and gets everything.
            ids = [outcome.article_id for outcome in outcomes if outcome.article_id]
            self._keeper.memory.note_feed(feed.url, reply.validators, ids)
        return FeedOutcome(feed, "fetched", message, tuple(outcomes), reply.moved_to)

    async def _entries(self, feed: Feed, document: FeedDocument, reply: Reply) -> list[Outcome]:
        source = source_name(feed, document)
        shared = shared_addresses(document, reply.url)
        waiting: list[_Waiting] = []
        outcomes: list[Outcome] = []
        pages = 0
        for entry in document.entries:
            if seen := self._seen(feed, entry):
                outcomes.append(seen)
                continue
            article, trouble = await asyncio.to_thread(entry_article, entry, source, reply.url, shared), ""
            if feed.full_text and article.url and is_teaser(article) and pages < _MOST_PAGES:
                pages += 1
                article, trouble = await self._with_page(article, reply.url)
            waiting.append(_Waiting(entry, article, trouble))
        return outcomes + await asyncio.to_thread(self._keep, feed, waiting)

    def _seen(self, feed: Feed, entry: Entry) -> Outcome | None:
        """Return an outcome without any work where the entry says what it said the last time."""
        noted = self._keeper.memory.entry(feed.url, entry_key(entry))
        if noted is None:
            return None
        said, article_id = noted
        if self._keeper.memory.is_retired(article_id):
            return Outcome(entry.title, "skipped", reason="removed earlier", article_id=article_id)
        if said != entry_said(entry) or self._keeper.memory.by_id(article_id) is None:
            return None
        return Outcome(entry.title, "skipped", reason="already here", article_id=article_id)

    async def _with_page(self, article: Article, base: str) -> tuple[Article, str]:
        """Return the article with the text of its page, or with the feed's own and the reason why."""
        if self._cancelled():
            return article, "cancelled"
        try:
            reply = await self._client.get(
                article.url or "", largest=LARGEST_PAGE, accept=_PAGE_TYPES, linked_from=base
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
                    self._keeper.memory.note_entry(feed.url, key, said, outcome.article_id)
                outcomes.append(replace(outcome, reason=outcome.reason or one.trouble))
        return outcomes


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} seconds"
    return f"{round(seconds / 60)} minutes" if seconds < 5400 else f"{round(seconds / 3600)} hours"
