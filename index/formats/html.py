"""Saved web pages: headline, date, author and body from HTML, with the standard library alone.

Metadata is looked for where publishers put it: JSON-LD (schema.org), Open Graph and ``article:`` properties,
``<time>`` and ``<title>``. The body is the text blocks of the ``<article>`` or, without one, of the element
that holds most paragraph text.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from index.formats.clean import comparable, decode, one_line
from index.formats.dates import parse_published
from index.formats.draft import Draft, draft
from index.formats.furniture import is_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset(
    {"aside", "audio", "button", "canvas", "dialog", "figcaption", "footer", "form", "iframe", "menu", "nav"}
    | {"noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "video"}
)
_BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "pre",
        "dd",
        "dt",
        "td",
        "div",
        "section",
        "article",
        "main",
        "header",
    ]
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_INLINE = frozenset({"a", "b", "em", "font", "i", "p", "span", "strong"})
_CLUTTER = re.compile(
    r"\b(?:advert|banner|breadcrumb|byline|caption|comment|cookie|disclaimer|footer|masthead|menu|modal|nav|"
    r"newsletter|outbrain|paywall|popup|promo|recirc|recommend|related|share|sharing|sidebar|signup|social|"
    r"sponsor|subscribe|taboola|toolbar|trending|widget)(?:s|ing|ment|ments|bar|box|list|ed|ation)?\b",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_ARTICLE_TYPE = re.compile(r"(?:News|Blog|Report|Analysis|Opinion|Live)?\w*(?:Article|Posting)\w*")
_SITE_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$|\s+[|»]\s+.{2,60}$")
_DEEPEST = 400
_LONGEST_JSON = 500_000
"""Longest JSON-LD block that is looked at, in characters."""


@dataclass(slots=True)
class _Block:
    """One block of text: which tag held it, and the path of the elements around it."""

    tag: str
    text: str
    path: tuple[int, ...]
    in_article: bool
    linked: int
    """How many of its characters are text of links."""


@dataclass(slots=True)
class _Page:
    blocks: list[_Block] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    title: str = ""
    headline: str = ""
    language: str = ""
    canonical: str = ""
    time: str = ""


class _Reader(HTMLParser):
    """Turns the tags of a page into blocks of text. Never raises, whatever the markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = _Page()
        self._stack: list[tuple[str, int, bool]] = []  # tag, number of the element, whether it is clutter
        self._count = 0
        self._skipping = 0
        self._articles = 0
        self._links = 0
        self._words: list[str] = []
        self._linked = 0
        self._inside = ""  # "title" or "json": text that goes elsewhere
        self._block_tag = "div"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.language = values.get("lang", "")
        elif tag == "meta":
            self._meta(values)
        elif tag == "link" and values.get("rel") == "canonical":
            self.page.canonical = self.page.canonical or values.get("href", "")
        elif tag == "time" and self._articles + (not self.page.time):
            self.page.time = self.page.time or values.get("datetime", "")
        if tag == "br":
            self._words.append("\n")
        if tag in _VOID or len(self._stack) >= _DEEPEST:
            return
        self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        if tag in _BLOCKS:
            self._flush()
            self._block_tag = tag
        if tag == "title" and not self.page.title:
            self._inside = "title"
        elif tag == "script" and "ld+json" in values.get("type", ""):
            self._inside = "json"
            self.page.json_ld.append("")
        self._count += 1
        clutter = tag in _SKIPPED or self._is_clutter(tag, values)
        self._skipping += clutter
        self._articles += tag == "article" or values.get("itemprop") == "articleBody"
        self._links += tag == "a"
        self._stack.append((tag, self._count, clutter))

    def _is_clutter(self, tag: str, values: dict[str, str]) -> bool:
        if tag in ("html", "body", "main", "article"):
            return False
        if "hidden" in values or values.get("aria-hidden") == "true":
            return True
        # The names that editors give are words joined by hyphens, underscores or capitals.
        names = re.sub(r"[_-]|(?<=[a-z])(?=[A-Z])", " ", values.get("class", "") + " " + values.get("id", ""))
        return bool(_CLUTTER.search(names)) and "article body" not in names.lower()

    def handle_endtag(self, tag: str) -> None:
        if not any(opened == tag for opened, _, _ in self._stack):
            return
        if tag in _BLOCKS:
            self._flush()
            self._block_tag = "div"
        while self._stack:
            opened, _, clutter = self._stack.pop()
            self._skipping -= clutter
            self._articles -= opened == "article" and self._articles > 0
            self._links -= opened == "a"
            if opened == tag:
                break
        if tag in ("title", "script"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.page.title += data
        elif self._inside == "json":
            self.page.json_ld[-1] += data[:_LONGEST_JSON]
        elif not self._skipping:
            self._words.append(data)
            self._linked += len(data.strip()) if self._links > 0 else 0

    def _meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        if name and values.get("content"):
            self.page.properties.setdefault(name, values["content"])

    def _flush(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        linked, self._linked = self._linked, 0
        path = tuple(
            number for tag, number, _ in self._stack if tag not in ("p", "a", "span", "em", "strong")
        )
        for line in text.split("\n\n") if self._block_tag == "pre" else [text]:
            if words := " ".join(line.split()):
                if self._block_tag == "h1" and not self.page.headline:
                    self.page.headline = words
                self.page.blocks.append(_Block(self._block_tag, words, path, self._articles > 0, linked))

    def close(self) -> None:
        super().close()
        self._flush()


def parse_html(data: bytes) -> Draft:
    """Read a saved page. Raises FormatError where it holds neither headline nor text."""
    reader = _Reader()
    reader.feed(_decode(data))
    reader.close()
    page = reader.page
    known = _from_json_ld(page)
    properties = page.properties
    named = known.get("title") or properties.get("og:title") or page.headline
    title = one_line(str(named or _SITE_SUFFIX.sub("", page.title)))
    fields: dict[str, object] = {
        "title": title,
        "source": known.get("source") or properties.get("og:site_name"),
        "published": _first_date(
            known.get("published"),
            properties.get("article:published_time"),
            properties.get("datepublished"),
            properties.get("date"),
            properties.get("pubdate"),
            properties.get("dc.date"),
            page.time,
        ),
        "url": properties.get("og:url") or page.canonical,
        "language": page.language or properties.get("og:locale"),
        "authors": known.get("authors") or properties.get("author") or properties.get("article:author"),
    }
    if str(fields["authors"]).startswith("http"):
        fields["authors"] = None  # Open Graph gives a profile's address there
    return draft(fields, "\n\n".join(_body(page.blocks, title)))


def _decode(data: bytes) -> str:
    charset = _CHARSET.search(data[:4096])
    if charset is not None:
        name = charset[1].decode("ascii").lower()
        # Browsers read these as Windows-1252, and so does decode(); UTF-8 it knows by itself.
        if name not in ("utf-8", "utf8", "iso-8859-1", "latin-1", "us-ascii", "windows-1252"):
            try:
                return data.decode(name, "replace")
            except LookupError:
                pass
    return decode(data)


def _first_date(*candidates: object) -> object:
    """Return the first candidate that is a date; with none, the first given, for the warning it deserves."""
    given = [candidate for candidate in candidates if candidate]
    for candidate in given:
        try:
            parse_published(candidate)
        except ValueError:
            continue
        return candidate
    return given[0] if given else None


def _from_json_ld(page: _Page) -> dict[str, object]:
    for text in page.json_ld:
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name) for name in kinds):
                publisher = thing.get("publisher")
                return {
                    "title": thing.get("headline"),
                    "published": thing.get("datePublished"),
                    "authors": _people(thing.get("author")),
                    "source": publisher.get("name") if isinstance(publisher, dict) else None,
                }
    return {}


