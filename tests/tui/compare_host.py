"""The smallest app around the compare screen, over a library that has one comparison for every pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

from textual.app import App

from tests.tui.comparisons import mirrored, orsel
from tui.screens.compare import CompareScreen, Jump
from tui.theme import DARK, DARK_THEME, THEMES
from tui.widgets.compare_detail import CompareDetail
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_rows import CompareRows

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from index.compare.result import Comparison
    from index.library import Counterpart

NOW = datetime(2025, 4, 12, 12, 0, tzinfo=UTC)


def _settings() -> SimpleNamespace:
    return SimpleNamespace(compare=SimpleNamespace(strictness=3))


@dataclass
class OneComparison:
    """Answers every request with ``make()``, mirrored when the sides were asked for the other way round."""

    make: Callable[[], Comparison] = orsel
    error: Exception | None = None
    others: tuple[Counterpart, ...] = ()
    asked: list[tuple[str, str, int | None]] = field(default_factory=list)
    settings: SimpleNamespace = field(default_factory=_settings)

    def compare(self, a_id: str, b_id: str, strictness: int | None = None) -> Comparison:
        self.asked.append((a_id, b_id, strictness))
        if self.error is not None:
            raise self.error
        comparison = self.make()
        return mirrored(comparison) if a_id == comparison.b.id else comparison

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        return list(self.others)


class CompareHost(App[None]):
    """Shows the compare screen over an empty one and keeps what it returns."""

    def __init__(self, library: OneComparison | None = None, theme: str = DARK) -> None:
        super().__init__()
        self.library = library or OneComparison()
        self.returned: list[Jump | None] = []
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_THEME.variables

    def on_mount(self) -> None:
        screen = CompareScreen(self.library, "orsel-a", "orsel-b", now=lambda: NOW)  # type: ignore[arg-type]
        self.push_screen(screen, self.returned.append)

    @property
    def rows(self) -> CompareRows:
        return self.screen.query_one(CompareRows)

    @property
    def facts(self) -> CompareFacts:
        return self.screen.query_one(CompareFacts)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being compared and all messages are handled."""
    await pilot.pause()
    screen = next(screen for screen in reversed(pilot.app.screen_stack) if isinstance(screen, CompareScreen))
    while screen.is_comparing:
        await pilot.pause(0.01)
    await pilot.pause()


def text(app: App[None]) -> str:
    """What is on the screen, as lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def detail(app: App[None]) -> str:
    """The two lines below the columns."""
    widget = app.screen.query_one(CompareDetail)
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(2))
