"""A pane for long text: drawn line by line, wrapped ahead of the reader in small steps.

Only lines on the screen are drawn. Wrapping goes on between the keystrokes, some milliseconds at a time.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.flow import EMPTY, Document, Flow
from tui.widgets.painting import paint
from tui.widgets.steady import SteadyView
from tui.widgets.wrapping import Piece, Span, cells, pieces

if TYPE_CHECKING:
    from rich.style import Style

#: How often the scrollbar learns of lines wrapped in the background: drawing it anew takes longer than a step
#: of wrapping does.
UPDATE_SECONDS = 0.25


class FlowView(SteadyView, can_focus=True):
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
    FlowView {
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

    measure: reactive[int] = reactive(80, init=False)
    """The widest line, in cells."""

    current: reactive[Span | None] = reactive(None, init=False)
    """The span that stands out from the others, if any."""

    def __init__(self, *, id: str | None = None, measure: int = 80) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(FlowView.measure, measure)
        self._flow = Flow(EMPTY, 10)
        self._wanted: int | None = None  # an offset to show as soon as it is wrapped
        self._height = 0  # in cells, before a resize
        self._updated = 0.0

    # What the owner tells it

    def show(self, document: Document) -> None:
        """Show ``document`` from its beginning."""
        self.set_reactive(FlowView.current, None)
        self.scroll_to(y=0, animate=False)
        self._wanted = None
        self._rewrap(document, keep=None)

    def restyle(self, document: Document) -> None:
        """Show the same text with other spans, the lines staying where they are."""
        self._flow.restyle(document)
        self.refresh()

    def reveal(self, offset: int) -> None:
        """Scroll so that the character at ``offset`` is on the screen, with some lines before it."""
        if self._flow.reaches(offset):
            self._update_size()
            line = self._flow.line_of(offset)
            top, height = round(self.scroll_y), self.size.height
            if not top + 1 <= line < top + height - 2:
                self.scroll_to(y=max(0, line - height // 3), animate=False)
        else:
            self._wanted = offset

    def put_at_top(self, offset: int) -> None:
        """Scroll so that the line of the character at ``offset`` is the first on the screen."""
        while not self._flow.complete and not self._flow.reaches(offset):
            self._flow.step()
        self._update_size()
        self.scroll_to(y=self._flow.line_of(offset), animate=False)

    @property
    def top_offset(self) -> int:
        """Where in the text the first line on the screen begins."""
        top, lines = round(self.scroll_y), self._flow.lines
        return lines[top].start if 0 <= top < len(lines) else 0

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self._flow.complete and round(self.scroll_y) >= self.max_scroll_y

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._flow.document

    @property
    def flow(self) -> Flow:
        """The lines that the text is broken into."""
        return self._flow

    @property
    def column(self) -> int:
        """The width of a line of text, in cells."""
        return max(10, min(self.measure, self._room - 2))

    @property
    def _room(self) -> int:
        """Cells of a line less those of the scrollbar."""
        return self.scrollable_content_region.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines the text takes, for a view that is as high as what it shows."""
        flow = Flow(self.document, max(10, min(self.measure, width - 3)))
        while not flow.complete:
            flow.step()
        return len(flow.lines) + 1

    # Wrapping

    def _rewrap(self, document: Document, keep: int | None) -> None:
        """Wrap from the beginning; ``keep`` is an offset that shall stay on the first line of the screen."""
        self._flow = Flow(document, self.column)
        self._updated = 0.0
        self._wrap_on()
        if keep:
            self.put_at_top(keep)
        self.refresh()

    def _wrap_on(self) -> None:
        """Wrap a little more, and come back soon if that was not all."""
        flow = self._flow
        flow.step()
        if flow.complete or perf_counter() - self._updated > UPDATE_SECONDS:
            self._update_size()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.reveal(wanted)
        if not flow.complete:
            self.set_timer(0.001, lambda: self._wrap_on() if self._flow is flow else None)

    def _update_size(self) -> None:
        self._updated = perf_counter()
        # One blank line below the last says that there is no more.
        self.virtual_size = Size(self._room, len(self._flow.lines) + 1 if self._flow.lines else 0)

    def on_resize(self) -> None:
        """Wrap anew for another width, the same words staying on the first line, or the end in sight."""
        last_seen = round(self.scroll_y) + self._height
        ended = self._flow.complete and self.scroll_y > 0 and last_seen >= self.virtual_size.height
        self._height = self.size.height
        if self.document.text and self.column != self._flow.width:
            self._rewrap(self.document, self.top_offset)
        else:
            self._update_size()
        if ended and self._flow.complete:
            self.scroll_end(animate=False, immediate=True)

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

    def _pieces(self, y: int) -> list[Piece]:
        line = self._flow.lines[y]
        spans = self._flow.spans_over(line)
        if self.current is not None:
            spans = (*spans, self.current)
        found = pieces(self.document.text, spans, line.start, line.end)
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
        if number >= len(self._flow.lines):
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
