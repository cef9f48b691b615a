"""Every text colour can be read on every ground it is drawn on, in all themes and by all eyes."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from textual.color import Color

from tests.tui.driving import running
from tui.theme import CONTRAST, DARK, PAIRS, THEMES, THEMES_BY_SETTING

MARKS = ("mark-agree", "mark-close", "mark-differ", "mark-unique", "mark-spelling")

#: What is left of linear RGB to someone without one kind of cone: Machado, Oliveira, Fernandes, "A
#: Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: Color) -> list[float]:
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]


def luminance(colour: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: Color, eyes: str) -> tuple[float, float, float]:
    """A colour in CIE L*a*b* (D65) as these eyes see it: distances there are differences one notices."""
    rgb = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, math.fsum(a * b for a, b in zip(row, rgb, strict=True)))) for row in EYES[eyes]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda name: name)
def test_contrast_is_aa_and_aaa_in_high_contrast(theme, text: str, ground: str):
    variables = theme.variables
    least = 7 if theme.name == CONTRAST else 4.5
    assert contrast(Color.parse(variables[text]), Color.parse(variables[ground])) >= least


@pytest.mark.parametrize("theme", [t for t in THEMES if "colour-blind" in t.name], ids=lambda t: t.name)
@pytest.mark.parametrize("eyes", EYES)
def test_the_colour_blind_pair_keeps_its_colours_apart(theme, eyes: str):
    for names in (MARKS, ("source", "key")):
        for one, other in combinations(names, 2):
            colours = (Color.parse(theme.variables[name]) for name in (one, other))
            # 2.3 is what can just be noticed, side by side; words stand apart and are thin.
            assert math.dist(*(seen(colour, eyes) for colour in colours)) >= 20, (one, other)


def test_all_themes_define_the_same_variables():
    assert all(theme.variables.keys() == THEMES[0].variables.keys() for theme in THEMES)
    assert set(THEMES_BY_SETTING.values()) == {theme.name for theme in THEMES}


async def test_one_key_goes_round_all_themes():
    async with running() as (pilot, reader):
        seen_names = []
        for _ in THEMES:
            seen_names.append(reader.app.theme)
            await pilot.press("T")
        assert seen_names == [theme.name for theme in THEMES]
        assert reader.app.theme == DARK
