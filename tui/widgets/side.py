"""The sidebar: headings, and under them ways to go with how many articles each leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.block_lines import LEFT, Block
from tui.widgets.blocks import BlockList
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Piece, cells, truncate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click

    from tui.side_rows import Section, SideRow
    from tui.widgets.entries import Pieces

#: Before a facet that the search is narrowed by already.
CHOSEN = "✓"


def row_line(row: SideRow, width: int) -> Pieces:
    """Return name and count in ``width`` cells, the count at the right edge."""
    count = f"{row.count:,}" if row.count is not None else ""
    name = truncate(one_line(row.name), max(4, width - cells(count) - 1))
    gap = " " * max(1, width - cells(name) - cells(count))
    quiet = row.count == 0
    return [Piece(name, ("quiet" if quiet else "name",)), Piece(gap + count, ("quiet",))]


class SideList(BlockList):
    """Lists rows in sections."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "side--name",
        "side--quiet",
        "side--heading",
        "side--key",
        "side--bar",
        "side--cursor",
        "side--cursor-blurred",
    }

    DEFAULT_CSS = """
    SideList {
        & .side--name { color: $ink; }
        & .side--quiet { color: $quiet; }
        & .side--heading { color: $key; text-style: bold; }
        & .side--key { color: $key; text-style: bold; }
        & .side--bar { color: $rule-strong; text-style: bold; }
        & .side--cursor { background: $cursor; }
        & .side--cursor-blurred { background: $ground; }
    }
    """

    LOOKS = "side"
    BINDING_GROUP_TITLE = "In the sidebar"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next", show=False, id="side.down"),
        Binding("k,up", "move(-1)", "Previous", show=False, id="side.up"),
        Binding("pagedown,ctrl+d", "move_page(1)", "Page down", show=False, id="side.page_down"),
        Binding("pageup,ctrl+u", "move_page(-1)", "Page up", show=False, id="side.page_up"),
        Binding("g,home", "move_to(0)", "First", show=False, id="side.top"),
        Binding("G,end", "move_to(-1)", "Last", show=False, id="side.bottom"),
        Binding("enter,l,right", "open", "Go there", key_display="Enter", id="side.open"),
        Binding("x,delete", "forget", "Forget", tooltip="Forget a saved search", id="side.forget"),
        Binding("R,f2", "rename", "Rename", tooltip="Rename a saved search", id="side.rename"),
    ]

    class Chosen(Message):
        """The reader wants to go there, or to narrow the search by it."""

        def __init__(self, row: SideRow) -> None:
            self.row = row
            super().__init__()

    class ForgetWanted(Message):
        """A saved search shall be forgotten."""

        def __init__(self, row: SideRow) -> None:
            self.row = row
            super().__init__()

    class RenameWanted(Message):
        """A saved search shall have another name."""

        def __init__(self, row: SideRow) -> None:
            self.row = row
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._sections: Sequence[Section] = ()
        self._rows: list[SideRow] = []

    def show(self, sections: Sequence[Section]) -> None:
        """Show ``sections``; the cursor stays on the row that has its query, if there is one."""
        kept = self.current
        self._sections = sections
        self._lay_out()
        places = [n for n, row in enumerate(self._rows) if kept is not None and row.query == kept.query]
        self.set_reactive(SideList.cursor, places[0] if places else 0)
        self.reveal_cursor()

    @property
    def current(self) -> SideRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    @property
    def rows(self) -> tuple[SideRow, ...]:
        """All rows, from top to bottom."""
        return tuple(self._rows)

    def _lay_out(self) -> None:
        width = max(8, self.scrollable_content_region.width - LEFT - 1)
        blocks: list[Block] = []
        self._rows = []
        for section in self._sections:
            if section.heading:
                above: list[Pieces] = [[]] if blocks else []
                blocks.append(Block(None, [*above, [Piece(one_line(section.heading), ("heading",))]]))
            for row in section.rows:
                sign = CHOSEN if row.chosen else row.digit
                blocks.append(
                    Block(
                        len(self._rows), [row_line(row, width)], sign=Piece(sign, ("key",)) if sign else None
                    )
                )
                self._rows.append(row)
        self.lay_out(blocks)

    def on_resize(self) -> None:
        """Lay out anew for another width."""
        self._lay_out()

    def opens_with(self, event: Click) -> bool:  # noqa: ARG002 - any click goes there
        """One click is enough."""
        return True

    def action_open(self) -> None:
        """Go where the cursor is."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))

    def action_forget(self) -> None:
        """Forget the saved search under the cursor."""
        if self.current is not None and self.current.kind == "saved":
            self.post_message(self.ForgetWanted(self.current))

    def action_rename(self) -> None:
        """Rename the saved search under the cursor."""
        if self.current is not None and self.current.kind == "saved":
            self.post_message(self.RenameWanted(self.current))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is for saved searches only on those."""
        if action in ("forget", "rename"):
            return self.current is not None and self.current.kind == "saved"
        return super().check_action(action, parameters)

    def cursor_moved(self) -> None:
        """The keys that work depend on the row."""
        self.refresh_bindings()
