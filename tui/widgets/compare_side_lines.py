"""The lines of one account in a column of its own, set a few sentences at a time.

Setting a thousand sentences takes longer than a key may: the first screen is there at once, the rest follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from index.compare.hand_links import is_by_hand
from tui import glyphs
from tui.widgets.compare_layout import Cut
from tui.widgets.compare_marks import ROW_GLYPHS
from tui.widgets.compare_passages import markings, passage
from tui.widgets.flow import STEP_SECONDS
from tui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from index.compare.result import Side
    from tui.widgets.compare_layout import Story
    from tui.widgets.compare_passages import Marking

#: So many sentences are set before it is looked how long that took.
_BATCH = 10


@dataclass(frozen=True, slots=True)
class SideLine:
    """One line of one account; ``cut`` is None between paragraphs, ``first``: its sentence begins here."""

    sentence: int
    first: bool
    cut: Cut | None


class SideLines:
    """All sentences of one side in ``width`` cells, each on lines of its own, paragraphs apart.

    Attributes:
        story: What they are of.
        width: Cells of a line.
        lines: Those that are set already, from the first on.
    """

    def __init__(self, story: Story, side: Side, width: int) -> None:
        self.story = story
        self.width = width
        self.lines: list[SideLine] = []
        self._account = story.comparison.a if side == "a" else story.comparison.b
        self._marks: dict[int, list[Marking]] = {}
        for block in story.blocks:
            self._marks.update(markings(block.marks, side, story.facts))
        self._spans: list[tuple[int, int]] = []

    @property
    def complete(self) -> bool:
        """Whether all sentences are set."""
        return len(self._spans) == len(self._account.sentences)

    @property
    def sentences(self) -> int:
        """How many sentences there are, set or not."""
        return len(self._account.sentences)

    def step(self) -> None:
        """Set some more sentences."""
        until = perf_counter() + STEP_SECONDS / 2  # the other side takes as long, at the same moment
        while not self.complete and perf_counter() < until:
            self._set(len(self._spans) + _BATCH)

    def span(self, sentence: int) -> tuple[int, int]:
        """Return the first line of a sentence and the one after its last, setting all up to it."""
        self._set(sentence + 1)
        return self._spans[sentence]

    def _set(self, end: int) -> None:
        paragraphs = self._account.paragraphs
        for sentence in range(len(self._spans), min(end, self.sentences)):
            if sentence and paragraphs[sentence] != paragraphs[sentence - 1]:
                self.lines.append(SideLine(sentence - 1, False, None))
            first = len(self.lines)
            shown = passage(self._account, (sentence,), self._marks)
            for place, (start, stop) in enumerate(wrap(shown.text, self.width)):
                self.lines.append(SideLine(sentence, place == 0, Cut(shown, start, stop)))
            self._spans.append((first, len(self.lines)))


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
