"""The smallest app around the compare screen, over a library that has one comparison for every pair."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Static

from index.article import Article
from index.compare.hand_links import STATE_KIND, hand_links, with_hand_links
from index.compare.rows import rows
from index.state import State
from tests.tui.comparisons import mirrored, orsel
from tui.glyphs import Plain
from tui.screens.compare import CompareScreen, Jump
from tui.theme import DARK, DARK_THEME, THEMES
from tui.widgets.compare_detail import CompareDetail
from tui.widgets.compare_facts import CompareFacts
from tui.widgets.compare_rows import CompareRows
from tui.widgets.counting import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.events import Key
    from textual.filter import LineFilter
    from textual.pilot import Pilot

    from index.compare.facts import ArticleFacts
    from index.compare.result import Account, Comparison
    from index.library import Counterpart

NOW = datetime(2025, 4, 12, 12, 0, tzinfo=UTC)


def _settings() -> SimpleNamespace:
    return SimpleNamespace(
        compare=SimpleNamespace(strictness=3), reader=SimpleNamespace(measure=72), engine="whoosh"
    )


@dataclass
class OneComparison:
    """Answers every request with ``make()``, mirrored when the sides were asked for the other way round."""

    make: Callable[[], Comparison] = orsel
    error: Exception | None = None
    others: tuple[Counterpart, ...] = ()
    asked: list[tuple[str, str, int | None]] = field(default_factory=list)
    settings: SimpleNamespace = field(default_factory=_settings)
    state: State = field(default_factory=State.in_memory)

    def compare(self, a_id: str, b_id: str, strictness: int | None = None) -> Comparison:
        self.asked.append((a_id, b_id, strictness))
        if self.error is not None:
            raise self.error
        comparison = self.make()
        hand = hand_links(self.state.pairs(STATE_KIND), *map(_as_facts, (comparison.a, comparison.b)))
        links = with_hand_links(comparison.links, hand)
        if links != comparison.links:
            marks = [mark for row in comparison.rows for mark in row.marks]
            laid_out = rows(len(comparison.a.sentences), len(comparison.b.sentences), links, marks)
            comparison = replace(comparison, links=links, rows=laid_out)
        return mirrored(comparison) if a_id == comparison.b.id else comparison

    def article(self, article_id: str) -> Article:
        comparison = self.make()
        account = comparison.a if article_id == comparison.a.id else comparison.b
        return Article(account.id, account.source, account.title, "\n\n".join(account.sentences))

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        return list(self.others)


def _as_facts(account: Account) -> ArticleFacts:
    sentences = [SimpleNamespace(text=text) for text in account.sentences]
    return SimpleNamespace(id=account.id, sentences=sentences)  # type: ignore[return-value]


class CompareHost(App[None]):
    """Shows the compare screen over an empty one and keeps what it returns."""

    def __init__(
        self, library: OneComparison | None = None, theme: str = DARK, *, plain: bool = False
    ) -> None:
        super().__init__()
        self.plain = plain
        self.library = library or OneComparison()
        self.returned: list[Jump | None] = []
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK_THEME.variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *([Plain()] if self.plain else [])]

    def on_mount(self) -> None:
        screen = CompareScreen(self.library, "orsel-a", "orsel-b", now=lambda: NOW)  # type: ignore[arg-type]
        self.push_screen(screen, self.returned.append)

    def on_key(self, event: Key) -> None:
        prepare(self, event)

    @property
    def rows(self) -> CompareRows:
        return self.screen.query_one(CompareRows)

    @property
    def facts(self) -> CompareFacts:
        return self.screen.query_one(CompareFacts)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is being compared, all messages are handled, and what was found has its place."""
    await pilot.pause()
    screen = next(screen for screen in reversed(pilot.app.screen_stack) if isinstance(screen, CompareScreen))
    while not screen.is_mounted or screen.is_comparing:
        await pilot.pause(0.01)
    await pilot.pause()
    columns = screen.query_one("#compare-columns")
    notice = screen.query_one("#compare-notice", Static)
    while not (columns.display or screen.view.sides.display or str(notice.render())):
        await pilot.pause(0.01)
    # On a slow machine "Comparing…" stood in their place meanwhile, and they have to be laid out anew.
    while columns.display and pilot.app.screen is screen:
        if screen.query_one(CompareRows).size and not screen._layout_required:
            break
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
