"""What is told while the corpus is read, and after: plain data shared by all layers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the corpus that could not be read.

    ``place`` is ``file`` or ``file:line``, ``reason`` says why; one line each.
    """

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """How far a refresh has come.

    Attributes:
        phase: "reading", "indexing" or "grouping".
        done: Articles done in this phase.
        total: Of how many; None: unknown.
        rate: Articles a second of late; None: not known yet.
        left: Seconds until the phase is done at that rate; None: not known.
    """

    phase: str
    done: int
    total: int | None
    rate: float | None = None
    left: float | None = None


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: numbers of articles added, changed, removed; what could not be read."""

    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()


OnStep: TypeAlias = Callable[[Step], None]

_WINDOW: Final = 15.0  # seconds that the rate is measured over: articles are of very different lengths
_LEAST: Final = 1.0  # seconds before anything is said: the first articles take no time, or all of it


class Paced:
    """Tells on, of each step, how fast it goes and how long it still takes.

    Args:
        tell: Whom to tell.
        clock: Seconds from any start.
    """

    def __init__(self, tell: OnStep, clock: Callable[[], float] = monotonic) -> None:
        self._tell = tell
        self._clock = clock
        self._phase = ""
        self._marks: deque[tuple[float, int]] = deque()  # when how many were done

    def __call__(self, step: Step) -> None:
        """Take a step that knows no rate, tell it with one."""
        now = self._clock()
        if step.phase != self._phase or (self._marks and step.done < self._marks[-1][1]):
            self._phase = step.phase
            self._marks.clear()
        self._marks.append((now, step.done))
        while len(self._marks) > 2 and now - self._marks[1][0] >= _WINDOW:
            self._marks.popleft()
        since, before = self._marks[0]
        if now - since < _LEAST or step.done <= before:
            self._tell(step)
            return
        rate = (step.done - before) / (now - since)
        left = None if step.total is None else max(0, step.total - step.done) / rate
        self._tell(replace(step, rate=rate, left=left))


def pace(step: Step) -> str:
    """Say how fast a step goes and what is left, as "820 a second, 3 min left"; "" where it is not known."""
    if step.rate is None:
        return ""
    rate = f"{step.rate:,.0f} a second" if step.rate >= 1 else f"{step.rate * 60:,.0f} a minute"
    return f"{rate}, {_duration(step.left)} left" if step.left is not None else rate


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
