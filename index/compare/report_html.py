"""A comparison as one HTML page that stands by itself: no script, nothing loaded, everything escaped.

It has landmarks, one heading a part, tables that say what they hold, and places to jump to, so that it can be
read with a keyboard and with a screen reader; see :mod:`index.compare.report_style` for how it looks.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from index.compare.report_style import POLICY, STYLE
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
    safe,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.compare.result import Account, Comparison, Fact, FactSide, Mark, MarkKind, Row, Side

#: What a mark means; spoken where it is more than agreement or absence, which would be said at every word.
_MARK_WORDS: dict[MarkKind, str] = {
    "agree": "both agree",
    "close": "close",
    "differ": "the accounts differ",
    "unique": "only here",
    "spelling": "spelt differently",
}
_SPOKEN: frozenset[MarkKind] = frozenset(("close", "differ", "spelling"))
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)


def as_html(comparison: Comparison) -> str:
    """Return a whole HTML page; it ends in a line break."""
    title = escape(safe(f"{comparison.a.source} and {comparison.b.source} side by side"))
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{STYLE}</style></head><body>",
        '<a class="skip" href="#rows">Skip to the sentences side by side</a>',
        "<header><h1>Two accounts side by side</h1>",
        '<dl class="accounts">',
        _account("A", comparison.a),
        _account("B", comparison.b),
        "</dl></header>",
        *_contents(comparison),
        '<main><section aria-labelledby="notes"><h2 id="notes">Before reading on</h2><ul>',
        *(f"<li>{escape(note)}</li>" for note in notes(comparison)),
        "</ul></section>",
        *_findings(comparison),
        '<section aria-labelledby="rows"><h2 id="rows" tabindex="-1">Side by side</h2>',
        f"<p>{escape(row_counts(comparison))}</p>",
        f'<table role="table"><caption>{escape(LEGEND)}</caption>',
        _table_head(("row", "A", "B")),
        '<tbody role="rowgroup">',
        *(_row(comparison, row) for row in comparison.rows),
        "</tbody></table></section></main></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _account(letter: str, account: Account) -> str:
    line = escape(headline(account))
    url = safe(account.url or "")
    if _ADDRESS.fullmatch(url):  # anything else might be obeyed by a browser
        line = f'<a href="{escape(url)}" rel="noopener noreferrer nofollow">{line}</a>'
    return f'<div><dt>{letter}</dt><dd dir="auto">{line}</dd></div>'


def _contents(comparison: Comparison) -> Iterator[str]:
    yield '<nav aria-label="Parts of this page"><ul>'
    for kind, title in KIND_WORDS.items():
        number = sum(fact.kind == kind for fact in comparison.facts)
        if number:
            yield f'<li><a href="#{kind}">{title} ({number})</a></li>'
    yield f'<li><a href="#rows">Side by side ({len(comparison.rows)} rows)</a></li></ul></nav>'


def _table_head(names: tuple[str, ...]) -> str:
    kinds = (' class="kind"', *[""] * (len(names) - 1))
    cells = "".join(
        f'<th scope="col" role="columnheader"{kind}>{name}</th>'
        for name, kind in zip(names, kinds, strict=True)
    )
    return f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'


def _findings(comparison: Comparison) -> Iterator[str]:
    for kind, title in KIND_WORDS.items():
        facts = by_verdict(comparison.facts, kind)
        if not facts:
            continue
        yield f'<section aria-labelledby="{kind}"><h2 id="{kind}" tabindex="-1">{title}</h2>'
        yield f'<table role="table"><caption class="unseen">{title}: what differs first</caption>'
        yield _table_head(("verdict", "what", "A", "B", "why"))
        yield '<tbody role="rowgroup">'
        yield from (_finding(fact) for fact in facts)
        yield "</tbody></table></section>"


def _finding(fact: Fact) -> str:
    cells = (
        ("what", escape(safe(fact.what))),
        ("A", _stated("a", fact.a)),
        ("B", _stated("b", fact.b)),
        ("why", escape(safe(fact.why))),
    )
    inner = "".join(f'<td role="cell" dir="auto" data-of="{of}">{cell}</td>' for of, cell in cells)
    verdict = escape(VERDICT_WORDS[fact.verdict])
    return f'<tr role="row"><th scope="row" role="rowheader" class="kind">{verdict}</th>{inner}</tr>'


def _stated(side: Side, end: FactSide | None) -> str:
    """Return what one side says, its sentence's number leading to the sentence."""
    if end is None:
        return ""
    name = place(side, end.sentence)
    words = stated(side, end).removeprefix(name)
    return f'<a href="#{name}">{name}</a>{escape(words)}'


def _row(comparison: Comparison, row: Row) -> str:
    cells = "".join(
        f'<td role="cell">{_sentences(side, account.sentences, indices, row.marks)}</td>'
        for side, account, indices in (("a", comparison.a, row.a), ("b", comparison.b, row.b))
    )
    kind = escape(ROW_WORDS[row.kind])
    return f'<tr role="row"><th scope="row" role="rowheader" class="kind">{kind}</th>{cells}</tr>'


def _sentences(side: str, texts: tuple[str, ...], indices: tuple[int, ...], marks: tuple[Mark, ...]) -> str:
    paragraphs = []
    for index in indices:
        here = [mark for mark in marks if mark.side == side and mark.sentence == index]
        name = f"{side.upper()}{index + 1}"
        paragraphs.append(
            f'<p dir="auto" id="{name}"><span class="place">{name}</span> {_marked(texts[index], here)}</p>'
        )
    return "".join(paragraphs)


def _marked(text: str, marks: list[Mark]) -> str:
    parts = []
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < position:
            continue
        words = _MARK_WORDS[mark.kind]
        spoken = f'<span class="unseen"> ({words})</span>' if mark.kind in _SPOKEN else ""
        parts.append(escape(safe(text[position : mark.start])))
        inner = escape(safe(text[mark.start : mark.end]))
        parts.append(f'<mark class="{mark.kind}" title="{words}">{inner}{spoken}</mark>')
        position = mark.end
    parts.append(escape(safe(text[position:])))
    return "".join(parts)
