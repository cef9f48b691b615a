"""How far the reading of the corpus has come, told in words."""

from __future__ import annotations

import pytest

from tui.widgets.status import Progress, duration, progress_parts


def text(progress: Progress, width: int = 100) -> str:
    return "".join(part for part, _style in progress_parts(progress, width))


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.2, "1 s"), (42, "42 s"), (150, "2 min"), (4000, "67 min"), (9000, "2 h 30 min")]
)
def test_durations(seconds: float, told: str):
    assert duration(seconds) == told


def test_pace_and_time_left():
    progress = Progress("indexing", 400, 1000, started=10.0, first=100, now=13.0, stop="X")
    assert text(progress).endswith(" 400 of 1,000 · 100/s · 6 s left · X stops")


def test_no_pace_before_it_can_be_told():
    assert "/s" not in text(Progress("indexing", 400, 1000, 10.0, 100, 10.5, "X"))
    assert "/s" not in text(Progress("indexing", 100, 1000, 10.0, 100, 15.0, "X"))


def test_unknown_totals_and_narrow_screens():
    assert text(Progress("reading", 1200, None, 0.0, 0, 2.0, "X"), 40) == "Reading 1,200 · 600/s"
