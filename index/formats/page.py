"""Bare pages: text as it was copied or scraped from the web, with no metadata and page furniture left in.

The rules lean one way: a line of furniture that stays is a blemish, a lost sentence is a wrong account. What
goes must be known furniture, a breadcrumb, or words that stand elsewhere on the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.formats.clean import body, comparable, one_line
from index.formats.dates import parse_published
from index.formats.draft import Draft, draft
from index.formats.furniture import is_furniture

if TYPE_CHECKING:
    from datetime import datetime

#: From this length on (characters) a line is a paragraph, not a headline, menu item or sub-heading.
_PARAGRAPH = 120
#: A shorter line is a paragraph too when it ends like a sentence and has this length.
_SENTENCE = 60
#: Lines up to this width may be hard-wrapped text.
_WIDEST_WRAP = 120
_LONGEST_HEADLINE = 250
#: Characters that a repetition needs before it is one, and the block after which no teaser stands.
_SHORTEST_TEASER = 40
_LAST_TEASER = 30

_BULLET = re.compile(r"^[\s\u00a0]*[•·▪◦‣»›*][\s\u00a0]*")
_CRUMBS = re.compile(r"[»›]|\s>\s|\s/\s")
_CUT_SHORT = re.compile(
    r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|(?:…|\.\.\.)?\s*(?:read more|continue reading|read the full story)\W*)$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BYLINE = re.compile(r"^by\s+(?P<names>[^\W\d_][\w.'’\-, &]{2,80})$", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"^(?:published|posted|updated|last updated|last modified|date)?(?:\s+(?:on|at))?\s*:?\s*(?P<date>.+)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_LONE_DASH = re.compile(r"^[-–—•·*]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the first paragraph."""

    title: str
    published: datetime | None
    authors: str
    rest: tuple[str, ...]


def parse_page(text: str) -> Draft:
    """Read a bare page: find the headline, drop the furniture, keep the body whole.

    Sub-headings stay as paragraphs of their own. Single line breaks are paragraph breaks, unless the lines
    were wrapped at a width.

    Raises:
        FormatError: Nothing is left.
    """
    blocks = _blocks(body(text))
    first = next((number for number, block in enumerate(blocks) if _is_paragraph(block)), len(blocks))
    head = _read_head(blocks[:first])
    paragraphs = _without_tail([*head.rest, *blocks[first:]])
    paragraphs = [block for block in paragraphs if not is_furniture(block, at_the_edge=False)]
    paragraphs = [block for block in paragraphs if not _same(block, head.title)]
    paragraphs = _without_teasers(paragraphs)
    paragraphs = _without_lone_dashes(paragraphs)
    fields = {"title": head.title, "published": head.published, "authors": head.authors}
    return draft(fields, "\n\n".join(paragraphs))


def unwrap(lines: list[str], width: int) -> list[str]:
    """Join lines that were broken only because the next word would have passed ``width``.

    Args:
        lines: Lines that follow each other without a blank line between.
        width: Length of the longest line of the whole text.
    """
    joined: list[str] = []
    previous = ""
    for line in lines:
        first_word = line.partition(" ")[0]
        if previous and len(previous) + 1 + len(first_word) > width and not _LONE_DASH.match(line):
            joined[-1] += " " + line
        else:
            joined.append(line)
        previous = line
    return joined


def _blocks(text: str) -> list[str]:
    """Split the page into headlines, paragraphs and menu items, one line each."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > _WIDEST_WRAP:
        return [line for line in lines if line]
    blocks: list[str] = []
    for part in text.split("\n\n"):
        blocks.extend(unwrap(part.split("\n"), width))
    return [block for block in blocks if block]


def _is_paragraph(block: str) -> bool:
    if _BULLET.match(block) and len(block) < _LONGEST_HEADLINE:
        return False
    if len(block) >= _LONGEST_HEADLINE:
        return True
    ends = bool(_SENTENCE_END.search(block))
    return (len(block) >= _PARAGRAPH and ends) or (
        len(block) >= _SENTENCE and block.endswith((".", ".”", '."'))
    )


def _read_head(blocks: list[str]) -> _Head:
    """Find headline, date and byline among the short lines at the top; what is none of these stays."""
    title, published, authors = "", None, ""
    last_crumb = ""
    rest: list[str] = []
    for block in blocks:
        if is_furniture(block, at_the_edge=True):
            continue
        if _is_breadcrumb(block):
            last_crumb = _last_crumb(block) or last_crumb
        elif (date := _date_of(block)) is not None:
            published = published or date
        elif title and (byline := _BYLINE.match(block)):
            authors = authors or byline["names"]
        elif not title:
            title = block
        else:
            rest.append(block)
    if not title and len(last_crumb.split()) > 2:
        title = last_crumb
    rest = [block for block in rest if not _same(block, title)]
    return _Head(one_line(title), published, authors, tuple(rest))


def _is_breadcrumb(block: str) -> bool:
    return bool(_BULLET.match(block) or len(_CRUMBS.findall(block)) >= 2 or re.search(r"[»›]\s*$", block))


def _last_crumb(block: str) -> str:
    parts = [_BULLET.sub("", part).strip() for part in re.split(r"[»›]|\s>\s", block)]
    return next((part for part in reversed(parts) if part), "")


def _date_of(block: str) -> datetime | None:
    """Return the date if the whole line is one ("Published: 13 August 2024, 10:30 GMT"), else None."""
    if len(block) > 60 or not any(character.isdigit() for character in block):
        return None
    match = _DATE_LABEL.match(block)
    if match is None or match["date"].isdigit():
        return None
    try:
        return parse_published(match["date"])
    except ValueError:
        return None


def _same(block: str, title: str) -> bool:
    return (
        bool(title)
        and len(block) <= 2 * len(title) + 20
        and comparable(_BULLET.sub("", block)) == comparable(title)
    )


def _without_tail(blocks: list[str]) -> list[str]:
    """Drop the furniture below the last line of the article."""
    end = len(blocks)
    while end and is_furniture(blocks[end - 1], at_the_edge=True):
        end -= 1
    return blocks[:end]


def _without_teasers(blocks: list[str]) -> list[str]:
    """Drop what stands again, and in full, further down: a teaser, or a paragraph set twice."""
    cut = [_without_ending(block) != block for block in blocks]
    words = [_words(_without_ending(block)) for block in blocks]
    whole = "".join(words)
    kept: list[str] = []
    seen_below: set[str] = set()
    position = len(whole)
    for number in reversed(range(len(blocks))):
        own = words[number]
        repeated = len(own) >= _SHORTEST_TEASER and (
            own in seen_below or (number < _LAST_TEASER and cut[number] and own in whole[position:])
        )
        position -= len(own)
        seen_below.add(own)
        if not repeated:
            kept.append(blocks[number])
    return kept[::-1]


def _words(block: str) -> str:
    """Reduce to words between spaces: a teaser may end within a word, but never begin within one."""
    return "".join(f" {word}" for word in _WORD.findall(block.casefold()))


def _without_ending(block: str) -> str:
    """Cut the marks of a text that was cut short: an ellipsis, "Read more"."""
    return _ELLIPSIS.sub("", _CUT_SHORT.sub("", block))


def _without_lone_dashes(blocks: list[str]) -> list[str]:
    """Take the dash from a paragraph that stands alone with one; items of a list keep theirs."""
    dashed = [bool(_LONE_DASH.match(block)) for block in blocks]
    return [
        _LONE_DASH.sub("", block)
        if dashed[number] and not any(dashed[max(0, number - 1) : number] + dashed[number + 1 : number + 2])
        else block
        for number, block in enumerate(blocks)
    ]
