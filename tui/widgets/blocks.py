"""A list whose entries take several lines: a cursor, pages, clicks; only what is on the screen is drawn."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.block_lines import line_of
from tui.widgets.counting import Count, Placing, top_line
from tui.widgets.entries import boundaries
from tui.widgets.painting import paint
from tui.widgets.steady import SteadyView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.events import Click, Key

    from tui.widgets.block_lines import Block


class BlockList(SteadyView, can_focus=True):
    """Shows blocks, one of their entries under the cursor. What the entries are is the subclass's business.

    A subclass names its looks in ``LOOKS`` (the prefix of its component classes, with ``bar``, ``cursor`` and
    ``cursor-blurred`` among them) and overrides :meth:`cursor_moved` and :meth:`action_open`.
    """

    DEFAULT_CSS = """
    BlockList {
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: auto;
    }
    """

    LOOKS: ClassVar[str] = ""

    class Scrolled(Message):
        """Other blocks came into view."""

    cursor: reactive[int] = reactive(0, init=False)
    """Number of the entry under the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._edges: list[tuple[int, int]] = []
        self._block_of: list[int] = []
        self.count = Count()
        self.placing = Placing()
        self.counts = True

    # What the subclass tells it

    def lay_out(self, blocks: Sequence[Block]) -> None:
        """Show ``blocks``; their entries are numbered from 0 without gaps."""
        self._blocks = blocks
        self._edges = boundaries([block.height for block in blocks])
        self._block_of = [number for number, block in enumerate(blocks) if block.item is not None]
        self.virtual_size = Size(
            self.scrollable_content_region.width, self._edges[-1][1] if self._edges else 0
        )
        self.refresh()

    def cursor_moved(self) -> None:
        """Called when the cursor came to another entry."""

    @property
    def entry_count(self) -> int:
        """How many entries there are."""
        return len(self._block_of)

    def last_seen(self) -> int:
        """Return the number of the last block in view."""
        bottom = self._block_at(round(self.scroll_y) + self.size.height)
        return bottom if bottom is not None else len(self._blocks)

    # Cursor

    def watch_cursor(self) -> None:
        """Follow the cursor."""
        self.reveal_cursor()
        self.cursor_moved()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry."""
        return max(0, min(cursor, self.entry_count - 1))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the owner when the wheel brings other blocks into view."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def reveal_cursor(self) -> None:
        """Scroll so that the entry under the cursor is in view, and a heading right over it too."""
        if not 0 <= self.cursor < len(self._block_of) or not self.size.height:
            return
        number = self._block_of[self.cursor]
        top, bottom = self._edges[number]
        if number and self._blocks[number - 1].item is None:
            top = self._edges[number - 1][0]
        self.scroll_to_region(
            Region(0, top, 1, bottom - top), animate=False, force=True, immediate=True, x_axis=False
        )

    def _block_at(self, line: int) -> int | None:
        if not self._edges or not 0 <= line < self._edges[-1][1]:
            return None
        return bisect_right(self._edges, line, key=lambda edge: edge[0]) - 1

    # Mouse and keys

    def on_click(self, event: Click) -> None:
        """Put the cursor on the entry that was clicked; a second click opens it."""
        number = self._block_at(event.y + round(self.scroll_y))
        place = self._blocks[number].item if number is not None else None
        if place is None:
            return
        self.cursor = place
        if self.opens_with(event):
            self.action_open()

    def opens_with(self, event: Click) -> bool:
        """Whether a click opens the entry."""
        return event.chain == 2

    def prepare(self, event: Key) -> bool:
        """Take the digits of a count, and the key after ``z``."""
        place = self.placing.took(event)
        if place is not None and 0 <= self.cursor < len(self._block_of):
            first, end = self._edges[self._block_of[self.cursor]]
            self.scroll_to(y=top_line(place, first, end, self.size.height), animate=False)
            return True
        return self.counts and self.count.took(event)

    def action_place(self) -> None:
        """Wait for the key that says where on the screen the entry under the cursor shall stand."""
        self.placing.begin()

    def action_move(self, by: int) -> None:
        """Move the cursor by so many entries, as often as the count says."""
        self.cursor += by * self.count.take()

    def action_move_page(self, pages: float) -> None:
        """Move the cursor by about ``pages`` screens."""
        if not self._blocks:
            return
        average = max(1, self._edges[-1][1] // len(self._blocks))
        step = max(1, round(abs(pages) * self.size.height / average))
        self.cursor += step if pages > 0 else -step

    def action_move_to(self, place: int) -> None:
        """Move the cursor to the first (0) or the last (-1) entry, or to the one that the count names."""
        if self.count.given:
            self.cursor = self.count.take() - 1
        elif place or not self.count.doubled:  # the second of 5gg does nothing more
            self.cursor = place if place >= 0 else self.entry_count + place

    def action_open(self) -> None:
        """Open the entry under the cursor."""

    # Drawing

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"{self.LOOKS}--{name}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` cells below the top of the list."""
        width = self.size.width
        line = y + round(self.scroll_y)
        number = self._block_at(line)
        base = self.rich_style
        if number is None:
            return Strip.blank(width, base)
        block = self._blocks[number]
        inside = line - self._edges[number][0]
        pieces, left, ground = line_of(block, inside, self.cursor, focused=self.has_focus)
        return paint(pieces, base + self._look(ground) if ground else base, self._look, width, left=left)
