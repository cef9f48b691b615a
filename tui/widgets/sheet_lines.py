"""How the sheet of a topic looks: pure functions to rows of a grid and words about a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING, Final

from textual.content import Content

from index.sheet_export import COPIED, STANDING_WORDS, copied, counted, glyph, history, stated
from tui.outlets import UNKNOWN
from tui.widgets.safe import one_line
from tui.widgets.wrapping import cells, truncate, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.sheet import Between, Cell, Column, Sheet, SheetRow, Standing, Statement
    from index.topics import Topic

#: The colour that repeats what a standing's glyph says.
LOOKS: Final[dict[Standing, str]] = {
    "differ": "differ",
    "then_now": "close",
    "close": "close",
    "compatible": "agree",
    "rounding": "agree",
    "agree": "agree",
    "told": "quiet",
    "only_a": "unique",
    "only_b": "unique",
}
#: So much of a headline stands for a source, in cells.
_HEADLINE_WIDTH: Final = 56
#: What names a date so well that "when" would add nothing: "year: The bridge…".
_KIND_OF_DATE: Final = re.compile(r"(?:year|time)(?: \([^)]+\))?: ")
#: The parts of a line of activity, from none to most.
_BARS: Final = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: a sign, what is said, and the look of both."""

    text: str
    look: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One line of a grid; a cell that is None is a gap. ``key`` tells rows apart when the rows change."""

    key: object
    label: GridCell
    cells: tuple[GridCell | None, ...]


def fact_row(row: SheetRow) -> GridRow:
    """Return a fact as a row of the grid."""
    look = LOOKS[row.standing]
    first = row.statements[0]
    what = row.what
    if row.kind == "date" and not _KIND_OF_DATE.match(what):
        # Told as in "when (before): The bridge…", for a fact called "date (before): The bridge…".
        what = f"when {what.removeprefix('date ')}" if what.startswith("date (") else f"when: {what}"
    return GridRow(
        (row.kind, first.article_id, first.sentence, first.start),
        GridCell(one_line(what), look, glyph(row.standing)),
        tuple(_fact_cell(cell) for cell in row.cells),
    )


def _fact_cell(cell: Cell | None) -> GridCell | None:
    if cell is None:
        return None
    look = LOOKS[cell.mark] if cell.mark is not None else ""
    return GridCell(one_line(stated(cell)), look, glyph(cell.mark))


def head(source: str) -> str:
    """Return a source's name for the head of a column: of unknown ones, the file that tells them apart."""
    unknown = UNKNOWN.fullmatch(source)
    return one_line(f"({unknown[1]})" if unknown else source)


def named(sheet: Sheet, titles: Mapping[str, str]) -> Sheet:
    """Return the sheet with its columns called as a reader knows them.

    A source that is not known is called by the headline of its one article: the name of a file tells nobody
    who says what. ``titles`` are headlines by the id of the article; two sources never get the same name.
    """
    wanted = [_by_headline(column, titles) for column in sheet.columns]
    columns = tuple(
        replace(column, source=name) if name is not None and wanted.count(name) == 1 else column
        for column, name in zip(sheet.columns, wanted, strict=True)
    )
    return sheet if columns == sheet.columns else replace(sheet, columns=columns)


def _by_headline(column: Column, titles: Mapping[str, str]) -> str | None:
    if len(column.article_ids) != 1 or not UNKNOWN.fullmatch(column.source):
        return None
    headline = one_line(titles.get(column.article_ids[0], "")).strip()
    return f"“{truncate(headline, _HEADLINE_WIDTH)}”" if headline else None


def matrix(sheet: Sheet) -> list[GridRow]:
    """Return sources by sources: how much of the row's words stands in the column's, and what differs."""
    found = {(one.a, one.b): one for one in sheet.between}
    numbers = range(len(sheet.columns))
    return [
        GridRow(
            sheet.columns[i].source,
            GridCell(head(sheet.columns[i].source)),
            tuple(_matrix_cell(found.get((min(i, j), max(i, j))), i) if i != j else None for j in numbers),
        )
        for i in numbers
    ]


