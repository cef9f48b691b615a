"""What the grid of a topic's sheet can show: facts, those of one source, a timeline, sources, articles.

Pure functions from a sheet to rows, and to what stands in each cell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from index.sheet import same_value, timeline
from tui.outlets import beside_headline
from tui.widgets.safe import one_line
from tui.widgets.sheet_lines import GridCell, GridRow, between, fact_row, head, matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.sheet import Sheet, SheetRow, Statement
    from index.topic_review import Told
    from tui.widgets.sheet_grid import SheetGrid

ViewName: TypeAlias = Literal["facts", "alone", "timeline", "between", "articles"]

TITLES: Final[dict[ViewName, str]] = {
    "facts": "Shared facts",
    "alone": "Only one source",
    "timeline": "Timeline",
    "between": "Source by source",
    "articles": "Articles",
}
#: What the signs of a view mean, where they need words.
SIGNS: Final[dict[ViewName, str]] = {
    "between": "% of its words in the other · sentences alike = · facts differ ≠ · – none",
    "timeline": "day, value, who gave it first, +others · → another value",
    "articles": "X splits one off",
}
_UNDATED: Final = "undated"
#: Day, source, story; a story has the name of an article, and stands below, too: it is the first to go.
_OF_ARTICLES: Final = (10, 26, 40)
#: Source, and what it states, which shares with the fact what is left.
_OF_ALONE: Final = (22, 0)


@dataclass(frozen=True, slots=True)
class SheetView:
    """One view: ``facts`` and ``statements`` say what rows and cells are of; ``listed`` are articles as rows.

    ``articles`` are all of the topic. With ``widths`` of its columns, the cursor is on whole rows, and each
    has one statement at most.
    """

    name: ViewName
    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]
    facts: tuple[SheetRow, ...] = ()
    statements: tuple[tuple[Statement | None, ...], ...] = ()
    listed: tuple[str, ...] = ()
    articles: tuple[Told, ...] = ()
    widths: tuple[int, ...] = ()

    def fact(self, row: int) -> SheetRow | None:
        """Return the fact in a row."""
        return self.facts[row] if 0 <= row < len(self.facts) else None

    def statement(self, row: int, column: int) -> Statement | None:
        """Return the newest statement in a cell."""
        found = self.statements[row] if 0 <= row < len(self.statements) else ()
        column = 0 if self.widths else column
        return found[column] if 0 <= column < len(found) else None

    def article_id(self, row: int, column: int) -> str | None:
        """Return the article that a cell, or a row, is of."""
        statement = self.statement(row, column)
        if statement is not None:
            return statement.article_id
        return self.listed[row] if 0 <= row < len(self.listed) else None

    def told(self, article_id: str | None) -> Told | None:
        """Return what is known of an article of the topic."""
        return next((one for one in self.articles if one.id == article_id), None)


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the cursor of a grid is on in a view, and what is marked."""

    view: SheetView
    grid: SheetGrid

    @property
    def statement(self) -> Statement | None:
        """The newest statement in the cell."""
        return self.view.statement(self.grid.row, self.grid.column)

    @property
    def article_id(self) -> str | None:
        """The article that the cell is of."""
        return self.view.article_id(self.grid.row, self.grid.column)

    @property
    def marked(self) -> str | None:
        """The article in the marked cell."""
        if self.grid.marked is None:
            return None
        key, column = self.grid.marked
        place = next((n for n, row in enumerate(self.grid.rows) if row.key == key), None)
        return self.view.article_id(place, column) if place is not None else None

    @property
    def gap(self) -> str:
        """What an empty cell says."""
        if self.view.name == "timeline":
            return "No other value was given."
        head = self.view.heads[self.grid.column] if self.grid.column < len(self.view.heads) else ""
        return f"{head} does not give this."

    def pair(self, sheet: Sheet | None) -> tuple[str, str] | None:
        """Return the newest articles of the two sources of a cell of the matrix, if these were compared."""
        row, column = self.grid.row, self.grid.column
        if sheet is None or row == column or between(sheet, row, column) is None:
            return None
        return sheet.columns[row].article_ids[-1], sheet.columns[column].article_ids[-1]

    def counterpart(self) -> str | None:
        """Return the article whose statement in the row differs from this one, else any other in the row."""
        row, one = self.view.fact(self.grid.row), self.statement
        if row is None or one is None:
            return None
        others = [other for other in row.statements if other.article_id != one.article_id]
        differing = [other for other in others if not same_value(one, other)]
        return (differing or others)[0].article_id if others else None


