"""Lists of feeds as newsboat keeps them in its file ``urls``: an address a line, then tags.

Format: https://newsboat.org/releases/2.36/docs/newsboat.html#_first_steps. A tag that begins with ``~`` is
the feed's name; ``!`` hides a feed there and means nothing here. Feeds that are made by running a command, or
that are searches of newsboat's own, are left out and named.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.formats.clean import one_line
from index.intake.opml import FeedList
from index.intake.urls import is_web
from index.settings import Feed

_LARGEST = 2_000_000
_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_ADDRESS = re.compile(r'"?(?:https?://|file://|exec:|filter:|query:)', re.IGNORECASE)
_MOST_TAGS = 20


def looks_like_url_list(data: bytes) -> bool:
    """Whether every line that is no comment begins with an address, one of them on the web."""
    if len(data) > _LARGEST:
        return False
    lines = _lines(data)
    return any(is_web(_tokens(line)[0]) for line in lines) and all(map(_ADDRESS.match, lines))


def parse_url_list(data: bytes) -> FeedList:
    """Read such a list. Anything that cannot be opened is told in ``skipped``; nothing is ever run."""
    feeds: dict[str, Feed] = {}
    skipped: list[str] = []
    for line in _lines(data):
        url, *words = _tokens(line)
        if not is_web(url):
            skipped.append(one_line(f"only http and https are opened, and nothing is run: {url}", 160))
            continue
        names = [one_line(word[1:]) for word in words if word.startswith("~")]
        tags = [one_line(word) for word in words if not word.startswith(("~", "!"))]
        feed = Feed(
            url, next(filter(None, names), None), tuple(dict.fromkeys(filter(None, tags)))[:_MOST_TAGS]
        )
        if url in feeds:
            tags = [*feeds[url].tags, *feed.tags]
            feed = replace(
                feed, name=feeds[url].name or feed.name, tags=tuple(dict.fromkeys(tags))[:_MOST_TAGS]
            )
        feeds[url] = feed
    return FeedList("", tuple(feeds.values()), tuple(skipped))


def _lines(data: bytes) -> list[str]:
    text = data[:_LARGEST].decode("utf-8-sig", "replace")
    stripped = (line.strip() for line in re.split(r"[\r\n]+", text))
    return [line for line in stripped if line and not line.startswith("#")]


def _tokens(line: str) -> list[str]:
    quoted = (
        re.sub(r"\\(.)", r"\1", found[1]) if found[1] is not None else found[2]
        for found in _TOKEN.finditer(line)
    )
    return list(quoted) or [""]
