"""What is told while the corpus is read, and after: plain data shared by all layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


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

    ``phase`` is "reading", "indexing" or "grouping"; ``total`` None: unknown.
    """

    phase: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a refresh found: numbers of articles added, changed, removed; what could not be read."""

    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    notices: tuple[str, ...] = ()


OnStep: TypeAlias = Callable[[Step], None]
