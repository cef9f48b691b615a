"""The two accounts, each in its own order and scrolled by itself: to read on, and to link by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import glyphs
from tui.widgets.compare_layout import cut_pieces
from tui.widgets.compare_palette import Palette
from tui.widgets.compare_side_lines import SideLines, side_signs
from tui.widgets.counting import Placing, top_line
from tui.widgets.steady import SteadyView

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from index.compare.result import Side
    from tui.widgets.compare_layout import Story

#: Cells before the text: the cursor, the sentence's number, its sign, a space.
_HEAD = 7
#: Cells behind it, so that the two columns stay apart.
_TAIL = 2


class CompareSide(SteadyView, can_focus=True):
    """One account, sentence by sentence, with a cursor on one of them."""

    DEFAULT_CSS = """
    CompareSide {
        width: 1fr;
        height: 1fr;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        overflow-y: scroll;
    }
    """
    BINDING_GROUP_TITLE = "Each side by itself"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next sentence", show=False, id="compare_side.down"),
        Binding("up,k", "move(-1)", "Previous sentence", show=False, id="compare_side.up"),
        Binding("left,h", "other('a')", "To side A", show=False, id="compare_side.side_a"),
        Binding("right,l", "other('b')", "To side B", show=False, id="compare_side.side_b"),
        Binding("ctrl+d,pagedown", "page(1)", "Page down", show=False, id="compare_side.page_down"),
        Binding("ctrl+u,pageup", "page(-1)", "Page up", show=False, id="compare_side.page_up"),
        Binding("g,home", "end(-1)", "First sentence", show=False, id="compare_side.first"),
        Binding("G,end", "end(1)", "Last sentence", show=False, id="compare_side.last"),
        Binding(
            "z",
            "place",
            "Then z, t or b: the sentence to the middle, top, bottom",
            show=False,
            id="compare_side.place",
        ),
        Binding("space", "partner", "To the sentence it is linked to", show=False, id="compare_side.partner"),
        Binding("enter", "open", "Read the full article from here", show=False, id="compare_side.open"),
        Binding(
            "o,equals_sign",
            "unfolded",
            "Nothing to fold: each account stands here in full",
            show=False,
            id="compare_side.unfolded",
        ),
    ]

    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor stands on another sentence."""

    class Opened(Message):
        """The reader wants the full article, from the sentence under the cursor on."""

        def __init__(self, side: Side, sentence: int) -> None:
            super().__init__()
            self.side = side
            self.sentence = sentence

    class PartnerWanted(Message):
        """The reader wants to see what the sentence under the cursor is linked to."""

        def __init__(self, side: Side, sentence: int) -> None:
            super().__init__()
            self.side = side
            self.sentence = sentence

    class FoldWanted(Message):
        """The reader wants to fold or unfold, as in the rows."""

    class OtherWanted(Message):
        """The keyboard shall go to ``side``."""

        def __init__(self, side: Side) -> None:
            super().__init__()
            self.side = side

    def __init__(self, side: Side) -> None:
        """Show ``side`` of a comparison."""
        super().__init__(id=f"compare-side-{side}")
        self.side = side
        self._look = Palette(self)
        self._story: Story | None = None
        self._text: SideLines | None = None
        self._placing = Placing()
        self._signs: dict[int, tuple[str, str]] = {}

    def show(self, story: Story, sentence: int) -> None:
        """Show this side of ``story`` with the cursor on ``sentence``."""
        if story is not self._story:
            self._story = story
            self._signs = side_signs(story, self.side)
        self._arrange()
        self.go(sentence)
        self.refresh()

    def go(self, sentence: int) -> None:
        """Put the cursor on ``sentence`` and bring it into view."""
        if self._sentences:
            self.cursor = max(0, min(sentence, self._sentences - 1))
            self._reveal()

    def on_resize(self) -> None:
        """Set the lines again for the new width."""
        self._arrange()
        self._reveal()

    @property
    def _room(self) -> int:
        return max(self.size.width - _HEAD - _TAIL, 8)

    @property
    def _sentences(self) -> int:
        if self._story is None:
            return 0
        comparison = self._story.comparison
        return len((comparison.a if self.side == "a" else comparison.b).sentences)

    def _arrange(self) -> None:
        """Set the lines for the width there is; while hidden there is none, and the lines wait for it."""
        known = self._text
        if (
            self._story is not None
            and self.size.width
            and not (known and known.story is self._story and known.width == self._room)
        ):
            self._text = SideLines(self._story, self.side, self._room)
            self._text.step()
            self.virtual_size = Size(self.size.width, len(self._text.lines))
            self._set_on()

    def _set_on(self) -> None:
        """Set the other lines step by step; their number is told at the end: all is laid out for it."""
        text = self._text
        if text is None:
            return
        if text.complete:
            self.virtual_size = Size(self.size.width, len(text.lines))
            return
        self.set_timer(0.001, lambda: self._set_further() if self._text is text else None)

    def _set_further(self) -> None:
        if self._text is not None:
            self._text.step()
            self._set_on()

    def _reveal(self) -> None:
        if not self.size.width or self._text is None or not self._text.sentences:
            return
        first, end = self._text.span(self.cursor)
        self.virtual_size = Size(self.size.width, len(self._text.lines))
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if first < top + 1:
            self.scroll_to(y=max(first - 1, 0), animate=False)
        elif end > top + height - 1:
            self.scroll_to(y=min(end - height + 1, first), animate=False)

    def watch_cursor(self) -> None:
        """Tell where the cursor stands now."""
        self.refresh()
        self.post_message(self.Moved())

    def prepare(self, event: events.Key) -> bool:
        """Put the sentence where the key after ``z`` says."""
        place = self._placing.took(event)
        if place is None or self._text is None or not self._text.sentences:
            return False
        self.scroll_to(y=top_line(place, *self._text.span(self.cursor), self.size.height), animate=False)
        return True

    def action_place(self) -> None:
        """Wait for the key that says where on the screen the sentence shall stand."""
        self._placing.begin()

    def action_move(self, step: int) -> None:
        """Go to the next or previous sentence."""
        self.go(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Scroll a page and take the cursor along."""
        self.scroll_relative(y=step * max(self.size.height - 2, 1), animate=False)
        top = round(self.scroll_target_y)
        lines = self._text.lines if self._text else []
        at_end = step > 0 and top >= self.max_scroll_y
        y = len(lines) - 1 if at_end else min(top + 1, len(lines) - 1)
        if lines:
            self.cursor = lines[max(y, 0)].sentence

    def action_end(self, step: int) -> None:
        """Go to the first or the last sentence."""
        self.go(0 if step < 0 else self._sentences - 1)

    def action_unfolded(self) -> None:
        """Tell of a wish that only the rows can fulfil."""
        self.post_message(self.FoldWanted())

    def action_other(self, side: Side) -> None:
        """Go to the other side."""
        self.post_message(self.OtherWanted(side))

    def action_partner(self) -> None:
        """Ask to see the partner."""
        self.post_message(self.PartnerWanted(self.side, self.cursor))

    def action_open(self) -> None:
        """Ask for the full article."""
        self.post_message(self.Opened(self.side, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the sentence under the mouse; a second click goes to its partner."""
        event.stop()
        y = event.y + round(self.scroll_y)
        if self._text is not None and 0 <= y < len(self._text.lines):
            self.cursor = self._text.lines[y].sentence
            if event.chain > 1:
                self.action_partner()

    def _bar(self) -> str:
        """What stands before the sentence under the cursor."""
        return glyphs.CURSOR if self.has_focus else glyphs.CURSOR_LEFT

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        y += round(self.scroll_y)
        lines = self._text.lines if self._text else []
        line = lines[y] if y < len(lines) else None
        if line is None or line.cut is None:
            return Strip.blank(width, self._look())
        here = line.sentence == self.cursor
        base = ("cursor",) if here else ()
        glyph, look = self._signs.get(line.sentence, (" ", "gutter"))
        number = f"{line.sentence + 1:>3}" if line.first else "   "
        segments = [
            Segment(self._bar() if here else " ", self._look(*base, f"side-{self.side}")),
            Segment(f"{number} ", self._look(*base, "muted")),
            Segment(f"{glyph if line.first else ' '} ", self._look(*base, look)),
        ]
        segments += [
            Segment(piece.text, self._look(*base, *piece.styles))
            for piece in cut_pieces(line.cut, self._room)
        ]
        return Strip(segments).adjust_cell_length(width, self._look(*base))


class CompareSides(Horizontal):
    """Both accounts, each with a scroll bar and a cursor of its own."""

    def compose(self) -> ComposeResult:
        """A and B."""
        yield CompareSide("a")
        yield CompareSide("b")

    def side(self, side: Side) -> CompareSide:
        """Return one of the two."""
        return self.query_one(f"#compare-side-{side}", CompareSide)

    @property
    def pair(self) -> tuple[int, int]:
        """The sentences under the two cursors."""
        return self.side("a").cursor, self.side("b").cursor

    def show(self, story: Story, pair: tuple[int, int]) -> None:
        """Show ``story`` with the cursors on ``pair``."""
        self.side("a").show(story, pair[0])
        self.side("b").show(story, pair[1])

    def on_compare_side_other_wanted(self, message: CompareSide.OtherWanted) -> None:
        """Give the keyboard to the other side."""
        message.stop()
        self.side(message.side).focus()
