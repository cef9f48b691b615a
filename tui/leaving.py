"""Leaving the terminal as it was: when told to end by a signal, and when an exception escapes."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import App

#: How the system, a closed terminal or a supervisor asks a program to end. Windows knows only the first.
_SIGNALS = ("SIGTERM", "SIGHUP")

#: A shell's exit status for a program that a signal ended.
ENDED_BY_SIGNAL = 128


def end_on_signals(app: App[Any]) -> None:
    """Let ``app`` end in good order when a signal asks for it; to be called while its event loop runs.

    Without this the signal ends the process at once and leaves the terminal in full-screen mode, without an
    echo and reporting the mouse.
    """
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None:
            # Windows has no signal handlers in its loop; a test may run the app outside the main thread.
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, app.exit, None, ENDED_BY_SIGNAL + number)


@contextmanager
def crashes_logged(app: App[Any]) -> Iterator[None]:
    """Write what escapes from ``app`` while it runs to a file, and say one short line about it.

    A traceback of several screens tells a reader nothing and scrolls away; the file can be sent to somebody.
    """
    from rich.console import Console

    report = StringIO()
    app.error_console = Console(file=report, width=120, markup=False, highlight=False, no_color=True)
    try:
        yield
    finally:
        if report.getvalue():
            print(_sentence(report.getvalue()), file=sys.stderr)


def _sentence(report: str) -> str:
    last = next((line.strip() for line in reversed(report.splitlines()) if line.strip()), "")
    said = f"lateral: something went wrong inside the reader ({last}). What you have read and noted is kept."
    try:
        return f"{said}\nlateral: the details are in {_kept(report)}"
    except OSError as error:
        return f"{said}\nlateral: the details could not be written ({error.strerror}):\n{report}"


def _kept(report: str) -> Path:
    """Write ``report`` where the system keeps logs, for the user's eyes only; return the file."""
    import platform

    import platformdirs

    from index.files import write_atomically
    from tui.cli import version

    folder = Path(platformdirs.user_log_dir("lateral", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%SZ}.log"
    heading = (
        f"Lateral {version()}, Python {platform.python_version()}, {platform.system()}, {now:%c} UTC\n\n"
    )
    write_atomically(path, (heading + report).encode("utf-8", "replace"))
    path.chmod(0o600)
    return path
