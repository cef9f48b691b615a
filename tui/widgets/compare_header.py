"""What stays in sight above the columns: who wrote what and when, how far apart, and cautions."""

from __future__ import annotations

from datetime import date
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.widgets.compare_layout import columns
from tui.widgets.compare_marks import SIGNS, Sign, count, side_word, tally
from tui.widgets.compare_palette import Palette
from tui.widgets.safe import one_line
from tui.widgets.wrapping import Piece, cells, truncate, truncate_pieces, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from index.compare.result import Account, Comparison, Side
    from tui.widgets.compare_layout import Columns

#: From this height of the terminal on, headlines may take two lines.
_ROOMY_HEIGHT = 30
#: From this share on, text that both have word for word is worth a warning: it is one account told twice.
COPIED = 0.3
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(published: str | None) -> str:
    """Return an ISO date or moment as "8 Apr 2025", in the words of no locale; "undated" for None."""
    if published is None:
        return "undated"
    try:
        moment = date.fromisoformat(published[:10])
    except ValueError:
        return one_line(published)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def byline(comparison: Comparison, side: Side, width: int) -> list[Piece]:
    """Return source, date, distance to an earlier account and length of one side, in at most ``width`` cells.

    Where room is short the length goes first, then the end of the source's name; the date never.
    """
    account = _account(comparison, side)
    badge = Piece(f" {side_word(side)} ", (f"badge-{side}",))
    date_piece = Piece(f"  {day(account.published)}", ("muted",))
    length = Piece(f"  {count(len(account.sentences), 'sentence')}", ("muted",))
    later = _days_later(comparison, side)
    source = f" {one_line(account.source)}"
    long = [date_piece, *([Piece(f"  +{count(later, 'day')}", ("later",))] if later else [])]
    short = [date_piece, *([Piece(f" +{later} d", ("later",))] if later else [])]
    fitting = (tail for tail in ([*long, length], long) if _width([badge, *tail]) + cells(source) <= width)
    tail = next(fitting, short)
    room = width - _width([badge, *tail])
    return truncate_pieces([badge, Piece(truncate(source, max(room, 4)), ("source",)), *tail], width)


def _days_later(comparison: Comparison, side: Side) -> int:
    account, other = _account(comparison, side), _account(comparison, "b" if side == "a" else "a")
    later = account.published and other.published and account.published > other.published
    return comparison.days_apart or 0 if later else 0


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cells(piece.text) for piece in pieces)


def _account(comparison: Comparison, side: Side) -> Account:
    return comparison.a if side == "a" else comparison.b


def cautions(comparison: Comparison) -> list[str]:
    """Return what a reader should know before trusting the view, one line each; mostly there is nothing."""
    found: list[str] = []
    if not comparison.same_story.likely:
        why = one_line(comparison.same_story.why) or "little speaks for it"
        found.append(f"These may not be the same story: {why}.")
    for side, share in (("a", comparison.reuse.a_in_b), ("b", comparison.reuse.b_in_a)):
        if share >= COPIED:
            one, other = ("A", "B") if side == "a" else ("B", "A")
            found.append(
                f"{share:.0%} of {one} stands word for word in {other}: agreement is no confirmation."
            )
    return found


def summary(comparison: Comparison, width: int) -> list[Piece]:
    """Return how many facts there are of each sign, in words as far as ``width`` cells allow.

    Signs without facts are left out, but for "differ": that nothing differs is worth a word. The word "facts"
    tells this from the count of differences that one can step through, among which is what only one tells.
    """
    counts = [each for each in tally(comparison.facts) if each[1] or each[0] is SIGNS["differ"]]
    for worded in (counts, counts[:-2], counts[:1]):
        found: list[Piece] = []
        for shown, number in counts:
            said = _worded(shown, number) if (shown, number) in worded else str(number)
            found.append(Piece(f"{shown.glyph} {said}", (shown.role if number else "muted",)))
            found.append(Piece("  ", ()))
        if _width(found) - 2 <= width:
            break
    return found[:-1]


def _worded(shown: Sign, number: int) -> str:
    if shown is not SIGNS["differ"]:
        return f"{number} {shown.word}"
    return (
        "no fact differs" if not number else f"{number} {'fact differs' if number == 1 else 'facts differ'}"
    )


class CompareHeader(Widget):
    """Bylines, headlines, a rule with the tally of facts, and cautions where there are any."""

    DEFAULT_CSS = "CompareHeader { height: auto; }"

    def __init__(self, *, reserved: int = 1, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Make a header whose columns stand over those of the rows.

        Args:
            reserved: Cells at the right that the rows do not have (scroll bar, overview).
            id: Of the widget.
        """
        super().__init__(id=id)
        self._look = Palette(self)
        self._comparison: Comparison | None = None
        self.reserved = reserved

    def show(self, comparison: Comparison) -> None:
        """Show the heads of ``comparison``."""
        self._comparison = comparison
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as there is to say."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self._lines(self.size.width)
        line = lines[y] if y < len(lines) else []
        segments = [Segment(piece.text, self._look(*piece.styles)) for piece in line]
        return Strip(segments).adjust_cell_length(self.size.width, self._look())

    def _lines(self, width: int) -> list[list[Piece]]:
        comparison = self._comparison
        if comparison is None:
            return []
        sides = columns(width - self.reserved)
        most = 2 if self.app.size.height >= _ROOMY_HEIGHT else 1
        left = _headline(comparison.a.title, sides.left, most)
        right = _headline(comparison.b.title, sides.right, most)
        lines = [_pair(byline(comparison, "a", sides.left), byline(comparison, "b", sides.right), sides)]
        lines += [
            _pair([Piece(one, ("title",))], [Piece(other, ("title",))], sides)
            for one, other in zip_longest(left, right, fillvalue="")
        ]
        lines += [[Piece(truncate(f" ! {text}", width), ("warning",))] for text in cautions(comparison)]
        return [*lines, _rule(summary(comparison, width - 6), width)]


def _headline(title: str, width: int, most: int) -> list[str]:
    """Return the title in at most ``most`` lines."""
    title = one_line(title)
    lines = list(islice(wrap(title, width), most))
    return [title[line.start : line.end] for line in lines[:-1]] + [truncate(title[lines[-1].start :], width)]


def _pair(left: list[Piece], right: list[Piece], sides: Columns) -> list[Piece]:
    """Set two pieces of text over the two columns."""
    gap = sides.right_at - 1 - _width(left)
    return [Piece(" ", ()), *left, Piece(" " * gap, ()), *right]


def _rule(tally: list[Piece], width: int) -> list[Piece]:
    inner = truncate_pieces(tally, width - 6)
    return [
        Piece(f"{glyphs.RULE * 2} ", ("rule",)),
        *inner,
        Piece(" " + glyphs.RULE * max(width - _width(inner) - 4, 0), ("rule",)),
    ]
