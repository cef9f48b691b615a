"""The reader's own themes: dark ink and warm paper, and the colours that the comparison speaks in.

Every text colour reaches WCAG AA (4.5:1) on every ground it is drawn on, in high contrast AAA (7:1), and the
colours of the colour-blind pair stay apart under each kind of colour blindness; tests measure both. Colours
only ever repeat what a glyph or a line already says.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

from tui.colours import (
    COLOUR_BLIND_DARK_COLOURS,
    COLOUR_BLIND_LIGHT_COLOURS,
    CONTRAST_COLOURS,
    DARK_COLOURS,
    LIGHT_COLOURS,
)

DARK: Final = "lateral-dark"
LIGHT: Final = "lateral-light"
CONTRAST: Final = "lateral-contrast"
COLOUR_BLIND_DARK: Final = "lateral-colour-blind-dark"
COLOUR_BLIND_LIGHT: Final = "lateral-colour-blind-light"

#: The names of the themes by what the settings call them.
THEMES_BY_SETTING: Final = {
    "dark": DARK,
    "light": LIGHT,
    "high-contrast": CONTRAST,
    "colour-blind-dark": COLOUR_BLIND_DARK,
    "colour-blind-light": COLOUR_BLIND_LIGHT,
}


def _variables(colours: dict[str, str]) -> dict[str, str]:
    """Complete the few colours a theme chooses with the variables that Textual's own widgets look for."""
    return {
        **colours,
        "border": colours["rule-strong"],
        "border-blurred": colours["rule"],
        "block-cursor-background": colours["cursor"],
        "block-cursor-foreground": colours["ink"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": colours["cursor-blurred"],
        "block-cursor-blurred-foreground": colours["ink"],
        "block-cursor-blurred-text-style": "none",
        "block-hover-background": colours["cursor-blurred"],
        "input-cursor-background": colours["ink"],
        "input-cursor-foreground": colours["ground"],
        "input-selection-background": colours["cursor"],
        "input-selection-foreground": colours["ink"],
        "scrollbar": colours["rule"],
        "scrollbar-hover": colours["quiet"],
        "scrollbar-active": colours["rule-strong"],
        "scrollbar-background": colours["ground"],
        "scrollbar-background-hover": colours["ground"],
        "scrollbar-background-active": colours["ground"],
        "scrollbar-corner-color": colours["ground"],
        "footer-background": colours["bar"],
        "footer-foreground": colours["quiet"],
        "footer-key-foreground": colours["key"],
        "footer-key-background": "transparent",
        "footer-description-foreground": colours["quiet"],
        "footer-description-background": "transparent",
        "screen-selection-background": colours["cursor"],
        "screen-selection-foreground": colours["ink"],
    }


DARK_THEME: Final = Theme(
    name=DARK,
    dark=True,
    primary="#8fb8de",
    secondary="#a8b3c2",
    accent="#e8bf73",
    warning="#e8bf73",
    error="#f0907c",
    success="#8ccf9b",
    foreground="#d9dee7",
    background="#13161b",
    surface="#181c22",
    panel="#1e232b",
    variables=_variables(DARK_COLOURS),
)

LIGHT_THEME: Final = Theme(
    name=LIGHT,
    dark=False,
    primary="#1f5688",
    secondary="#55606e",
    accent="#7d5200",
    warning="#7d5200",
    error="#a52f18",
    success="#1c6634",
    foreground="#24272d",
    background="#fbf9f4",
    surface="#f5f2ea",
    panel="#ece8dd",
    variables=_variables(LIGHT_COLOURS),
)

CONTRAST_THEME: Final = Theme(
    name=CONTRAST,
    dark=True,
    primary="#9fd3ff",
    secondary="#ffffff",
    accent="#ffe066",
    warning="#ffe066",
    error="#ffb3a3",
    success="#8df7a6",
    foreground="#ffffff",
    background="#000000",
    surface="#0a0a0a",
    panel="#141414",
    variables=_variables(CONTRAST_COLOURS),
)


def _colour_blind(name: str, base: Theme, colours: dict[str, str]) -> Theme:
    """Return ``base`` with other ``colours``."""
    return Theme(
        name=name,
        dark=base.dark,
        primary=colours["source"],
        secondary=base.secondary,
        accent=colours["key"],
        warning=colours["mark-close"],
        error=colours["mark-differ"],
        success=colours["mark-agree"],
        foreground=base.foreground,
        background=base.background,
        surface=base.surface,
        panel=base.panel,
        variables=_variables(colours),
    )


COLOUR_BLIND_DARK_THEME: Final = _colour_blind(
    COLOUR_BLIND_DARK,
    DARK_THEME,
    COLOUR_BLIND_DARK_COLOURS,
)

COLOUR_BLIND_LIGHT_THEME: Final = _colour_blind(
    COLOUR_BLIND_LIGHT,
    LIGHT_THEME,
    COLOUR_BLIND_LIGHT_COLOURS,
)

#: In the order in which one key goes round.
THEMES: Final = (
    DARK_THEME,
    LIGHT_THEME,
    CONTRAST_THEME,
    COLOUR_BLIND_DARK_THEME,
    COLOUR_BLIND_LIGHT_THEME,
)

#: Which text colour is drawn on which grounds; the contrast test walks this table.
PAIRS: Final = tuple(
    (text, ground)
    for text, grounds in {
        "ink": ("ground", "bar", "cursor", "cursor-blurred"),
        "strong": ("ground", "bar", "cursor", "cursor-blurred"),
        "quiet": ("ground", "bar", "cursor", "cursor-blurred"),
        "source": ("ground", "bar", "cursor", "cursor-blurred"),
        "key": ("ground", "bar"),
        "rule-strong": ("ground", "bar"),
        "hit": ("hit-ground", "ground", "cursor", "cursor-blurred"),
        "hit-current": ("hit-current-ground",),
        **{
            f"mark-{kind}": (f"mark-{kind}-ground", "ground", "bar", "cursor", "cursor-blurred")
            for kind in ("agree", "close", "differ", "unique", "spelling")
        },
    }.items()
    for ground in grounds
)
