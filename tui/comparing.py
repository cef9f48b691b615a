"""From an article to a comparison: the nearest counterpart, a chosen one, or any two through a mark."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.screens.messages import no_counterpart

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from index.library import Counterpart, Library, Result


@dataclass(frozen=True, slots=True)
class Marked:
    """The article marked as A."""

    article_id: str
    label: str


class Comparing:
    """Opens comparisons over ``screen``."""

    def __init__(
        self, screen: Screen[Any], library: Callable[[], Library], now: Callable[[], datetime]
    ) -> None:
        self._screen = screen
        self._library = library
        self._now = now
        self.marked: Marked | None = None

    def toggle_mark(self, result: Result) -> Marked | None:
        """Mark the article as A, or take the mark from it; return what is marked now."""
        if self.marked is not None and self.marked.article_id == result.article_id:
            self.marked = None
        else:
            self.marked = Marked(result.article_id, f"{result.source}: {result.title}")
        return self.marked

    def compare(self, result: Result) -> None:
        """Compare with the article marked as A, else with the nearest account of another source."""
        if self.marked is not None and self.marked.article_id != result.article_id:
            self.show(self.marked.article_id, result.article_id)
        else:
            self._start(result, choose=False)

    def choose(self, result: Result) -> None:
        """Let the reader choose which account to compare with."""
        self._start(result, choose=True)

    def show(self, a_id: str, b_id: str) -> None:
        """Put two articles side by side."""
        from tui.screens.compare import CompareScreen

        self._screen.app.push_screen(CompareScreen(self._library(), a_id, b_id))

    def accounts(self, article_id: str) -> list[Counterpart]:
        """Return the other accounts of the topic, nearest first. Blocking."""
        return self._library().counterparts(article_id)

    def _start(self, result: Result, *, choose: bool) -> None:
        work = self._with_counterpart(result, choose=choose)
        self._screen.run_worker(work, group="compare", exclusive=True)

    async def _with_counterpart(self, result: Result, *, choose: bool) -> None:
        try:
            accounts = await asyncio.to_thread(self.accounts, result.article_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self._screen.notify(
                f"No other account could be looked for: {error}", severity="error", markup=False
            )
            return
        if not accounts:
            self._screen.notify(
                no_counterpart(result.source), title="Nothing to compare with", markup=False, timeout=8
            )
            return
        chosen: str | None = accounts[0].article_id
        if choose:
            from tui.screens.chooser import ChooserScreen

            chosen = await self._screen.app.push_screen_wait(
                ChooserScreen(result.title, accounts, self._now())
            )
        if chosen is not None:
            self.show(result.article_id, chosen)
