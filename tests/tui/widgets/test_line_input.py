"""Typing: keys that arrive together are taken in their order."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.events import Key

from tui.widgets.line_input import LineInput

NAMES = {"⌫": "backspace", "⇤": "ctrl+u", "←": "left", "⏎": "enter"}


class Typing(App[None]):
    def compose(self) -> ComposeResult:
        with Vertical(), Vertical():
            yield LineInput("before", select_on_focus=False)


@pytest.mark.parametrize(
    ("typed", "text"),
    [("⇤after", "after"), ("⇤tax⌫⌫⌫after", "after"), ("⇤ab⌫c←d", "adc"), ("⌫⌫⌫⏎!", "bef!")],
)
async def test_keys_in_one_go_keep_their_order(typed: str, text: str) -> None:
    app = Typing()
    async with app.run_test() as pilot:
        for letter in typed:
            name = NAMES.get(letter)
            app.post_message(Key(name or letter, None if name else letter))
        await pilot.pause()
        await pilot.pause()
        assert app.query_one(LineInput).value == text
