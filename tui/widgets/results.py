"""The list of results: draws only what is on the screen, and asks for more when the reader nears its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from index.marks import NO_MARK, Mark
from tui.widgets.block_lines import Block
from tui.widgets.blocks import BlockList
from tui.widgets.entries import RESULT_LOOKS, Shape, block, grouped, heading, shape_for, source_count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.library import Result
    from tui.panes import Room

#: When fewer results than this lie below the cursor or the screen, more are asked for.
NEAR_END = 10


class ResultList(BlockList):
    """Shows results, one of them under the cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"results--{name}" for name in RESULT_LOOKS}

    DEFAULT_CSS = "ResultList {{ {} }}".format(
        " ".join(f"& .results--{name} {{ {rules} }}" for name, rules in RESULT_LOOKS.items())
    )

    LOOKS = "results"
    BINDING_GROUP_TITLE = "In the results"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Next result", show=False, id="results.down"),
        Binding("k,up", "move(-1)", "Previous result", show=False, id="results.up"),
        Binding("ctrl+d", "move_page(0.5)", "Half a page down", show=False, id="results.half_down"),
        Binding("ctrl+u", "move_page(-0.5)", "Half a page up", show=False, id="results.half_up"),
        Binding("pagedown", "move_page(1)", "Page down", show=False, id="results.page_down"),
        Binding("pageup", "move_page(-1)", "Page up", show=False, id="results.page_up"),
        Binding("g,home", "move_to(0)", "First result", show=False, id="results.top"),
        Binding("G,end", "move_to(-1)", "Last result", show=False, id="results.bottom"),
        Binding(
            "z", "place", "Then z, t or b: it goes to the middle, top, bottom", show=False, id="results.place"
        ),
        # Done at once, not announced: keys that come together with it already go to the article.
        Binding("enter,l,right", "screen.read", "Read", key_display="Enter", id="results.open"),
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

    by_topic: reactive[bool] = reactive(False, init=False)
    """Whether results of one topic stand together under a heading."""

    marked: reactive[str | None] = reactive(None, init=False)
    """The id of the article marked as A, if any."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._loaded: list[Result] = []
        self._shown: list[Result] = []
        self._now = datetime.now(UTC)
        self._drawn_for: Shape | None = None
        self._announced: str | None = None
        self._mark_of: Callable[[str], Mark] = lambda _: NO_MARK

    # What the owner tells it

    def begin(
        self, results: Sequence[Result], now: datetime, mark_of: Callable[[str], Mark], room: Room
    ) -> None:
        """Show the very first results; :meth:`cursor_moved` tells the owner of them, once they are drawn.

        ``room`` is what the list will have: so the results are in the first picture, not in the second.
        """
        self._loaded = list(results)
        self._now = now
        self._mark_of = mark_of
        self._lay_out(shape_for(*room))

    def show(self, results: Sequence[Result], now: datetime, *, keep: str | None = None) -> None:
        """Show ``results`` from the top, the cursor on the article ``keep`` if it is among them."""
        self._loaded = list(results)
        self._now = now
        self._lay_out()
        self._announced = None  # even the same article is shown anew: other words are highlighted in it
        place = self.place_of(keep)
        self.set_reactive(ResultList.cursor, place or 0)
        self.scroll_to(y=0, animate=False)
        if place:
            self.reveal_cursor()
        self.cursor_moved()

    def extend(self, results: Sequence[Result]) -> None:
        """Add results behind those shown, the cursor staying on its article."""
        current = self.current
        self._loaded += results
        self._lay_out()
        if current is not None:
            self.set_reactive(ResultList.cursor, self.place_of(current.article_id) or 0)

    def show_marks(self, mark_of: Callable[[str], Mark]) -> None:
        """Show what the reader has done with each article; the cursor stays where it is."""
        self._mark_of = mark_of
        self._lay_out()

    @property
    def current(self) -> Result | None:
        """The result under the cursor."""
        return self._shown[self.cursor] if 0 <= self.cursor < len(self._shown) else None

    @property
    def results(self) -> tuple[Result, ...]:
        """All results that are loaded, in the order shown."""
        return tuple(self._shown)

    def place_of(self, article_id: str | None) -> int | None:
        """Return where an article stands in the list; None: it is not among those loaded."""
        for place, result in enumerate(self._shown):
            if result.article_id == article_id:
                return place
        return None

    def next_place(self, *, unread: bool) -> int | None:
        """Return the place of the next (``unread``: unread) result behind the cursor, if there is one."""
        for place in range(self.cursor + 1, len(self._shown)):
            if not unread or not self._mark_of(self._shown[place].article_id).read:
                return place
        return None

    # Layout

    def _lay_out(self, shape: Shape | None = None) -> None:
        shape = replace(shape or shape_for(*self.size), topic=not self.by_topic)
        self._drawn_for = shape
        blocks = []
        self._shown = []
        groups = grouped(self._loaded) if self.by_topic else [("", self._loaded)]
        for topic, results in groups:
            if self.by_topic and results:
                line = heading(topic, source_count(results), len(results), shape.width)
                blocks.append(Block(None, [line]))
            for result in results:
                mark, marked = self._mark_of(result.article_id), result.article_id == self.marked
                blocks.append(block(len(self._shown), result, shape, self._now, mark=mark, marked=marked))
                self._shown.append(result)
        self.lay_out(blocks)

    def _lay_out_again(self) -> None:
        current = self.current
        self._lay_out()
        self.set_reactive(ResultList.cursor, (current and self.place_of(current.article_id)) or 0)
        self.reveal_cursor()

    def on_resize(self) -> None:
        """Lay out anew where titles wrap differently."""
        if replace(shape_for(*self.size), topic=not self.by_topic) == self._drawn_for:
            self.lay_out(self._blocks)
        else:
            self._lay_out_again()

    def watch_by_topic(self) -> None:
        """Group or ungroup."""
        self._lay_out_again()

    def watch_marked(self) -> None:
        """Show which article is A."""
        self._lay_out_again()

    # Cursor

    def action_place(self) -> None:
        """Wait for the key after ``z``, and say which there are: in the article ``z`` does something else."""
        super().action_place()
        self.notify("z middle, t top, b bottom. Z gives the article the whole screen.", title="z", timeout=3)

    def cursor_moved(self) -> None:
        """Tell the owner of another result, and whether more are wanted."""
        current = self.current
        if current is None or current.article_id != self._announced:
            self._announced = current.article_id if current else None
            self.post_message(self.Highlighted(current))
        self._ask_for_more()

    def on_block_list_scrolled(self) -> None:
        """Ask for more when the wheel nears the end."""
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        if self._loaded and (
            self.cursor >= len(self._shown) - NEAR_END or self.last_seen() >= len(self._blocks) - NEAR_END
        ):
            self.post_message(self.MoreWanted())

    def action_open(self) -> None:
        """Read the result under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
