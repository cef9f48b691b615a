"""Text out of markup: the paragraphs of an HTML fragment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.formats.clean import body, one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 4_000_000  # characters of one fragment; a novel has a tenth of that
_SILENT = re.compile(
    r"audio|button|canvas|form|head|iframe|input|math|noscript|object|script|select|style|svg|template"
    r"|textarea|title|video"
)
_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_OBJECT = re.compile(r"</?object\b[^>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def is_markup(text: str) -> bool:
    """Whether ``text`` looks like HTML and not like plain text."""
    return _MARKUP.search(text) is not None


def paragraphs_of_html(html: str) -> str:
    """Return the text of an HTML fragment, paragraphs separated by a blank line.

    Scripts, styles, forms and embedded media are left out. Never raises for anything that ``html`` may hold.
    """
    from lxml import etree
    from lxml import html as lxml_html

    source = printable(html[:_LONGEST])
    if not source.strip():
        return ""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return tidy("".join(_pieces(root)))


def title_of_html(html: str) -> str:
    """Return the text of an HTML fragment on one line; plain text comes back as it is.

    What stands inside an embedded object counts: titles are cut, and then the object never ends.
    """
    return one_line(paragraphs_of_html(_OBJECT.sub(" ", html)) if is_markup(html) else html)


def tidy(text: str) -> str:
    """Return ``text`` printable, with single spaces and one blank line between paragraphs."""
    return body("\n".join(" ".join(line.split()) for line in printable(text).split("\n")))


def _pieces(root: object) -> Iterator[str]:
    """Yield pieces of text in reading order, with line breaks at the borders of blocks."""
    from lxml import etree

    skipping = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skipping is None and (not tag or _SILENT.fullmatch(tag)):
                skipping = element
            if skipping is None:
                if _BLOCK.fullmatch(tag):
                    yield "\n\n"
                elif tag == "br":
                    yield "\n"
                yield _flowing(element.text)
            continue
        if skipping is element:
            skipping = None
        elif skipping is None and _BLOCK.fullmatch(tag):
            yield "\n\n"
        if skipping is None and element is not root:
            yield _flowing(element.tail)


def _flowing(text: str | None) -> str:
    """Line breaks in the source of a page mean no more than a space."""
    return re.sub(r"\s+", " ", text) if text else ""
