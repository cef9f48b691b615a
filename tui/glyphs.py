"""Every sign that the reader draws, and what stands for it where a terminal knows only ASCII.

Widgets draw with the signs below. :class:`Plain` lies between all of them and the terminal: where it is on,
each sign becomes an ASCII one of the same width, so no widget has to know. Words of an article are left alone
as long as the terminal can show them; only marks of typesetting (dashes, quotation marks) become plain ones.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.cells import split_graphemes
from rich.segment import Segment
from textual.filter import LineFilter

from tui.plainness import speaks_unicode

if TYPE_CHECKING:
    from textual.color import Color

# What a comparison says.
DIFFER: Final = "≠"
CLOSE: Final = "≈"
AGREE: Final = "="
SPELLING: Final = "~"
LATER: Final = "→"
UNIQUE: Final = "•"
BY_HAND: Final = "&"

# What can be opened, what is open, where the cursor stands.
FOLDED: Final = "▸"
UNFOLDED: Final = "▾"
CURSOR: Final = "▌"
CURSOR_LEFT: Final = "▏"
IN_VIEW: Final = "▏"

# Lines and pictures of amounts.
RULE: Final = "─"
STEM: Final = "│"
STEM_END: Final = "╵"
BOTH_SIDES: Final = "█"
TOUCHED_ON: Final = "▒"
LEFT_SIDE: Final = "▌"
RIGHT_SIDE: Final = "▐"
FILLED: Final = "■"
UNFILLED: Final = "□"

# In running words.
ELLIPSIS: Final = "…"
DASH: Final = "–"
DOT: Final = "·"
OPEN_QUOTE: Final = "“"
CLOSE_QUOTE: Final = "”"

_UPRIGHT = "│┃┆┇┊┋╎╏╵╷╹╻╽╿║"
_LEVEL = "─━┄┅┈┉╌╍╴╶╸╺╼╾═"

#: What is drawn instead of each sign; every value takes as many cells as its key.
PLAIN: Final[dict[str, str]] = {
    # Corners and crossings of lines, then the lines themselves
    **{chr(code): "+" for code in range(0x2500, 0x2580)},
    **dict.fromkeys(_UPRIGHT, "|"),
    **dict.fromkeys(_LEVEL, "-"),
    STEM_END: "'",
    # Blocks: edges of boxes and bars, then those that mean something
    **{chr(code): "#" for code in range(0x2580, 0x25A0)},
    **dict.fromkeys("▉▊▋▍▎▏▕", "|"),
    **dict(zip("▁▂▃▄▅▆▇█", "_.:-=+*#", strict=True)),
    "▀": '"',
    "▔": "-",
    "░": ".",
    TOUCHED_ON: ":",
    "▓": "%",
    LEFT_SIDE: "[",
    RIGHT_SIDE: "]",
    FILLED: "#",
    UNFILLED: "-",
    # Signs
    DIFFER: "!",
    CLOSE: "*",
    LATER: ">",
    UNIQUE: "+",
    FOLDED: ">",
    UNFOLDED: "v",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "▲": "^",
    "▼": "v",
    "◀": "<",
    "▶": ">",
    "●": "*",
    "○": "o",
    "★": "*",
    "☆": "-",
    "✎": "n",
    "✓": "x",
    "✔": "x",
    "✗": "x",
    "⏎": "^",
    "⌕": ">",
    "🔎": "> ",
    # Typesetting
    ELLIPSIS: ".",
    DOT: "-",
    "∙": "-",
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    "‹": "<",
    "›": ">",
    "×": "x",
    "\u00a0": " ",
    # What a harmful character is shown as
    "\N{REPLACEMENT CHARACTER}": "?",
    **{chr(code): "?" for code in range(0x2400, 0x2440)},
}
_TABLE = str.maketrans(PLAIN)


@lru_cache(4096)
def plain(text: str, *, only_ascii: bool = False) -> str:
    """Return ``text`` with each sign of :data:`PLAIN` replaced; it takes as many cells as before.

    With ``only_ascii`` what is then still not ASCII loses its accents, or becomes question marks: for
    terminals that can show nothing else.
    """
    if text.isascii():
        return text
    text = text.translate(_TABLE)
    if not only_ascii or text.isascii():
        return text
    return "".join(_folded(text[start:end], width) for start, end, width in split_graphemes(text)[0])


def _folded(grapheme: str, width: int) -> str:
    """Return ``width`` ASCII characters for what is seen as one character."""
    if grapheme.isascii():
        return grapheme
    base = unicodedata.normalize("NFKD", grapheme)[:1]
    return base if base.isascii() and width == 1 else "?" * width


class Plain(LineFilter):
    """Turns what was drawn into plain signs, on its way to the terminal."""

    def __init__(self, *, only_ascii: bool | None = None) -> None:
        """Fold everything to ASCII with ``only_ascii``; None: where the terminal's encoding needs it."""
        super().__init__()
        self._only_ascii = not speaks_unicode() if only_ascii is None else only_ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments with other text and the same looks and widths."""
        return [
            Segment(plain(text, only_ascii=self._only_ascii), style, control)
            for text, style, control in segments
        ]
