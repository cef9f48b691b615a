"""What commands share: open what they work on, print data, talk."""

from __future__ import annotations

import json
import re
import shutil
import signal
import sys
import textwrap
import time
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

from index.library import Library
from index.progress import pace
from index.settings import Settings, load
from tui.widgets.safe import one_line, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from index.progress import Refresh, Step

#: Controls and marks of direction: what a terminal might obey, and JSON leaves as it is.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

#: Where something else was asked for, so many parts of the corpus that could not be read are told.
MOST_PROBLEMS = 3

#: Text is wrapped to the terminal, but never wider than is pleasant to read.
WIDEST = 88


def settings_of(options: Namespace) -> Settings:
    """Return the settings that the command line asks for. Raises SettingsError."""
    return load(getattr(options, "config", None))


def open_library(options: Namespace) -> Library:
    """Open the library, up to date; what could not be read is told on standard error, at no great length."""
    library = Library.open(getattr(options, "corpus", None), settings_of(options), refresh=False)
    try:
        tell_report(library.refresh(progress()), most=MOST_PROBLEMS)
    except BaseException:
        library.close()
        raise
    return library


def tell_report(report: Refresh, most: int | None = None) -> None:
    """Tell what a refresh has to say, and ``most`` (None: all) of what it could not read."""
    for notice in report.notices:
        say(notice)
    for problem in report.problems[:most]:
        say(one_line(f"{problem.place}: {problem.reason}"))
    left = len(report.problems[most:]) if most is not None else 0
    if left:
        say(f"{count(left, 'more problem')} of this kind; lateral index tells all")


def progress() -> Any:
    """Tell of long work on a terminal: one line that is written over, at most ten times a second."""
    if not sys.stderr.isatty():
        return None
    last = 0.0

    def tell(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        finished = step.total is not None and step.done >= step.total
        if now - last < 0.1 and not finished:
            return
        last = now
        of = f" of {step.total}" if step.total is not None else ""
        end = "\r\x1b[K" if finished else ""
        speed = f", {text}" if (text := pace(step)) else ""
        sys.stderr.write(f"\r\x1b[K{step.phase} {step.done}{of}{speed}{end}")
        sys.stderr.flush()

    return tell


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """Give a function that says whether Ctrl+C was pressed: long work asks it, and ends in good order.

    Pressed again, it ends the program at once, as ever.
    """
    asked = Event()

    def stop(*_: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


def say(line: str) -> None:
    """Talk: one line on standard error."""
    print(f"lateral: {visible(line)}", file=sys.stderr)


def print_json(value: Any) -> None:
    """Print data as JSON that a terminal can show without obeying it."""
    sys.stdout.write(unobeyed(json.dumps(value, ensure_ascii=False, indent=1)) + "\n")


def unobeyed(text: str) -> str:
    """Return JSON with escapes where a terminal might obey; who reads the JSON sees the same characters."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 article", "2 articles"; ``plural`` where an s does not make it."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def width() -> int:
    """Return how many columns text may take: the terminal's, up to WIDEST."""
    return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)


def filled(text: str, indent: str = "") -> str:
    """Return ``text`` broken into lines of :func:`width`, each after ``indent``."""
    return textwrap.fill(text, width(), initial_indent=indent, subsequent_indent=indent) or indent
