"""The sheet of a topic: what its sources state together and alone, when, and how they stand to each other."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tui.errands import run_errand, when_drawn
from tui.pauses import without_full_collections
from tui.screens.compare import CompareScreen, Jump
from tui.screens.leaving_once import LeavesOnce
from tui.sheet_views import SIGNS, TITLES, Cursor, SheetView, ViewName, view_of
from tui.topic_care import Care
from tui.widgets.footer import KeyFooter
from tui.widgets.safe import one_line
from tui.widgets.sheet_grid import WHOLE_ROW, SheetGrid
from tui.widgets.sheet_lines import about_between, about_row, named, summary, title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult

    from index.library import Library
    from index.sheet import Sheet
    from index.topic_review import Told

_NOTHING: dict[ViewName, str] = {
    "facts": "No two sources of this topic state the same fact.",
    "alone": "Nothing is stated by one source alone.",
    "timeline": "No figure and no date is given by two sources.",
    "between": "",
    "articles": "Looking for the articles…",
}


def _now() -> datetime:
    return datetime.now(UTC)


class SheetScreen(LeavesOnce["Jump | None"], Screen["Jump | None"]):
    """Rows are facts, columns are sources. Dismissed with a :class:`Jump`, or with None by "back"."""

    TITLE = "Topic sheet"
    BINDING_GROUP_TITLE = "Topic sheet"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium")]  # noqa: RUF012 - declared so by Textual

    DEFAULT_CSS = """
    SheetScreen {
        background: $ground;
        color: $ink;
        & > #sheet-title {
            height: 1; padding: 0 1; background: $bar; color: $strong; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & > #sheet-summary { height: 1; padding: 0 1; background: $bar; color: $quiet; }
        & > SheetGrid { height: 1fr; }
        & > #sheet-detail { height: 7; padding: 0 1; border-top: solid $rule; background: $ground; }
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
        Binding(
            "t",
            "view('timeline')",
            "Time",
            tooltip="When each figure and date was given",
            id="sheet.timeline",
        ),
        Binding("b", "view('between')", "Sources", tooltip="The sources by each other", id="sheet.between"),
        Binding("A", "view('articles')", "Articles", tooltip="The topic's articles", id="sheet.articles"),
        Binding("n", "difference(1)", "Next", tooltip="Next fact that differs", id="sheet.next"),
        Binding("N", "difference(-1)", "Previous fact that differs", show=False, id="sheet.previous"),
        Binding("w", "why", "Why", tooltip="Why this article is in the topic", id="sheet.why"),
        Binding("X", "split", "Split", tooltip="Take this article out of the topic", id="sheet.split"),
        Binding("R", "rename", "Rename", tooltip="Give the topic a name", show=False, id="sheet.rename"),
        Binding("u", "undo", "Take the last correction back", show=False, id="sheet.undo"),
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
        self._drawn: Sheet | None = None  # the same, its columns called as they are on the screen
        self._articles: Sequence[Told] = ()
        self._view = SheetView("facts", (), ())
        self._chosen: ViewName | None = None
        self._leaving = Event()
        self._care = Care(self, library, self._remake)
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
        self._remake()

    def on_unmount(self) -> None:
        """Let a sheet that is still being made come to its end."""
        self._leaving.set()

    @property
    def grid(self) -> SheetGrid:
        """The grid."""
        return self.query_one(SheetGrid)

    # Making

    def _remake(self) -> None:
        self._leaving.set()
        self._leaving = Event()
        self.busy = True
        run_errand(self, self._make, self._leaving, group="sheet", exclusive=True)

    async def _make(self, leaving: Event) -> None:
        try:
            self._articles = await asyncio.to_thread(self._library.review.articles, self._topic_id)
            with without_full_collections():
                sheet = await asyncio.to_thread(
                    self._library.sheet,
                    self._topic_id,
                    partial(self._tell, leaving),
                    leaving.is_set,
                )
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.query_one("#sheet-summary", Static).update(one_line(f"There is no sheet: {error}"))
        else:
            self._show(sheet)
        finally:
            self.busy = self.busy and leaving is not self._leaving

    def _tell(self, leaving: Event, sheet: Sheet) -> None:
        if not leaving.is_set():
            self.post_message(self.Grown(sheet))

    @on(Grown)
    def _grown(self, message: Grown) -> None:
        if self.busy:
            self._show(message.sheet)

    def _show(self, sheet: Sheet) -> None:
        """Show the view that was chosen; before any was, the articles until facts are known."""
        self._sheet = sheet
        self._topic_id = sheet.topic_id
        name = self._chosen or ("facts" if sheet.rows or sheet.compared == sheet.planned else "articles")
        self._drawn = named(sheet, {one.id: one.title for one in self._articles})
        self._view = view_of(self._drawn, name, self._articles)
        self._head()
        self.grid.by_row, self.grid.widths = bool(self._view.widths), self._view.widths
        self.grid.show(TITLES[name], self._view.heads, self._view.rows)

    def _head(self) -> None:
        """Say which topic and view this is, how far the sheet has come, and what the signs mean."""
        if self._sheet is not None:
            name, room = self._view.name, self.size.width - 2
            self.query_one("#sheet-title", Static).update(title(self._sheet.label, TITLES[name], room))
            told = summary(self._sheet, room, SIGNS.get(name, ""))
            self.query_one("#sheet-summary", Static).update(told)

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        self._head()
        when_drawn(self, self._describe)

    # The cursor

    @property
    def _at(self) -> Cursor:
        """What the cursor is on."""
        return Cursor(self._view, self.grid)

    @on(SheetGrid.Moved)
    def _describe(self) -> None:
        detail = self.query_one("#sheet-detail", Static)
        sheet, row = self._drawn, self.grid.row
        if sheet is None or not sheet.columns:
            return
        fact = self._view.fact(row)
        if self._view.name == "between":
            detail.update(about_between(sheet, row, self.grid.column))
        elif fact is not None:
            detail.update(about_row(sheet, fact, self._at.statement, self._at.gap, detail.size))
        elif (article := self._view.told(self._at.article_id)) is not None:
            detail.update(self._care.about(article, sheet))
        else:
            detail.update("Comparing the articles…" if self.busy else _NOTHING[self._view.name])

    # Opening and comparing

    @on(SheetGrid.Opened)
    def _open(self) -> None:
        at = self._at
        if self._view.name == "between":
            pair = at.pair(self._sheet)
            if pair is None:
                self.notify("These two were not compared.", timeout=3)
            else:
                self._compare(*pair)
        elif at.article_id is None:
            self.notify(at.gap, timeout=3)
        elif at.marked is not None and at.marked != at.article_id:
            self._compare(at.marked, at.article_id)
        else:
            self.dismiss(Jump(at.article_id, at.statement.said if at.statement is not None else ""))

    def action_mark(self) -> None:
        """Mark the cell under the cursor, or take the mark away."""
        if self._at.article_id is not None and self.grid.current is not None:
            here = self.grid.current.key, WHOLE_ROW if self.grid.by_row else self.grid.column
            self.grid.marked = None if self.grid.marked == here else here

    def action_compare(self) -> None:
        """Compare with the marked cell, else with the cell of the row that differs most from this one."""
        one = self._at.article_id
        other = self._at.marked or self._at.counterpart()
        if one is None or other is None or one == other:
            self.notify("Put the cursor on a cell of a fact that two sources give.", timeout=4)
        else:
            self._compare(one, other)

    def _compare(self, a_id: str, b_id: str) -> None:
        self.grid.marked = None
        self.app.push_screen(CompareScreen(self._library, a_id, b_id, now=self._now), self._came_back)

    def _came_back(self, jump: Jump | None) -> None:
        if jump is not None:
            self.dismiss(jump)

    # Other keys

    def action_view(self, view: ViewName) -> None:
        """Show the shared facts, what one source alone states, the timeline, the sources, or the articles."""
        self.grid.marked = None
        self._chosen = view
        if self._sheet is not None:
            self._show(self._sheet)

    def action_difference(self, step: int) -> None:
        """Go to the next or previous fact that differs."""
        facts = self._view.facts
        places = [n for n, row in enumerate(facts) if row.standing in ("differ", "then_now")]
        if not places:
            self.notify("Nothing differs here.", timeout=3)
            return
        here = self.grid.row
        later = [place for place in places if (place > here if step > 0 else place < here)]
        self.grid.row = (later or places)[0 if step > 0 else -1]

    def action_why(self) -> None:
        """Say why the article under the cursor is in the topic."""
        article = self._view.told(self._at.article_id)
        if article is None:
            self.notify("Put the cursor on what an article states.", timeout=4)
        else:
            self._care.why(article, self._view.told(self._at.marked), self._now(), self._compare)

    def action_split(self) -> None:
        """Ask whether the article under the cursor is to be taken out of the topic."""
        article = self._view.told(self._at.article_id)
        if article is None:
            self.notify("Put the cursor on what an article states; A lists the articles.", timeout=4)
        else:
            self._care.split(article)

    def action_rename(self) -> None:
        """Ask for another name for the topic."""
        if self._sheet is not None:
            self._care.rename(self._sheet.topic_id, self._sheet.label)

    def action_undo(self) -> None:
        """Take the last correction of topics back."""
        self._care.undo()

    def action_copy(self) -> None:
        """Copy the sheet as Markdown to the clipboard of the terminal."""
        if self._sheet is not None:
            from index.sheet_export import as_markdown

            self.app.copy_to_clipboard(as_markdown(self._sheet))
            self.notify("The sheet was copied as Markdown.", timeout=3)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
