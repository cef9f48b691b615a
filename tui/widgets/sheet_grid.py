"""A grid whose header and first column stay while the rest scrolls; draws only what is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.painting import paint
from tui.widgets.safe import one_line
from tui.widgets.steady import SteadyView
from tui.widgets.wrapping import Piece, cells, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.events import Click

    from tui.widgets.sheet_lines import GridCell, GridRow

#: Cells of the narrowest and widest column, and of the first one.
NARROWEST, WIDEST = 17, 44
LABEL_LEAST, LABEL_MOST = 22, 52
GAP = "·"
#: In place of a column: the row itself is marked.
WHOLE_ROW = -1


class SheetGrid(SteadyView, can_focus=True):
    """Rows with a label and cells; the cursor is on one cell, or on whole rows where ``by_row``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--head",
        "grid--strong",
        "grid--source",
        "grid--quiet",
        "grid--agree",
        "grid--close",
        "grid--differ",
        "grid--unique",
        "grid--cursor",
        "grid--cursor-row",
        "grid--marked",
    }

    DEFAULT_CSS = """
    SheetGrid {
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: auto;
        & .grid--head { color: $key; text-style: bold; background: $bar; }
        & .grid--strong { color: $strong; text-style: bold; }
        & .grid--source { color: $source; }
        & .grid--quiet { color: $quiet; }
        & .grid--agree { color: $mark-agree; }
        & .grid--close { color: $mark-close; }
        & .grid--differ { color: $mark-differ; text-style: bold; }
        & .grid--unique { color: $mark-unique; }
        & .grid--cursor { background: $cursor; text-style: bold; }
        & .grid--cursor-row { background: $cursor-blurred; }
        & .grid--marked { text-style: reverse; }
    }
    """

    BINDING_GROUP_TITLE = "In the sheet"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1,0)", "Next row", show=False, id="sheet.down"),
        Binding("k,up", "move(-1,0)", "Previous row", show=False, id="sheet.up"),
        Binding("l,right", "move(0,1)", "Next source", show=False, id="sheet.right"),
        Binding("h,left", "move(0,-1)", "Previous source", show=False, id="sheet.left"),
        Binding("pagedown,ctrl+f", "page(1)", "Page down", show=False, id="sheet.page_down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="sheet.page_up"),
        Binding("g,home", "edge(-1)", "First row", show=False, id="sheet.top"),
        Binding("G,end", "edge(1)", "Last row", show=False, id="sheet.bottom"),
        Binding(
            "enter",
            "open",
            "Open",
            key_display="Enter",
            tooltip="Open what the cursor is on",
            id="sheet.open",
        ),
    ]

    class Moved(Message):
        """The cursor came to another cell, or other rows came to it."""

    class Opened(Message):
        """The reader wants to open what the cursor is on."""

    row: reactive[int] = reactive(0, init=False)
    """Position of the row under the cursor."""

    column: reactive[int] = reactive(0, init=False)
    """Position of the column under the cursor."""

    marked: reactive[tuple[object, int] | None] = reactive(None, init=False)
    """Key of the row and column of the marked cell, if any."""

    def __init__(
        self,
        *,
        by_row: bool = False,
        widths: Sequence[int] = (),
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Make an empty grid.

        Args:
            by_row: The cursor is on whole rows, and all columns have the ``widths``.
            widths: Cells for each column; empty: they share the room there is; 0: shares with the label what
                the others leave.
            id: Textual's name for the widget.
        """
        super().__init__(id=id)
        #: The cursor is on whole rows.
        self.by_row = by_row
        #: Cells for each column; empty: they share the room there is; 0: shares with the label.
        self.widths = tuple(widths)
        self._corner = ""
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[GridRow, ...] = ()
        self._left = 0

    # What the owner tells it

    def show(self, corner: str, heads: Sequence[str], rows: Sequence[GridRow]) -> None:
        """Show ``rows`` under ``heads``; the cursor stays on the row it was moved to."""
        keep = self.current.key if self.current and self.row else None
        other = corner != self._corner  # a sheet that grows moves no cursor
        self._corner, self._heads, self._rows = corner, tuple(one_line(head) for head in heads), tuple(rows)
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows) + 1)
        place = next((n for n, row in enumerate(rows) if keep is not None and row.key == keep), 0)
        self.set_reactive(SheetGrid.row, place)
        self.set_reactive(SheetGrid.column, max(0, min(self.column, len(heads) - 1)))
        if other and place == self.column == 0:
            self.set_reactive(SheetGrid.column, self._first_stated())
        self._reveal()
        self.post_message(self.Moved())
        self.refresh()

    def _first_stated(self) -> int:
        """The first column in view that the first row has a cell for: a gap is no place to begin."""
        _, widths = self._layout()
        cells = self._rows[0].cells[: len(widths)] if self._rows else ()
        return next((n for n, cell in enumerate(cells) if cell is not None), 0)

    @property
    def current(self) -> GridRow | None:
        """The row under the cursor."""
        return self._rows[self.row] if 0 <= self.row < len(self._rows) else None

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """All rows."""
        return self._rows

    # Cursor

    def validate_row(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, len(self._rows) - 1))

    def validate_column(self, column: int) -> int:
        """Keep the cursor on a column."""
        return max(0, min(column, len(self._heads) - 1))

    def watch_row(self) -> None:
        """Follow the cursor and tell the owner."""
        self._follow()

    def watch_column(self) -> None:
        """Follow the cursor and tell the owner."""
        self._follow()

    def watch_marked(self) -> None:
        """Show the mark."""
        self.refresh()

    def on_resize(self) -> None:
        """Columns get other widths."""
        self._reveal()
        self.refresh()

    def _follow(self) -> None:
        self._reveal()
        self.post_message(self.Moved())
        self.refresh()

    def _reveal(self) -> None:
        height = max(1, self.size.height - 1)  # the header covers a line
        top = round(self.scroll_y)
        if self.row < top:
            self.scroll_to(y=self.row, animate=False)
        elif self.row >= top + height:
            self.scroll_to(y=self.row - height + 1, animate=False)
        _, widths = self._layout()
        if not self.by_row:
            last = self._left + len(widths) - 1
            self._left += min(0, self.column - self._left) + max(0, self.column - last)
        else:
            self._left = 0
        self._left = max(0, min(self._left, len(self._heads) - len(widths)))

    def _layout(self) -> tuple[int, list[int]]:
        """Return the width of the label and of each column in view."""
        room = max(20, self.scrollable_content_region.width)
        if 0 in self.widths:
            shared = [min(width, room // 3) for width in self.widths]
            left = room - sum(shared) - len(shared)
            part = left // (shared.count(0) + 1)
            return left - part * shared.count(0), [width or part for width in shared]
        if self.widths:
            fixed = list(self.widths[: len(self._heads)])
            while fixed and room - sum(fixed) - len(fixed) < LABEL_LEAST:
                fixed.pop()
            return room - sum(fixed) - len(fixed), fixed
        label = max(LABEL_LEAST, min(LABEL_MOST, room // 4))
        fitting = max(1, min(len(self._heads), (room - label) // (NARROWEST + 1)))
        width = min(WIDEST, (room - label) // fitting - 1)
        return label, [width] * min(fitting, len(self._heads))

    # Keys and mouse

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor by rows and columns."""
        self.row += down
        self.column += right

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        self.row += pages * max(1, self.size.height - 2)

    def action_edge(self, direction: int) -> None:
        """Move the cursor to the first or the last row."""
        self.row = 0 if direction < 0 else len(self._rows) - 1

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.current is not None:
            self.post_message(self.Opened())

    def on_click(self, event: Click) -> None:
        """Put the cursor where it was clicked; a second click opens it."""
        if not 0 < event.y <= len(self._rows) - round(self.scroll_y):
            return
        self.row = event.y - 1 + round(self.scroll_y)
        label, widths = self._layout()
        start = label
        for number, width in enumerate(widths):
            if start < event.x <= start + width:
                self.column = self._left + number
            start += width + 1
        if event.chain == 2:
            self.action_open()

    # Drawing

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"grid--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line; the first is the header, wherever the rest was scrolled to."""
        width = self.size.width
        if y == 0:
            return paint(self._head(), self.rich_style + self._look("head"), self._look, width)
        number = y - 1 + round(self.scroll_y)
        if number >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row, here = self._rows[number], number == self.row
        base = self.rich_style + (self._look("cursor-row") if here else self.rich_style.null())
        label, widths = self._layout()
        whole = here and self.by_row and self.has_focus
        name = _drawn(row.label, label - 1)
        if self.marked == (row.key, WHOLE_ROW):
            name = [Piece(piece.text, (*piece.styles, "marked")) for piece in name]
        line = [Piece("▌" if here else " ", ("source",)), *name]
        for place, size in enumerate(widths, self._left):
            cell = row.cells[place] if place < len(row.cells) else None
            drawn = [Piece(" ", ()), *_drawn(cell, size)]
            if here and not self.by_row and place == self.column:
                drawn = [Piece(piece.text, (*piece.styles, "cursor")) for piece in drawn]
            if self.marked == (row.key, place):
                drawn = [Piece(piece.text, (*piece.styles, "marked")) for piece in drawn]
            line += drawn
        return paint(line, base + self._look("cursor") if whole else base, self._look, width)

    def _head(self) -> list[Piece]:
        label, widths = self._layout()
        hidden = len(self._heads) - self._left - len(widths)
        corner = self._corner
        if not self.by_row and (self._left or hidden > 0):
            corner = f"{corner} ‹{self._left} {max(0, hidden)}›"
        line = [Piece(_padded(" " + corner, label), ())]
        line += [Piece(" " + _padded(self._heads[n], w), ()) for n, w in enumerate(widths, self._left)]
        return line


def _drawn(cell: GridCell | None, width: int) -> list[Piece]:
    if cell is None:
        return [Piece(_padded(GAP, width), ("quiet",))]
    looks = (cell.look,) if cell.look else ()
    sign = f"{cell.sign} " if cell.sign else ""
    return [Piece(_padded(sign + cell.text, width), looks)]


def _padded(text: str, width: int) -> str:
    shown = truncate(text, width)
    return shown + " " * max(0, width - cells(shown))
