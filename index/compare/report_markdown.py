"""A comparison as Markdown, for notes and repositories."""

from __future__ import annotations

import re
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

    from index.compare.result import Comparison, Row

_MEANT = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_MEANT_AT_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is: no links, tags, emphasis or tables come of it."""
    return _MEANT_AT_START.sub(r"\1\\\2", _MEANT.sub(r"\\\g<0>", safe(text)))


def as_markdown(comparison: Comparison) -> str:
    """Return the comparison as Markdown with tables of findings; it ends in a line break."""
    lines = [
        "# Two accounts side by side",
        "",
        f"- **A** {escaped(headline(comparison.a))}{_address(comparison.a.url)}",
        f"- **B** {escaped(headline(comparison.b))}{_address(comparison.b.url)}",
        "",
        *(f"- {escaped(note)}" for note in notes(comparison)),
        "",
        *_findings(comparison),
        "## Side by side",
        "",
        escaped(row_counts(comparison)),
        "",
        escaped(LEGEND),
        "",
    ]
    for row in comparison.rows:
        lines.extend(_row(comparison, row))
    return "\n".join(lines).rstrip() + "\n"


def _address(url: str | None) -> str:
    return f" ({escaped(url)})" if url else ""


def _findings(comparison: Comparison) -> Iterator[str]:
    for kind, title in KIND_WORDS.items():
        facts = by_verdict(comparison.facts, kind)
        if not facts:
            continue
        yield from (f"## {title}", "", "| verdict | what | A | B | why |", "| --- | --- | --- | --- | --- |")
        for fact in facts:
            cells = (
                VERDICT_WORDS[fact.verdict],
                fact.what,
                stated("a", fact.a) if fact.a else "",
                stated("b", fact.b) if fact.b else "",
                fact.why,
            )
            yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
        yield ""


def _row(comparison: Comparison, row: Row) -> Iterator[str]:
    yield f"**{escaped(ROW_WORDS[row.kind])}**"
    yield ""
    for side, index in row_places(row):
        account = comparison.a if side == "a" else comparison.b
        yield f"- {place(side, index)}: {escaped(account.sentences[index])}"
    yield ""
