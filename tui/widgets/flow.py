"""A document broken into lines, a little at a time: what a view of text knows without a screen.

Only the offsets of the lines are kept. Wrapping ten million letters takes a while, so it is done in steps, of
which the first is enough for the first screen.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter
from typing import TYPE_CHECKING

from tui.widgets.wrapping import Line, Span, cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How long one step of wrapping may take, in seconds.
STEP_SECONDS = 0.008


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


class Flow:
    """The lines of ``document`` in a column of ``width`` cells."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = width
        self.lines: list[Line] = []
        self._rest: Iterator[Line] | None = wrap(document.text, width)
        self._starts = [span.start for span in document.spans]
        # How far the spans up to each one reach: finds those over a line by bisection.
        self._reach = list(accumulate((span.end for span in document.spans), max))

    @property
    def complete(self) -> bool:
        """Whether all of the text is wrapped."""
        return self._rest is None

    def step(self) -> None:
        """Wrap a little more."""
        rest, lines = self._rest, self.lines
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

    def reaches(self, offset: int) -> bool:
        """Whether the line that holds the character at ``offset`` is wrapped already."""
        return bool(self.lines) and (self._rest is None or self.lines[-1].start > offset)

    def line_of(self, offset: int) -> int:
        """Return the number of the line, counted from 0, that the character at ``offset`` stands on."""
        return max(0, bisect_right(self.lines, offset, key=lambda line: line.start) - 1)

    def offset_at(self, line: int, column: int) -> int | None:
        """Return the offset of the character in cell ``column`` of a line; None: behind its end."""
        start, end = self.lines[line]
        used = 0
        for offset in range(start, end):
            used += cells(self.document.text[offset])
            if used > column:
                return offset
        return None

    def spans_over(self, line: Line) -> tuple[Span, ...]:
        """Return the spans that reach into ``line``."""
        first = bisect_right(self._reach, line.start)
        last = bisect_left(self._starts, line.end)
        return self.document.spans[first:last]

    def restyle(self, document: Document) -> None:
        """Take other spans over the same text: nothing is wrapped again."""
        if document.text != self.document.text:
            raise ValueError("restyling needs the same text")
        self.document = document
        self._starts = [span.start for span in document.spans]
        self._reach = list(accumulate((span.end for span in document.spans), max))
