"""A real terminal for tests: a pty, and enough of a screen to read what a full-screen program shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: What a test presses, as a terminal sends it.
KEYS: Final = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
}  # fmt: skip

_PIECE = re.compile(
    r"\x1b\[(?P<private>[?<>=]?)(?P<numbers>[\d;:]*)(?P<between>[ !$]?)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\|\x1b[()].|\x1b[=>78M]|(?P<control>[\x00-\x1f])|(?P<text>[^\x1b\x00-\x1f]+)"
)
_PARTIAL = re.compile(r"\x1b(?:\[[^@-~]*|\][^\x07\x1b]*\x1b?|P[^\x1b]*\x1b?)?$")


class Screen:
    """What a terminal of ``columns`` by ``rows`` shows after some output; one character a cell."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.modes: set[str] = set()
        self.keyboard_levels = 0
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._rest = ""

    def feed(self, output: str) -> None:
        """Take more of what the program wrote."""
        output = self._rest + output
        partial = _PARTIAL.search(output)
        self._rest = partial.group() if partial else ""
        for piece in _PIECE.finditer(output[: len(output) - len(self._rest)]):
            if piece["text"]:
                self._write(piece["text"])
            elif piece["final"]:
                self._control(piece["private"], piece["numbers"], piece["final"])
            elif piece["control"] == "\r":
                self._column = 0
            elif piece["control"] == "\n":
                self._row = min(self._row + 1, self.rows - 1)

    def text(self) -> str:
        """Return the lines shown."""
        return "\n".join("".join(line).rstrip() for line in self._cells)

    def _write(self, text: str) -> None:
        for character in text:
            if self._column < self.columns and self._row < self.rows:
                self._cells[self._row][self._column] = character
            self._column += 1

    def _control(self, private: str, numbers: str, final: str) -> None:
        values = [int(number or 0) for number in re.split("[;:]", numbers)]
        if private == "?" and final in "hl":
            for value in values:
                (self.modes.add if final == "h" else self.modes.discard)(str(value))
            if 1049 in values:  # another screen, which begins empty
                self._cells = [[" "] * self.columns for _ in range(self.rows)]
                self._row = self._column = 0
        elif private in ("<", ">") and final == "u":
            self.keyboard_levels += 1 if private == ">" else -1
        elif private:
            return
        elif final == "H":
            row, column = (*values, 1, 1)[:2] if len(values) > 1 else (values[0], 1)
            self._row, self._column = min(max(row, 1), self.rows) - 1, max(column, 1) - 1
        elif final == "J":
            self._cells = [[" "] * self.columns for _ in range(self.rows)]
        elif final == "K":
            self._cells[self._row][self._column :] = [" "] * (self.columns - self._column)


class Terminal:
    """A program that runs in a terminal of its own.

    Args:
        command: The program and its arguments.
        size: Columns and rows.
        environment: What the program finds in its environment beyond what it needs to run.
    """

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int] = (100, 30), environment: Mapping[str, str]
    ) -> None:
        self.screen = Screen(*size)
        self._master, slave = pty.openpty()
        self._set_size(slave, size)
        self._slave = slave  # kept open: what the program leaves behind is looked at when it has gone
        self._vanished = False
        self.settings_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if not self._vanished:
            os.close(self._master)
        os.close(self._slave)

    @property
    def settings_after(self) -> list[object]:
        """The terminal's settings (echo, line mode, ...) as they are now."""
        return termios.tcgetattr(self._slave)

    def press(self, *keys: str) -> None:
        """Press keys: names of :data:`KEYS`, ``ctrl+x``, or text to type."""
        for key in keys:
            sent = KEYS.get(key, key)
            if key.startswith("ctrl+"):
                sent = chr(ord(key[-1]) & 0x1F)
            os.write(self._master, sent.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal another size, as a person drags its corner."""
        self.screen = Screen(columns, rows)
        self._set_size(self._slave, (columns, rows))
        self.process.send_signal(signal.SIGWINCH)

    def vanish(self) -> None:
        """Let the terminal go away; the program, in a session of its own, is sent no signal."""
        os.close(self._master)
        self._vanished = True

    def wait_for(self, *texts: str, seconds: float = 30) -> str:
        """Wait until all ``texts`` are on the screen; return the screen.

        Raises:
            AssertionError: They did not come, or the program ended before.
        """
        end = time.monotonic() + seconds
        while not all(text in self.screen.text() for text in texts):
            assert time.monotonic() < end, f"{texts} did not come:\n{self.screen.text()}"
            assert self._read(0.2) or self.process.poll() is None, f"it ended:\n{self.screen.text()}"
        return self.screen.text()

    def wait(self, seconds: float = 30) -> int:
        """Wait for the program to end, take what it still wrote, and return its exit status."""
        if self._vanished:
            return self.process.wait(seconds)
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it did not end:\n{self.screen.text()}"
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.returncode

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        self.screen.feed(os.read(self._master, 65536).decode("utf-8", "replace"))
        return True

    def _set_size(self, descriptor: int, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def lateral(
    home: Path,
    *arguments: str,
    size: tuple[int, int] = (100, 30),
    program: Sequence[str] = ("-m", "tui.cli"),
    **more: str,
) -> Terminal:
    """Start the reader (or another Python program) for a user whose files are all under ``home``."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    return Terminal(
        [sys.executable, *program, *arguments],
        size=size,
        environment={"HOME": str(home), **folders, **more},
    )
