"""The sheet of a topic as text, CSV, Markdown or plain JSON values."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from index.compare.report_words import VERDICT_WORDS, percent, safe
from index.sheet import Cell, SheetRow, Statement, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sheet import Between, Sheet, Standing

SheetFormat: TypeAlias = Literal["text", "csv", "markdown"]

#: A glyph and a word for each standing.
STANDING_WORDS: Final[dict[Standing, str]] = {
    "differ": VERDICT_WORDS["differ"],
    "then_now": VERDICT_WORDS["then_now"],
    "close": VERDICT_WORDS["close"],
    "compatible": VERDICT_WORDS["compatible"],
    "rounding": VERDICT_WORDS["rounding"],
    "agree": VERDICT_WORDS["agree"],
    "told": "~ told",
    "only_a": "1 one source",
    "only_b": "1 one source",
}
GAP: Final = "·"
#: A share from which agreement may be one account's, copied.
COPIED: Final = 0.3
#: How a spreadsheet would take a cell for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_SHOWN: Final = 3


def glyph(standing: Standing | None) -> str:
    """Return the sign for a standing; a space for none."""
    return STANDING_WORDS[standing][0] if standing is not None else " "


def stated(cell: Cell, width: int | None = None) -> str:
    """Return what a source says in one line: each value once, the first one first, at most ``width`` long."""
    texts = list(dict.fromkeys(safe(one.text) for one in cell.statements))
    told = " / ".join(texts[:_SHOWN]) + (" / …" if len(texts) > _SHOWN else "")
    return told if width is None or len(told) <= width else told[: width - 1] + "…"


def counted(number: int, noun: str, verb: str = "", verb_of_one: str = "") -> str:
    """Return a number with its noun, and a verb if there is one: "1 fact differs", "2 facts differ"."""
    told = f"{number} {noun}" if number == 1 else f"{number} {noun}s"
    return f"{told} {verb_of_one if number == 1 else verb}".rstrip()


def copied(between: Between, names: Sequence[str]) -> str | None:
    """Say carefully that much of one account stands in another; None where little does."""
    if max(between.a_in_b, between.b_in_a) < COPIED:
        return None
    a, b = names[between.a], names[between.b]
    told = f"{percent(between.a_in_b)} of {a} stands word for word in {b},"
    told += f" {percent(between.b_in_a)} the other way"
    if between.later is not None:
        told += f"; {names[between.later]} came later"
    return told + ". They may share a third source; agreement between them confirms little."


def as_text(sheet: Sheet, width: int = 80) -> str:
    """Return the sheet as text: each fact with its sources below, then who shares words with whom."""
    names = [safe(column.source) for column in sheet.columns]
    lines = [f"{safe(sheet.label)}  [{safe(sheet.topic_id)}]", *_counted(sheet), ""]
    widest = max((len(name) for name in names), default=0)
    for row in sheet.rows:
        lines.append(f"{STANDING_WORDS[row.standing]}: {row.kind}, {_short(row.what, width - 24)}")
        for name, cell in zip(names, row.cells, strict=True):
            if cell is not None:
                room = max(20, width - widest - 8)
                lines.append(f"    {glyph(cell.mark)} {name:{widest}}  {stated(cell, room)}")
        lines += [f"    {line}" for line in history(row, sheet)]
    lines += _copying(sheet, names, width)
    if sheet.alone:
        lines += ["", f"Only one source gives {len(sheet.alone)} further facts:"]
        for number, name in enumerate(names):
            own = sum(row.cells[number] is not None for row in sheet.alone)
            lines += [f"    {own:4} {name}"] if own else []
    return "\n".join(lines) + "\n"


def history(row: SheetRow, sheet: Sheet) -> list[str]:
    """Return one line for each time a figure changed, with day and source; none where it never did."""
    steps = [step for step in timeline(row) if step.change != "again"]
    if row.kind != "figure" or row.standing not in ("differ", "then_now") or len(steps) < 2:
        return []
    lines, before = [], ""
    for step in steps:
        day = (step.statement.published or "undated")[:10]
        # Within a day the order is not told: clocks of two newsrooms are no evidence.
        alone = sum((other.statement.published or "undated")[:10] == day for other in steps) == 1
        first = "first given" if alone else "given"
        how = first if step.change == "first" else "also" if day == before else "then"
        source = safe(sheet.columns[step.statement.column].source)
        lines.append(f"{day:10}  {how} {safe(step.statement.text)}, {source}")
        before = day
    return lines


def _counted(sheet: Sheet) -> list[str]:
    articles = sum(len(column.article_ids) for column in sheet.columns)
    pairs = f"{counted(sheet.compared, 'pair')} of articles compared"
    lines = [f"{counted(articles, 'article')}, {counted(len(sheet.columns), 'source')}; {pairs}"]
    if sheet.compared < sheet.planned:
        lines[0] += f" of {sheet.planned}: unfinished"
    if sheet.left_out:
        lines.append(f"the {sheet.left_out} oldest articles were left out")
    return lines


def _copying(sheet: Sheet, names: Sequence[str], width: int) -> list[str]:
    told = [line for one in sheet.between if (line := copied(one, names)) is not None]
    lines = ["", "Shared word for word:"] if told else []
    for line in told:
        lines += textwrap.wrap(line, width, initial_indent="    ", subsequent_indent="      ")
    return lines


def as_csv(sheet: Sheet) -> str:
    """Return the sheet as CSV: one line a fact, one column a source, and where each statement stands.

    No cell can start a formula: one that would is led by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        map(harmless, ["kind", "what", "standing", *(c.source for c in sheet.columns), "where", "why"])
    )
    for row in sheet.rows:
        writer.writerow(
            map(
                harmless,
                [
                    row.kind,
                    row.what,
                    row.standing,
                    *(_all_stated(cell) for cell in row.cells),
                    "; ".join(f"{one.article_id} sentence {one.sentence + 1}" for one in row.statements),
                    "; ".join(row.why),
                ],
            )
        )
    return out.getvalue()


