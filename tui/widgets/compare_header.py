"""What stays in sight above the columns: who wrote what and when, how far apart, and cautions."""

from __future__ import annotations

from datetime import date
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui import glyphs
from tui.outlets import beside_headline
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


def bylines(comparison: Comparison, widths: tuple[int, int]) -> list[list[Piece]]:
    """Return source, date, distance to an earlier account and length of both sides, cut to their ``widths``.

    Where room is short on either side the length goes first, on both; then the end of the source's name; the
    date never.
    """
    sides: tuple[Side, Side] = ("a", "b")
    for worded, length in ((True, True), (True, False), (False, False)):
        tails = [_tail(comparison, side, worded=worded, length=length) for side in sides]
        whole = [_byline(comparison, side, tail) for side, tail in zip(sides, tails, strict=True)]
        if all(_width(line) <= width for line, width in zip(whole, widths, strict=True)):
            return whole
    return [
        truncate_pieces(_byline(comparison, side, tail, max(width - _width(tail), 7)), width)
        for side, tail, width in zip(sides, tails, widths, strict=True)
    ]


def _byline(comparison: Comparison, side: Side, tail: list[Piece], room: int | None = None) -> list[Piece]:
    """Return the letter and the source of one side, both in ``room`` cells if that is given, and ``tail``."""
    badge = f" {side_word(side)} "
    source = f" {beside_headline(_account(comparison, side).source)}"
    if room is not None:
        source = truncate(source, room - cells(badge))
    return [Piece(badge, (f"badge-{side}",)), Piece(source, ("source",)), *tail]


def _tail(comparison: Comparison, side: Side, *, worded: bool, length: bool) -> list[Piece]:
    account, later = _account(comparison, side), _days_later(comparison, side)
    tail = [Piece(f"  {day(account.published)}", ("muted",))]
    if later:
        tail.append(Piece(f"  +{count(later, 'day')}" if worded else f" +{later} d", ("later",)))
    if length:
        tail.append(Piece(f"  {count(len(account.sentences), 'sentence')}", ("muted",)))
    return tail


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
            said = _worded(shown, number) if (shown, number) in worded else f"{shown.glyph} {number}"
            found.append(Piece(said, (shown.role if number else "muted",)))
            found.append(Piece("  ", ()))
        if _width(found) - 2 <= width:
            break
    return found[:-1]


def _worded(shown: Sign, number: int) -> str:
    if shown in (SIGNS["only_a"], SIGNS["only_b"]):
        return f"{number} {shown.word}"
    if shown is not SIGNS["differ"]:
        return f"{shown.glyph} {number} {shown.word}"
    words = "no fact differs" if not number else count(number, "fact differs", "facts differ")
    return f"{shown.glyph} {words}"


class CompareHeader(Widget):
    """Bylines, headlines, a rule with the tally of facts, and cautions where there are any."""

    DEFAULT_CSS = "CompareHeader { height: auto; }"

    reserved: reactive[int] = reactive(1, layout=True, init=False)
    """Cells at the right that the rows do not have: scroll bar, overview."""

    def __init__(self, *, reserved: int = 1, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Make a header whose columns stand over those of the rows.

        Args:
            reserved: Cells at the right that the rows do not have (scroll bar, overview).
            id: Of the widget.
        """
        super().__init__(id=id)
        self._look = Palette(self)
        self._comparison: Comparison | None = None
        self.set_reactive(CompareHeader.reserved, reserved)

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
        one, other = bylines(comparison, (sides.left, sides.right))
        lines = [_pair(one, other, sides)]
        lines += [
            _pair([Piece(a, ("title",))], [Piece(b, ("title",))], sides)
            for a, b in zip_longest(left, right, fillvalue="")
        ]
        lines += [
            [Piece(line, ("warning",))] for text in cautions(comparison) for line in _caution(text, width)
        ]
        return [*lines, _rule(summary(comparison, width - 6), width)]


def _caution(text: str, width: int) -> list[str]:
    """Return a caution in at most two lines: its reason stands at the end."""
    first, *more = [text[line.start : line.end] for line in wrap(text, width - 3)]
    return [f" ! {first}", *([truncate(f"   {' '.join(more)}", width)] if more else [])]


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
