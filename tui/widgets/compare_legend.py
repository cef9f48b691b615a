"""What the signs of the comparison mean, with an example of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.strip import Strip

from tui import glyphs
from tui.screens.dialog import Dialog
from tui.widgets.compare_palette import Palette
from tui.widgets.footer import KeyFooter
from tui.widgets.steady import SteadyView
from tui.widgets.wrapping import Piece, cells, wrap

if TYPE_CHECKING:
    from textual.app import ComposeResult

_EXAMPLE_WIDTH = 17


def _mark(cap: str, role: str, text: str) -> tuple[Piece, ...]:
    return (Piece(cap, (f"{role}-cap",)), Piece(text, (role,))) if cap else (Piece(text, (role,)),)


#: Example and meaning; an entry without a meaning is a heading.
LEGEND: Final[tuple[tuple[tuple[Piece, ...], str], ...]] = (
    ((Piece("Between the columns", ("heading",)),), ""),
    ((Piece(glyphs.AGREE, ("gutter-same",)),), "both tell this"),
    ((Piece(glyphs.CLOSE, ("muted",)),), "both touch on this, but do not tell the same"),
    ((Piece(glyphs.DIFFER, ("gutter-differ",)),), "both tell this, and something in it differs"),
    ((Piece("A", ("only-a",)), Piece("  ", ()), Piece("B", ("only-b",))), "only this account tells it"),
    ((Piece(glyphs.BY_HAND, ("gutter-same",)),), "you linked the two by hand"),
    ((Piece("In the sentences", ("heading",)),), ""),
    (_mark(glyphs.DIFFER, "differ", "12 injured"), "cannot be true beside what the other account says"),
    (_mark(glyphs.CLOSE, "close", "1,900"), "near it, or later, or a part of it"),
    (_mark(glyphs.CLOSE, "roughly", "about 3 m"), "the same, but rounded or vaguer"),
    (_mark(glyphs.SPELLING, "spelling", "Hadad"), "the same name in another spelling"),
    (_mark(glyphs.UNIQUE, "unique", "three of them"), "stands only here"),
    (_mark("", "agree", "43,350 litres"), "the same in both"),
    (
        (Piece(f"{glyphs.DIFFER} B5 ", ("differ-word",)), Piece("31", ("differ",))),
        "what it differs from, in sentence 5 of B",
    ),
    ((Piece("Among the facts", ("heading",)),), ""),
    ((Piece(f"{glyphs.DIFFER} differ", ("differ-word",)),), "the two values cannot both be true"),
    ((Piece(f"{glyphs.LATER} then/now", ("then-now",)),), "a running total, newer in the later account"),
    ((Piece(f"{glyphs.CLOSE} close", ("close-word",)),), "near each other, or a quotation cut differently"),
    ((Piece(f"{glyphs.CLOSE} rounded", ("agree-word",)),), "one is the other, rounded"),
    ((Piece(f"{glyphs.CLOSE} compatible", ("agree-word",)),), "“more than 20” and “24” can both be true"),
    ((Piece("In the strip at the right", ("heading",)),), ""),
    (
        (
            Piece(glyphs.LEFT_SIDE, ("gutter-only-a",)),
            Piece(" ", ()),
            Piece(glyphs.RIGHT_SIDE, ("gutter-only-b",)),
            Piece(" ", ()),
            Piece(glyphs.BOTH_SIDES, ("gutter-same",)),
        ),
        "the whole comparison: only A, only B, both; a click goes there",
    ),
)


class Legend(SteadyView, can_focus=True):
    """The signs, one a line or two."""

    DEFAULT_CSS = """
    Legend {
        width: 100%; height: auto; max-height: 100%;
        scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: auto;
    }
    """
    BINDING_GROUP_TITLE = "Signs"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,space", "scroll(1)", "Down", show=False, id="compare_legend.down"),
        Binding("up,k", "scroll(-1)", "Up", show=False, id="compare_legend.up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._look = Palette(self)
        self._lines: list[list[Piece]] = []
        self._width = 0

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the meanings take in ``width`` cells."""
        return len(legend_lines(width))

    def on_resize(self) -> None:
        """Break the meanings anew."""
        self._lines = legend_lines(self.scrollable_content_region.width)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def action_scroll(self, by: int) -> None:
        """Scroll by a few lines."""
        self.scroll_relative(y=3 * by, animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        y += round(self.scroll_y)
        line = self._lines[y] if y < len(self._lines) else []
        segments = [Segment(piece.text, self._look(*piece.styles)) for piece in line]
        return Strip(segments).adjust_cell_length(self.size.width, self._look())


def legend_lines(width: int) -> list[list[Piece]]:
    """Return the legend in ``width`` cells: examples at the left, what they mean beside them."""
    lines: list[list[Piece]] = []
    for example, meaning in LEGEND:
        if not meaning:
            lines.append([Piece(" ", ()), *example])
            continue
        room = max(width - _EXAMPLE_WIDTH - 1, 8)
        for place, (start, end) in enumerate(wrap(meaning, room)):
            shown = [Piece("  ", ()), *example] if place == 0 else []
            gap = _EXAMPLE_WIDTH - sum(cells(piece.text) for piece in shown)
            lines.append([*shown, Piece(" " * max(gap, 1) + meaning[start:end], ())])
    return lines


class LegendScreen(Dialog[None]):
    """The legend over the comparison."""

    TITLE = "Signs"
    BINDING_GROUP_TITLE = "Signs"
    DEFAULT_CSS = """
    LegendScreen {
        & > #dialog { max-width: 72; max-height: 96%; background: $ground; color: $ink; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i,enter", "close", "Back", id="compare_legend.back"),
    ]

    def compose(self) -> ComposeResult:
        """The legend and its keys."""
        with Vertical(id="dialog") as dialog:
            dialog.border_title = "What the signs mean"
            dialog.border_subtitle = "Esc goes back"
            yield Legend()
        yield KeyFooter()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