def harmless(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it and no terminal obeys it."""
    shown = safe(text.replace("\n", " "))
    # Some spreadsheets skip blanks before they look for a formula.
    return f"'{shown}" if text.startswith(_FORMULA) or shown.lstrip().startswith(_FORMULA) else shown


def _all_stated(cell: Cell | None) -> str:
    return "" if cell is None else " / ".join(dict.fromkeys(one.text for one in cell.statements))


def as_markdown(sheet: Sheet) -> str:
    """Return the sheet as a Markdown table with a matrix of the sources below."""
    names = [_escaped(column.source) for column in sheet.columns]
    lines = [
        f"# {_escaped(sheet.label)}",
        "",
        *(line[0].upper() + line[1:] + "." for line in _counted(sheet)),
        "",
    ]
    lines += _table(["", "fact", *names], [_markdown_row(row) for row in sheet.rows])
    if sheet.between:
        lines += ["", "## Between the sources", ""]
        head = ["", "word for word", "sentences that tell the same", "facts that differ"]
        lines += _table(head, [_markdown_between(one, names) for one in sheet.between])
        lines += ["", *(f"- {_escaped(line)}" for line in _notes(sheet))]
    return "\n".join(lines).rstrip() + "\n"


def _notes(sheet: Sheet) -> list[str]:
    names = [column.source for column in sheet.columns]
    return [line for one in sheet.between if (line := copied(one, names)) is not None]


def _markdown_row(row: SheetRow) -> list[str]:
    cells = [f"{glyph(cell.mark)} {_escaped(stated(cell))}" if cell else GAP for cell in row.cells]
    return [STANDING_WORDS[row.standing], f"{row.kind}: {_escaped(row.what)}", *cells]


def _markdown_between(one: Between, names: Sequence[str]) -> list[str]:
    shares = f"{percent(one.a_in_b)} / {percent(one.b_in_a)}"
    return [f"{names[one.a]} / {names[one.b]}", shares, str(one.links), str(one.differences)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return lines + [f"| {' | '.join(row)} |" for row in rows]


def _escaped(text: str) -> str:
    """Show ``text`` in a cell of a table: nothing in it is markup."""
    shown = safe(text.replace("\n", " "))
    for letter in "\\`*_[]<>|#~$!":
        shown = shown.replace(letter, "\\" + letter)
    return shown


def _short(text: str, width: int) -> str:
    shown = safe(text)
    return shown if len(shown) <= width else shown[: max(1, width - 1)] + "…"


def as_json(sheet: Sheet) -> dict[str, Any]:
    """Return the sheet as plain JSON values."""
    return {
        "schema": 1,
        "id": sheet.topic_id,
        "label": sheet.label,
        "columns": [
            {"source": c.source, "articles": list(c.article_ids), "first": c.first} for c in sheet.columns
        ],
        "rows": [_row_json(row, sheet) for row in sheet.rows],
        "alone": [_row_json(row, sheet) for row in sheet.alone],
        "between": [
            {
                "a": sheet.columns[one.a].source,
                "b": sheet.columns[one.b].source,
                "pairs": one.pairs,
                "a_in_b": one.a_in_b,
                "b_in_a": one.b_in_a,
                "links": one.links,
                "differences": one.differences,
                "later": None if one.later is None else sheet.columns[one.later].source,
            }
            for one in sheet.between
        ],
        "compared": sheet.compared,
        "planned": sheet.planned,
        "left_out": sheet.left_out,
    }


def _row_json(row: SheetRow, sheet: Sheet) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "what": row.what,
        "standing": row.standing,
        "cells": [
            None
            if cell is None
            else {"mark": cell.mark, "statements": [_statement_json(one) for one in cell.statements]}
            for cell in row.cells
        ],
        "timeline": [
            {
                "published": step.statement.published,
                "source": sheet.columns[step.statement.column].source,
                "text": step.statement.text,
                "change": step.change,
            }
            for step in timeline(row)
        ]
        if row.kind == "figure"
        else [],
        "why": list(row.why),
    }


def _statement_json(one: Statement) -> dict[str, Any]:
    return {
        "article": one.article_id,
        "published": one.published,
        "sentence": one.sentence,
        "start": one.start,
        "end": one.end,
        "text": one.text,
        "value": one.value,
        "unit": one.unit,
        "speaker": one.speaker,
    }


def render(sheet: Sheet, wanted: SheetFormat, width: int = 80) -> str:
    """Return the sheet in one of the formats for files and terminals."""
    if wanted == "csv":
        return as_csv(sheet)
    return as_markdown(sheet) if wanted == "markdown" else as_text(sheet, width)
