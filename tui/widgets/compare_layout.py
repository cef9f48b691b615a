"""Where every line of a comparison goes: two columns of wrapped text with a gutter between them.

Pure functions and plain data. A layout is computed once for a width and a set of open folds; drawing a line
is then a look-up, however long the articles are.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

from tui import glyphs
from tui.widgets.compare_blocks import (
    Block,
    FactsBySentence,
    agreeing_runs,
    block_of_sentence,
    blocks,
    facts_by_sentence,
)
from tui.widgets.compare_passages import (
    Passage,
    agreement_passage,
    fold_passage,
    markings,
    open_passages,
    passage,
)
from tui.widgets.compare_references import references
from tui.widgets.wrapping import Piece, Span, cells, pieces, truncate_pieces, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Comparison, Side

#: Cells between the columns: a space, the glyph, a space.
GUTTER = 3
#: Cells in front of each column, for the cursor.
BAR = 1
#: Cells after each column, so that text never touches the gutter.
MARGIN = 1
#: The glyphs of this screen take one cell each. To find where lines break, letters stand in for them: text in
#: which all characters are known to be narrow need not be measured one by one.
_STAND_INS = str.maketrans(dict.fromkeys((glyphs.DIFFER, glyphs.CLOSE, glyphs.FOLDED, glyphs.UNFOLDED), "x"))
#: A folded run takes at most this many lines.
_FOLD_LINES = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths, in cells, that add up to the width of the view."""

    left: int
    right: int

    @property
    def total(self) -> int:
        """All cells: bars, columns, margins and gutter."""
        return self.left + self.right + GUTTER + 2 * (BAR + MARGIN)

    @property
    def gutter_at(self) -> int:
        """The cell at which the gutter begins."""
        return BAR + self.left + MARGIN

    @property
    def right_at(self) -> int:
        """The cell at which the text of B begins."""
        return self.gutter_at + GUTTER + BAR


