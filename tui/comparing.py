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

    from index.library import Counterpart, Library
    from tui.screens.compare import Jump


@dataclass(frozen=True, slots=True)
class Subject:
    """The article that is being read; ``source`` and ``title`` to speak of it."""

    article_id: str
    source: str
    title: str


class Comparing:
    """Opens comparisons over ``screen``; ``jumped`` is told which article shall be read when one is left."""

    def __init__(
        self,
        screen: Screen[Any],
        library: Callable[[], Library],
        now: Callable[[], datetime],
        jumped: Callable[[Jump | None], None],
    ) -> None:
        self._jumped = jumped
        self._screen = screen
        self._library = library
        self._now = now
        self.marked: Subject | None = None

    def toggle_mark(self, subject: Subject) -> Subject | None:
        """Mark the article as A, or take the mark from it; return what is marked now."""
        same = self.marked is not None and self.marked.article_id == subject.article_id
        self.marked = None if same else subject
        return self.marked

    def compare(self, subject: Subject) -> None:
        """Compare with the article marked as A, else with the nearest account of another source."""
        if self.marked is not None and self.marked.article_id != subject.article_id:
            self.show(self.marked.article_id, subject.article_id)
        else:
            self._start(subject, choose=False)

    def choose(self, subject: Subject) -> None:
        """Let the reader choose which account to compare with."""
        self._start(subject, choose=True)

    def show(self, a_id: str, b_id: str) -> None:
        """Put two articles side by side."""
        from tui.screens.compare import CompareScreen

        self._screen.app.push_screen(CompareScreen(self._library(), a_id, b_id, now=self._now), self._jumped)

    def accounts(self, article_id: str) -> list[Counterpart]:
        """Return the other accounts of the topic, nearest first. Blocking."""
        return self._library().counterparts(article_id)

    def _start(self, subject: Subject, *, choose: bool) -> None:
        work = self._with_counterpart(subject, choose=choose)
        self._screen.run_worker(work, group="compare", exclusive=True)

    async def _with_counterpart(self, subject: Subject, *, choose: bool) -> None:
        try:
            accounts = await asyncio.to_thread(self.accounts, subject.article_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self._screen.notify(
                f"No other account could be looked for: {error}", severity="error", markup=False
            )
            return
        if not accounts:
            self._screen.notify(
                no_counterpart(subject.source), title="Nothing to compare with", markup=False, timeout=8
            )
            return
        chosen: str | None = accounts[0].article_id
        if choose:
            from tui.screens.chooser import ChooserScreen

            chosen = await self._screen.app.push_screen_wait(
                ChooserScreen(subject.title, accounts, self._now())
            )
        if chosen is not None:
            self.show(subject.article_id, chosen)
