"""The sheet of a topic: all that its sources state, what each alone states, and the sources by each other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tui.screens.compare import CompareScreen, Jump
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line
from tui.widgets.sheet_grid import SheetGrid
from tui.widgets.sheet_lines import about_between, about_row, between, fact_row, matrix, summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from index.library import Library
    from index.sheet import Sheet, SheetRow, Statement

#: What the grid shows.
View: TypeAlias = Literal["facts", "alone", "between"]

_TITLES: dict[View, str] = {
    "facts": "Shared facts",
    "alone": "Only one source",
    "between": "Source by source",
}
#: What the numbers of the matrix are.
_SIGNS = "words that stand in the other · sentences alike = · facts that differ ≠"


def _now() -> datetime:
    return datetime.now(UTC)


class SheetScreen(Screen["Jump | None"]):
    """Rows are facts, columns are sources. Dismissed with a :class:`Jump`, or with None by "back"."""

    TITLE = "Topic sheet"
    BINDING_GROUP_TITLE = "Topic sheet"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium")]  # noqa: RUF012 - declared so by Textual

    DEFAULT_CSS = """
    SheetScreen {
        background: $ground;
        color: $ink;
        & > #sheet-title { height: 1; padding: 0 1; background: $bar; color: $strong; text-style: bold; }
        & > #sheet-summary { height: 1; padding: 0 1; background: $bar; color: $quiet; }
        & > SheetGrid { height: 1fr; }
        & > #sheet-detail { height: 6; padding: 0 1; border-top: solid $rule; background: $ground; }
        &.-medium > #sheet-detail { height: 8; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space", "mark", "Mark", tooltip="Mark this cell; Enter on another compares", id="sheet.mark"
        ),
        Binding("c", "compare", "Compare", tooltip="Compare with the cell that differs", id="sheet.compare"),
        Binding("f", "view('facts')", "Facts", tooltip="Facts of two sources or more", id="sheet.facts"),
        Binding("a", "view('alone')", "Alone", tooltip="What only one source states", id="sheet.alone"),
        Binding("b", "view('between')", "Sources", tooltip="The sources by each other", id="sheet.between"),
        Binding("n", "difference(1)", "Next", tooltip="Next fact that differs", id="sheet.next"),
        Binding("N", "difference(-1)", "Previous fact that differs", show=False, id="sheet.previous"),
        Binding("y", "copy", "Copy", tooltip="Copy the sheet as Markdown", id="sheet.copy"),
        Binding("q,escape", "back", "Back", id="sheet.back"),
    ]

    class Grown(Message):
        """More of the sheet is there."""

        def __init__(self, sheet: Sheet) -> None:
            self.sheet = sheet
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Only the newest sheet matters."""
            return isinstance(message, SheetScreen.Grown)

    def __init__(self, library: Library, topic_id: str, *, now: Callable[[], datetime] = _now) -> None:
        """Show the sheet of a topic of ``library``, which is asked for it in a thread."""
        super().__init__()
        self._library = library
        self._topic_id = topic_id
        self._now = now
        self._sheet: Sheet | None = None
        self._view: View = "facts"
        self._leaving = Event()
        self.busy = True

    def compose(self) -> ComposeResult:
        """Title, grid, detail, keys."""
        yield Static("", id="sheet-title", markup=False)
        yield Static("Comparing…", id="sheet-summary", markup=False)
        yield SheetGrid()
        yield Static("", id="sheet-detail", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to make the sheet."""
        self.grid.focus()
        self.run_worker(self._make(), group="sheet", exclusive=True)

    def on_unmount(self) -> None:
        """Let a sheet that is still being made come to its end."""
        self._leaving.set()

    @property
    def grid(self) -> SheetGrid:
        """The grid."""
        return self.query_one(SheetGrid)

    # Making

    async def _make(self) -> None:
        try:
            sheet = await asyncio.to_thread(
                self._library.sheet,
                self._topic_id,
                self._tell,
                self._leaving.is_set,
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.query_one("#sheet-summary", Static).update(one_line(f"There is no sheet: {error}"))
        else:
            self._show(sheet)
        finally:
            self.busy = False

    def _tell(self, sheet: Sheet) -> None:
        self.post_message(self.Grown(sheet))

    @on(Grown)
    def _grown(self, message: Grown) -> None:
        if self.busy:
            self._show(message.sheet)

    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.query_one("#sheet-summary", Static).update(summary(sheet))
        self._fill()

    def _fill(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        title = f"{one_line(sheet.label)}  ·  {_TITLES[self._view]}"
        if self._view == "between":
            title += f": {_SIGNS}"
        self.query_one("#sheet-title", Static).update(title)
        rows = matrix(sheet) if self._view == "between" else [fact_row(row) for row in self._facts]
        self.grid.show(_TITLES[self._view], [column.source for column in sheet.columns], rows)

    @property
    def _facts(self) -> tuple[SheetRow, ...]:
        if self._sheet is None:
            return ()
        return self._sheet.alone if self._view == "alone" else self._sheet.rows

    # The cursor

    @property
    def _row(self) -> SheetRow | None:
        facts = self._facts
        return facts[self.grid.row] if self._view != "between" and self.grid.row < len(facts) else None

    @property
    def _statement(self) -> Statement | None:
        """The newest statement in the cell under the cursor."""
        row = self._row
        cell = row.cells[self.grid.column] if row is not None else None
        return cell.statements[-1] if cell is not None else None

    @on(SheetGrid.Moved)
    def _describe(self) -> None:
        detail = self.query_one("#sheet-detail", Static)
        if self._sheet is None or not self._sheet.columns:
            return
        if self._view == "between":
            detail.update(about_between(self._sheet, self.grid.row, self.grid.column))
        elif self._row is not None:
            detail.update(about_row(self._sheet, self._row, self.grid.column))
        else:
            detail.update(
                "No two sources of this topic state the same fact." if self._view == "facts" else "Nothing."
            )

    # Opening and comparing

    @on(SheetGrid.Opened)
    def _open(self) -> None:
        if self._view == "between":
            self._open_between()
            return
        one = self._statement
        if one is None:
            self.notify("This source does not give this fact.", timeout=3)
        elif self._marked is not None and self._marked.article_id != one.article_id:
            self._compare(self._marked, one)
        else:
            self.dismiss(Jump(one.article_id, one.said))

    def _open_between(self) -> None:
        sheet, row, column = self._sheet, self.grid.row, self.grid.column
        if sheet is None or row == column or between(sheet, row, column) is None:
            self.notify("These two were not compared.", timeout=3)
            return
        self._push(sheet.columns[row].article_ids[-1], sheet.columns[column].article_ids[-1])

    @property
    def _marked(self) -> Statement | None:
        """The statement in the marked cell."""
        if self.grid.marked is None:
            return None
        key, column = self.grid.marked
        place = next((n for n, row in enumerate(self.grid.rows) if row.key == key), None)
        facts = self._facts
        cell = facts[place].cells[column] if place is not None and place < len(facts) else None
        return cell.statements[-1] if cell is not None else None

    def action_mark(self) -> None:
        """Mark the cell under the cursor, or take the mark away."""
        if self._statement is None or self.grid.current is None:
            return
        here = self.grid.current.key, self.grid.column
        self.grid.marked = None if self.grid.marked == here else here

    def action_compare(self) -> None:
        """Compare with the marked cell, else with the cell of the row that differs most from this one."""
        one = self._statement
        other = self._marked or self._counterpart()
        if one is None or other is None or one.article_id == other.article_id:
            self.notify("Put the cursor on a cell of a fact that two sources give.", timeout=4)
        else:
            self._compare(one, other)

    def _counterpart(self) -> Statement | None:
        from index.sheet import same_value

        row, one = self._row, self._statement
        if row is None or one is None:
            return None
        others = [other for other in row.statements if other.article_id != one.article_id]
        return next((other for other in others if not same_value(one, other)), others[0] if others else None)

    def _compare(self, one: Statement, other: Statement) -> None:
        self.grid.marked = None
        self._push(one.article_id, other.article_id)

    def _push(self, a_id: str, b_id: str) -> None:
        self.app.push_screen(CompareScreen(self._library, a_id, b_id, now=self._now), self._came_back)

    def _came_back(self, jump: Jump | None) -> None:
        if jump is not None:
            self.dismiss(jump)

    # Other keys

    def action_view(self, view: View) -> None:
        """Show the shared facts, what one source alone states, or the sources by each other."""
        self._view = view
        self.grid.marked = None
        self._fill()

    def action_difference(self, step: int) -> None:
        """Go to the next or previous fact that differs."""
        places = [n for n, row in enumerate(self._facts) if row.standing in ("differ", "then_now")]
        if self._view == "between" or not places:
            self.notify("Nothing differs here.", timeout=3)
            return
        here = self.grid.row
        later = [place for place in places if (place > here if step > 0 else place < here)]
        self.grid.row = (later or places)[0 if step > 0 else -1]

    def action_copy(self) -> None:
        """Copy the sheet as Markdown to the clipboard of the terminal."""
        if self._sheet is not None:
            from index.sheet_export import as_markdown

            self.app.copy_to_clipboard(as_markdown(self._sheet))
            self.notify("The sheet was copied as Markdown.", timeout=3)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
