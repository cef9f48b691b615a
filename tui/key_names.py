"""What keys are called on the screen and in the README: the character itself, or its name on a keyboard."""

from __future__ import annotations

from typing import Final

_NAMES: Final[dict[str, str]] = {
    "backspace": "Backspace",
    "delete": "Del",
    "down": "↓",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "home": "Home",
    "left": "←",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "right": "→",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
}

_ARROWS: Final[dict[str, str]] = {"down": "Down", "left": "Left", "right": "Right", "up": "Up"}


def key_name(key: str, *, plain: bool = False) -> str:
    """Return how Textual's ``key`` is called: "ctrl+p" is "Ctrl+P", "question_mark" is "?".

    ``plain``: name arrows in words, where they cannot be drawn.
    """
    from textual.keys import format_key

    *modifiers, base = key.split("+") if key != "+" else ["+"]
    shown = (_ARROWS if plain else {}).get(base) or _NAMES.get(base)
    if shown is None:
        shown = base.upper() if base[0] == "f" and base[1:].isdigit() else format_key(base)
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
