"""Lists of feeds as OPML (http://opml.org/spec2.opml), in and out.

Folders and categories are read as tags. What is written is read again exactly: addresses, names, tags and
whether the whole text is wanted, in the same order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.entities import html5
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from index.formats.clean import one_line
from index.intake.urls import is_web
from index.settings import Feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

#: Bytes of the longest list that is read.
LARGEST_LIST = 10_000_000
_MOST_FEEDS = 20_000
_MOST_TAGS = 20
_NAMESPACE = "https://lateral.example/opml"  # an identifier, never opened
_FULL_TEXT = "fulltext"


_NAMED_ENTITY = re.compile(rb"&((?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};)")


class OpmlError(ValueError):
    """The bytes are no list of feeds; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list holds: its title (may be empty), its feeds, each address once, and what was left out.

    ``skipped`` tells in one line each which outline is no feed that may be opened, and why.
    """

    title: str
    feeds: tuple[Feed, ...]
    skipped: tuple[str, ...] = ()


def looks_like_opml(data: bytes) -> bool:
    """Whether the first bytes are those of an OPML list."""
    return b"<opml" in data[:4096].replace(b"\x00", b"").lower()


def parse_opml(data: bytes) -> FeedList:
    """Read a list of feeds; broken markup is mended, entities of its own are refused.

    Raises:
        OpmlError: It is no list of feeds, or too large, or a trap.
    """
    root = _root(data)
    title = root.find("./head/title")
    feeds: dict[str, Feed] = {}
    skipped: list[str] = []
    for outline, folders in _outlines(root):
        attributes = {_local(name): value for name, value in outline.attrib.items()}
        url = one_line(attributes.get("xmlurl", ""), 4000).replace(" ", "%20")
        name = one_line(attributes.get("text", "")) or one_line(attributes.get("title", ""))
        name = "" if name == url else name
        if not url:
            continue
        if attributes.get("type", "").strip().lower() == "source":
            skipped.append(f"{name or 'an outline'}: another list of feeds: {one_line(url, 100)}")
            continue
        if not is_web(url):
            skipped.append(f"{name or 'an outline'}: not a web address: {one_line(url, 100)}")
            continue
        feed = Feed(
            url=url,
            name=name or None,
            tags=_tags(folders, attributes.get("category", "")),
            full_text=attributes.get(_FULL_TEXT, "").strip().lower() == "true",
        )
        if url in feeds:
            feed = replace(feeds[url], tags=_merged(feeds[url].tags, feed.tags))
        feeds[url] = feed
    return FeedList(
        title=one_line(title.text or "") if title is not None else "",
        feeds=tuple(feeds.values()),
        skipped=tuple(skipped),
    )


def opml_export(feeds: Iterable[Feed], title: str = "Lateral") -> str:
    """Return ``feeds`` as an OPML document; each one stands in a folder named by its first tag."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:lateral="{_NAMESPACE}">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
    ]
    # Only neighbours share a folder: the order of the feeds is worth more than few folders.
    for folder, members in groupby(feeds, key=lambda feed: feed.tags[0] if feed.tags else ""):
        written = [_outline(feed) for feed in members]
        if folder:
            text = quoteattr(one_line(folder))
            lines += [f"    <outline text={text}>", *(f"      {line}" for line in written), "    </outline>"]
        else:
            lines += [f"    {line}" for line in written]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _root(data: bytes) -> _Element:
    from lxml import etree

    if len(data) > LARGEST_LIST:
        raise OpmlError(f"larger than {LARGEST_LIST:,} bytes")
    if b"<!entity" in data.replace(b"\x00", b"").lower():
        raise OpmlError("declares entities of its own, which a list of feeds never needs")
    # Exporters forget to close elements and to write & as &amp;; recover reads on past both.
    parser = etree.XMLParser(no_network=True, recover=True)
    try:
        root = etree.fromstring(_NAMED_ENTITY.sub(_numbered, data.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OpmlError(f"not readable as OPML ({one_line(str(error), 100)})") from error
    if root is None or _local(root.tag) != "opml":
        raise OpmlError("not OPML")
    return root


def _numbered(entity: re.Match[bytes]) -> bytes:
    """Names of characters that HTML knows and XML does not, as exporters write them all the same."""
    characters = html5.get(entity[1].decode("ascii"), "")
    return "".join(f"&#{ord(character)};" for character in characters).encode("ascii") or entity[0]


def _outlines(root: _Element) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    """Yield outlines with the names of the folders they stand in, in reading order, without recursion."""
    waiting: list[tuple[_Element, tuple[str, ...]]] = [(root, ())]
    seen = 0
    while waiting and seen < _MOST_FEEDS:
        element, folders = waiting.pop()
        inner = folders
        if isinstance(element.tag, str) and _local(element.tag) == "outline":
            seen += 1
            yield element, folders
            names = {_local(name): value for name, value in element.attrib.items()}
            if "xmlurl" not in names and (name := one_line(names.get("text", "") or names.get("title", ""))):
                inner = (*folders, name)[-_MOST_TAGS:]
        waiting.extend((child, inner) for child in reversed(element))


def _tags(folders: tuple[str, ...], categories: str) -> tuple[str, ...]:
    """Folders from the outer to the inner, then categories: separated by commas, their levels by slashes."""
    named = (one_line(part).strip("/ ") for part in categories[:4000].split(","))
    return _merged(folders, tuple(part for part in named if part))


def _merged(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*first, *second]))[:_MOST_TAGS]


def _outline(feed: Feed) -> str:
    name = one_line(feed.name or "")
    attributes = [("type", "rss"), ("text", name or feed.url), ("title", name), ("xmlUrl", feed.url)]
    attributes.append(("category", ",".join(one_line(tag).replace(",", " ") for tag in feed.tags)))
    attributes.append(("lateral:fullText", "true" if feed.full_text else ""))
    return "<outline " + " ".join(f"{key}={quoteattr(value)}" for key, value in attributes if value) + "/>"


def _escaped(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _local(name: object) -> str:
    return str(name).rpartition("}")[2].lower()
