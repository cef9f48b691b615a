"""What one file or one line says of an article, before the corpus gives it an id and a source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.formats.clean import body, comparable, one_line

if TYPE_CHECKING:
    from datetime import datetime

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_LONGEST_ID = 200
_LONGEST_URL = 4000
_LONGEST_NAMES = 20_000


class FormatError(Exception):
    """A file or line holds no article; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article without its place: clean, but id and source may be missing.

    ``warnings`` tell in one line each what was given but could not be understood.
    """

    title: str
    text: str
    id: str | None = None
    source: str | None = None
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    topic: str | None = None
    authors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def draft(fields: Mapping[str, object], text: str) -> Draft:
    """Clean the ``fields`` that an article of any format gives and put them to the body ``text``.

    Raises:
        FormatError: There is neither a title nor a body.
    """
    from index.formats.dates import parse_published  # the patterns for dates are long to compile

    title = _line(fields.get("title")) or ""
    text = without_headline(body(text), title)
    if not title and not text:
        raise FormatError("holds no text")
    warnings = []
    published = None
    try:
        published = parse_published(fields.get("published"))
    except ValueError as error:
        warnings.append(f"undated: {one_line(str(error))}")
    return Draft(
        title=title,
        text=text,
        id=_line(fields.get("id"), _LONGEST_ID),
        source=_line(fields.get("source")),
        published=published,
        url=_url(fields.get("url")),
        language=_language(fields.get("language")),
        topic=_line(fields.get("topic")),
        authors=_authors(fields.get("authors")),
        warnings=tuple(warnings),
    )


def without_headline(text: str, title: str) -> str:
    """Return the body without first lines that only repeat the title."""
    words = comparable(title)
    while words:
        first, _, rest = text.partition("\n")
        if len(first) > 2 * len(title) + 20 or comparable(first) != words:
            break
        text = rest.lstrip()
    return text


def _line(value: object, longest: int | None = None) -> str | None:
    """Return text or a number as one clean line; None for what is empty or neither."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    line = one_line(str(value), longest) if longest else one_line(str(value))
    return line or None


def _url(value: object) -> str | None:
    url = _line(value, _LONGEST_URL)
    return url if url and _URL.fullmatch(url) else None


def _language(value: object) -> str | None:
    tag = (_line(value) or "").replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return None
    primary, separator, rest = tag.partition("-")
    return primary.lower() + separator + rest


def _authors(value: object) -> tuple[str, ...]:
    """Accept a list of names, or one text with commas, semicolons or "and" between them."""
    if isinstance(value, str):
        value = one_line(value.replace("\n", ";"), _LONGEST_NAMES)
        value = re.split(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+", value)
    if not isinstance(value, Sequence):
        return ()
    names = (_line(item.get("name") if isinstance(item, Mapping) else item) for item in value)
    return tuple(dict.fromkeys(name for name in names if name))
