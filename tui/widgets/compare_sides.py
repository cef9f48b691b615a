"""The two accounts, each in its own order and scrolled by itself: to read on, and to link by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from index.compare.hand_links import is_by_hand
from tui import glyphs
from tui.widgets.compare_layout import Cut, cut_pieces
from tui.widgets.compare_marks import ROW_GLYPHS
from tui.widgets.compare_palette import Palette
from tui.widgets.compare_passages import markings, passage
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from index.compare.result import Side
    from tui.widgets.compare_layout import Story
    from tui.widgets.compare_passages import Marking

#: Cells before the text: the cursor, the sentence's number, its sign, a space.
_HEAD = 7
#: Cells behind it, so that the two columns stay apart.
_TAIL = 2


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line of one account; ``cut`` is None between paragraphs, ``first``: its sentence begins here."""

    sentence: int
    first: bool
    cut: Cut | None


def side_lines(story: Story, side: Side, width: int) -> list[SideLine]:
    """Set all sentences of ``side`` in ``width`` cells, each on lines of its own, paragraphs apart."""
    account = story.comparison.a if side == "a" else story.comparison.b
    marks: dict[int, list[Marking]] = {}
    for block in story.blocks:
        marks.update(markings(block.marks, side, story.facts))
    lines: list[SideLine] = []
    for sentence in range(len(account.sentences)):
        if sentence and account.paragraphs[sentence] != account.paragraphs[sentence - 1]:
            lines.append(SideLine(sentence - 1, False, None))
        shown = passage(account, (sentence,), marks)
        room = max(width - _HEAD - _TAIL, 8)
        for place, (start, end) in enumerate(wrap(shown.text, room)):
            lines.append(SideLine(sentence, place == 0, Cut(shown, start, end)))
    return lines


def side_signs(story: Story, side: Side) -> dict[int, tuple[str, str]]:
    """Return the glyph and the look that tell how each sentence of ``side`` relates to the other account."""
    found: dict[int, tuple[str, str]] = {}
    for block in story.blocks:
        differs = block.differs and block.side is None
        look = "gutter-differ" if differs else f"gutter-{block.kind.replace('_', '-')}"
        glyph = glyphs.DIFFER if differs else ROW_GLYPHS[block.kind]
        found.update(dict.fromkeys(block.sentences(side), (glyph, look)))
    for link in story.comparison.links:
        if is_by_hand(link):
            found[link.a if side == "a" else link.b] = (glyphs.BY_HAND, "gutter-same")
    return found


class CompareSide(ScrollView, can_focus=True):
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
        Binding("space", "partner", "To the sentence it is linked to", show=False, id="compare_side.partner"),
        Binding("enter", "open", "Read the full article from here", show=False, id="compare_side.open"),
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
        self._lines: list[SideLine] = []
        self._arranged: tuple[Story, int] | None = None
        self._signs: dict[int, tuple[str, str]] = {}

    def show(self, story: Story, sentence: int) -> None:
        """Show this side of ``story`` with the cursor on ``sentence``."""
        self._story = story
        self._signs = side_signs(story, self.side)
        self._arrange()
        self.go(sentence)
        self.refresh()

    def go(self, sentence: int) -> None:
        """Put the cursor on ``sentence`` and bring it into view."""
        if self._lines:
            self.cursor = max(0, min(sentence, self._lines[-1].sentence))
            self._reveal()

    def on_resize(self) -> None:
        """Set the lines again for the new width."""
        self._arrange()
        self._reveal()

    def _is_arranged(self) -> bool:
        known = self._arranged
        return known is not None and known[0] is self._story and known[1] == self.size.width

    def _arrange(self) -> None:
        if self._story is not None and self.size.width and not self._is_arranged():
            self._arranged = (self._story, self.size.width)
            self._lines = side_lines(self._story, self.side, self.size.width)
            self.virtual_size = Size(self.size.width, len(self._lines))

    def _reveal(self) -> None:
        mine = [y for y, line in enumerate(self._lines) if line.sentence == self.cursor and line.cut]
        if not mine:
            return
        top, height = round(self.scroll_y), max(self.size.height, 1)
        if mine[0] < top + 1:
            self.scroll_to(y=max(mine[0] - 1, 0), animate=False)
        elif mine[-1] >= top + height - 1:
            self.scroll_to(y=min(mine[-1] - height + 2, mine[0]), animate=False)

    def watch_cursor(self) -> None:
        """Tell where the cursor stands now."""
        self.refresh()
        self.post_message(self.Moved())

    def action_move(self, step: int) -> None:
        """Go to the next or previous sentence."""
        self.go(self.cursor + step)

    def action_page(self, step: int) -> None:
        """Scroll a page and take the cursor along."""
        self.scroll_relative(y=step * max(self.size.height - 2, 1), animate=False)
        top = round(self.scroll_target_y)
        at_end = step > 0 and top >= self.max_scroll_y
        y = len(self._lines) - 1 if at_end else min(top + 1, len(self._lines) - 1)
        if self._lines:
            self.cursor = self._lines[max(y, 0)].sentence

    def action_end(self, step: int) -> None:
        """Go to the first or the last sentence."""
        if self._lines:
            self.go(0 if step < 0 else self._lines[-1].sentence)

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
        if 0 <= y < len(self._lines):
            self.cursor = self._lines[y].sentence
            if event.chain > 1:
                self.action_partner()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        y += round(self.scroll_y)
        line = self._lines[y] if y < len(self._lines) else None
        if line is None or line.cut is None:
            return Strip.blank(width, self._look())
        here = line.sentence == self.cursor
        base = ("cursor",) if here else ()
        glyph, look = self._signs.get(line.sentence, (" ", "gutter"))
        number = f"{line.sentence + 1:>3}" if line.first else "   "
        segments = [
            Segment(
                glyphs.CURSOR if here and self.has_focus else " ", self._look(*base, f"side-{self.side}")
            ),
            Segment(f"{number} ", self._look(*base, "muted")),
            Segment(f"{glyph if line.first else ' '} ", self._look(*base, look)),
        ]
        room = max(width - _HEAD - _TAIL, 8)
        segments += [
            Segment(piece.text, self._look(*base, *piece.styles)) for piece in cut_pieces(line.cut, room)
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
