"""The facts panel: every finding with both values and its verdict; choosing one shows where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import glyphs
from tui.widgets.compare_fact_lines import FactLine, fact_lines, sections
from tui.widgets.compare_palette import Palette
from tui.widgets.steady import SteadyView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from index.compare.result import Fact


class CompareFacts(SteadyView, can_focus=True):
    """A list of facts with a cursor. It announces what is under the cursor as the cursor moves."""

    DEFAULT_CSS = """
    CompareFacts {
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """
    BINDING_GROUP_TITLE = "Facts"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next fact", show=False, id="compare_facts.down"),
        Binding("up,k", "move(-1)", "Previous fact", show=False, id="compare_facts.up"),
        Binding("ctrl+d,pagedown", "move(8)", "Page down", show=False, id="compare_facts.page_down"),
        Binding("ctrl+u,pageup", "move(-8)", "Page up", show=False, id="compare_facts.page_up"),
        Binding("g,home", "end(-1)", "First fact", show=False, id="compare_facts.first"),
        Binding("G,end", "end(1)", "Last fact", show=False, id="compare_facts.last"),
        Binding("enter,space", "choose", "To the row", show=False, id="compare_facts.choose"),
        Binding("escape", "leave", "Back to the rows", show=False, id="compare_facts.leave"),
    ]

    #: Place in reading order of the panel; -1: no fact is chosen.
    cursor: reactive[int] = reactive(-1)

    class Highlighted(Message):
        """The cursor stands on ``fact`` (None: on nothing)."""

        def __init__(self, fact: Fact | None) -> None:
            super().__init__()
            self.fact = fact

    class Chosen(Message):
        """The reader wants to go on in the rows."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._look = Palette(self)
        self._facts: Sequence[Fact] = ()
        self._order: tuple[int, ...] = ()
        self._lines: tuple[FactLine, ...] = ()
        self._width = 0

    def show(self, facts: Sequence[Fact], *, width: int = 0) -> None:
        """Show ``facts``, none of them chosen; ``width``: what they will get, as far as one can tell."""
        self._width = self.scrollable_content_region.width or width
        self._facts = facts
        self._order = tuple(index for section in sections(facts) for index in section.facts)
        self.set_reactive(CompareFacts.cursor, -1)
        self._arrange()
        self.scroll_to(y=0, animate=False)

    @property
    def current(self) -> Fact | None:
        """The fact under the cursor."""
        return self._facts[self._order[self.cursor]] if 0 <= self.cursor < len(self._order) else None

    def choose(self, fact: Fact | None) -> None:
        """Put the cursor on ``fact`` and bring it into view; None takes the cursor away."""
        places = [place for place, index in enumerate(self._order) if self._facts[index] is fact]
        self.cursor = places[0] if places else -1

    def ordered(self) -> list[Fact]:
        """All facts as the panel lists them."""
        return [self._facts[index] for index in self._order]

    def on_resize(self) -> None:
        """Set the lines again for another width."""
        width = self.scrollable_content_region.width
        if self._width != width:
            self._width = width
            self._arrange()
        self._reveal()

    def on_focus(self) -> None:
        """Choose the first fact when none is."""
        if self.cursor < 0 and self._order:
            self.cursor = 0

    def _arrange(self) -> None:
        self._lines = fact_lines(self._facts, max(self._width, 20))
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def watch_cursor(self) -> None:
        """Bring the fact into view and announce it."""
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self.current))

    def _reveal(self) -> None:
        if self.current is None or not self.size.height:
            return
        index = self._order[self.cursor]
        mine = [y for y, line in enumerate(self._lines) if line.fact == index]
        top, height = self.scroll_offset.y, self.size.height
        if mine and mine[0] < top + 1:
            self.scroll_to(y=max(mine[0] - 1, 0), animate=False)
        elif mine and mine[-1] >= top + height:
            self.scroll_to(y=mine[-1] - height + 1, animate=False)

    def action_move(self, step: int) -> None:
        """Move the cursor by ``step`` facts."""
        if self._order:
            self.cursor = max(0, min(self.cursor + step, len(self._order) - 1))

    def action_end(self, step: int) -> None:
        """Go to the first or the last fact."""
        if self._order:
            self.cursor = 0 if step < 0 else len(self._order) - 1

    def action_choose(self) -> None:
        """Ask to read where the fact stands."""
        if self.current is not None:
            self.post_message(self.Chosen())

    def action_leave(self) -> None:
        """Ask to go back to the rows."""
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Choose the fact under the mouse; a second click goes to where it stands."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        y = offset.y + self.scroll_offset.y
        index = self._lines[y].fact if 0 <= y < len(self._lines) else None
        if index is not None:
            self.cursor = self._order.index(index)
            if event.chain > 1:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the panel."""
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(self.size.width, self._look())
        line = self._lines[y]
        here = line.fact is not None and self.cursor >= 0 and line.fact == self._order[self.cursor]
        base = ("cursor",) if here else ()
        segments = [Segment(piece.text, self._look(*base, *piece.styles)) for piece in line.pieces]
        if here:  # each line begins with a blank cell
            bar = glyphs.CURSOR if self.has_focus else glyphs.CURSOR_LEFT
            segments[0] = Segment(bar + segments[0].text[1:], segments[0].style)
        return Strip(segments).adjust_cell_length(self.size.width, self._look(*base))