def _matrix_cell(one: Between | None, row: int) -> GridCell | None:
    if one is None:
        return None
    share = one.a_in_b if row == one.a else one.b_in_a
    if not (one.links or one.differences or round(share, 2)):
        return GridCell("   –", "quiet")
    look = "differ" if one.differences else "close" if share >= COPIED else ""
    differing = f" {one.differences}≠" if one.differences else ""
    return GridCell(f"{share:>4.0%} {one.links:>3}={differing}", look)


def between(sheet: Sheet, row: int, column: int) -> Between | None:
    """Return what was found between two columns."""
    pair = min(row, column), max(row, column)
    return next((one for one in sheet.between if (one.a, one.b) == pair), None)


def topic_row(topic: Topic, differing: int | None, bars: int) -> GridRow:
    """Return a topic as a row; ``differing`` facts were on its sheet (None: not made yet).

    Its activity is told in so many ``bars``.
    """
    return GridRow(
        topic.id,
        GridCell(one_line(topic.label), "strong"),
        (
            GridCell(f"{len(topic.sources):>4}"),
            GridCell(f"{len(topic.article_ids):>5}"),
            None if differing is None else GridCell(f"{differing:>4} ≠", "differ" if differing else "quiet"),
            GridCell(span(topic), "quiet"),
            GridCell(activity(topic.days, bars), "source"),
        ),
    )


def span(topic: Topic) -> str:
    """Return the first and last day of a topic."""
    if topic.first is None or topic.last is None:
        return "undated"
    first, last = (moment.astimezone(UTC).date().isoformat() for moment in (topic.first, topic.last))
    return first if first == last else f"{first} – {last}"


def activity(days: Sequence[int | None], width: int) -> str:
    """Return a line of bars: how many articles came in each of ``width`` equal parts of the topic's time.

    ``days`` are ordinals, None for undated articles.
    """
    known = [day for day in days if day is not None]
    if not known:
        return ""
    first, length = min(known), max(known) - min(known) + 1
    parts = min(width, length)
    counts = [0] * parts
    for day in known:
        counts[(day - first) * parts // length] += 1
    most = max(counts)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] for count in counts)


# Words about what the cursor is on


def about_row(sheet: Sheet, row: SheetRow, one: Statement | None, gap: str, room: tuple[int, int]) -> Content:
    """Return what is found, the sentence under the cursor, how a figure changed, and why.

    All of it fits ``room``, cells and lines: a long sentence is told around the value, of many changes the
    first ones and the last. ``gap`` is said where no statement is under the cursor.
    """
    width, height = room
    why = one_line("; ".join(row.why[:2]))
    changes = [truncate(one_line(line), width) for line in history(row, sheet)]
    left = height - 1 - bool(one is not None and one.speaker)
    of_why = min(_lines(why, width), 1 if changes else 2)
    said = _said(sheet, one, gap, width, left - of_why - min(len(changes), 2))
    parts: list[Content | str | tuple[str, str]] = [
        (STANDING_WORDS[row.standing], f"bold $mark-{_mark(row.standing)}"),
        (truncate(f"  {row.kind}: {one_line(row.what)}", width - len(STANDING_WORDS[row.standing])), "bold"),
        "\n",
        said,
        "\n",
    ]
    if one is not None and one.speaker:
        parts.append((truncate(f"said by {one_line(one.speaker)}", width) + "\n", "$quiet"))
    left -= _lines(said.plain, width) + of_why
    if changes and len(changes) > left:
        changes = [*changes[: max(0, left - 1)], truncate(f"… {changes[-1]}", width)]
    of_why += max(0, left - len(changes))
    parts += [(f"{line}\n", "$quiet") for line in changes]
    parts.append((_fitted(why, width, of_why), "$quiet"))
    return Content.assemble(*parts)


