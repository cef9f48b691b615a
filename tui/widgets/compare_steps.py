"""What one can step through in a comparison: all differences, or those of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tui.widgets.compare_marks import DIFFERING, ROUGHLY, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.result import Fact, FactKind
    from tui.widgets.compare_blocks import Block

StepKind: TypeAlias = Literal[
    "difference", "figure", "date", "name", "quotation", "clash", "only_a", "only_b"
]

#: Verdicts by which there is nothing to step to.
_SAME: Final = ROUGHLY | {"agree"}

_FACTS: Final[dict[StepKind, frozenset[FactKind]]] = {
    "figure": frozenset(("figure",)),
    "date": frozenset(("date",)),
    "name": frozenset(("person", "place")),
    "quotation": frozenset(("quotation",)),
}

#: One and several of each kind, as they are counted below the columns.
_WORDS: Final[dict[StepKind, tuple[str, str]]] = {
    "difference": ("difference", "differences"),
    "figure": ("figure", "figures"),
    "date": ("date", "dates"),
    "name": ("name", "names"),
    "quotation": ("quotation", "quotations"),
    "clash": ("figure or date that differs", "figures and dates that differ"),
    "only_a": ("passage only in A", "passages only in A"),
    "only_b": ("passage only in B", "passages only in B"),
}

#: What to say where there is nothing of a kind to go to.
NONE: Final[dict[StepKind, str]] = {
    "difference": "The two accounts do not part anywhere.",
    "figure": "Both give the same figures, or none.",
    "date": "Both give the same dates, or none.",
    "name": "Both name the same people and places in the same spelling, or none.",
    "quotation": "Both quote the same words, or none.",
    "clash": "No figure and no date differs.",
    "only_a": "Nothing is told only in A.",
    "only_b": "Nothing is told only in B.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One place to go to: a block, or a fact where ``fact`` is given."""

    block: int = -1
    fact: Fact | None = None


def steps(kind: StepKind, blocks: Sequence[Block], facts: Sequence[Fact]) -> tuple[Step, ...]:
    """Return where the two accounts part in ``kind``.

    Blocks come in the order of the rows. ``facts`` keep the order they are given in (the panel's: those that
    exclude each other first, those that only one account states last); what both say alike is left out. A
    "clash" is a figure or a date that both give and that is not the same. Where no sentence has a partner,
    all of A and all of B would be the two differences: one steps through the facts instead.
    """
    if kind == "difference" and all(block.side is not None for block in blocks):
        parting = tuple(Step(fact=fact) for fact in facts if fact.verdict not in _SAME)
        if parting:
            return parting
    if kind == "clash":
        return tuple(
            Step(fact=fact) for fact in facts if fact.kind in ("figure", "date") and fact.verdict in DIFFERING
        )
    if kind in _FACTS:
        return tuple(
            Step(fact=fact) for fact in facts if fact.kind in _FACTS[kind] and fact.verdict not in _SAME
        )
    if kind == "difference":
        return tuple(Step(number) for number, block in enumerate(blocks) if block.is_difference)
    side = "a" if kind == "only_a" else "b"
    return tuple(Step(number) for number, block in enumerate(blocks) if block.side == side)


def after(found: Sequence[Step], block: int, fact: Fact | None, step: int) -> Step:
    """Return which of ``found`` (not empty) comes next or before, round and round.

    Facts are told apart by identity: the same value may be stated twice.
    """
    if found[0].fact is not None:
        here = next((place for place, each in enumerate(found) if each.fact is fact), -1 if step > 0 else 0)
        return found[(here + step) % len(found)]
    if step > 0:
        return next((each for each in found if each.block > block), found[0])
    return next((each for each in reversed(found) if each.block < block), found[-1])


def position(kind: StepKind, found: Sequence[Step], block: int, fact: Fact | None) -> str:
    """Return which of ``found`` one stands at: "quotation 3 of 7"; else how many there are."""
    for number, each in enumerate(found, 1):
        if each.fact is fact if each.fact is not None else each.block == block:
            return f"{_WORDS[kind][0]} {number} of {len(found)}"
    return count(len(found), *_WORDS[kind])
