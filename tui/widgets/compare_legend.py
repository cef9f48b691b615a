"""What the signs of the comparison mean, with an example of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.widgets.compare_palette import Palette
from tui.widgets.footer import KeyFooter
from tui.widgets.wrapping import Piece, cells

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.geometry import Size

_EXAMPLE_WIDTH = 20


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
    (_mark(glyphs.DIFFER, "differ", "12 injured"), "excludes what the other account says"),
    (_mark(glyphs.CLOSE, "close", "1,900"), "near it, or later, or a part of it"),
    (_mark(glyphs.CLOSE, "roughly", "about 3 m"), "the same, but rounded or vaguer"),
    (_mark(glyphs.SPELLING, "spelling", "Hadad"), "the same name in another spelling"),
    (_mark(glyphs.UNIQUE, "unique", "three of them"), "stands only here"),
    (_mark("", "agree", "43,350 litres"), "the same in both"),
    ((Piece("Among the facts", ("heading",)),), ""),
    ((Piece(f"{glyphs.DIFFER} differ", ("differ-word",)),), "the two values exclude each other"),
    ((Piece(f"{glyphs.LATER} then/now", ("then-now",)),), "a running total, newer in the later account"),
    (
        (Piece(f"{glyphs.CLOSE} close", ("close-word",)),),
        "near each other, or a quotation cut differently",
    ),
    ((Piece(f"{glyphs.CLOSE} rounded", ("agree-word",)),), "one is the other, rounded"),
    ((Piece(f"{glyphs.CLOSE} compatible", ("agree-word",)),), "“more than 20” and “24” can both be true"),
)


class Legend(Widget):
    """The signs, one a line."""

    DEFAULT_CSS = "Legend { width: auto; height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._look = Palette(self)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as the longest line."""
        return _EXAMPLE_WIDTH + max(cells(meaning) for _, meaning in LEGEND) + 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One line an entry."""
        return len(LEGEND)

    def render_line(self, y: int) -> Strip:
        """Draw one entry."""
        if y >= len(LEGEND):
            return Strip.blank(self.size.width, self._look())
        example, meaning = LEGEND[y]
        segments = [Segment("  " if meaning else " ", self._look())]
        segments += [Segment(piece.text, self._look(*piece.styles)) for piece in example]
        gap = _EXAMPLE_WIDTH - sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(gap, 1) + meaning, self._look()))
        return Strip(segments).adjust_cell_length(self.size.width, self._look())


class LegendScreen(ModalScreen[None]):
    """The legend over the comparison."""

    TITLE = "Signs"
    BINDING_GROUP_TITLE = "Signs"
    DEFAULT_CSS = """
    LegendScreen {
        align: center middle;
        background: $ground 60%;
        & > Legend {
            max-width: 96%;
            background: $ground;
            color: $ink;
            border: round $rule-strong;
            border-title-color: $strong;
            border-title-style: bold;
            border-subtitle-color: $quiet;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i,enter", "close", "Back", id="compare_legend.back"),
    ]

    def compose(self) -> ComposeResult:
        """The legend and its keys."""
        legend = Legend()
        legend.border_title = "What the signs mean"
        legend.border_subtitle = "Esc goes back"
        yield legend
        yield KeyFooter()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
