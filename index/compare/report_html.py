"""A comparison as one HTML page that stands by itself: no script, no address loaded, everything escaped."""

from __future__ import annotations

from html import escape
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
    safe,
    stated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.compare.result import Comparison, Mark, MarkKind, Row, Side

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
  background: #fffefb; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-top: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
.kind { width: 8rem; font: .85rem/1.7 sans-serif; } .place { font: .75rem sans-serif; color: #666; }
mark { background: none; color: inherit; padding: 0 .1em; border-bottom: 2px solid; }
mark.agree { border-color: #2a7a3b; } mark.close { border-color: #b27700; border-bottom-style: dashed; }
mark.differ { border-color: #b3261e; border-bottom-style: double; background: #fdecea; }
mark.unique { border-color: #4a6fa5; border-bottom-style: dotted; }
mark.spelling { border-color: #7a4fa5; border-bottom-style: dotted; }
@media (prefers-color-scheme: dark) { body { background: #16181c; color: #e6e6e6; }
  th, td { border-color: #444; } .place { color: #999; } mark.differ { background: #4a1f1c; } }
"""

_MARK_WORDS: dict[MarkKind, str] = {
    "agree": "both agree",
    "close": "close",
    "differ": "the accounts differ",
    "unique": "only here",
    "spelling": "spelt differently",
}


def as_html(comparison: Comparison) -> str:
    """Return a whole HTML page; it ends in a line break."""
    title = escape(safe(f"{comparison.a.source} and {comparison.b.source} side by side"))
    lines = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        "<h1>Two accounts side by side</h1>",
        f"<p><b>A</b> <bdi>{escape(headline(comparison.a))}</bdi><br>",
        f"<b>B</b> <bdi>{escape(headline(comparison.b))}</bdi></p><ul>",
        *(f"<li>{escape(note)}</li>" for note in notes(comparison)),
        "</ul>",
        *_findings(comparison),
        f"<h2>Side by side</h2><p>{escape(row_counts(comparison))}<br>{escape(LEGEND)}</p>",
        '<table><thead><tr><th class="kind">row</th><th>A</th><th>B</th></tr></thead><tbody>',
        *(_row(comparison, row) for row in comparison.rows),
        "</tbody></table></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _findings(comparison: Comparison) -> Iterator[str]:
    for kind, title in KIND_WORDS.items():
        facts = by_verdict(comparison.facts, kind)
        if not facts:
            continue
        yield f'<h2>{title}</h2><table><thead><tr><th class="kind">verdict</th>'
        yield "<th>what</th><th>A</th><th>B</th><th>why</th></tr></thead><tbody>"
        for fact in facts:
            cells = (
                safe(fact.what),
                stated("a", fact.a) if fact.a else "",
                stated("b", fact.b) if fact.b else "",
                safe(fact.why),
            )
            inner = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in cells)
            yield f'<tr><td class="kind">{escape(VERDICT_WORDS[fact.verdict])}</td>{inner}</tr>'
        yield "</tbody></table>"


def _row(comparison: Comparison, row: Row) -> str:
    cells = (
        f'<td class="kind">{escape(ROW_WORDS[row.kind])}</td>',
        f"<td>{_sentences('a', comparison.a.sentences, row.a, row.marks)}</td>",
        f"<td>{_sentences('b', comparison.b.sentences, row.b, row.marks)}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def _sentences(side: Side, texts: tuple[str, ...], indices: tuple[int, ...], marks: tuple[Mark, ...]) -> str:
    paragraphs = []
    for index in indices:
        here = [mark for mark in marks if mark.side == side and mark.sentence == index]
        paragraphs.append(
            f'<p dir="auto"><span class="place">{place(side, index)}</span> {_marked(texts[index], here)}</p>'
        )
    return "".join(paragraphs)


def _marked(text: str, marks: list[Mark]) -> str:
    parts = []
    position = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < position:
            continue
        words = _MARK_WORDS[mark.kind]
        parts.append(escape(safe(text[position : mark.start])))
        inner = escape(safe(text[mark.start : mark.end]))
        parts.append(f'<mark class="{mark.kind}" title="{words}">{inner}</mark>')
        position = mark.end
    parts.append(escape(safe(text[position:])))
    return "".join(parts)
