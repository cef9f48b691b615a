"""Corrections of topics from a screen: asked for in a dialog, made in a thread, told in words."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from tui.errands import run_errand
from tui.screens.topic_dialogs import ConfirmScreen, NameScreen, ReasonsScreen
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.screen import Screen

    from index.library import Library
    from index.sheet import Sheet
    from index.topic_review import Told
    from index.topics import Topic


class Care:
    """Lets a screen of topics join, split, rename, undo, and explain."""

    def __init__(self, screen: Screen[Any], library: Library, changed: Callable[[], None]) -> None:
        """Work for ``screen``; ``changed`` is called after each correction."""
        self._screen = screen
        self._library = library
        self._changed = changed

    def about(self, article: Told, sheet: Sheet) -> Content:
        """Return an article of a topic in words."""
        own = sum(any(one.article_id == article.id for one in row.statements) for row in sheet.rows)
        alone = sum(any(one.article_id == article.id for one in row.statements) for row in sheet.alone)
        return Content.assemble(
            (one_line(article.title) or "(untitled)", "bold"),
            (f"\n{one_line(article.source)}, {article.day or 'undated'}", "$source"),
            (f"\n{own} of its facts stand in another account, too; {alone} in no other", "$quiet"),
            (f"\nStory: {one_line(article.story)}", "$quiet"),
        )

    def join(self, stays: Topic, goes: Topic) -> None:
        """Ask whether ``goes`` shall become part of ``stays``."""
        lines = (f"“{goes.label}” ({len(goes.article_ids)} articles)", "becomes part of", f"“{stays.label}”")
        self._confirmed(
            "Join two topics for good?",
            lines,
            lambda: f"Joined to “{self._library.review.join(stays.id, goes.id).label}”.",
        )

    def split(self, article: Told) -> None:
        """Ask whether ``article`` shall stand by itself."""
        lines = (f"“{article.title}”", f"{article.source}, {article.day or 'undated'}")

        def change() -> str:
            self._library.review.split(article.id)
            return f"“{article.title}” stands by itself."

        self._confirmed("Take this article out of the topic for good?", lines, change)

    def rename(self, topic_id: str, name: str) -> None:
        """Ask for another name for a topic."""

        def answered(given: str | None) -> None:
            if given is not None:
                self._correct(lambda: f"It is “{self._library.review.rename(topic_id, given).label}” now.")

        self._screen.app.push_screen(NameScreen("Rename the topic", name), answered)

    def undo(self) -> None:
        """Take the last correction back."""
        self._correct(lambda: f"Taken back: {self._library.review.undo()}.", undoing=True)

    def why(
        self, article: Told, marked: Told | None, now: datetime, compare: Callable[[str, str], None]
    ) -> None:
        """Show what joins ``article`` to the ``marked`` one and to the others of its topic."""
        run_errand(self._screen, self._explain, article, marked, now, compare, group="why", exclusive=True)

    async def _explain(
        self, article: Told, marked: Told | None, now: datetime, compare: Callable[[str, str], None]
    ) -> None:
        review = self._library.review
        lines = [f"“{article.title}”, {article.source}, {article.day or 'undated'}"]
        try:
            beside = await asyncio.to_thread(review.beside, article.id)
            if marked is not None and marked.id != article.id:
                reason = await asyncio.to_thread(review.why, article.id, marked.id)
                lines.append(f"and the marked one, “{marked.title}”, {marked.source}: {reason}.")
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self._screen.notify(one_line(f"That is not known: {error}"), severity="warning")
            return

        def answered(other: str | None) -> None:
            if other is not None:
                compare(article.id, other)

        lines.append("Nearest in the topic:" if beside else "Nothing else in its topic is like it.")
        self._screen.app.push_screen(ReasonsScreen(lines, beside, now), answered)

    def _confirmed(self, title: str, lines: tuple[str, ...], change: Callable[[], str]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._correct(change)

        self._screen.app.push_screen(ConfirmScreen(title, lines), answered)

    def _correct(self, change: Callable[[], str], *, undoing: bool = False) -> None:
        run_errand(self._screen, partial(self._carry_out, change, undoing=undoing), group="correcting")

    async def _carry_out(self, change: Callable[[], str], *, undoing: bool) -> None:
        try:
            said = await asyncio.to_thread(change)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self._screen.notify(one_line(f"Nothing was changed: {error}"), severity="warning", timeout=8)
            return
        self._screen.notify(one_line(said if undoing else f"{said} u takes it back."), timeout=6)
        self._changed()