def view_of(sheet: Sheet, name: ViewName, articles: Sequence[Told] = ()) -> SheetView:
    """Return the view of that name; ``articles`` are those of the topic."""
    return replace(_view(sheet, name, articles), articles=tuple(articles))


def _view(sheet: Sheet, name: ViewName, articles: Sequence[Told]) -> SheetView:
    if name == "timeline":
        return _timeline(sheet)
    if name == "articles":
        return _articles(articles)
    if name == "alone":
        return _alone(sheet)
    heads = tuple(head(column.source) for column in sheet.columns)
    if name == "between":
        return SheetView(name, heads, tuple(matrix(sheet)))
    statements = tuple(
        tuple(cell.statements[-1] if cell is not None else None for cell in row.cells) for row in sheet.rows
    )
    return SheetView(name, heads, tuple(fact_row(row) for row in sheet.rows), sheet.rows, statements)


def _alone(sheet: Sheet) -> SheetView:
    """A list, not a grid: with a column for each source, most of it would be gaps, the value out of sight."""
    rows, statements = [], []
    for fact in sheet.alone:
        drawn = fact_row(fact)
        column, value = next((n, cell) for n, cell in enumerate(drawn.cells) if cell is not None)
        source = GridCell(head(sheet.columns[column].source), "source")
        rows.append(GridRow(drawn.key, drawn.label, (source, GridCell(value.text, value.look))))
        stated = fact.cells[column]
        statements.append((stated.statements[-1] if stated is not None else None,))
    heads = ("Source", "States")
    return SheetView("alone", heads, tuple(rows), sheet.alone, tuple(statements), widths=_OF_ALONE)


def _timeline(sheet: Sheet) -> SheetView:
    """Figures and dates by the values they were given one after the other; those that changed come first."""
    told = [(row, _values(row)) for row in sheet.rows if row.kind in ("figure", "date")]
    told.sort(key=lambda one: len(one[1]) < 2)
    most = max((len(values) for _, values in told), default=0)
    rows, statements = [], []
    for row, values in told:
        drawn, gaps = fact_row(row), (None,) * (most - len(values))
        cells = tuple(_given(found, sheet, first=n == 0) for n, found in enumerate(values))
        rows.append(GridRow(drawn.key, drawn.label, (*cells, *gaps)))
        statements.append((*(found[0] for found in values), *gaps))
    facts = tuple(row for row, _ in told)
    heads = ("First given", *("Then",) * (most - 1))[:most]
    return SheetView("timeline", heads, tuple(rows), facts, tuple(statements))


def _values(row: SheetRow) -> list[list[Statement]]:
    """The values of a fact in the order in which they were first given, each with all who gave it."""
    values: list[list[Statement]] = []
    for step in timeline(row):
        known = next((found for found in values if same_value(found[0], step.statement)), None)
        if known is None:
            values.append([step.statement])
        else:
            known.append(step.statement)
    return values


def _given(given: Sequence[Statement], sheet: Sheet, *, first: bool) -> GridCell:
    """A value, its day and source, and how many other sources gave it, too."""
    one = given[0]
    others = len({other.column for other in given} - {one.column})
    source = one_line(sheet.columns[one.column].source)
    text = f"{(one.published or _UNDATED)[:10]} {one_line(one.text)}, {source}"
    if others:
        text += f" +{others}"
    return GridCell(text, "agree" if others else "", "") if first else GridCell(text, "close", "→")


def _articles(articles: Sequence[Told]) -> SheetView:
    rows = tuple(
        GridRow(
            one.id,
            GridCell(one_line(one.title) or "(untitled)", "strong"),
            (
                GridCell(one.day or _UNDATED),
                GridCell(beside_headline(one.source), "source"),
                GridCell(one_line(one.story)),
            ),
        )
        for one in articles
    )
    listed = tuple(one.id for one in articles)
    return SheetView("articles", ("Day", "Source", "Story"), rows, listed=listed, widths=_OF_ARTICLES)
