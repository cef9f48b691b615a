"""When an article counts as read, on a clock of the test's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.dwelling import MOMENT_SECONDS, STAY_SECONDS, Dwelling

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Clock:
    """Keeps what timers call, by their seconds, and never stops one in time."""

    ends: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def set_timer(self, seconds: float, callback: Callable[[], None]) -> Clock:
        self.ends.append((seconds, callback))
        return self

    def stop(self) -> None:
        pass

    def run_out(self, seconds: float) -> None:
        for _, callback in [end for end in self.ends if end[0] == seconds]:
            callback()


def dwelling() -> tuple[Dwelling, Clock, list[str]]:
    clock = Clock()
    read: list[str] = []
    return Dwelling(clock, read.append), clock, read  # type: ignore[arg-type]


def test_an_article_that_something_is_done_with_is_read_after_a_moment() -> None:
    watch, clock, read = dwelling()
    watch.begin("a")
    watch.touch()
    assert not read
    clock.run_out(MOMENT_SECONDS)
    assert read == ["a"]


def test_a_timer_that_runs_out_while_the_next_article_comes_reads_neither() -> None:
    watch, clock, read = dwelling()
    watch.begin("a")
    watch.begin("b")
    before = clock.ends[:]
    watch.begin("c")
    watch.touch()
    for _, callback in before:
        callback()
    assert not read
    clock.run_out(STAY_SECONDS)
    assert read == ["c"]
