"""Turn pieces of text with named looks into strips that Textual can put on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.wrapping import Piece, cells

#: From a look's name to the rich style for it, without the ground it lies on.
Looks: TypeAlias = Callable[[str], Style]


def paint(line: Iterable[Piece], base: Style, looks: Looks, width: int, left: int = 0) -> Strip:
    """Return ``line`` as a strip of exactly ``width`` cells, ``left`` blank ones first, over ``base``."""
    segments = [Segment(" " * left, base)] if left else []
    used = left
    for text, styles in line:
        style = base
        for name in styles:
            style += looks(name)
        segments.append(Segment(text, style))
        used += cells(text)
    if used < width:
        segments.append(Segment(" " * (width - used), base))
    strip = Strip(segments, max(used, width))
    return strip if used <= width else strip.crop(0, width)
