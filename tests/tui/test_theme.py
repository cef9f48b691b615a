"""Every text colour can be read on every ground it is drawn on, in both themes."""

import pytest
from textual.color import Color

from tui.theme import PAIRS, THEMES


def luminance(colour: Color) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda name: name)
def test_contrast_is_aa(theme, text: str, ground: str):
    variables = theme.variables
    assert contrast(Color.parse(variables[text]), Color.parse(variables[ground])) >= 4.5


def test_both_themes_define_the_same_variables():
    assert THEMES[0].variables.keys() == THEMES[1].variables.keys()
