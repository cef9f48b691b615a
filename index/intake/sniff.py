"""What the user handed over, by what it is and not by what it is called."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from index.intake.feeds import looks_like_feed
from index.intake.opml import looks_like_opml

Kind: TypeAlias = Literal["feed", "opml", "html", "lines", "text", "xml", "binary"]

_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b", re.IGNORECASE)
_XML = re.compile(rb"<(?:\?xml|!doctype)\b", re.IGNORECASE)
_BINARY = re.compile(
    rb"\A(?:\xd0\xcf\x11\xe0|%PDF|PK\x03\x04|\x89PNG|\xff\xd8\xff|GIF8|RIFF|\x7fELF|MZ|OggS|ID3|SQLite)"
)


def sniff(data: bytes, content_type: str = "") -> Kind:
    """Tell what kind of document ``data`` is, by its first bytes; ``content_type`` decides in doubt."""
    head = data[:4096]
    if _BINARY.match(head):
        return "binary"
    if looks_like_opml(head):
        return "opml"
    if looks_like_feed(data):
        return "feed"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return "lines"
    plain = head.replace(b"\x00", b"")
    if start.startswith(b"<") and _PAGE.search(plain):
        return "html"
    if "html" in content_type.lower() or b"<html" in plain.lower():
        return "html"
    if _XML.match(plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")):
        return "xml"
    # Text has no zero bytes, but for UTF-16 and UTF-32, in which most bytes of Latin text are.
    zeros = head.count(0)
    return "binary" if 0 < zeros * 4 < len(head) else "text"
