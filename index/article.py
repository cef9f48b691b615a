"""The article: what a source published, as plain data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Article:
    """One account of something by one source.

    Attributes:
        id: Stable across rebuilds: the one the file gives, else made from its place in the corpus.
        source: The outlet's name; never empty ("unknown source (file name)" where nothing is known).
        title: The headline, one line; may be empty.
        text: The body without the title; paragraphs are separated by a blank line.
        published: Aware, in UTC; midnight exactly means that only the day is known. None: undated.
        url: Where it was published, or None.
        language: A BCP 47 tag such as ``en``, or None where unknown.
        topic: The topic that the article's own file names, or None.
        authors: Names in the order given.
        origin: Where it stands in the corpus, for messages: ``file`` or ``file:line``.
    """

    id: str
    source: str
    title: str
    text: str
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    topic: str | None = None
    authors: tuple[str, ...] = ()
    origin: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs in reading order, stripped, none of them empty."""
        return tuple(part.strip() for part in _BLANK_LINES.split(self.text) if part.strip())


def date_text(published: datetime | None) -> str | None:
    """Return ISO 8601 text of ``published``: the day alone where only the day is known, None for None."""
    if published is None:
        return None
    moment = published.astimezone(UTC)
    if (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0):
        return moment.date().isoformat()
    return moment.replace(tzinfo=None, microsecond=0).isoformat() + "Z"
