"""Drawing without any colour, as the environment variable NO_COLOR asks for (https://no-color.org).

What stands on a ground of its own is drawn reversed where that ground is strong (badges, caps, what a fact
points at); all else is told by glyphs, bold and underlined letters, and by where it stands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Callable

#: A ground that differs so much in brightness (0..1) from that of running text is meant to be seen.
_STRONG: Final = 0.4


class Uncoloured(LineFilter):
    """Takes the colours from what was drawn."""

    def __init__(self, ground: Callable[[], str]) -> None:
        """Measure grounds against ``ground()``, the colour under running text."""
        super().__init__()
        self._ground = ground

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the same text without colours."""
        ground = self._ground()
        return [Segment(text, _without_colour(style, ground), None) for text, style, _ in segments]


@lru_cache(4096)
def _without_colour(style: Style | None, ground: str) -> Style | None:
    if style is None:
        return None
    strong = False
    if style.bgcolor is not None and not style.bgcolor.is_default:
        behind = Color.from_rich_color(style.bgcolor)
        strong = abs(behind.brightness - Color.parse(ground).brightness) > _STRONG
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=strong != bool(style.reverse),
        meta=style.meta or None,
        link=style.link,
    )
