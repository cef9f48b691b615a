"""Text out of markup: paragraphs of an HTML fragment, and text without what has no place in an article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
# Controls of terminals and printers, lone surrogates, non-characters, overrides of the writing direction
# and unseen hyphens: nothing that an article says is lost without them.
_FOREIGN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202d\u202e\ufdd0-\ufdef\ufeff\ufffe\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile(r"\r\n?|[\x85\u2028]")
_PARAGRAPH_BREAKS = re.compile(r"\u2029")
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,10000}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, PM, APC
    r"|\x1b[ -/]*[0-~]"
)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def clean(text: str) -> str:
    """Return ``text`` without terminal sequences, control characters and overrides of direction.

    Newlines and tabs stay; every other way to break a line becomes a newline.
    """
    text = _PARAGRAPH_BREAKS.sub("\n\n", _BREAKS.sub("\n", text))
    return _FOREIGN.sub("", _ESCAPES.sub("", text)) if _FOREIGN.search(text) else text


def one_line(text: str, longest: int = 1000) -> str:
    """Return ``text`` cleaned and on one line of at most ``longest`` characters: titles, names."""
    return " ".join(clean(text[: longest * 4]).split())[:longest].rstrip()


def is_markup(text: str) -> bool:
    """Whether ``text`` looks like HTML and not like plain text."""
    return _MARKUP.search(text) is not None


def paragraphs_of_html(html: str) -> str:
    """Return the text of an HTML fragment, paragraphs separated by a blank line.

    Scripts, styles, forms and embedded media are left out. Never raises for anything that ``html`` may hold.
    """
    from lxml import etree
    from lxml import html as lxml_html

    source = clean(html[:_LONGEST])
    if not source.strip():
        return ""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml_html.document_fromstring(source.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    return tidy("".join(_pieces(root)))


def title_of_html(html: str) -> str:
    """Return the text of an HTML fragment on one line; plain text comes back as it is."""
    return one_line(paragraphs_of_html(html) if is_markup(html) else html)


def tidy(text: str) -> str:
    """Return ``text`` with single spaces, stripped lines, and one blank line between paragraphs."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


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
