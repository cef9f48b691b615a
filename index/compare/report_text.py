"""A comparison as plain text: complete without colour, columns or a screen, read from top to bottom."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from index.compare.report_words import (
    KIND_WORDS,
    LEGEND,
    ROW_WORDS,
    VERDICT_WORDS,
    by_verdict,
    headline,
    notes,
    place,
    row_counts,
    row_places,
    safe,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.compare.result import Comparison, Fact, Row

_NARROWEST = 30
#: Joiners and the selector of pictures, which take no cell.
_WIDTHLESS = "\u200b\u200c\u200d\ufe0f"


def as_text(comparison: Comparison, width: int = 80) -> str:
    """Return the comparison as text of at most ``width`` cells where words allow; it ends in a line break.

    Every finding and every sentence is told in words, in reading order: for a screen reader too.
    """
    width = max(width, _NARROWEST)
    lines = [
        *_wrapped("A  ", headline(comparison.a), width),
        *_wrapped("B  ", headline(comparison.b), width),
        "",
        *(line for note in notes(comparison) for line in _wrapped("", note, width)),
        "",
        *_findings(comparison, width),
        "SIDE BY SIDE",
        *_wrapped("", row_counts(comparison), width),
        *_wrapped("", LEGEND, width),
        "",
    ]
    for row in comparison.rows:
        lines.extend(_row(comparison, row, width))
    return "\n".join(lines).rstrip() + "\n"


def _findings(comparison: Comparison, width: int) -> Iterator[str]:
    for kind, title in KIND_WORDS.items():
        facts = by_verdict(comparison.facts, kind)
        if not facts:
            continue
        yield title.upper()
        for fact in facts:
            yield from _fact(fact, width)
        yield ""


def _fact(fact: Fact, width: int) -> Iterator[str]:
    yield from _wrapped(f"{VERDICT_WORDS[fact.verdict]:<13} ", safe(fact.what), width)
    if fact.a:
        yield from _wrapped("    ", stated("a", fact.a), width)
    if fact.b:
        yield from _wrapped("    ", stated("b", fact.b), width)
    if fact.why:
        yield from _wrapped("    why: ", safe(fact.why), width)


def _row(comparison: Comparison, row: Row, width: int) -> Iterator[str]:
    count = len(row.a) + len(row.b)
    yield ROW_WORDS[row.kind] + (f" ({count} sentences)" if not (row.a and row.b) and count > 1 else "")
    for side, index in row_places(row):
        account = comparison.a if side == "a" else comparison.b
        yield from _wrapped(f"  {place(side, index):<5}", safe(account.sentences[index]), width)
    yield ""


def _wrapped(first: str, text: str, width: int) -> list[str]:
    """Wrap ``text`` behind ``first``; further lines are indented as far.

    Lines break at spaces and between wide characters, which Chinese and Japanese set without spaces.
    """
    indent = " " * len(first)
    lines: list[str] = []
    line, used, gap = first, len(first), ""
    for word in _words(text):
        if word == " ":
            gap = " "
            continue
        size = _cells(word)
        if used + len(gap) + size > width and line.strip() and used > len(indent):
            lines.append(line.rstrip())
            line, used, gap = indent, len(indent), ""
        line += gap + word
        used += len(gap) + size
        gap = ""
    return [*lines, line.rstrip()]


def _words(text: str) -> Iterator[str]:
    """Yield words, single spaces between them, and wide characters with what belongs to them."""
    for number, part in enumerate(text.split()):
        if number:
            yield " "
        word = ""
        for character in part:
            if word and _may_part(word[-1], character):
                yield word
                word = ""
            word += character
        yield word


#: Closing and other punctuation: 。 」 ）.
_CLOSING = frozenset({"Pe", "Pf", "Po"})


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end between the two: beside a wide character, but with no closing mark to follow."""
    category = unicodedata.category(after)
    return (_is_wide(after) and category not in _CLOSING) or (_is_wide(before) and category[0] in "LN")


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _cells(text: str) -> int:
    """Return how many cells a terminal takes for ``text``: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(character) or character in _WIDTHLESS else 1 + _is_wide(character)
        for character in text
    )
