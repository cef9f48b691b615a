"""The command about the reader's own state: carry it to another machine, or back."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.files import write_atomically
from index.records import LibraryError
from index.state import State, StateError
from tui.commands.saying import count, say, settings_of, unobeyed

if TYPE_CHECKING:
    from argparse import Namespace


def state(options: Namespace) -> int:
    """Export or import what was read, starred, noted, searched for and corrected."""
    settings_of(options)  # a mistake in them is told by every command
    own = State()
    try:
        if options.action == "export":
            return _export(own, options.file)
        return _import(own, options.file)
    finally:
        own.close()


def _export(own: State, name: str) -> int:
    written = io.StringIO()
    number = own.export(written)
    for notice in own.notices:
        say(notice)
    if name == "-":
        sys.stdout.write(unobeyed(written.getvalue()))
    else:
        write_atomically(Path(name), unobeyed(written.getvalue()))
    say(f"{count(number, 'entry', 'entries')} exported")
    return 0


def _import(own: State, name: str) -> int:
    try:
        if name == "-":
            number = own.import_(io.TextIOWrapper(sys.stdin.buffer, "utf-8", newline="\n"))
        else:
            with Path(name).open(encoding="utf-8", newline="\n") as file:
                number = own.import_(file)
    except StateError as error:
        raise LibraryError(f"{name}: {error}") from error
    for notice in own.notices:
        say(notice)
    say(f"{count(number, 'entry', 'entries')} imported; what was newer here stayed")
    return 1 if own.notices else 0
