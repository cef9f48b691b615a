"""From an article to a comparison: the nearest counterpart, a chosen one, or any two through a mark."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.errands import run_errand
from tui.held_keys import HeldKeys
from tui.pauses import spare_what_stays
from tui.screens.messages import no_counterpart

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from index.compare.result import Comparison
    from index.library import Counterpart, Library
    from tui.screens.compare import Jump


#: Where the screen is; nothing of it is loaded before it is needed.
_SCREEN = "tui.screens.compare"

#: Longer articles are not compared before one asks for it, in characters: some 300 sentences.
_LONG = 40_000


@dataclass(frozen=True, slots=True)
class Subject:
    """The article that is being read; ``source`` and ``title`` to speak of it."""

    article_id: str
    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of an article before it is asked for: other accounts, a comparison with the nearest.

    ``answer`` is None where there is no other account, or one that is long.
    """

    article_id: str
    accounts: list[Counterpart]
    answer: asyncio.Task[Comparison] | None


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
        self._prepared: Prepared | None = None
        self.keys = HeldKeys(screen)
        """What is pressed until a comparison that was asked for is there."""
        self.marked: Subject | None = None

    def prepare(self, subject: Subject) -> None:
        """Compare with the nearest account, unseen: who stays with an article may ask for it next."""
        if self._prepared is None or self._prepared.article_id != subject.article_id:
            run_errand(self._screen, self._prepare, subject.article_id, group="prepare", exclusive=True)

    def forget(self) -> None:
        """What was found out may not be true any more: articles have come, changed or gone."""
        self._prepared = None

    async def _prepare(self, article_id: str) -> None:
        with suppress(Exception):  # whatever it is, the reader is told when it is asked for
            accounts = await asyncio.to_thread(self.accounts, article_id)
            nearest = accounts[0].article_id if accounts else None
            answer = None
            if nearest is not None and await asyncio.to_thread(self._are_short, article_id, nearest):
                answer = self._ask(article_id, nearest)
            self._prepared = Prepared(article_id, accounts, answer)
            if _SCREEN not in sys.modules:
                await asyncio.to_thread(import_module, _SCREEN)
                if answer is not None:
                    await asyncio.wait({answer})
                spare_what_stays(self._screen.app)

    def _are_short(self, *article_ids: str) -> bool:
        return all(len(self._library().article(article_id).text) <= _LONG for article_id in article_ids)

    def _ask(self, a_id: str, b_id: str) -> asyncio.Task[Comparison]:
        answer = asyncio.create_task(asyncio.to_thread(self._library().compare, a_id, b_id, strictness=None))
        answer.add_done_callback(_unless_asked_for)
        return answer

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
        self.keys.hold()
        run_errand(self._screen, self._show, a_id, b_id, group="show", exclusive=True)

    async def _show(self, a_id: str, b_id: str) -> None:
        """Compare first, then change screens: most answers are there before an empty one were drawn."""
        from tui.screens.compare import PATIENCE, CompareScreen

        known, self._prepared = self._prepared, None
        nearest = known.accounts[0].article_id if known and known.accounts else None
        answer = known.answer if known and (known.article_id, nearest) == (a_id, b_id) else None
        answer = answer or self._ask(a_id, b_id)
        await asyncio.wait({answer}, timeout=PATIENCE)
        self._screen.app.push_screen(
            CompareScreen(self._library(), a_id, b_id, now=self._now, answer=answer), self._jumped
        )
        self.keys.release()

    def accounts(self, article_id: str) -> list[Counterpart]:
        """Return the other accounts of the topic, nearest first. Blocking."""
        return self._library().counterparts(article_id)

    def _start(self, subject: Subject, *, choose: bool) -> None:
        self.keys.hold()
        work = partial(self._with_counterpart, subject, choose=choose)
        run_errand(self._screen, work, group="compare", exclusive=True)

    async def _accounts(self, article_id: str) -> list[Counterpart]:
        known = self._prepared
        if known is not None and known.article_id == article_id:
            return known.accounts
        return await asyncio.to_thread(self.accounts, article_id)

    async def _with_counterpart(self, subject: Subject, *, choose: bool) -> None:
        try:
            accounts = await self._accounts(subject.article_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.keys.release()
            self._screen.notify(
                f"No other account could be looked for: {error}", severity="error", markup=False
            )
            return
        if not accounts:
            self.keys.release()
            self._screen.notify(
                no_counterpart(subject.source), title="Nothing to compare with", markup=False, timeout=8
            )
            return
        chosen: str | None = accounts[0].article_id
        if choose:
            from tui.screens.chooser import ChooserScreen

            chooser = ChooserScreen(subject.title, accounts, self._now())
            answer = self._screen.app.push_screen(chooser, wait_for_dismiss=True)
            self.keys.release()
            chosen = await answer
        if chosen is not None:
            self.show(subject.article_id, chosen)


def _unless_asked_for(answer: asyncio.Task[Comparison]) -> None:
    """Take note of an error: it is told when the comparison is asked for, and else concerns nobody."""
    if not answer.cancelled():
        answer.exception()
