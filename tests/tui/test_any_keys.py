"""Whatever keys are pressed, one by one or in one burst: the reader goes on."""

from __future__ import annotations

import asyncio
from contextlib import chdir
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.fuzzing import examples
from tests.tui.driving import burst, reader, settled

#: Every key but those that end the program or leave it: q, F (feeds), O (the browser).
KEYS = [
    *"abcdefghijklmnoprstuvwxyzABCDEGHILMNPRSTUVWXYZ0123456789/?;:.,*+-=<>[]{}!'\"\\",
    *["enter", "escape"] * 6,
    *["tab", "shift+tab", "space", "backspace", "up", "down", "left", "right"],
    *["pageup", "pagedown", "home", "end"],
    *["ctrl+p", "ctrl+f", "ctrl+d", "ctrl+u", "ctrl+y", "ctrl+s", "ctrl+z", "f1"],
]  # fmt: skip
BURSTS = st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6), min_size=4, max_size=14)


@given(bursts=BURSTS, size=st.sampled_from([(60, 20), (80, 24), (120, 36), (200, 50)]))
@settings(
    max_examples=examples(5), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)  # shrinking takes minutes
def test_no_keys_end_the_reader(bursts: list[list[str]], size: tuple[int, int]) -> None:
    async def play() -> bool:
        app = reader()
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            for keys in bursts:
                burst(pilot, *keys)
                await pilot.pause()
            return app.is_running

    with TemporaryDirectory() as folder, chdir(folder):  # exports are written where the reader was started
        assert asyncio.run(play())
