"""What a page declares about its article: JSON-LD (schema.org), Open Graph, meta tags, the markup itself."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from index.formats.clean import one_line
from index.formats.dates import parse_published
from index.intake.markup import title_of_html
from index.intake.urls import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:.*Article|BlogPosting|Report|LiveBlogPosting|SocialMediaPosting)$", re.IGNORECASE)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "published_time",
    "publication_date",
    "article.published",
    "article_date_original",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "rnews:datepublished",
    "og:pubdate",
)
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "dcterms.creator",
)
_NAMING = ("property", "name", "itemprop", "http-equiv")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_SEPARATOR = re.compile(r"\s+(?:[|·•»«—–:]|-)\s+")
_BY = re.compile(r"^\s*(?:by|von|par|por)\s*:?\s+", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
_FEED_TYPE = re.compile(r"application/(?:rss|atom|feed|rdf)\+(?:xml|json)", re.IGNORECASE)
_MOST_JSON = 1_000_000
_EARLIEST = 1700


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page says about its article; empty or None where it says nothing.

    ``headings`` are its first-level ones, each in one line; ``titled``: whether the title was made for the
    article, and is not only that of the document.
    """

    title: str
    titled: bool
    headings: tuple[str, ...]
    site: str | None
    published: datetime | None
    authors: tuple[str, ...]
    language: str | None
    canonical: str | None


def clues_of(tree: HtmlElement, url: str | None = None) -> Clues:
    """Collect what ``tree``, a whole page, declares about its article."""
    meta = _meta(tree)
    story = next(_stories(tree), {})
    site = _name(story.get("publisher")) or meta.get("og:site_name") or meta.get("application-name")
    elements = list(tree.iter("h1"))
    headings = [one_line(heading.text_content()) for heading in elements]
    told = [story.get("headline"), meta.get("og:title"), meta.get("twitter:title")]
    named = [title_of_html(text) for text in told if isinstance(text, str) and text.strip()]
    title = _title(tree, named, headings, site)
    if not named and title not in headings and len(elements) == 1 and headings[0] and _is_own(elements[0]):
        title = headings[0]  # the document's title may be that of a folder or a site; readers saw this one
    return Clues(
        title=title,
        titled=bool(named) or title in headings,
        headings=tuple(filter(None, headings)),
        site=one_line(site, 120) or None if site else None,
        published=_published(tree, meta, story, url),
        authors=_authors(tree, meta, story),
        language=_language(tree, meta, story),
        canonical=_canonical(tree, meta),
    )


def feeds_named(tree: HtmlElement, url: str | None) -> list[str]:
    """Return the addresses of the feeds that a page names as its own, as far as they can be opened."""
    found = [
        absolute(link.get("href"), url or "")
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and _FEED_TYPE.search(link.get("type") or "")
    ]
    return [address for address in dict.fromkeys(found) if address]


def read_date(text: str) -> datetime | None:
    """Return the moment that ``text`` names, in UTC; None where it is no date between 1700 and tomorrow."""
    try:
        when = parse_published(one_line(text))
    except ValueError:
        when = None
    if when is None and (found := _COMPACT.match(text.strip())):
        return read_date("-".join(found.groups()))
    if when is None or when.year < _EARLIEST or when > datetime.now(UTC) + timedelta(days=2):
        return None
    return when


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Names (or properties) in lower case and contents of the meta elements; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property")
            or element.get("name")
            or element.get("itemprop")
            or element.get("http-equiv")
        )
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:2000])
    return found


def _stories(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield what JSON-LD says of an article, the first told first."""
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        try:
            told = json.loads((element.text or "")[:_MOST_JSON], strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(told)


def _articles_in(told: Any) -> Iterator[dict[str, Any]]:
    waiting, looked_at = [told], 0
    while waiting and looked_at < 1000:
        thing = waiting.pop(0)
        looked_at += 1
        if isinstance(thing, list):
            waiting.extend(thing)
        elif isinstance(thing, dict):
            kinds = thing.get("@type")
            if any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in _listed(kinds)):
                yield thing
            waiting.extend(thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing)


def _title(tree: HtmlElement, named: list[str], headings: list[str], site: str | None) -> str:
    document = next((one_line(element.text_content()) for element in tree.iter("title")), "")
    # A headline on the page that the page's own title repeats is the one that readers saw.
    for heading in headings:
        if len(heading) > 8 and any(_folded(heading) in _folded(other) for other in [*named, document]):
            return heading
    for title in [*named, document]:
        if shortened := _without_site(title, site):
            return shortened
    return next((heading for heading in headings if heading), "")


def _is_own(heading: HtmlElement) -> bool:
    """Whether a heading is the article's and not the site's, which stands in the page's head or is a link."""
    if next(heading.iter("a", "img", "svg"), None) is not None:
        return False
    return next(heading.iterancestors("a", "header", "nav", "aside", "footer", "form"), None) is None


def _without_site(title: str, site: str | None) -> str:
    """Take the site's name, or a last short part, off a document's title."""
    parts = _SEPARATOR.split(title)
    while len(parts) > 1 and site and _folded(parts[-1]) in (_folded(site), _folded(site) + "com"):
        title = title[: title.rindex(parts.pop())].rstrip(" |·•»«—–:-")
    return title


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _published(
    tree: HtmlElement, meta: dict[str, str], story: dict[str, Any], url: str | None
) -> datetime | None:
    told = [story.get("datePublished"), *(meta.get(name) for name in _DATE_NAMES), story.get("dateCreated")]
    told += [
        element.get("datetime") or element.get("content") or element.get("title")
        for element in tree.iter("time", "span", "meta", "abbr")
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    ]
    moments = (read_date(text) for text in told if isinstance(text, str) and text.strip())
    if found := next(filter(None, moments), None):
        return found
    if url and (dated := re.search(r"/(\d{4})[/-]([01]?\d)[/-]([0-3]?\d)(?:/|-|$)", url)):
        return read_date(f"{dated[1]}-{dated[2]}-{dated[3]}")
    times = [element.get("datetime") for element in tree.iter("time") if element.get("datetime")]
    return read_date(times[0]) if times else None


def _authors(tree: HtmlElement, meta: dict[str, str], story: dict[str, Any]) -> tuple[str, ...]:
    names = [_name(author) for author in _listed(story.get("author"))]
    if not any(names):
        names = [meta.get(name) for name in _AUTHOR_NAMES if "://" not in meta.get(name, "://")][:1]
    if not any(names):
        links = tree.iter("a", "span")
        marked = (link for link in links if "author" in (link.get("rel"), link.get("itemprop")))
        names.extend(element.text_content() for element in itertools.islice(marked, 3))
    cleaned = (_BY.sub("", one_line(name, 120)) for name in names if name)
    return tuple(dict.fromkeys(name for name in cleaned if name and "://" not in name))[:20]


def _language(tree: HtmlElement, meta: dict[str, str], story: dict[str, Any]) -> str | None:
    told = [tree.get("lang"), story.get("inLanguage"), meta.get("content-language"), meta.get("og:locale")]
    for text in told:
        if isinstance(text, str) and _LANGUAGE.fullmatch(text.strip()):
            return text.strip().replace("_", "-")
    return None


def _canonical(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            return str(element.get("href")).strip()
    return meta.get("og:url")


def _name(thing: Any) -> str | None:
    for one in _listed(thing):
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            name = next(iter(name), None)
        if isinstance(name, str) and name.strip():
            return title_of_html(name[:500])
    return None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
