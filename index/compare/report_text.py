"""A comparison as plain text: complete without colour, columns or a screen, read from top to bottom."""

from __future__ import annotations

import textwrap
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


def as_text(comparison: Comparison, width: int = 80) -> str:
    """Return the comparison as text of at most ``width`` columns where words allow; it ends a line."""
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
    """Wrap ``text`` behind ``first``; further lines are indented as far."""
    indent = " " * len(first)
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
