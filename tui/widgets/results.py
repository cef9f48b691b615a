"""The list of results: draws only what is on the screen, and asks for more when the reader nears its end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.entries import Pieces, Shape, boundaries, entry, grouped, heading, source_count
from tui.widgets.painting import paint
from tui.widgets.wrapping import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.events import Click

    from index.library import Result

#: When fewer results than this lie below the cursor or the screen, more are asked for.
NEAR_END = 10

#: Cells left of the text (the cursor's bar and a space) and right of it.
LEFT, RIGHT = 2, 1


@dataclass(frozen=True, slots=True)
class Block:
    """What is drawn together: a result, or the heading over a topic (``result`` None)."""

    result: int | None
    lines: list[Pieces]


class ResultList(ScrollView, can_focus=True):
    """Shows results, one of them under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "results--title",
        "results--source",
        "results--quiet",
        "results--snippet",
        "results--hit",
        "results--heading",
        "results--mark",
        "results--bar",
        "results--cursor",
        "results--cursor-blurred",
    }

    DEFAULT_CSS = """
    ResultList {
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: auto;
        & .results--title { color: $strong; text-style: bold; }
        & .results--source { color: $source; }
        & .results--quiet { color: $quiet; }
        & .results--snippet { color: $quiet; }
        & .results--hit { color: $hit; text-style: bold underline; }
        & .results--heading { color: $key; text-style: bold; }
        & .results--mark { color: $key; text-style: bold; }
        & .results--bar { color: $rule-strong; text-style: bold; }
        & .results--cursor { background: $cursor; }
        & .results--cursor-blurred { background: $cursor-blurred; }
    }
    """

    BINDING_GROUP_TITLE = "In the results"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next result", show=False, id="results.down"),
        Binding("k,up", "move(-1)", "Previous result", show=False, id="results.up"),
        Binding("ctrl+d", "move_page(0.5)", "Half a page down", show=False, id="results.half_down"),
        Binding("ctrl+u", "move_page(-0.5)", "Half a page up", show=False, id="results.half_up"),
        Binding("pagedown,ctrl+f", "move_page(1)", "Page down", show=False, id="results.page_down"),
        Binding("pageup,ctrl+b", "move_page(-1)", "Page up", show=False, id="results.page_up"),
        Binding("g,home", "move_to(0)", "First result", show=False, id="results.top"),
        Binding("G,end", "move_to(-1)", "Last result", show=False, id="results.bottom"),
        Binding("enter,l,right", "open", "Read", key_display="Enter", id="results.open"),
    ]

    class Highlighted(Message):
        """The cursor came to another result, or (None) the list became empty."""

        def __init__(self, result: Result | None) -> None:
            self.result = result
            super().__init__()

    class Opened(Message):
        """The reader wants to read the result under the cursor."""

        def __init__(self, result: Result) -> None:
            self.result = result
            super().__init__()

    class MoreWanted(Message):
        """The reader nears the end of what is loaded."""

    cursor: reactive[int] = reactive(0, init=False)
    """Position of the result under the cursor, in the order shown."""

    by_topic: reactive[bool] = reactive(False, init=False)
    """Whether results of one topic stand together under a heading."""

    marked: reactive[str | None] = reactive(None, init=False)
    """The id of the article marked as A, if any."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._loaded: list[Result] = []
        self._shown: list[Result] = []
        self._blocks: list[Block] = []
        self._edges: list[tuple[int, int]] = []
        self._block_of: list[int] = []
        self._now = datetime.now(UTC)
        self._announced: str | None = None

    # What the owner tells it

    def show(self, results: Sequence[Result], now: datetime, *, keep: str | None = None) -> None:
        """Show ``results`` from the top, the cursor on the article ``keep`` if it is among them."""
        self._loaded = list(results)
        self._now = now
        self._lay_out()
        self._announced = None  # even the same article is shown anew: other words are highlighted in it
        place = self._place_of(keep)
        self.set_reactive(ResultList.cursor, place or 0)
        self.scroll_to(y=0, animate=False)
        if place:
            self._reveal_cursor()
        self._announce()
        self.refresh()

    def extend(self, results: Sequence[Result]) -> None:
        """Add results behind those shown, the cursor staying on its article."""
        current = self.current
        self._loaded += results
        self._lay_out()
        if current is not None:
            self.set_reactive(ResultList.cursor, self._place_of(current.article_id) or 0)
        self.refresh()

    @property
    def current(self) -> Result | None:
        """The result under the cursor."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else None

    @property
    def results(self) -> tuple[Result, ...]:
        """All results that are loaded, in the order shown."""
        return tuple(self._shown)

    # Layout

    def _shape(self) -> Shape:
        width = max(10, self.scrollable_content_region.width - LEFT - RIGHT)
        roomy = self.size.height >= 26
        return Shape(width=width, snippet_lines=2 if roomy else 1, topic=not self.by_topic)

    def _lay_out(self) -> None:
        shape = self._shape()
        self._blocks = []
        self._shown = []
        groups = grouped(self._loaded) if self.by_topic else [("", self._loaded)]
        for topic, results in groups:
            if self.by_topic and results:
                line = heading(topic, source_count(results), len(results), shape.width)
                self._blocks.append(Block(None, [line]))
            for result in results:
                lines = entry(result, shape, self._now, marked=result.article_id == self.marked)
                self._blocks.append(Block(len(self._shown), [*lines, []]))
                self._shown.append(result)
        self._edges = boundaries([len(block.lines) for block in self._blocks])
        self._block_of = [n for n, block in enumerate(self._blocks) if block.result is not None]
        self.virtual_size = Size(
            self.scrollable_content_region.width, self._edges[-1][1] if self._edges else 0
        )

    def _lay_out_again(self) -> None:
        current = self.current
        self._lay_out()
        self.set_reactive(ResultList.cursor, (current and self._place_of(current.article_id)) or 0)
        self._reveal_cursor()
        self.refresh()

    def _place_of(self, article_id: str | None) -> int | None:
        for place, result in enumerate(self._shown):
            if result.article_id == article_id:
                return place
        return None

    def on_resize(self) -> None:
        """Lay out anew: titles wrap differently."""
        self._lay_out_again()

    def watch_by_topic(self) -> None:
        """Group or ungroup."""
        self._lay_out_again()

    def watch_marked(self) -> None:
        """Show which article is A."""
        self._lay_out_again()

    # Cursor

    def watch_cursor(self) -> None:
        """Follow the cursor and tell the owner."""
        self._reveal_cursor()
        self._announce()
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a result."""
        return max(0, min(cursor, len(self._shown) - 1))

    def _announce(self) -> None:
        current = self.current
        if current is None or current.article_id != self._announced:
            self._announced = current.article_id if current else None
            self.post_message(self.Highlighted(current))
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        bottom = self._block_at(round(self.scroll_y) + self.size.height)
        seen = bottom if bottom is not None else len(self._blocks)
        if self._loaded and (
            self.cursor >= len(self._shown) - NEAR_END or seen >= len(self._blocks) - NEAR_END
        ):
            self.post_message(self.MoreWanted())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more when the wheel nears the end."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._ask_for_more()

    def _reveal_cursor(self) -> None:
        if not self._block_of or not self.size.height:
            return
        number = self._block_of[self.cursor]
        top, bottom = self._edges[number]
        if number and self._blocks[number - 1].result is None:
            top = self._edges[number - 1][0]  # the heading comes along with the first of its results
        self.scroll_to_region(
            Region(0, top, 1, bottom - top), animate=False, force=True, immediate=True, x_axis=False
        )

    def _block_at(self, line: int) -> int | None:
        if not self._edges or not 0 <= line < self._edges[-1][1]:
            return None
        return bisect_right(self._edges, line, key=lambda edge: edge[0]) - 1

    def on_click(self, event: Click) -> None:
        """Put the cursor on the result that was clicked; a second click opens it."""
        number = self._block_at(event.y + round(self.scroll_y))
        place = self._blocks[number].result if number is not None else None
        if place is None:
            return
        self.cursor = place
        if event.chain == 2:
            self.action_open()

    # Keys

    def action_move(self, by: int) -> None:
        """Move the cursor by so many results."""
        self.cursor += by

    def action_move_page(self, pages: float) -> None:
        """Move the cursor by about ``pages`` screens."""
        if not self._blocks:
            return
        average = max(1, self._edges[-1][1] // len(self._blocks))
        step = max(1, round(abs(pages) * self.size.height / average))
        self.cursor += step if pages > 0 else -step

    def action_move_to(self, place: int) -> None:
        """Move the cursor to the first (0) or the last (-1) result."""
        self.cursor = place if place >= 0 else len(self._shown) + place

    def action_open(self) -> None:
        """Read the result under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    # Drawing

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"results--{name}", partial=True)

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
        content = block.lines[inside]
        if block.result is None:
            return paint(content, base, self._look, width, left=1)
        gap = inside == len(block.lines) - 1
        if block.result != self.cursor or gap:
            return paint(content, base, self._look, width, left=LEFT)
        ground = base + self._look("cursor" if self.has_focus else "cursor-blurred")
        bar = Piece("▌ " if self.has_focus else "▏ ", ("bar",))
        return paint([bar, *content], ground, self._look, width)
