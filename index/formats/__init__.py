"""Readers of the formats that a corpus may hold: each turns bytes into clean drafts of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.formats.draft import Draft, FormatError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SUFFIXES", "Draft", "FormatError", "parse_file", "suffix_of"]

#: How the file's name ends, and what it holds.
SUFFIXES: Mapping[str, str] = {
    ".htm": "html",
    ".html": "html",
    ".jsonl": "lines",
    ".jsonl.gz": "lines",
    ".jsonl.xz": "lines",
    ".markdown": "markdown",
    ".md": "markdown",
    ".txt": "text",
    ".xhtml": "html",
}


def suffix_of(name: str) -> str | None:
    """Return the known suffix that the file ``name`` ends in, else None."""
    lowered = name.lower()
    return next((suffix for suffix in SUFFIXES if lowered.endswith(suffix)), None)


def parse_file(data: bytes, suffix: str) -> Draft:
    """Read a file of one article. ``suffix``: as :func:`suffix_of` returns it, not one of JSON Lines.

    Raises:
        FormatError: It holds no article.
    """
    from index.formats.clean import decode, is_text

    if not is_text(data):
        raise FormatError("is not text")
    kind = SUFFIXES[suffix]
    if kind == "html":
        from index.formats.html import parse_html

        return parse_html(data)
    from index.formats.markdown import has_front_matter, parse_markdown

    text = decode(data)
    if kind == "markdown" or has_front_matter(text):
        return parse_markdown(text)
    from index.formats.page import parse_page

    return parse_page(text)
