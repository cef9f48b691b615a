"""Read a news feed: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed, from bytes to plain data.

XML is read by feedparser, which knows twenty years of broken feeds. What it is handed is bounded: in size,
in what entities may expand to, and in how long a document may be that is not well-formed.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.formats.clean import one_line
from index.intake.markup import title_of_html
from index.intake.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Bytes of the longest feed that is read.
LARGEST_FEED = 10_000_000
_MOST_ENTRIES = 5_000
_LONGEST_MARKUP = 4_000_000
_LARGEST_BROKEN = 500_000  # feedparser's reader for broken feeds takes 10 microseconds a byte
_DATE_KEYS = ("published_parsed", "updated_parsed", "created_parsed")
_HEAD = 65_536  # bytes; before the first element may stand comments and declarations
_MOST_EXPANSION = 1_000_000
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s*)?([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PROLOG = re.compile(
    rb"[^<]*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>)", re.DOTALL | re.IGNORECASE
)
_FEED_START = re.compile(rb"[^<]*<(?:\w+:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
# feedparser prefers this attribute to the address that the element holds, even where it is no web address.
_OTHER_URI = re.compile(rb"(<link)\s+uri\s*=\s*(?:\"(?!https?:)[^\"<]*\"|'(?!https?:)[^'<]*')", re.IGNORECASE)
_JSON_START = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*[{\[]")


class FeedError(ValueError):
    """The bytes are no feed that can be read; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Attributes:
        title: One line of plain text; may be empty.
        link: The address of the article's page, absolute where the feed allows, or None.
        published: Aware, in UTC: when it was published, else when it was updated, else None.
        authors: Names in the order given.
        id: What the feed calls the entry (guid, atom:id), or None.
        summary: HTML of the teaser; may be empty.
        content: HTML of the whole text as the feed has it; may be empty.
        language: A language tag such as ``en-gb``, or None.
    """

    title: str
    link: str | None
    published: datetime | None
    authors: tuple[str, ...]
    id: str | None
    summary: str
    content: str
    language: str | None


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed: its title (may be empty), its home page, its language and its entries in the order given."""

    title: str
    link: str | None
    language: str | None
    entries: tuple[Entry, ...]


def parse_feed(data: bytes, *, url: str = "", content_type: str = "") -> FeedDocument:
    """Read a feed. Relative links are resolved against ``url`` where the feed names no other base.

    Args:
        data: The document as it came, at most :data:`LARGEST_FEED` bytes.
        url: Where it came from; empty: unknown.
        content_type: The HTTP header, whose charset wins over the document's own; empty: unknown.

    Raises:
        FeedError: It is no feed, or too large, or a trap.
    """
    if len(data) > LARGEST_FEED:
        raise FeedError(f"larger than {LARGEST_FEED:,} bytes")
    if not data.strip():
        raise FeedError("empty")
    if _JSON_START.match(data):
        from index.intake.jsonfeed import parse_json_feed

        return parse_json_feed(data)
    return _parse_xml(data, url, content_type)


