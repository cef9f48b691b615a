"""Wrap text by the cells it takes on the screen, and cut styled spans to the lines that result.

Pure functions over offsets: a line is ``(start, end)`` into the text and never copies it, so that a long
article costs two numbers a line. Text must have passed :func:`tui.widgets.safe.visible` first.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, split_graphemes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ELLIPSIS = "…"

# Anything that may not be exactly one cell wide. What is not listed is measured: slower, never wrong.
_NOT_NARROW = re.compile(
    r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u0490-\u052f\u2010-\u2027\u2030-\u205e\u20ac\u2190-\u21ff]"
)

# A line may break after these when letters stand on both sides: "well-known", "either/or", "word—word".
_AFTER = re.compile(r"(?<=[^\W\d_])[-‐–—/](?=[^\W\d_])|—")

# Chinese, Japanese and Korean typesetting: no line begins with the first group nor ends with the second.
_NOT_FIRST = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】〙〗’”…‥ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%)],.!?:;"
)
_NOT_LAST = frozenset("（［｛〔〈《「『【〘〖‘“([")


class Line(NamedTuple):
    """One line on the screen: the characters ``text[start:end]``, without the space it was broken at."""

    start: int
    end: int


class Span(NamedTuple):
    """The characters from ``start`` to ``end`` carry ``style``, a name that the widget gives a look to."""

    start: int
    end: int
    style: str


class Piece(NamedTuple):
    """A run of characters with one look: the names of all spans over it, outermost first."""

    text: str
    styles: tuple[str, ...]


def cells(text: str) -> int:
    """Return how many cells ``text`` takes: two for East Asian wide characters, none for combining marks."""
    return len(text) if _NOT_NARROW.search(text) is None else cell_len(text)


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> Iterator[Line]:
    r"""Break ``text[start:end]`` into lines of at most ``width`` cells, lazily.

    Breaks at spaces, after hyphens and dashes between letters, between wide characters, and inside a word
    only when the word alone is wider than the line. ``\n`` always ends a line. A character wider than a line
    gets one of its own.
    """
    width = max(1, width)
    end = len(text) if end is None else end
    while True:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        yield from _wrap_paragraph(text, width, start, stop)
        if newline < 0:
            return
        start = newline + 1


def _wrap_paragraph(text: str, width: int, start: int, end: int) -> Iterator[Line]:
    while True:
        limit = _fitting(text, width, start, end)
        if limit >= end:
            yield Line(start, end)
            return
        cut = _break_before(text, start, limit)
        yield Line(start, _without_trailing_space(text, start, cut))
        start = cut
        while start < end and text[start] == " ":
            start += 1
        if start >= end:
            return


def _fitting(text: str, width: int, start: int, end: int) -> int:
    """Return the offset after the last character that still fits on a line beginning at ``start``."""
    reach = start + width
    if _NOT_NARROW.search(text, start, min(end, reach + 1)) is None:
        return min(end, reach)
    window = 2 * width + 16
    while True:
        stop = min(end, start + window)
        used = 0
        for first, last, size in split_graphemes(text[start:stop])[0]:
            if used + size > width:
                return start + (first or last)
            if last == stop - start and stop < end:
                break  # it may go on behind the window, so it cannot be measured yet
            used += size
        else:
            return end
        window *= 2


def _break_before(text: str, start: int, limit: int) -> int:
    """Return where a line that could reach ``limit`` should end: the next one begins there."""
    if text[limit] == " ":
        return limit
    space = text.rfind(" ", start, limit) + 1
    floor = space if space > start and text[start:space].strip(" ") else start
    best = floor
    for match in _AFTER.finditer(text, floor, limit):
        if match.end() > start + 1:
            best = match.end()
    if _NOT_NARROW.search(text, floor, limit + 1) is not None:
        best = max(best, _wide_break(text, floor, limit))
    return best if best > start else limit


def _wide_break(text: str, floor: int, limit: int) -> int:
    """Return the last place between wide characters after ``floor`` where a line may end, or floor."""
    for place in range(limit, floor, -1):
        before, after = text[place - 1], text[place]
        wide = cell_len(before) == 2 or cell_len(after) == 2
        if (
            wide
            and cell_len(after)
            and before != "\u200d"
            and after not in _NOT_FIRST
            and before not in _NOT_LAST
        ):
            return place
    return floor


def _without_trailing_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def pieces(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut ``text[start:end]`` at the edges of ``spans`` (in any order, overlapping or not)."""
    end = len(text) if end is None else end
    inside = [span for span in spans if span.start < end and span.end > start and span.end > span.start]
    if not inside:
        return [Piece(text[start:end], ())] if end > start else []
    edges = {start, end}
    for span in inside:
        edges.add(max(start, span.start))
        edges.add(min(end, span.end))
    ordered = sorted(edges)
    found: list[Piece] = []
    for first, last in itertools.pairwise(ordered):
        styles = tuple(span.style for span in inside if span.start <= first and span.end >= last)
        if found and found[-1].styles == styles:
            found[-1] = Piece(found[-1].text + text[first:last], styles)
        else:
            found.append(Piece(text[first:last], styles))
    return found


def wrapped_pieces(text: str, spans: Sequence[Span], width: int) -> list[list[Piece]]:
    """Wrap ``text`` and cut ``spans`` to each line: for short texts such as titles and sentences."""
    return [pieces(text, spans, line.start, line.end) for line in wrap(text, width)]


def truncate(text: str, width: int) -> str:
    """Return ``text`` if it fits ``width`` cells, else its beginning and an ellipsis."""
    if cells(text) <= width:
        return text
    if width <= 1:
        return ELLIPSIS[: max(0, width)]
    end = _fitting(text, width - 1, 0, len(text))
    kept = text[:end]
    if cells(kept) > width - 1:  # one character that is wider than the whole
        kept = ""
    return kept.rstrip() + ELLIPSIS


def beginning(text: str, width: int, lines: int) -> str:
    """Return as much of ``text`` as fits ``lines`` lines of ``width`` cells; cut at a word, with "…"."""
    shown = list(itertools.islice(wrap(text, width), lines + 1))
    if len(shown) <= lines:
        return text
    more = f" {ELLIPSIS}"
    start, end = shown[lines - 1]

    def fits(cut: str) -> bool:
        # Beside others a sign may take another room than alone, a stray joiner for one.
        return len(list(itertools.islice(wrap(cut, width), lines + 1))) <= lines

    while cells(text[start:end]) + cells(more) > width or not fits(text[:end].rstrip() + more):
        space = text.rfind(" ", start, end)
        if space <= start:  # one word, or a script without spaces, fills the line
            cut = text[:start] + truncate(text[start:], width)
            return cut if fits(cut) else text[:start].rstrip()
        end = space
    return text[:end].rstrip() + more


def truncate_pieces(line: Iterable[Piece], width: int) -> list[Piece]:
    """Return the pieces of ``line`` that fit ``width`` cells, the last cut with an ellipsis if need be."""
    found: list[Piece] = []
    left = width
    for piece in line:
        size = cells(piece.text)
        if size <= left:
            found.append(piece)
            left -= size
            continue
        cut = truncate(piece.text, left)
        if cut:
            found.append(Piece(cut, piece.styles))
        elif found:
            last = found[-1]
            found[-1] = Piece(truncate(last.text + "  ", cells(last.text)), last.styles)
        break
    return found