def _said(sheet: Sheet, one: Statement | None, gap: str, width: int, most: int) -> Content:
    """Return who says it and the sentence, of which so much around the value as fits ``most`` lines."""
    if one is None:
        return Content.styled(_fitted(one_line(gap), width, most), "$quiet")
    text = one_line(one.said)
    source = f"{one_line(sheet.columns[one.column].source)}, {(one.published or 'undated')[:10]}: "
    before, after = text[: one.start], text[one.end :]
    value = text[one.start : one.end]
    beside = max(len(before), len(after))
    while beside and _lines(source + before + value + after, width) > most:
        beside = min(beside - 1, beside * 9 // 10)
        before = text[: one.start] if beside >= one.start else "…" + text[one.start - beside : one.start]
        after = text[one.end :] if beside >= len(text) - one.end else text[one.end : one.end + beside] + "…"
    if _lines(source + before + value + after, width) > most:  # a claim is all of a sentence
        before, value, after = "", _fitted(source + value, width, most)[len(source) :], ""
    return Content.assemble((source, "$source"), before, (value, "bold underline"), after)


def _lines(text: str, width: int) -> int:
    return sum(1 for _ in wrap(text, max(1, width))) if text else 0


def _fitted(text: str, width: int, most: int) -> str:
    """Return as much of the beginning of ``text`` as fits ``most`` lines."""
    found = list(wrap(text, max(1, width)))
    if len(found) <= most:
        return text
    if most < 1:
        return ""
    last = found[most - 1]
    return text[: last.start] + truncate(text[last.start :], width)


def _mark(standing: Standing) -> str:
    look = LOOKS[standing]
    return look if look in ("differ", "close", "agree", "unique") else "unique"


def about_between(sheet: Sheet, row: int, column: int) -> Content:
    """Return in words what a cell of the matrix says."""
    found = between(sheet, row, column)
    names = [one_line(one.source) for one in sheet.columns]
    if found is None:
        told = (
            "Its own accounts are not compared here: move on to another source."
            if row == column
            else f"No account of {names[row]} was compared with one of {names[column]}."
        )
        return Content.styled(told, "$quiet")
    told = (
        f"{names[row]} beside {names[column]}: {counted(found.pairs, 'pair')} of articles compared,"
        f" {counted(found.links, 'sentence', 'tell', 'tells')} the same,"
        f" {counted(found.differences, 'fact', 'differ', 'differs')}.\n"
    )
    return Content.assemble(
        told, (copied(found, names) or "Little or nothing is shared word for word.", "$quiet")
    )


def title(label: str, view: str, width: int) -> str:
    """Return the topic and what of it is shown; of a long name as much as fits ``width`` cells."""
    after = f"  ·  {view}"
    return truncate(one_line(label), max(1, width - cells(after))) + after


def summary(sheet: Sheet, width: int, signs: str = "") -> str:
    """Return how large the sheet is and how far it has come, in one line of ``width`` cells if it can be.

    ``signs`` say what the signs of the view mean; where both do not fit, they stay once the sheet is done.
    """
    articles = sum(len(column.article_ids) for column in sheet.columns)
    size = f"{counted(len(sheet.columns), 'source')} · {counted(articles, 'article')}"
    facts = f" · {sheet.differing} differ of {counted(len(sheet.rows), 'shared fact')}"
    state = ""
    if sheet.compared < sheet.planned:
        state = f" · comparing {sheet.compared} of {sheet.planned}…"
    elif sheet.left_out:
        state = f" · the {sheet.left_out} oldest left out"
    told = size + facts + state
    if signs and cells(f"{told} · {signs}") <= width:
        return f"{told} · {signs}"
    if signs and sheet.compared == sheet.planned:
        return signs
    return told if cells(told) <= width else f"{size} · {sheet.differing} of {len(sheet.rows)} differ{state}"
