"""A pane for long text: drawn line by line, wrapped ahead of the reader in small steps.

Only the offsets of the lines are kept, and only lines on the screen are drawn. Wrapping ten million letters
takes a while: it goes on between the keystrokes, some milliseconds at a time, the first screen is there at
once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.widgets.painting import paint
from tui.widgets.wrapping import Line, Piece, Span, cells, pieces, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style
    from textual.selection import Selection

#: How long one step of wrapping may hold the screen, in seconds.
STEP_SECONDS = 0.008

#: How often the scrollbar learns of lines wrapped in the background: drawing it anew takes longer than a step
#: of wrapping does.
UPDATE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Document:
    """Text to read, already made visible, and the spans that are to look different.

    Attributes:
        text: Paragraphs with blank lines between them.
        spans: Sorted by start; their styles are component classes of the view without ``text--``.
    """

    text: str
    spans: tuple[Span, ...] = ()


EMPTY = Document("")


class TextView(ScrollView, can_focus=True):
    """Shows a :class:`Document` in a column of at most ``measure`` cells, centred when there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text--hit",
        "text--hit-key",
        "text--current",
        "text--quiet",
        "text--heading",
        "text--link",
    }

    DEFAULT_CSS = """
    TextView {
        background: $ground;
        color: $ink;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        overflow-y: auto;
        & .text--hit { color: $hit; background: $hit-ground; text-style: bold underline; }
        & .text--current { color: $hit-current; background: $hit-current-ground; text-style: bold; }
        & .text--quiet { color: $quiet; }
        & .text--hit-key { color: $key; text-style: bold; }
        & .text--heading { color: $strong; text-style: bold; }
        & .text--link { color: $source; }
    }
    """

    BINDING_GROUP_TITLE = "In a text"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "Down", show=False, id="text.down"),
        Binding("k,up", "scroll_up", "Up", show=False, id="text.up"),
        Binding("ctrl+d", "scroll_half(1)", "Half a page down", show=False, id="text.half_down"),
        Binding("ctrl+u", "scroll_half(-1)", "Half a page up", show=False, id="text.half_up"),
        Binding("space,pagedown,ctrl+f", "page_down", "Page down", show=False, id="text.page_down"),
        Binding("pageup,ctrl+b", "page_up", "Page up", show=False, id="text.page_up"),
        Binding("g,home", "scroll_home", "To the top", show=False, id="text.top"),
        Binding("G,end", "scroll_end", "To the end", show=False, id="text.bottom"),
    ]

    measure: reactive[int] = reactive(80, init=False)
    """The widest line, in cells."""

    current: reactive[Span | None] = reactive(None, init=False)
    """The span that stands out from the others, if any."""

    def __init__(self, *, id: str | None = None, measure: int = 80) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(TextView.measure, measure)
        self._document = EMPTY
        self._starts: list[int] = []
        self._reach: list[
            int
        ] = []  # how far the spans up to each one reach: finds those over a line by bisection
        self._lines: list[Line] = []
        self._rest: Iterator[Line] | None = None
        self._wanted: int | None = None  # an offset to show as soon as it is wrapped
        self._wrapped_for = 0
        self._updated = 0.0

    # What the owner tells it

    def show(self, document: Document) -> None:
        """Show ``document`` from its beginning."""
        self._document = document
        self._starts = [span.start for span in document.spans]
        self._reach = list(accumulate((span.end for span in document.spans), max))
        self.set_reactive(TextView.current, None)
        self.scroll_to(y=0, animate=False)
        self._rewrap(keep=None)

    def reveal(self, offset: int) -> None:
        """Scroll so that the character at ``offset`` is on the screen, with some lines before it."""
        if self._lines and (self._rest is None or self._lines[-1].start > offset):
            self._update_size()
            line = self.line_of(offset)
            top, height = round(self.scroll_y), self.size.height
            if not top + 1 <= line < top + height - 2:
                self.scroll_to(y=max(0, line - height // 3), animate=False)
        else:
            self._wanted = offset

    def line_of(self, offset: int) -> int:
        """Return the number of the line, counted from 0, that the character at ``offset`` stands on."""
        return max(0, bisect_right(self._lines, offset, key=lambda line: line.start) - 1)

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._document

    @property
    def line_count(self) -> int:
        """How many lines are wrapped so far."""
        return len(self._lines)

    @property
    def complete(self) -> bool:
        """Whether all of the text is wrapped."""
        return self._rest is None

    @property
    def column(self) -> int:
        """The width of a line of text, in cells."""
        return max(10, min(self.measure, self._room - 2))

    @property
    def _room(self) -> int:
        """Cells of a line less those of the scrollbar."""
        return self.scrollable_content_region.width

    # Wrapping

    def _rewrap(self, keep: int | None) -> None:
        """Wrap from the beginning; ``keep`` is an offset that shall stay on the first line of the screen."""
        self._wrapped_for = self.column
        self._lines = []
        self._rest = wrap(self._document.text, self.column)
        self._updated = 0.0
        self._wrap_on()
        if keep:
            self._keep_at_top(keep)
        self.refresh()

    def _keep_at_top(self, offset: int) -> None:
        while self._rest is not None and (not self._lines or self._lines[-1].start <= offset):
            self._wrap_step()
        self._update_size()
        self.scroll_to(y=self.line_of(offset), animate=False)

    def _wrap_on(self) -> None:
        """Wrap a little more, and come back soon if that was not all."""
        self._wrap_step()
        if self._rest is None or perf_counter() - self._updated > UPDATE_SECONDS:
            self._update_size()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.reveal(wanted)
        if self._rest is not None:
            rest = self._rest
            self.set_timer(0.001, lambda: self._wrap_on() if self._rest is rest else None)

    def _wrap_step(self) -> None:
        rest, lines = self._rest, self._lines
        if rest is None:
            return
        until = perf_counter() + STEP_SECONDS
        while perf_counter() < until:
            for _ in range(50):
                line = next(rest, None)
                if line is None:
                    self._rest = None
                    return
                if line.start < line.end or (lines and lines[-1].start < lines[-1].end):
                    lines.append(line)  # of several blank lines, one is enough

    def _update_size(self) -> None:
        self._updated = perf_counter()
        # One blank line below the last says that there is no more.
        self.virtual_size = Size(self._room, len(self._lines) + 1 if self._lines else 0)

    def on_resize(self) -> None:
        """Wrap anew for another width, the same words staying on the first line."""
        if self._document.text and self.column != self._wrapped_for:
            top = round(self.scroll_y)
            self._rewrap(self._lines[top].start if 0 < top < len(self._lines) else None)
        else:
            self._update_size()

    def watch_measure(self) -> None:
        """Wrap anew for another measure."""
        if self.is_attached:
            self.on_resize()

    def watch_current(self) -> None:
        """Draw the span that stands out."""
        self.refresh()

    # Drawing

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"text--{name}", partial=True)

    def _spans_over(self, line: Line) -> tuple[Span, ...]:
        first = bisect_right(self._reach, line.start)
        last = bisect_left(self._starts, line.end)
        found = self._document.spans[first:last]
        return (*found, self.current) if self.current is not None else found

    def _pieces(self, y: int) -> list[Piece]:
        line = self._lines[y]
        found = pieces(self._document.text, self._spans_over(line), line.start, line.end)
        selection = self.text_selection
        chosen = selection.get_span(y) if selection is not None else None
        if chosen is None:
            return found
        start, end = chosen
        text = "".join(piece.text for piece in found)
        return pieces(text, [Span(start, len(text) if end == -1 else end, "selection")])

    def render_line(self, y: int) -> Strip:
        """Draw the line ``y`` cells below the top of the pane."""
        width = self.size.width
        number = y + round(self.scroll_y)
        base = self.rich_style
        if number >= len(self._lines):
            return Strip.blank(width, base)
        left = max(1, (self._room - self.column) // 2)
        found = self._pieces(number)
        used = sum(cells(piece.text) for piece in found)
        text = paint(found, base, self._style, used).apply_offsets(0, number)
        return Strip.join([Strip.blank(left, base), text, Strip.blank(max(0, width - left - used), base)])

    def _style(self, name: str) -> Style:
        if name == "selection":
            return self.screen.get_component_rich_style("screen--selection")
        return self._look(name)

    # Selecting with the mouse

    @property
    def allow_select(self) -> bool:
        """The text can be selected with the mouse."""
        return True

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, each line of the screen on its own line."""
        text = "\n".join(self._document.text[line.start : line.end] for line in self._lines)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual calls it so
        """Draw what is selected."""
        self.refresh()

    # Keys

    def action_scroll_half(self, direction: int) -> None:
        """Scroll by half a page, down (1) or up (-1)."""
        self.scroll_relative(y=direction * (self.size.height // 2), animate=False)

    def action_scroll_down(self) -> None:
        """Scroll one line down, without the animation that makes a held key lag."""
        self.scroll_relative(y=1, animate=False)

    def action_scroll_up(self) -> None:
        """Scroll one line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_page_down(self) -> None:
        """Scroll one page down, keeping a line for context."""
        self.scroll_relative(y=max(1, self.size.height - 1), animate=False)

    def action_page_up(self) -> None:
        """Scroll one page up, keeping a line for context."""
        self.scroll_relative(y=-max(1, self.size.height - 1), animate=False)

    def action_scroll_home(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        """Go to the end, as soon as it is known where that is."""
        self.reveal(len(self._document.text))
        if self._rest is None:
            self.scroll_to(y=self.max_scroll_y, animate=False)
