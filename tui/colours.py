"""The reader's own colours, by what they are for, without the machinery that draws with them.

They stand apart from the themes because the first picture is drawn before Textual is loaded.
"""

from __future__ import annotations

from typing import Final

DARK_COLOURS: Final = {
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

LIGHT_COLOURS: Final = {
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

CONTRAST_COLOURS: Final = {
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


def _colour_blind(base: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """Return ``base`` with ``own`` colours for all that speaks through a colour."""
    return base | own | {"rule-strong": own["source"]}


COLOUR_BLIND_DARK_COLOURS: Final = _colour_blind(
    DARK_COLOURS,
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

COLOUR_BLIND_LIGHT_COLOURS: Final = _colour_blind(
    LIGHT_COLOURS,
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

#: By what the settings call them.
COLOURS: Final = {
    "dark": DARK_COLOURS,
    "light": LIGHT_COLOURS,
    "high-contrast": CONTRAST_COLOURS,
    "colour-blind-dark": COLOUR_BLIND_DARK_COLOURS,
    "colour-blind-light": COLOUR_BLIND_LIGHT_COLOURS,
}
