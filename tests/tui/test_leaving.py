"""Leaving: whatever ends the reader, the terminal is as it was and nothing is lost."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tui.terminal import lateral

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")

#: Private modes that stay when a program forgets to leave them: full screen, mouse, pasting, focus.
_MODES = {"1049", "1000", "1003", "1004", "1006", "1015", "2004"}

#: What stands on the second page of the newest sample article.
_READ_TO = "The third is to subtract"

#: The reader as it is, but for a screen that cannot be opened.
_BROKEN = """
import sys
from tui.app import LateralApp
from tui.cli import main

def action_help(self):
    raise RuntimeError("the help is broken")

LateralApp.action_help = action_help
sys.exit(main([]))
"""


def _is_as_before(terminal: Terminal) -> bool:
    screen = terminal.screen
    return (
        not (screen.modes & _MODES)
        and not screen.keyboard_levels
        and terminal.settings_after == terminal.settings_before
    )


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_reader_in_good_order(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with lateral(tmp_path) as terminal:
        terminal.wait_for("? Help", "Results")
        assert not _is_as_before(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait() == 128 + number
        assert _is_as_before(terminal)


def _read_on(terminal: Terminal) -> None:
    """Give an article the whole screen and read a page."""
    terminal.wait_for("21 articles", "Enter Read")
    terminal.press("enter")
    terminal.wait_for("━Article━")
    terminal.press("space")
    terminal.wait_for(_READ_TO)


def test_a_terminal_that_vanishes_ends_the_reader_and_the_place_is_kept(tmp_path: Path) -> None:
    with lateral(tmp_path, size=(80, 16)) as terminal:
        _read_on(terminal)
        terminal.vanish()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert not list(tmp_path.rglob("crash-*.log"))
    with lateral(tmp_path, size=(80, 16)) as terminal:
        terminal.wait_for("21 articles", "Enter Read")
        terminal.press("enter")
        terminal.wait_for(_READ_TO)


def test_quitting_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with lateral(tmp_path) as terminal:
        terminal.wait_for("? Help", "Results")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        assert _is_as_before(terminal)


def test_an_exception_is_one_line_and_a_log_file(tmp_path: Path) -> None:
    with lateral(tmp_path, program=["-c", _BROKEN], size=(120, 30)) as terminal:
        terminal.wait_for("? Help", "Results")
        terminal.press("?")
        assert terminal.wait() == 1
        assert _is_as_before(terminal)
        shown = terminal.screen.text()
    assert "something went wrong inside the reader (RuntimeError: the help is broken)" in shown
    assert "Traceback" not in shown
    (log,) = tmp_path.rglob("crash-*.log")
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
