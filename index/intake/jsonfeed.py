"""Read JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from index.formats.clean import one_line
from index.formats.dates import parse_published
from index.intake.feeds import Entry, FeedDocument, FeedError

if TYPE_CHECKING:
    from datetime import datetime

_MOST_ENTRIES = 5_000


def parse_json_feed(data: bytes) -> FeedDocument:
    """Read a JSON Feed; fields of a wrong type are taken as missing, unknown ones are ignored.

    Raises:
        FeedError: It is not JSON, or JSON of something else.
    """
    try:
        feed = json.loads(data.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise FeedError(f"not valid JSON ({one_line(str(error), 80)})") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FeedError("JSON, but no JSON Feed: it has no list of items")
    language = _text(feed, "language")
    authors = _authors(feed)
    items = [item for item in feed["items"][:_MOST_ENTRIES] if isinstance(item, dict)]
    return FeedDocument(
        title=_text(feed, "title") or "",
        link=_text(feed, "home_page_url"),
        language=language,
        entries=tuple(_entry(item, language, authors) for item in items),
    )


def _entry(item: dict[str, Any], language: str | None, authors: tuple[str, ...]) -> Entry:
    number = item.get("id")
    # Publishers write numbers for ids although the specification asks for text.
    named = str(number) if isinstance(number, int) and not isinstance(number, bool) else _text(item, "id")
    return Entry(
        title=_text(item, "title") or "",
        link=_text(item, "url") or _text(item, "external_url"),
        published=_moment(_text(item, "date_published")) or _moment(_text(item, "date_modified")),
        authors=_authors(item) or authors,
        id=named,
        summary=_markup(item.get("summary"), plain=True),
        content=_markup(item.get("content_html")) or _markup(item.get("content_text"), plain=True),
        language=_text(item, "language") or language,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return parse_published(text)
    except ValueError:
        return None


def _authors(thing: dict[str, Any]) -> tuple[str, ...]:
    listed = thing.get("authors")
    people = listed if isinstance(listed, list) else []
    people = [*people, thing.get("author")]  # version 1 had one author
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    return tuple(dict.fromkeys(name for name in names if name))


def _text(thing: dict[str, Any], key: str) -> str | None:
    value = thing.get(key)
    return (one_line(value, 4000) or None) if isinstance(value, str) else None


def _markup(value: object, *, plain: bool = False) -> str:
    if not isinstance(value, str):
        return ""
    value = value[:4_000_000].strip()
    return html.escape(value, quote=False).replace("\n", "<br>") if plain else value
