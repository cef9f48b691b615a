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
#: Words of a menu item at most, and how many such lines above the first paragraph make a menu.
_MENU_ITEM = 3
_MENU = 5
#: Characters that a repetition needs before it is one, and the block after which no teaser stands.
_SHORTEST_TEASER = 40
_LAST_TEASER = 30
_LONGEST_ENDING = 60

_BULLET = re.compile(r"^[\s\u00a0]*[•·▪◦‣»›*][\s\u00a0]*")
_HOME = re.compile(r"^[\s•]*home\s*[»›>/|]", re.IGNORECASE)
_CRUMBS = re.compile(r"[»›]|\s>\s|\s/\s")
_CUT_SHORT = re.compile(
    r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|(?:…|\.\.\.)?\s*(?:read more|continue reading|read the full story)\W*)$",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_BYLINE = re.compile(r"^by\s+(?P<names>[^\W\d_][\w.'’\-, &]{2,80})$", re.IGNORECASE)
#: "By Name - date", "Updated 03:39 GMT", "Nov. 18th 2019 12:12 pm": not only the line, but how it begins.
_SIGNATURE = re.compile(
    r"(?:by [A-Z]\w|(?:last )?updated\b|published\b|posted\b"
    r"|-? ?(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2} \w{3,9}\.? \d{4}"
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})\b)",
    re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"^(?:published|posted|updated|last updated|last modified|date)?(?:\s+(?:on|at))?\s*:?\s*(?P<date>.+)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
#: Thai, Lao, Khmer, Chinese, Japanese.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
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
    """Find headline, date and byline among the short lines above the first paragraph; what is none stays."""
    lines = [block for block in blocks if not is_furniture(block, at_the_edge=True)]
    has_menu = sum(_words(block) <= _MENU_ITEM for block in blocks) >= _MENU
    number = _headline_below_menu(lines) if has_menu else _headline(lines)
    title = "" if number is None else lines[number]
    published, authors = None, ""
    rest: list[str] = []
    for position, line in enumerate(lines):
        below = number is not None and position > number
        if (date := _date_of(line)) is not None:
            published = published or date
        elif below and (byline := _BYLINE.match(line)):
            authors = authors or re.split(r"\s[-–—|•]\s", byline["names"])[0]
        elif _is_breadcrumb(line, below=below) or _same(line, title):
            continue
        elif below or _words(line) > _MENU_ITEM:
            rest.append(line)
    if not title:
        title = next((crumb for crumb in map(_last_crumb, reversed(lines)) if _words(crumb) > 2), "")
    return _Head(one_line(title), published, authors, tuple(rest))


def _headline(lines: list[str]) -> int | None:
    """Return which line is the headline of a page that begins with it: the first that can be one."""
    found = (
        number
        for number, line in enumerate(lines)
        if not _is_breadcrumb(line, below=False) and _date_of(line) is None
    )
    return next(found, None)


def _headline_below_menu(lines: list[str]) -> int | None:
    """Return which line is the headline of a page with its menus: where there are many, none is the first.

    Pages like to repeat their headline (in breadcrumbs, as the document's title), and little else; where it
    is not repeated it stands above the byline or the date; else it is the last line that is long enough.
    """
    long = [
        number
        for number, line in enumerate(lines)
        if _words(line) > _MENU_ITEM
        and not line.endswith((":", "."))
        and not _is_breadcrumb(line, below=False)
        and not _is_signature(line)
    ]
    words = [comparable(_BULLET.sub("", line)) for line in lines]
    repeated = [number for number in long if words.count(words[number]) > 1]
    signed = [number for number in long if any(map(_is_signature, lines[number + 1 : number + 4]))]
    found = repeated or signed or long
    return found[-1] if found else _headline(lines)


def _words(line: str) -> int:
    """Count words; in scripts that write none apart, two characters for one."""
    return len(line.split()) + len(_UNSPACED.findall(line)) // 2


def _is_signature(line: str) -> bool:
    """Whether the line says who wrote the article, or when."""
    return bool(_SIGNATURE.match(line)) or _date_of(line) is not None


def _is_breadcrumb(block: str, *, below: bool) -> bool:
    """Whether the line leads elsewhere; ``below`` the headline a bullet begins a list."""
    if len(_CRUMBS.findall(block)) >= 2 or _HOME.match(block) or re.search(r"[»›]\s*$", block):
        return True
    return not below and bool(_BULLET.match(block))


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
    """Drop what stands in full elsewhere: a text cut short that goes on below, a paragraph set twice."""
    spelled = [_spelled(_without_ending(block)) for block in blocks]
    whole = "".join(spelled)
    kept: list[str] = []
    seen: set[str] = set()
    end = 0
    for number, (block, words) in enumerate(zip(blocks, spelled, strict=True)):
        end += len(words)
        is_cut = number < _LAST_TEASER and _without_ending(block) != block
        is_repeated = words in seen or (is_cut and words in whole[end:])
        if len(words) < _SHORTEST_TEASER or not is_repeated:
            kept.append(block)
        seen.add(words)
    return kept


def _spelled(block: str) -> str:
    """Reduce to words between spaces: a teaser may end within a word, but never begin within one."""
    return "".join(f" {word}" for word in _WORD.findall(block.casefold()))


def _without_ending(block: str) -> str:
    """Cut the marks of a text that was cut short: an ellipsis, "Read more"."""
    head, tail = block[:-_LONGEST_ENDING], block[-_LONGEST_ENDING:]
    return head + _ELLIPSIS.sub("", _CUT_SHORT.sub("", tail))


def _without_lone_dashes(blocks: list[str]) -> list[str]:
    """Take the dash from a paragraph that stands alone with one; items of a list keep theirs."""
    dashed = [bool(_LONE_DASH.match(block)) for block in blocks]
    return [
        _LONE_DASH.sub("", block)
        if dashed[number] and not any(dashed[max(0, number - 1) : number] + dashed[number + 1 : number + 2])
        else block
        for number, block in enumerate(blocks)
    ]
