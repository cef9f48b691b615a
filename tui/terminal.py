"""Driving a terminal that may go away without a word.

A terminal that is closed sends SIGHUP to the programs in its session. A program that ignores the signal, or
that stands in a session of its own, is told nothing: what it reads is empty for ever, and what it writes
fails. Textual reads the empty again and again as fast as it can, and its writing thread dies of the failure,
after which the app waits for it without end.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import termios
from threading import Event
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

from tui.leaving import ENDED_BY_SIGNAL

if TYPE_CHECKING:
    from textual.app import App

#: So often it is looked whether the terminal is still there, in seconds.
_LOOK_SECONDS = 0.5


class OutlivingOutput:
    """What is written to a terminal; once that has gone, what is written goes nowhere.

    Args:
        terminal: The stream to write to.
    """

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._gone = Event()

    @property
    def gone(self) -> bool:
        """Whether writing has failed; any thread may ask."""
        return self._gone.is_set()

    def fileno(self) -> int:
        """Return the terminal's descriptor."""
        return self._terminal.fileno()

    def write(self, text: str) -> int:
        """Write ``text``; return its length."""
        try:
            return self._terminal.write(text)
        except OSError:
            self._let_go()
            return len(text)

    def flush(self) -> None:
        """Send what was written."""
        try:
            self._terminal.flush()
        except OSError:
            self._let_go()

    def _let_go(self) -> None:
        """Lead the descriptor nowhere: Python ends with an error if it cannot send what it held back."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        self._gone.set()


class OutlivingDriver(LinuxDriver):
    """Textual's driver for Unix, which ends the app in good order when its terminal has gone."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # There is a stream: the reader only starts in a terminal. Textual asks no more of it than this can.
        self._output = OutlivingOutput(cast("TextIO", self._file))
        self._file = cast("Any", self._output)
        self._unreadable = Event()
        self._watching: asyncio.Task[None] | None = None

    def start_application_mode(self) -> None:
        """Take the terminal, and look after it while it is ours."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.input_tty:
            self._watching = asyncio.get_running_loop().create_task(self._watch())

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        if self._watching is not None:
            self._watching.cancel()
            self._watching = None
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read what is typed until told to stop, or until nothing can be read any more."""
        try:
            super().run_input_thread()
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            self._unreadable.set()

    def _has_gone(self) -> bool:
        if self._output.gone or self._unreadable.is_set():
            return True
        try:
            termios.tcgetattr(self.fileno)
        except termios.error:
            return True
        return False

    async def _watch(self) -> None:
        while not self._has_gone():
            await asyncio.sleep(_LOOK_SECONDS)
        self._app.exit(return_code=ENDED_BY_SIGNAL + signal.SIGHUP)
