"""How the values of two figures relate: equal, one the rounding of the other, or both possible at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.compare.figures_model import Figure


#: Modifiers by what they leave open: two of one group were chosen for one reason.
_ALIKE: dict[str, str] = {
    "about": "about",
    "least": "more",
    "most": "less",
    "nearly": "less",
    "over": "more",
    "under": "less",
}
_SAME_BOUND = 0.1


def equal(one: Figure, other: Figure) -> bool:
    """Whether the two state one value, ranges the same range, tallies the same two numbers."""
    if one.parts or other.parts:
        return sorted(one.parts) == sorted(other.parts)
    scale = one.factor / other.factor
    if one.modifier == "range" and other.modifier == "range":
        return _near(one.low, other.low, scale) and _near(one.high, other.high, scale)
    if "range" in (one.modifier, other.modifier) or (
        ("vague" in (one.modifier, other.modifier)) and one.modifier != other.modifier
    ):
        return False
    if not _near(one.value, other.value, scale):
        return False
    less, more = {"nearly", "under"}, {"over"}
    return not (
        (one.modifier in less and other.modifier in more) or (one.modifier in more and other.modifier in less)
    )


def _near(one: float | None, other: float | None, scale: float = 1.0) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one * scale - other) <= 1e-4 * max(abs(other), 1e-12)


def rounds(one: Figure, other: Figure) -> bool:
    """Whether one is the other at a coarser printed precision ("43,000" and "43,350"; not "30" and "33")."""
    if not {one.modifier, other.modifier} <= {"exact", "about"} or one.parts or other.parts:
        return False
    mine, theirs = one.value * one.factor, other.value * other.factor
    step = max(one.step * one.factor, other.step * other.factor)
    finer = min(one.step * one.factor, other.step * other.factor)
    if one.unit != other.unit:
        return abs(mine - theirs) <= 0.05 * max(abs(mine), abs(theirs))  # "90 days", "three months"
    if converted(one, other):
        # Conversions are rounded on top: 90 miles are 144.8 km, printed as 150, and two miles as 3 km.
        return abs(mine - theirs) <= max(step / 2, 0.05 * max(abs(mine), abs(theirs)))
    least = 100 if one.unit is None or one.unit == "USD" else 10
    if step <= finer or (min(abs(one.value), abs(other.value)) < least and step >= 1):
        return False
    return abs(mine - theirs) <= step / 2 * 1.0001 and abs(mine - theirs) <= 0.05 * max(
        abs(mine), abs(theirs)
    )


def converted(one: Figure, other: Figure) -> bool:
    """Whether the two were written in different units of one dimension: no power of ten relates the steps."""
    if one.kind != "measure" or other.kind != "measure" or min(one.step, other.step) <= 0:
        return False
    ratio = max(one.step, other.step) / min(one.step, other.step)
    while ratio >= 9.999:
        ratio /= 10
    return abs(ratio - 1) > 1e-6


def overlap(one: Figure, other: Figure) -> bool:
    """Whether the ranges that the two allow have a value in common."""
    if (one.modifier == "exact" and other.modifier == "exact") or one.parts or other.parts:
        return False
    if _ALIKE.get(one.modifier, one.modifier) == _ALIKE.get(other.modifier):
        # "at least 20" and "at least 30" can both be true, but who knows the greater writes it.
        mine, theirs = one.value * one.factor, other.value * other.factor
        return abs(mine - theirs) <= _SAME_BOUND * max(abs(mine), abs(theirs))
    low_one, high_one = practical(one)
    low_other, high_other = practical(other)
    return max(low_one, low_other) <= min(high_one, high_other)


def practical(figure: Figure) -> tuple[float, float]:
    """The bounds that a reader takes a figure to have: "more than 20" is not said of 74.

    In seconds for durations, else in the figure's unit.
    """
    value = figure.value
    low, high = figure.low, figure.high
    if low is None:
        low = 0.5 * value if figure.modifier == "most" else 0.7 * value
    if high is None:
        high = (1.5 if figure.modifier == "least" else 1.35) * value
    return low * figure.factor, high * figure.factor
