"""What Textual does wrong and the reader cannot live with, put right where its parts are as expected.

Textual 8.2 remembers the colours around a widget by the widget's own store of drawn lines, which keeps the
lines of the last 1024 widgets alive after their screens are gone: 0.4 MB for every look at the help, and a
longer pause for every full garbage collection.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache

if TYPE_CHECKING:
    from textual.color import Color
    from textual.style import Style


def forget_closed_screens() -> None:
    """Let what closed screens drew be freed: remember colours by the colours alone. May be called again."""
    found = vars(StylesCache).get("get_inner_outer")
    computed = getattr(found, "__wrapped__", None)
    if computed is None or isinstance(found, staticmethod):
        return

    @lru_cache(1024)
    def inner_outer(base_background: Color, background: Color) -> tuple[Style, Style]:
        made: tuple[Style, Style] = computed(None, base_background, background)
        return made

    setattr(StylesCache, "get_inner_outer", staticmethod(inner_outer))  # noqa: B010 - mypy forbids the other
