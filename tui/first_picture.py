"""The first picture: the newest articles on the screen before Textual is loaded, which takes twice as long.

It is drawn by hand where Textual will draw the same a moment later: the line of the search, the rules over
the panes, the results. Keys that are pressed meanwhile wait for Textual. Where colours or signs are to be
left out, or the terminal is no ordinary one, nothing is drawn: the reader begins with Textual's own picture.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final

from rich.color import ColorSystem
from rich.style import Style

from tui.colours import COLOURS
from tui.panes import (
    ACCOUNTS,
    ARTICLE,
    BRAND,
    OTHER_ACCOUNTS,
    PLACEHOLDER,
    SORT_NAMES,
    Room,
    breakpoint_of,
    library_size,
    results_room,
)
from tui.widgets.block_lines import line_of
from tui.widgets.entries import RESULT_LOOKS, block, shape_for
from tui.widgets.wrapping import Piece, cells, truncate_pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.settings import Settings
    from tui.opening import Opened

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?1049l\x1b[?25h"
#: A terminal that knows these shows all between them at once.
_HOLD, _SHOW = "\x1b[?2026h", "\x1b[?2026l"

#: Smaller screens have no room for a picture.
_LEAST: Final = Room(24, 8)

#: A shell's exit status for a program that a signal ended.
_ENDED_BY_SIGNAL: Final = 128

#: Pieces are named as in the list of results, or by a colour.
_LOOKS: Final = {**RESULT_LOOKS, "bold": "text-style: bold;"}

_DEPTHS: Final = {"256color": ColorSystem.EIGHT_BIT, "direct": ColorSystem.TRUECOLOR}


class Painter:
    """Draws pieces of text as a terminal understands them.

    Args:
        colours: By what they are for, see :mod:`tui.colours`.
        depth: How many colours the terminal has.
    """

    def __init__(self, colours: Mapping[str, str], depth: ColorSystem) -> None:
        self._colours = colours
        self._depth = depth
        self._style = lru_cache(self._make)

    def _make(self, names: tuple[str, ...], ground: str) -> Style:
        """The style of a piece: of each of its looks, or colours, in turn."""
        style = Style(color=self._colours["ink"], bgcolor=self._colours[ground])
        for name in names:
            rules = _LOOKS.get(name, f"color: ${name};")
            for rule in rules.rstrip(";").split(";"):
                key, _, value = (part.strip() for part in rule.partition(":"))
                if key == "color":
                    style += Style(color=self._colours[value.removeprefix("$")])
                elif value != "none":
                    style += Style.parse(value)
                else:
                    style += Style(bold=False, underline=False)
        return style

    def line(self, pieces: Iterable[Piece], width: int, ground: str = "ground") -> str:
        """Return the pieces on ``ground``, which fills ``width`` cells."""
        kept = truncate_pieces(list(pieces), width)
        room = width - sum(cells(piece.text) for piece in kept)
        filled = [*kept, Piece(" " * max(0, room), ())]
        return "".join(
            self._style(styles, ground).render(text, color_system=self._depth) for text, styles in filled
        )


def picture(opened: Opened, room: Room, painter: Painter, now: datetime) -> str:
    """Return what draws the first picture on a screen of that size, from its first line to its last."""
    results = results_room(*room)
    beside = room.width - results.width
    lines = [_search_line(opened, room.width, painter)]
    over = _rule(SORT_NAMES["newest"], ("strong", "bold"), "━", "rule-strong", results.width, painter)
    lines.append(over + _rules_beside(room, beside, painter))
    blank = painter.line([], beside)
    rows = _result_lines(opened, results, painter, now)
    lines += [row + blank for row in rows]
    lines.append(painter.line([], room.width, "bar"))
    return "".join(f"\x1b[{number};1H{line}" for number, line in enumerate(lines, 1))


def _rule(title: str, looks: tuple[str, ...], sign: str, colour: str, width: int, painter: Painter) -> str:
    """The line over a pane, which begins before its title and goes on after it."""
    before = Piece(sign, (colour,))
    after = Piece(sign * max(0, width - 1 - cells(title)), (colour,))
    return painter.line([before, Piece(title, looks), after], width)


def _search_line(opened: Opened, width: int, painter: Painter) -> str:
    size = f" {library_size(opened.page.total)} "
    left = width - cells(size)
    brand = f" {BRAND} / "
    asked = [
        Piece(brand[:-2], ("key", "bold")),
        Piece(f"/ {PLACEHOLDER}"[: left - cells(brand) + 2], ("quiet",)),
    ]
    return painter.line(asked, left, "bar") + painter.line([Piece(size, ("quiet",))], width - left, "bar")


def _rules_beside(room: Room, beside: int, painter: Painter) -> str:
    """What stands over the panes beside the results: a column apart, named and ruled."""
    if breakpoint_of(room.width) == "-narrow":
        return ""
    accounts = ACCOUNTS if breakpoint_of(room.width) == "-wide" else 0
    drawn = ""
    for title, width in ((ARTICLE, beside - accounts), (OTHER_ACCOUNTS, accounts)):
        if width:
            drawn += painter.line([], 1) + _rule(title, ("quiet",), "─", "rule", width - 1, painter)
    return drawn


def _result_lines(opened: Opened, room: Room, painter: Painter, now: datetime) -> list[str]:
    shape, mark_of = shape_for(*room), opened.remembered.marks.of
    lines: list[str] = []
    for number, result in enumerate(opened.page.results):
        if len(lines) >= room.height:
            break
        one = block(number, result, shape, now, mark=mark_of(result.article_id))
        for inside in range(one.height):
            pieces, left, ground = line_of(one, inside, 0, focused=True)
            indented = [Piece(" " * left, ()), *pieces]
            lines.append(painter.line(indented, room.width - 1, ground or "ground") + painter.line([], 1))
    blank = painter.line([], room.width)
    return (lines + [blank] * room.height)[: room.height]


def _depth() -> ColorSystem:
    """How many colours the terminal has, as rich (and so Textual) takes it to be."""
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    return _DEPTHS.get(os.environ.get("TERM", "").strip().lower().rpartition("-")[2], ColorSystem.STANDARD)


def _suits(settings: Settings) -> bool:
    """Whether this terminal is one that the picture is drawn in as Textual will."""
    from tui.plainness import terminal_is_plain

    unusual = ("NO_COLOR", "TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "TEXTUAL_FILTERS")
    return (
        os.name == "posix"
        and sys.__stderr__ is not None
        and sys.__stderr__.isatty()
        and not settings.reader.ascii
        and not terminal_is_plain()
        and not any(os.environ.get(name) for name in unusual)
    )


class Taken:
    """A terminal that was taken: it shows the picture, echoes nothing, and sends each key as it is.

    Attributes:
        settings: Those that it had before.
        given: Whether something else answers for it by now.
    """

    def __init__(self, settings: list[Any]) -> None:
        self.settings = settings
        self.given = False


@contextmanager
def first_picture(opened: Opened | None, settings: Settings) -> Iterator[Taken | None]:
    """Show the picture while the block runs; give None where there is none to show.

    Whoever takes the terminal over says so (:attr:`Taken.given`); else it is left as it was.
    """
    if opened is None or not _suits(settings):
        yield None
        return
    room = Room(*get_terminal_size())
    if room.width < _LEAST.width or room.height < _LEAST.height:
        yield None
        return
    painter = Painter(COLOURS[settings.reader.theme], _depth())
    drawn = picture(opened, room, painter, datetime.now(UTC))
    with _taken() as taken:
        _write(_HOLD + _ENTER + drawn + _SHOW)
        yield taken


@contextmanager
def _taken() -> Iterator[Taken]:
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    changed = termios.tcgetattr(terminal)
    # As Textual will have it, so that keys pressed meanwhile come to it as they are.
    changed[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    changed[tty.IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    taken = Taken(before)
    handlers = {number: signal.signal(number, _end) for number in (signal.SIGTERM, signal.SIGHUP)}
    termios.tcsetattr(terminal, termios.TCSANOW, changed)
    try:
        yield taken
    finally:
        if not taken.given:
            _write(_LEAVE)
            with suppress(termios.error):
                termios.tcsetattr(terminal, termios.TCSANOW, before)
            for number, handler in handlers.items():
                signal.signal(number, handler)


def _end(number: int, _frame: object) -> None:
    raise SystemExit(_ENDED_BY_SIGNAL + number)


def _write(text: str) -> None:
    """Write where Textual writes."""
    if sys.__stderr__ is not None:
        sys.__stderr__.write(text)
        sys.__stderr__.flush()
