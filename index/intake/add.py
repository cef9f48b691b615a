"""Bring in what the user names: files, folders, addresses, feeds, lists of feeds, or standard input."""

from __future__ import annotations

import asyncio
import io
import itertools
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.article import date_text
from index.formats.clean import one_line
from index.formats.dates import parse_published
from index.intake.finding import LARGEST_INPUT, Found, in_bytes, in_path
from index.intake.keeper import Keeper, is_plausible
from index.intake.outcomes import Outcome
from index.settings import Feed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from datetime import datetime

    from index.article import Article
    from index.intake.client import Limits
    from index.intake.finding import Finding
    from index.progress import OnStep

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_BATCH = 100  # articles that are kept in one turn; others who write wait no longer than that


def add(
    sources: Sequence[str],
    corpus: Path,
    *,
    source: str | None = None,
    published: str | datetime | None = None,
    topic: str | None = None,
    stdin: BinaryIO | None = None,
    state: Path | None = None,
    on_outcome: Callable[[Outcome], None] | None = None,
    on_step: OnStep | None = None,
    on_notice: Callable[[str], None] | None = None,
    limits: Limits | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> list[Outcome]:
    """Bring articles into the folder ``corpus``, each once, and tell what became of each item.

    Args:
        sources: Paths of files or folders, http(s) addresses of pages, feeds or lists of feeds, or "-" for
            ``stdin``. What a file is, is seen from its content: pages, feeds, OPML, JSON Lines, text.
        corpus: The folder of articles; made where it does not exist.
        source: The source's name, for articles that do not name theirs.
        published: The date, for articles without one.
        topic: The topic of all these articles, unless they name their own.
        stdin: Where "-" is read from.
        state: The folder of what is remembered between runs; None: the user's own.
        on_outcome: Called after each item.
        on_step: Told how far the first look at a large corpus has come.
        on_notice: Told in one line what the user should know.
        limits: Bounds of each request.
        sleep: How to wait between attempts; tests pass their own.

    Returns:
        One outcome for each article found, and one for each item that gave none.

    Raises:
        ValueError: ``published`` is no date, or one that no article can have.
        OSError: The corpus cannot be written at all.
    """
    said = _Said(source, parse_published(published), topic)
    if not is_plausible(said.published):
        raise ValueError(f"no article can have been published on {date_text(said.published)}")
    with Keeper(corpus, state) as keeper:
        if keeper.memory.notice and on_notice:
            on_notice(keeper.memory.notice)
        keeper.begin(on_step)
        adder = _Adder(keeper, said, limits, sleep, on_outcome)
        for name in sources:
            if name == "-":
                data = (stdin or io.BytesIO()).read(LARGEST_INPUT + 1)
                adder.take(in_bytes(data, "standard input", source="unknown source (standard input)"))
            elif _ADDRESS.match(name):
                adder.take(adder.loaded(name))
            elif _OTHER_ADDRESS.match(name):
                adder.tell(Outcome(one_line(name), "failed", reason="only http and https are opened"))
            else:
                adder.take(in_path(Path(name)))
        return adder.outcomes


@dataclass(frozen=True, slots=True)
class _Said:
    """What the user says of all the articles. It counts more than what they say of themselves."""

    source: str | None
    published: datetime | None
    topic: str | None

    def about(self, article: Article) -> Article:
        """Return the article with what the user says of it."""
        return replace(
            article,
            source=one_line(self.source or "") or article.source or "unknown source",
            published=self.published or article.published,
            topic=one_line(self.topic or "") or article.topic,
        )


class _Adder:
    """Keeps what is found, a batch at a time, and collects what became of it."""

    def __init__(
        self,
        keeper: Keeper,
        said: _Said,
        limits: Limits | None,
        sleep: Callable[[float], Awaitable[object]],
        on_outcome: Callable[[Outcome], None] | None,
    ) -> None:
        self.outcomes: list[Outcome] = []
        self._keeper = keeper
        self._said = said
        self._limits = limits
        self._sleep = sleep
        self._on_outcome = on_outcome

    def tell(self, outcome: Outcome) -> None:
        """Take down what became of an item."""
        self.outcomes.append(outcome)
        if self._on_outcome:
            self._on_outcome(outcome)

    def take(self, findings: Iterable[Finding]) -> None:
        """Keep the articles among ``findings``, and fetch the feeds among them."""
        findings = iter(findings)
        feeds: list[Feed] = []
        while batch := list(itertools.islice(findings, _BATCH)):
            feeds += [finding for finding in batch if isinstance(finding, Feed)]
            with self._keeper.turn():
                for finding in batch:
                    if isinstance(finding, Outcome):
                        self.tell(finding)
                    elif isinstance(finding, Found):
                        self.tell(self._keep(finding))
        if feeds:
            self._fetch(feeds)

    def loaded(self, url: str) -> Iterable[Finding]:
        """Load an address and find the articles in what comes back."""
        from index.intake.client import Client, FetchError

        async def load() -> Iterable[Finding]:
            async with Client(self._limits, self._sleep) as client:
                reply = await client.get(url, largest=LARGEST_INPUT)
            return in_bytes(reply.body, one_line(url), url=reply.url, content_type=reply.content_type)

        try:
            return asyncio.run(load())
        except FetchError as error:
            return [Outcome(one_line(url), "failed", reason=str(error))]

    def _keep(self, found: Found) -> Outcome:
        article = self._said.about(found.article)
        try:
            outcome = self._keeper.keep(article, found.item, by_address=found.by_address)
        except OSError as error:
            return Outcome(found.item, "failed", reason=f"cannot be written: {error.strerror or error}")
        if outcome.status == "kept" and not outcome.reason and not self._said.published:
            return replace(outcome, reason=found.warning)
        return outcome

    def _fetch(self, feeds: Sequence[Feed]) -> None:
        """Fetch the feeds of a list, once; to have them fetched again they belong in the settings."""
        from index.intake.fetch import fetch_with

        for fetched in fetch_with(self._keeper, feeds, limits=self._limits, sleep=self._sleep):
            name = fetched.feed.name or fetched.feed.url
            if fetched.status in ("failed", "waiting"):
                self.tell(Outcome(name, "failed", reason=fetched.message))
            elif not fetched.outcomes:
                self.tell(Outcome(name, "skipped", reason="nothing new"))
            for outcome in fetched.outcomes:
                self.tell(replace(outcome, item=f"{name}: {outcome.item}"))
