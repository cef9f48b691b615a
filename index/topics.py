"""What is known of topics: stories, the longer affairs they belong to, and where an article was put."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

#: How the ids of topics begin that no article named.
FOUND: Final = "topic-"

_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the articles that tell it, by date. ``label`` is the headline of the most typical one."""

    id: str
    label: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The longer affair. ``first``/``last`` are the dates of its dated articles; ``sources`` are sorted.

    ``days`` are the days (ordinals) of its articles in their order, None for undated ones.
    """

    id: str
    label: str
    terms: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    sources: tuple[str, ...]
    article_ids: tuple[str, ...]
    stories: tuple[Story, ...]
    days: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was put."""

    article_id: str
    story: str
    topic: str


def topic_id(label: str) -> str:
    """Return the id of a topic that articles name themselves: the label as one lower-case word."""
    from index.analysis import fold  # loading it takes a moment, which no list of topics needs

    slug = _SLUG.sub("-", fold(label).lower()).strip("-")[:60]
    return slug or "named-" + hashlib.sha256(label.encode()).hexdigest()[:8]


def id_after(kind: str, article_id: str) -> str:
    """Return the id of a story or topic that an article opens; ``kind`` is how such ids begin."""
    return f"{kind}{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"
