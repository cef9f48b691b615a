"""How results look in a list: pure functions from results to lines of styled pieces."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from index.marks import NO_MARK
from tui.dates import age
from tui.outlets import beside_headline
from tui.widgets.block_lines import LEFT, Block
from tui.widgets.safe import one_line
from tui.widgets.wrapping import ELLIPSIS, Piece, Span, cells, truncate, truncate_pieces, wrapped_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from index.library import Result, Snippet
    from index.marks import Mark

NO_TOPIC = "Without a topic"

# What the reader has done with an article, and has not: each sign takes one cell.
UNREAD: Final = "●"
STAR: Final = "★"
NOTE: Final = "✎"

#: One line of the list: its pieces, from left to right.
Pieces: TypeAlias = list[Piece]

#: How each named piece looks, as rules of a style sheet.
RESULT_LOOKS: Final = {
    "title": "color: $strong; text-style: bold;",
    "read": "color: $ink; text-style: none;",
    "source": "color: $source;",
    "quiet": "color: $quiet;",
    "snippet": "color: $quiet;",
    "hit": "color: $hit; text-style: bold underline;",
    "heading": "color: $key; text-style: bold;",
    "mark": "color: $key; text-style: bold;",
    "unread": "color: $source;",
    "bar": "color: $rule-strong; text-style: bold;",
    "cursor": "background: $cursor;",
    "cursor-blurred": "background: $cursor-blurred;",
}

#: Cells right of an entry, and those of the scrollbar.
RIGHT: Final = 1
SCROLLBAR: Final = 1

#: In a list of so many lines there is room for a second line of each snippet.
ROOMY: Final = 26


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of each result is shown."""

    width: int
    title_lines: int = 2
    snippet_lines: int = 2
    topic: bool = True


def shape_for(width: int, height: int) -> Shape:
    """Return how much of each result is shown in a list of that size, its scrollbar included."""
    return Shape(max(10, width - SCROLLBAR - LEFT - RIGHT), snippet_lines=2 if height >= ROOMY else 1)


def block(
    number: int, result: Result, shape: Shape, now: datetime, *, mark: Mark = NO_MARK, marked: bool = False
) -> Block:
    """Return the result as entry ``number`` of the list; see :func:`entry`."""
    lines = entry(result, shape, now, marked=marked, mark=mark)
    return Block(number, lines, gap=1, sign=None if mark.read else Piece(UNREAD, ("unread",)))


def entry(
    result: Result, shape: Shape, now: datetime, *, marked: bool = False, mark: Mark = NO_MARK
) -> list[Pieces]:
    """Return the lines of one result: title, then source, date and topic, then the snippet with its hits.

    ``marked``: it is account A of the next comparison; ``mark``: what the reader has done with it.
    """
    title = one_line(result.title) or "(untitled)"
    look = Span(0, len(title), "read" if mark.read else "title")
    wrapped = wrapped_pieces(title, [look], shape.width)
    # Where there is room for a line of the text only, the end of the headline says more; a hit says most.
    instead = shape.snippet_lines == 1 and len(wrapped) > shape.title_lines and not result.snippet.hits
    lines = _at_most(wrapped, shape.title_lines + instead)
    lines.append(_about(result, shape, now, _signs(marked, mark)))
    if shape.snippet_lines and result.snippet.text and not instead:
        snippet, hits = _from_first_hit(result.snippet, shape.width * shape.snippet_lines)
        spans = [Span(0, len(snippet), "snippet"), *hits]
        lines += _at_most(wrapped_pieces(snippet, spans, shape.width), shape.snippet_lines)
    return lines


def _from_first_hit(snippet: Snippet, room: int) -> tuple[str, list[Span]]:
    """Return a snippet and its hits; where the first hit would not fit into ``room``, words before it go."""
    text = one_line(snippet.text)
    cut = 0
    if snippet.hits and snippet.hits[0][1] > room * 3 // 4:
        cut = text.rfind(" ", 0, max(0, snippet.hits[0][0] - room // 4)) + 1
    lead = ELLIPSIS if cut else ""
    shift = len(lead) - cut
    return lead + text[cut:], [Span(start + shift, end + shift, "hit") for start, end in snippet.hits]


def _signs(marked: bool, mark: Mark) -> Pieces:
    signs = "".join(sign for sign, given in ((STAR, mark.starred), (NOTE, mark.note)) if given)
    text = ("[A] " if marked else "") + (f"{signs} " if signs else "")
    return [Piece(text, ("mark",))] if text else []


def _about(result: Result, shape: Shape, now: datetime, signs: Pieces) -> Pieces:
    """The line of source, date and topic; the date survives where there is room for little."""
    when = " · " + age(result.published, now)
    room = shape.width - cells(when) - sum(cells(piece.text) for piece in signs)
    line = [
        *signs,
        Piece(truncate(beside_headline(result.source), room), ("source",)),
        Piece(when, ("quiet",)),
    ]
    left = shape.width - sum(cells(piece.text) for piece in line)
    if left < 0:
        return truncate_pieces(line, shape.width)
    if shape.topic and result.topic and left > 8:
        line.append(Piece(truncate(" · " + one_line(result.topic), left), ("quiet",)))
    return line


def heading(topic: str, sources: int, articles: int, width: int) -> Pieces:
    """Return the line over the results of one topic."""
    count = f" · {_count(sources, 'source')}" + (f", {articles} articles" if articles > sources else "")
    name = truncate(one_line(topic), max(8, width - cells(count)))
    return truncate_pieces([Piece(name, ("heading",)), Piece(count, ("quiet",))], width)


def grouped(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    """Put results of one topic together, topics in the order of their first result, “none” last."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.topic or NO_TOPIC, []).append(result)
    without = groups.pop(NO_TOPIC, None)
    if without is not None:
        groups[NO_TOPIC] = without
    return list(groups.items())


def source_count(results: Iterable[Result]) -> int:
    """Return how many different sources the results come from."""
    return len({result.source for result in results})


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _at_most(lines: list[Pieces], limit: int) -> list[Pieces]:
    """Keep ``limit`` lines; an ellipsis on the last one, in place of a word if need be, tells of more."""
    if len(lines) <= limit:
        return lines
    kept = lines[:limit]
    width = max(sum(cells(piece.text) for piece in line) for line in lines)
    last = kept[-1]
    more = Piece(f" {ELLIPSIS}", last[-1].styles if last else ())
    whole = _without_last_word(last) if sum(cells(piece.text) for piece in last) + 2 > width else last
    kept[-1] = truncate_pieces([*(whole or last), more], max(width, 2))
    return kept


def _without_last_word(line: Pieces) -> Pieces:
    """Return ``line`` up to its last space; empty where it has none."""
    for place in range(len(line) - 1, -1, -1):
        text, styles = line[place]
        head, space, _ = text.rpartition(" ")
        if space and (head or place):
            return [*line[:place], Piece(head, styles)]
    return []


def boundaries(heights: Sequence[int]) -> list[tuple[int, int]]:
    """Return for each of several blocks under each other its first line and the line after its last."""
    edges = [0]
    for height in heights:
        edges.append(edges[-1] + height)
    return list(pairwise(edges))
