"""Units convert into one per dimension."""

from __future__ import annotations

import pytest

from index.compare.units import UNITS, convert


@pytest.mark.parametrize(
    ("value", "unit", "expected", "base"),
    [
        (90, "miles", 144.84, "km"),
        (10, "acres", 0.0405, "km2"),
        (250, "hectares", 2.5, "km2"),
        (386, "square-miles", 999.7, "km2"),
        (2, "tonnes", 2000, "kg"),
        (100, "lbs", 45.36, "kg"),
        (86, "fahrenheit", 30, "celsius"),
        (50, "mph", 80.47, "km/h"),
        (2, "weeks", 1_209_600, "s"),
        (50, "basis-points", 0.5, "percentage point"),
    ],
)
def test_converts(value: float, unit: str, expected: float, base: str) -> None:
    assert UNITS[unit].base == base
    assert convert(value, UNITS[unit]) == pytest.approx(expected, rel=1e-3)


def test_percent_and_percentage_points_are_two_dimensions() -> None:
    assert UNITS["percent"].base != UNITS["percentage-points"].base


def test_british_and_american_spellings_are_one_unit() -> None:
    assert UNITS["kilometre"] == UNITS["kilometers"]
    assert UNITS["metres"] == UNITS["meter"]