def looks_like_feed(data: bytes) -> bool:
    """Whether the first bytes are those of a feed (and not of a page, a list of feeds or an article)."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _JSON_START.match(head):
        return b"jsonfeed.org/version" in head[:4096]
    head = head.replace(b"\x00", b"")  # UTF-16 and UTF-32
    start = 0
    while prolog := _PROLOG.match(head, start):
        start = prolog.end()
    return _FEED_START.match(head, start) is not None


def _parse_xml(data: bytes, url: str, content_type: str) -> FeedDocument:
    import feedparser

    _refuse_expansion(data)
    headers = {"content-type": content_type} if content_type else {}
    if url:
        headers["content-location"] = url
    # A stream, never the bytes themselves: those feedparser would first try as the name of a file.
    source = io.BytesIO(_OTHER_URI.sub(rb"\1", _bounded(data)))
    try:
        parsed = feedparser.parse(
            source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # whatever a feed provokes in the parser is the feed's fault
        raise FeedError(f"not readable as a feed ({type(error).__name__})") from error
    entries = parsed.get("entries", [])[:_MOST_ENTRIES]
    feed = parsed.get("feed", {})
    if not parsed.get("version") and not entries and not feed.get("title"):
        raise FeedError("not a feed" if _is_page(data) else _complaint(parsed))
    language = _text(feed.get("language")) or None
    return FeedDocument(
        title=_title(feed),
        link=_text(feed.get("link")) or None,
        language=language,
        entries=tuple(_entry(entry, language) for entry in entries),
    )


def _refuse_expansion(data: bytes) -> None:
    """Stop entity bombs. feedparser drops entities made of other entities; the rest is counted here."""
    if b"<!ENTITY" not in data and b"<!entity" not in data:
        return
    grown = 0
    for _parameter, name, quoted, single in _ENTITY.findall(data)[:1000]:
        value = quoted or single
        grown += len(value) * data.count(b"&" + name + b";")
        if grown > _MOST_EXPANSION or len(value) > _MOST_EXPANSION:
            raise FeedError("its entities expand to more than a feed needs")


def _bounded(data: bytes) -> bytes:
    """Return ``data``, mended first where it is long and broken, so that no reader is slow about it."""
    if len(data) <= _LARGEST_BROKEN:
        return data
    from lxml import etree

    try:
        etree.fromstring(data, etree.XMLParser(no_network=True))
    except etree.XMLSyntaxError:
        pass
    else:
        return data
    parser = etree.XMLParser(no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FeedError(f"not well-formed: {one_line(str(error), 100)}") from error
    if root is None:
        raise FeedError("not well-formed from the start")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: dict[str, Any], feed_language: str | None) -> Entry:
    contents = [part for part in entry.get("content", []) if _text(part.get("value"))]
    summary = _markup(entry.get("summary"))
    # An enclosure's caption may come as a further "content": the longest is the article.
    content = max((_markup(part["value"]) for part in contents), key=len, default="")
    languages = [part.get("language") for part in contents] + [entry.get("language")]
    detail = entry.get("title_detail") or {}
    return Entry(
        title=_title(entry),
        link=_link(entry),
        # dict.get: feedparser's own would answer for one date with another, and warn of it.
        published=next(filter(None, (_moment(dict.get(entry, key)) for key in _DATE_KEYS)), None),
        authors=_authors(entry),
        id=_text(entry.get("id")) or None,
        summary=summary,
        content=content,
        language=next(filter(None, [*languages, detail.get("language"), feed_language]), None),
    )


def _title(thing: Mapping[str, Any]) -> str:
    title = str(thing.get("title") or "")
    kind = (thing.get("title_detail") or {}).get("type", "")
    return one_line(title) if kind == "text/plain" else title_of_html(title[:10_000])


def _link(entry: Mapping[str, Any]) -> str | None:
    links = [link for link in entry.get("links", []) if link.get("rel", "alternate") == "alternate"]
    named = [
        _text(entry.get("feedburner_origlink")),
        _text(entry.get("link")),
        *(_text(link.get("href")) for link in links),
        _text(entry.get("id")),
    ]
    # The last is the guid, which is an address more often than not, but counts as one only if it is.
    return next(filter(is_web, named), None) or next(filter(None, named[:-1]), None)


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    details = [*entry.get("authors", []), entry.get("author_detail") or {}]
    names = [one_line(str(detail.get("name") or ""), 200) for detail in details]
    if not any(names):
        names = [one_line(str(entry.get("author") or ""), 200)]
    return tuple(dict.fromkeys(filter(None, names)))


def _moment(parsed: Any) -> datetime | None:
    """Return the moment of a ``struct_time`` in UTC; None where it is no moment that a calendar has."""
    if not parsed:
        return None
    try:
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _text(value: object) -> str:
    return one_line(value, 4000) if isinstance(value, str) else ""


def _markup(value: object) -> str:
    return value[:_LONGEST_MARKUP].strip() if isinstance(value, str) else ""


def _is_page(data: bytes) -> bool:
    return re.search(rb"<(?:!doctype\s+html|html|body)\b", data[:4096], re.IGNORECASE) is not None


def _complaint(parsed: Mapping[str, Any]) -> str:
    reason = one_line(str(parsed.get("bozo_exception") or ""), 120)
    return f"not a feed ({reason})" if reason else "not a feed"
