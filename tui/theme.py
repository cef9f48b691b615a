"""The reader's own themes: dark ink and warm paper, and the colours that the comparison speaks in.

Every text colour reaches WCAG AA (4.5:1) on every ground it is drawn on; a test measures it. Colours only
ever repeat what a glyph or a line already says.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = "lateral-dark"
LIGHT: Final = "lateral-light"

#: The names of the themes by what the settings call them.
THEMES_BY_SETTING: Final = {"dark": DARK, "light": LIGHT}


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
    variables=_variables(
        {
            "ink": "#d9dee7",  # running text
            "strong": "#f2f4f8",  # titles
            "quiet": "#98a2b3",  # dates, hints, what may be overlooked
            "ground": "#13161b",  # under running text
            "bar": "#1e232b",  # search, status and footer
            "rule": "#39424f",  # lines between panes
            "rule-strong": "#8fb8de",  # the line over the pane that has the keyboard
            "cursor": "#26384b",  # under the entry the keyboard is on
            "cursor-blurred": "#222831",
            "key": "#e8bf73",
            "source": "#8fb8de",
            "hit": "#f3cf86",
            "hit-ground": "#3b3115",
            "hit-current": "#13161b",
            "hit-current-ground": "#f3cf86",
            "mark-agree": "#8ccf9b",
            "mark-agree-ground": "#16271b",
            "mark-close": "#e8c974",
            "mark-close-ground": "#2b2612",
            "mark-differ": "#ff9a85",
            "mark-differ-ground": "#3a1d18",
            "mark-unique": "#86bff0",
            "mark-unique-ground": "#15273a",
            "mark-spelling": "#c9abeb",
            "mark-spelling-ground": "#281f35",
        }
    ),
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
    variables=_variables(
        {
            "ink": "#24272d",
            "strong": "#0e1013",
            "quiet": "#565c66",
            "ground": "#fbf9f4",
            "bar": "#ece8dd",
            "rule": "#cbc5b6",
            "rule-strong": "#1f5688",
            "cursor": "#d9e5f0",
            "cursor-blurred": "#efece3",
            "key": "#7d5200",
            "source": "#1f5688",
            "hit": "#5f3d00",
            "hit-ground": "#fae7b4",
            "hit-current": "#fbf9f4",
            "hit-current-ground": "#7d5200",
            "mark-agree": "#1c6634",
            "mark-agree-ground": "#e0f0e2",
            "mark-close": "#6d5200",
            "mark-close-ground": "#f8efcd",
            "mark-differ": "#a52f18",
            "mark-differ-ground": "#fbe3db",
            "mark-unique": "#1f5688",
            "mark-unique-ground": "#e0ebf6",
            "mark-spelling": "#673a99",
            "mark-spelling-ground": "#efe6f7",
        }
    ),
)

THEMES: Final = (DARK_THEME, LIGHT_THEME)

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
