"""A fact-checker's session in a real terminal, from the first search to the next morning."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tui.terminal import lateral

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")


def _search(terminal: Terminal, words: str) -> None:
    terminal.wait_for("21 articles", "Read on")
    terminal.press(f"/{words}")  # in one go, as a slow line brings it
    terminal.wait_for("Most relevant", words)
    terminal.press("enter")


def test_search_read_compare_note_export_and_come_back(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    with lateral(tmp_path, size=(120, 36)) as terminal:
        _search(terminal, "safe to sail")
        terminal.wait_for("“Safe to sail”: ferry boss", "Enter Read")

        terminal.press("c")
        terminal.wait_for("1 fact differs", "n Next")
        terminal.press("d")
        terminal.wait_for("A 47  B 31", "difference 1 of")
        terminal.press("n")
        terminal.wait_for("difference 2 of")

        terminal.press("e")
        terminal.wait_for("Export the comparison", "northgate-wire.md")
        terminal.press("ctrl+u", str(report), "enter")
        terminal.wait_for("Written", "n Next")
        terminal.press("escape")
        terminal.wait_for("Most relevant")

        terminal.press("*", "e")
        terminal.wait_for("Note")
        terminal.press("ask the coastguard: 31 or 47?", "ctrl+s")
        terminal.wait_for("ask the coastguard", "★", "✎")
        terminal.press("ctrl+q")
        assert terminal.wait() == 0

    written = json.loads(report.read_text(encoding="utf-8"))
    assert {fact["verdict"] for fact in written["facts"]} >= {"differ", "agree"}

    with lateral(tmp_path, size=(80, 24)) as terminal:
        _search(terminal, "is:noted")
        terminal.wait_for("1 found", "Safe to sail", "★", "✎")
        terminal.press("enter")
        terminal.wait_for("ask the coastguard: 31 or 47?")
