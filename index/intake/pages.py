"""The article in a web page: body by trafilatura, headline, source and date by what the page declares.

trafilatura: A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction", ACL 2021 demonstrations, pp. 122-131.
"""

from __future__ import annotations

import itertools
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.formats.clean import one_line, printable
from index.intake.markup import tidy
from index.intake.page_clues import Clues, clues_of, feeds_named
from index.intake.promotion import without_promotion
from index.intake.urls import absolute, host_of

if TYPE_CHECKING:
    from datetime import datetime

    from lxml.html import HtmlElement

#: Bytes of the longest page that is read.
LARGEST_PAGE = 8_000_000
_UNSEEN = re.compile(r"\b(?:rollover|tooltip|popover|hover-?card|sr-only|visually-?hidden|screen-reader)")
_EMBEDDED = re.compile(r"tweet|twitter|social|embed|instagram|bluesky|mastodon", re.IGNORECASE)
_MOST_ELEMENTS = 30_000  # real articles have a tenth of that
_MANY_ELEMENTS = 6_000
_SHORTEST_BODY = 64  # letters and digits; less is a caption or a notice
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What browsers take these names for (WHATWG Encoding Standard, 4.2).
_ALIASES = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")


class PageError(ValueError):
    """The page holds no article that can be read; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class PageArticle:
    """The article of a web page.

    Attributes:
        title: One line; may be empty.
        text: The body, paragraphs separated by a blank line; never empty.
        source: The site's own name, else its host, else None.
        published: Aware, in UTC (midnight exactly: only the day is known), or None.
        authors: Names in the order given.
        language: A language tag such as ``en``, or None.
        url: The canonical address where the page names one on its own host, else the one given, or None.
    """

    title: str
    text: str
    source: str | None
    published: datetime | None
    authors: tuple[str, ...]
    language: str | None
    url: str | None


def read_page(data: bytes | str, *, url: str | None = None, content_type: str = "") -> PageArticle:
    """Find the article in a web page.

    Args:
        data: The page as it came, at most :data:`LARGEST_PAGE` bytes, or its text.
        url: Where it came from, or None.
        content_type: The HTTP header, whose charset wins over the page's own; empty: unknown.

    Raises:
        PageError: No article can be found in it.
    """
    if len(data) > LARGEST_PAGE:
        raise PageError(f"larger than {LARGEST_PAGE:,} bytes")
    source = printable(data if isinstance(data, str) else decode_page(data, content_type))
    tree = _tree(source)
    clues = clues_of(tree, url)
    tree = _bounded(tree)
    _unveil(tree)
    headline, text = _parted(body_text(tree), clues)
    if sum(map(str.isalnum, text)) < _SHORTEST_BODY:
        named = feeds_named(tree, url)
        advice = f"; it names a feed: {named[0]}" if named else ""
        raise PageError(f"no article found in the page{advice}")
    return PageArticle(
        title=headline,
        text=text,
        source=clues.site or (host_of(url).removeprefix("www.") if url else None) or None,
        published=clues.published,
        authors=clues.authors,
        language=clues.language,
        url=_own_address(clues, url),
    )


def decode_page(data: bytes, content_type: str = "") -> str:
    """Return the text of a page: by byte order mark, HTTP header, ``<meta charset>``, else UTF-8."""
    names = [name for mark, name in _MARKS if data.startswith(mark)]
    if found := _HEADER_CHARSET.search(content_type):
        names.append(found[1])
    if declared := _CHARSET.search(data[:4096]):
        names.append(declared[1].decode("ascii"))
    for name in [*names, "utf-8"]:
        try:
            return data.decode(_ALIASES.get(name.lower(), name))
        except (LookupError, ValueError):
            continue
    # A page in UTF-8 with one cut or stray byte is still a page in UTF-8.
    text = data.decode("utf-8", errors="replace")
    return text if text.count("\ufffd") * 50 < len(text) else data.decode("cp1252", errors="replace")


def body_text(page: HtmlElement) -> str:
    """Return the body of the article in ``page``, paragraphs separated by a blank line; may be empty."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every page without an article
    for precise in (True, False):
        try:
            found: Any = bare_extraction(page, favor_precision=precise, include_comments=False)
        except Exception as error:  # whatever a page provokes in the extractor is the page's fault
            raise PageError(f"not readable as a page ({type(error).__name__})") from error
        text = tidy((getattr(found, "text", "") or "").replace("\n", "\n\n"))
        if len(text) >= _SHORTEST_BODY:
            return text
    return ""


def _parted(text: str, clues: Clues) -> tuple[str, str]:
    """Return headline and body: extractors begin some bodies with the headline that stands above them."""
    first, _, rest = text.partition("\n\n")
    first = one_line(first)
    if not rest or first.casefold() not in (one.casefold() for one in (clues.title, *clues.headings) if one):
        return clues.title, without_promotion(text)
    return clues.title if clues.titled else first, without_promotion(rest)


def _tree(page: str) -> HtmlElement:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, default_doctype=False, remove_comments=True, remove_pis=True
    )
    try:
        return lxml_html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise PageError("not a page of HTML") from error


def _bounded(tree: HtmlElement) -> HtmlElement:
    """Lighten or refuse pages whose number of elements makes extractors slow. Raises PageError."""
    from lxml import etree, html

    count = sum(1 for _ in itertools.islice(tree.iter(), _MOST_ELEMENTS + 1))
    if count > _MOST_ELEMENTS:
        raise PageError(f"more than {_MOST_ELEMENTS:,} elements: not an article")
    if count > _MANY_ELEMENTS:
        # Thousands of these beside each other cost the extractor the square of their number.
        etree.strip_tags(tree, "abbr", "b", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u")
        return _tree(html.tostring(tree, encoding="unicode"))  # read anew, so that its texts are joined
    return tree


def _unveil(tree: HtmlElement) -> None:
    """Take out what readers see only when they point at something; let quoted posts be quotations."""
    for element in list(tree.iter("div", "span", "aside")):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if _UNSEEN.search(names) and element.getparent() is not None and len(element.text_content()) < 2000:
            element.drop_tree()
    for element in tree.iter("blockquote"):
        for named in (element, element.getparent()):
            # Extractors throw out what is called a post or an embed, although the article quotes it.
            if _EMBEDDED.search(named.get("class") or ""):
                del named.attrib["class"]


def _own_address(clues: Clues, url: str | None) -> str | None:
    """The canonical address, unless it names another host: then somebody else would speak for the page."""
    named = absolute(clues.canonical, url or "")
    if named and (url is None or host_of(named).removeprefix("www.") == host_of(url).removeprefix("www.")):
        return named
    return url
