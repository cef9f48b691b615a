"""The articles to measure with: the real stream, and as many altered copies as are wanted beyond it."""

from __future__ import annotations

import json
import lzma
import os
import random
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.article import Article

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_NUMBER = re.compile(r"\d+")


def data_folder() -> Path:
    """Where the evaluation data lies: ``$LATERAL_DATA``."""
    return Path(os.environ.get("LATERAL_DATA", "../shared/data"))


def _lines(data: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(data / "stream.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _article(fields: dict[str, Any]) -> Article:
    day = fields["published"]
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Article(fields["id"], fields["source"], fields["title"], fields["text"], published)


def real(count: int | None = None, data: Path | None = None) -> Iterator[Article]:
    """The first ``count`` articles of the stream (None: all). Raises FileNotFoundError without it."""
    yield from map(_article, islice(_lines(data or data_folder()), count))


def events(data: Path) -> dict[str, list[Article]]:
    """The articles of each event that is known to be told by several outlets."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for fields in _lines(data):
        if fields["event"]:
            groups[fields["event"]].append(_article(fields))
    return {event: group for event, group in groups.items() if len(group) > 1}


def articles(count: int) -> Iterator[Article]:
    """``count`` articles: the real ones, then copies with other names, figures and dates, always the same."""
    originals: list[Article] = []
    for article in real(count):
        originals.append(article)
        yield article
    names = sorted({name for article in originals[:3000] for name in _NAME.findall(article.text)})
    for number in range(len(originals), count):
        yield _altered(originals[number % len(originals)], number, names)


def _altered(article: Article, number: int, names: list[str]) -> Article:
    draw = random.Random(number)
    other: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        return other.setdefault(match.group(), draw.choice(names))

    def figure(match: re.Match[str]) -> str:
        return str(draw.randrange(10 ** len(match.group())))

    def alter(text: str) -> str:
        return _NUMBER.sub(figure, _NAME.sub(name, text))

    shift = timedelta(days=draw.randint(1, 400))
    published = article.published + shift if article.published and article.published.year < 2049 else None
    return Article(
        f"{article.id}-{number}", article.source, alter(article.title), alter(article.text), published
    )