def columns(width: int) -> Columns:
    """Divide ``width`` cells; both columns keep at least one cell, even where there is no room for them."""
    room = max(width - GUTTER - 2 * (BAR + MARGIN), 2)
    return Columns(room - room // 2, room // 2)


@dataclass(frozen=True, slots=True)
class Cut:
    """One line's piece of a passage: ``passage.text[start:end]``; ``clipped``: more follows, unseen."""

    passage: Passage
    start: int
    end: int
    clipped: bool = False


def cut_pieces(cut: Cut, width: int, overlay: Sequence[Span] = ()) -> list[Piece]:
    """Return one line's text in runs of one look, exactly ``width`` cells of it.

    ``overlay`` are further spans over the passage's text, drawn over its own.
    """
    found = pieces(cut.passage.text, (*cut.passage.spans, *overlay), cut.start, cut.end)
    if cut.clipped and found:
        found = _ellipsis(found, width)
    room = width - sum(cells(piece.text) for piece in found)
    return [*found, Piece(" " * room, ())] if room > 0 else found


def _ellipsis(found: list[Piece], width: int) -> list[Piece]:
    """End ``found`` in an ellipsis, within ``width`` cells."""
    last = found[-1]
    return truncate_pieces([*found[:-1], Piece(f"{last.text} {glyphs.ELLIPSIS}", last.styles)], width)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the view; ``first`` or ``last`` of its block. Without cuts it is the gap after it."""

    block: int
    first: bool
    last: bool
    left: Cut | None
    right: Cut | None


@dataclass(frozen=True, slots=True)
class Story:
    """A comparison, sorted for showing; it does not depend on width or folds."""

    comparison: Comparison
    blocks: tuple[Block, ...]
    places: dict[tuple[Side, int], int]
    facts: FactsBySentence
    agreeing: dict[int, range]

    @classmethod
    def of(cls, comparison: Comparison) -> Story:
        """Sort ``comparison``."""
        run = blocks(comparison)
        return cls(
            comparison,
            run,
            block_of_sentence(run),
            facts_by_sentence(comparison.facts),
            agreeing_runs(run),
        )


class Layout:
    """The lines of a story at one width. Folding changes one block's lines and shifts the rest."""

    def __init__(
        self,
        story: Story,
        width: int,
        *,
        spacing: int = 1,
        unfolded: frozenset[int] = frozenset(),
        agreement_folded: bool = False,
    ) -> None:
        """Lay out ``story`` in ``width`` cells with ``spacing`` empty lines after each block.

        Args:
            story: What to show.
            width: Cells, bars and gutter included.
            spacing: 0 or 1.
            unfolded: The one-sided blocks that stand open, and the first blocks of agreeing runs that do.
            agreement_folded: Whether agreeing runs that are not among these take one line.
        """
        self.story = story
        self.agreement_folded = agreement_folded
        self.columns = columns(width)
        self.spacing = spacing
        self.unfolded = unfolded
        self._known: dict[tuple[int, range | None], list[Line]] = {}
        self._lines = [self._block_lines(number) for number in range(len(story.blocks))]
        self._starts: list[int] = []
        self._count()

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._starts[-1]

    def line(self, y: int) -> Line | None:
        """Return line ``y``, or None beyond the end."""
        number = self.block_at(y)
        if number is None:
            return None
        return self._lines[number][y - self._starts[number]]

    def block_at(self, y: int) -> int | None:
        """Return the block that line ``y`` belongs to, or None beyond the end."""
        return bisect_right(self._starts, y) - 1 if 0 <= y < self.height else None

    def span(self, number: int) -> tuple[int, int]:
        """Return the first line of a block and the line after its last, without the gap that follows."""
        return self._starts[number], self._starts[number + 1] - self.spacing

    def set_unfolded(self, unfolded: frozenset[int]) -> None:
        """Open and close folds; only blocks that change are laid out again."""
        changed = self.unfolded ^ unfolded
        self.unfolded = unfolded
        for first in changed:
            for number in self.story.agreeing.get(first, (first,)):
                self._lines[number] = self._block_lines(number)
        self._count()

    def set_agreement_folded(self, folded: bool) -> None:
        """Let agreeing runs take one line each, or show them all."""
        self.agreement_folded = folded
        self.unfolded -= self.story.agreeing.keys()
        for number in self.story.agreeing:
            self._lines[number] = self._block_lines(number)
        self._count()

    def fold_of(self, number: int) -> range | None:
        """Return the blocks that stand folded in one line with block ``number``; None where it is open."""
        run = self.story.agreeing.get(number)
        if run is not None:
            return run if self.agreement_folded and run.start not in self.unfolded else None
        is_folded = self.story.blocks[number].side is not None and number not in self.unfolded
        return range(number, number + 1) if is_folded else None

    def find(self, side: Side, sentence: int, start: int) -> int | None:
        """Return the line that shows offset ``start`` of a sentence; the fold's line while it is folded."""
        number = self.story.places.get((side, sentence))
        if number is None:
            return None
        for y, line in enumerate(self._lines[number], self._starts[number]):
            cut = line.left if side == "a" else line.right
            if cut is None:
                continue
            place = cut.passage.locate(sentence, start, start + 1)
            if place and place[0] < max(cut.end, cut.start + 1):
                return y
        return self._starts[number]

    def _count(self) -> None:
        self._starts = [0, *accumulate(map(len, self._lines))]

    def _block_lines(self, number: int) -> list[Line]:
        fold = self.fold_of(number)
        if fold is not None and number != fold.start:
            return []
        if (number, fold) not in self._known:
            self._known[number, fold] = self._new_lines(number, fold)
        return self._known[number, fold]

    def _new_lines(self, number: int, fold: range | None) -> list[Line]:
        left = self._cuts(self._passages(number, "a", fold), self.columns.left, folded=fold is not None)
        right = self._cuts(self._passages(number, "b", fold), self.columns.right, folded=fold is not None)
        pairs = list(zip_longest(left, right))
        lines = [Line(number, place == 0, place == len(pairs) - 1, *pair) for place, pair in enumerate(pairs)]
        return lines + [Line(number, False, False, None, None)] * self.spacing

    def _passages(self, number: int, side: Side, fold: range | None) -> list[Passage]:
        block = self.story.blocks[number]
        account = self.story.comparison.a if side == "a" else self.story.comparison.b
        elsewhere = references(block, side, account.sentences, self.story.facts)
        if not block.sentences(side):
            return elsewhere
        if block.side is None and fold is None:
            marks = markings(block.marks, side, self.story.facts)
            return [passage(account, block.sentences(side), marks), *elsewhere]
        if block.side is None and fold is not None:
            rows = [self.story.blocks[each] for each in fold]
            return [agreement_passage(rows, side, account.sentences, self.story.facts)]
        head = fold_passage(block, account.sentences, self.story.facts, folded=fold is not None)
        return [head] if fold else [head, *open_passages(block, account, side, self.story.facts)]

    def _cuts(self, passages: Sequence[Passage], width: int, *, folded: bool) -> list[Cut]:
        cuts = [
            Cut(each, start, end)
            for each in passages
            for start, end in wrap(each.text.translate(_STAND_INS), width)
        ]
        if not folded or len(cuts) <= _FOLD_LINES:
            return cuts
        last = cuts[_FOLD_LINES - 1]
        return [*cuts[: _FOLD_LINES - 1], Cut(last.passage, last.start, last.end, clipped=True)]
