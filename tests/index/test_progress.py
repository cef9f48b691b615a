"""How fast a refresh goes, and how long it still takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.progress import Paced, Step, pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def told(*steps: tuple[float, Step]) -> list[Step]:
    """What is told of steps at these seconds."""
    clock, heard = Clock(), list[Step]()
    paced = Paced(heard.append, clock)
    for at, step in steps:
        clock.now = 100.0 + at
        paced(step)
    return heard


def test_rate_and_time_left_are_told_after_a_second() -> None:
    first, early, later = told(
        (0, Step("indexing", 0, 1000)), (0.5, Step("indexing", 50, 1000)), (4, Step("indexing", 400, 1000))
    )
    assert (first.rate, early.rate) == (None, None)
    assert (later.rate, later.left) == (100.0, 6.0)
    assert pace(later) == "100 a second, 6 s left"


def test_a_new_phase_is_measured_anew() -> None:
    *_, first, second = told(
        (0, Step("reading", 0, None)),
        (5, Step("reading", 5000, None)),
        (6, Step("indexing", 10, 5000)),
        (8, Step("indexing", 20, 5000)),
    )
    assert first.rate is None
    assert second.rate == 5.0


def test_the_rate_is_that_of_late() -> None:
    slow = [(float(second), Step("grouping", second * 10, None)) for second in range(60)]
    fast = [(60.0 + second, Step("grouping", 600 + second * 100, None)) for second in range(31)]
    assert told(*slow, *fast)[-1].rate == pytest.approx(100.0)


@pytest.mark.parametrize(
    ("rate", "left", "said"),
    [
        (None, None, ""),
        (820.4, None, "820 a second"),
        (1200.0, 59.4, "1,200 a second, 59 s left"),
        (12.0, 200.0, "12 a second, 3 min left"),
        (0.25, 3600 * 2.5, "15 a minute, 2 h 30 min left"),
    ],
)
def test_the_pace_is_said_in_words(rate: float | None, left: float | None, said: str) -> None:
    assert pace(Step("indexing", 1, 2, rate, left)) == said


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 50), st.sampled_from(["reading", "indexing"]))))
def test_nothing_is_negative_whatever_comes(moves: list[tuple[float, int, str]]) -> None:
    at, steps = 0.0, []
    for seconds, done, phase in moves:
        at += seconds
        steps.append((at, Step(phase, done, 40)))
    for step in told(*steps):
        assert step.rate is None or step.rate > 0
        assert step.left is None or step.left >= 0
