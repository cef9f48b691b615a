"""The looks of a comparison: which colours of the theme stand for which role.

A plain table instead of component classes: with fifty roles on five widgets, matching style rules for each
was most of the time that opening a comparison took.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget

    from tui.widgets.compare_marks import Role


@dataclass(frozen=True, slots=True)
class Look:
    """Names of theme colours (None: as what lies below) and how the letters stand."""

    colour: str | None = None
    ground: str | None = None
    bold: bool | None = None
    underline: bool | None = None


def _cap(mark: str) -> Look:
    """A cap is its mark's colour turned inside out, so that it cannot be taken for a word of the source."""
    return Look("ground", mark, bold=True)


LOOKS: Final[dict[Role, Look]] = {
    # Rows
    "absent": Look(ground="surface"),
    "cursor": Look(ground="cursor-blurred"),
    "fold": Look("quiet", bold=True),
    "gist": Look("quiet"),
    "pointed": Look("hit-current", "hit-current-ground", bold=True),
    # Marks
    "agree": Look("mark-agree", underline=True),
    "differ": Look("mark-differ", "mark-differ-ground", bold=True),
    "close": Look("mark-close", "mark-close-ground"),
    "roughly": Look("mark-agree", "mark-agree-ground"),
    "spelling": Look("mark-spelling", "mark-spelling-ground"),
    "unique": Look("mark-unique", "mark-unique-ground"),
    "differ-cap": _cap("mark-differ"),
    "close-cap": _cap("mark-close"),
    "roughly-cap": _cap("mark-agree"),
    "spelling-cap": _cap("mark-spelling"),
    "unique-cap": _cap("mark-unique"),
    # Verdicts in words
    "agree-word": Look("mark-agree"),
    "differ-word": Look("mark-differ", bold=True),
    "close-word": Look("mark-close"),
    "spelling-word": Look("mark-spelling"),
    "then-now": Look("mark-close"),
    "only-a": Look("source", bold=True),
    "only-b": Look("key", bold=True),
    # Gutter and overview
    "gutter": Look("quiet", "bar"),
    "gutter-same": Look("mark-agree"),
    "gutter-related": Look("quiet"),
    "gutter-close": Look("mark-close"),
    "gutter-differ": Look("mark-differ", bold=True),
    "gutter-only-a": Look("source", bold=True),
    "gutter-only-b": Look("key", bold=True),
    "viewport": Look(ground="cursor"),
    # Heads and lines
    "badge-a": Look("ground", "source", bold=True),
    "badge-b": Look("ground", "key", bold=True),
    "side-a": Look("source", bold=True),
    "side-b": Look("key", bold=True),
    "heading": Look("strong", bold=True),
    "later": Look("mark-close"),
    "muted": Look("quiet"),
    "position": Look("ink"),
    "rule": Look("rule"),
    "source": Look("ink", bold=True),
    "title": Look("strong", bold=True),
    "warning": Look("mark-differ", bold=True),
}


class Palette:
    """Styles for one widget, remembered as long as the theme stays (the background goes with it)."""

    def __init__(self, widget: Widget) -> None:
        """Draw on the background that the style sheet gives to ``widget``."""
        self._widget = widget
        self._ground = Style()
        self._styles: dict[tuple[Role, ...], Style] = {}
        self._theme = ""

    def __call__(self, *roles: Role) -> Style:
        """Return the style of ``roles``, the later ones over the earlier."""
        if self._theme != self._widget.app.theme:
            self._theme = self._widget.app.theme
            self._ground = self._widget.rich_style
            self._styles.clear()
        if roles not in self._styles:
            colours = self._widget.app.theme_variables
            self._styles[roles] = sum((_style(LOOKS[role], colours) for role in roles), self._ground)
        return self._styles[roles]


def _style(look: Look, colours: Mapping[str, str]) -> Style:
    def colour(name: str | None) -> str | None:
        return None if name is None else Color.parse(colours[name]).hex6

    return Style(
        color=colour(look.colour), bgcolor=colour(look.ground), bold=look.bold, underline=look.underline
    )