def _things(value: object, depth: int = 0) -> Iterator[dict[str, object]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _things(value.get("@graph"), depth + 1)
        yield from _things(value.get("mainEntity"), depth + 1)


def _people(value: object) -> list[object]:
    people = value if isinstance(value, list) else [value]
    return [person.get("name") if isinstance(person, dict) else person for person in people if person]


def _body(blocks: list[_Block], title: str) -> list[str]:
    """Choose the blocks of the article."""
    inside = [block for block in blocks if block.in_article]
    if sum(len(block.text) for block in inside if block.tag == "p") >= 250:
        blocks = inside
    blocks = _densest(blocks)
    texts = [block.text for block in blocks if _is_content(block)]
    texts = [text for text in texts if comparable(text) != comparable(title)]
    while texts and is_furniture(texts[-1], at_the_edge=True):
        texts.pop()
    return texts


def _is_content(block: _Block) -> bool:
    if block.linked * 2 > len(block.text) and block.tag not in ("p", "blockquote"):
        return False  # a list of links
    if block.tag in ("div", "section", "article", "main", "header", "td") and len(block.text) < 40:
        return False
    return block.tag != "h1" and not is_furniture(block.text, at_the_edge=False)


def _densest(blocks: list[_Block]) -> list[_Block]:
    """Keep what stands under the smallest element that holds most of the paragraphs' text."""
    weights: dict[int, int] = {}
    total = 0
    for block in blocks:
        if block.tag in ("p", "blockquote", "pre") or len(block.text) > 150:
            weight = max(0, len(block.text) - 2 * block.linked)
            total += weight
            for element in block.path:
                weights[element] = weights.get(element, 0) + weight
    enough = [element for element, weight in weights.items() if weight * 10 >= total * 7]
    if not enough:
        return blocks
    deepest = max(enough)  # elements are numbered as they open: inside is later
    return [block for block in blocks if deepest in block.path]
