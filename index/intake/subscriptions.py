"""The feeds that the settings name: how each one is doing, and lists of them from and for other readers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from index.corpus import Corpus
from index.intake.memory import Memory
from index.intake.opml import FeedList, OpmlError, looks_like_opml, parse_opml
from index.intake.url_list import looks_like_url_list, parse_url_list
from index.settings import shipped
from index.state_file import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.intake.feed_memory import FeedResult
    from index.settings import Feed


class ListError(ValueError):
    """A file is no list of feeds; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed and how it is doing.

    Attributes:
        feed: As the settings name it.
        result: Of the last times that it was asked; None: it never was.
        kept: How many articles of its entries the corpus holds.
    """

    feed: Feed
    result: FeedResult | None
    kept: int


def subscriptions(feeds: Sequence[Feed], corpus: Path, state: Path | None = None) -> list[Subscription]:
    """Return how ``feeds`` are doing, in their order; nothing is fetched and nothing of the corpus is read.

    Args:
        feeds: Of the settings.
        corpus: The folder that they are fetched into; it need not be there.
        state: The folder of what is remembered between runs; None: the user's own.
    """
    memory = Memory(Corpus(corpus), state or user_folder() / "intake")
    try:
        return [
            Subscription(feed, memory.feeds.result(feed.url), memory.feeds.kept_of(feed.url))
            for feed in feeds
        ]
    finally:
        memory.close()


def why_not(feeds: Sequence[Feed], corpus: Path) -> str:
    """Say in one line why ``feeds`` cannot be fetched into ``corpus``; empty: they can."""
    if not feeds:
        return "no feeds to fetch: name some under feeds: in your config.yaml"
    return why_not_into(corpus)


def why_not_into(corpus: Path) -> str:
    """Say in one line why nothing may be added to ``corpus``; empty: it may."""
    if corpus.resolve() == shipped("corpus").resolve():
        return (
            "new articles need a folder of your own: name it with --corpus, or as corpus: in your config.yaml"
        )
    return ""


def parse_feed_list(data: bytes) -> FeedList:
    """Read another reader's list of feeds: OPML, or newsboat's ``urls``. Raises ListError."""
    if looks_like_opml(data):
        try:
            return parse_opml(data)
        except OpmlError as error:
            raise ListError(str(error)) from error
    if looks_like_url_list(data):
        return parse_url_list(data)
    raise ListError("neither OPML nor a list of addresses")


def settings_export(feeds: Iterable[Feed]) -> str:
    """Return ``feeds`` as the lines of ``config.yaml`` that name them."""
    import yaml

    written = []
    for feed in feeds:
        entry: dict[str, object] = {"url": feed.url}
        entry |= {"name": feed.name} if feed.name else {}
        entry |= {"tags": list(feed.tags)} if feed.tags else {}
        entry |= {"full_text": True} if feed.full_text else {}
        for name, rule in (("limits", feed.limits), ("keep", feed.keep)):
            given = {key: value for key, value in asdict(rule).items() if value is not None}
            entry |= {name: given} if given else {}
        written.append(entry)
    return yaml.safe_dump({"feeds": written}, sort_keys=False, allow_unicode=True, width=1000)
