"""The reader's own themes: dark ink and warm paper, and the colours that the comparison speaks in.

Every text colour reaches WCAG AA (4.5:1) on every ground it is drawn on, in high contrast AAA (7:1), and the
colours of the colour-blind pair stay apart under each kind of colour blindness; tests measure both. Colours
only ever repeat what a glyph or a line already says.
"""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

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
    variables=_variables(
        {
            "ink": "#ffffff",
            "strong": "#ffffff",
            "quiet": "#dcdcdc",
            "ground": "#000000",
            "bar": "#141414",
            "rule": "#a0a0a0",
            "rule-strong": "#9fd3ff",
            "cursor": "#00315e",
            "cursor-blurred": "#2b2b2b",
            "key": "#ffe066",
            "source": "#9fd3ff",
            "hit": "#ffe066",
            "hit-ground": "#332b00",
            "hit-current": "#000000",
            "hit-current-ground": "#ffe066",
            "mark-agree": "#8df7a6",
            "mark-agree-ground": "#00290d",
            "mark-close": "#ffe066",
            "mark-close-ground": "#332b00",
            "mark-differ": "#ffb3a3",
            "mark-differ-ground": "#4a0d00",
            "mark-unique": "#9fd3ff",
            "mark-unique-ground": "#002a4d",
            "mark-spelling": "#e6c7ff",
            "mark-spelling-ground": "#2d0a47",
        }
    ),
)


def _colour_blind(name: str, base: Theme, colours: dict[str, str]) -> Theme:
    """Return ``base`` with other ``colours`` for all that speaks through a colour."""
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
        variables=_variables(dict(base.variables) | colours | {"rule-strong": colours["source"]}),
    )


COLOUR_BLIND_DARK_THEME: Final = _colour_blind(
    COLOUR_BLIND_DARK,
    DARK_THEME,
    {
        "key": "#ffb000",
        "source": "#8ab4ff",
        "mark-agree": "#bad0ff",
        "mark-agree-ground": "#16223d",
        "mark-close": "#dfc045",
        "mark-close-ground": "#2b2612",
        "mark-differ": "#eb8d6c",
        "mark-differ-ground": "#37180c",
        "mark-unique": "#28ceb8",
        "mark-unique-ground": "#0c2b27",
        "mark-spelling": "#e974ff",
        "mark-spelling-ground": "#301436",
    },
)

COLOUR_BLIND_LIGHT_THEME: Final = _colour_blind(
    COLOUR_BLIND_LIGHT,
    LIGHT_THEME,
    {
        "key": "#7d4a00",
        "source": "#0b4fb3",
        "mark-agree": "#0340db",
        "mark-agree-ground": "#e3eaff",
        "mark-close": "#7c6001",
        "mark-close-ground": "#f8efcd",
        "mark-differ": "#6d2a16",
        "mark-differ-ground": "#fbe3db",
        "mark-unique": "#0b7161",
        "mark-unique-ground": "#dcf3ef",
        "mark-spelling": "#9d1ca5",
        "mark-spelling-ground": "#f8e4fa",
    },
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
