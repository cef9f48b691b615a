"""One account in full, over the comparison that it was opened from: going back finds it as it was left."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.errands import run_errand
from tui.reading import reading
from tui.screens.leaving_once import LeavesOnce
from tui.screens.messages import unreadable_article
from tui.widgets.article import ArticlePane
from tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from index.library import Library
    from tui.reading import Reading


class AccountScreen(LeavesOnce[bool], Screen[bool]):
    """An article from one of its sentences on. Dismissed with whether the reader wants to stay with it."""

    TITLE = "Account"
    BINDING_GROUP_TITLE = "One account"
    DEFAULT_CSS = "AccountScreen { background: $ground; color: $ink; & > ArticlePane { height: 1fr; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,backspace", "back", "Back", tooltip="Back to the comparison", id="account.back"),
        Binding("enter", "stay", "Leave the comparison", tooltip="Read on, outside", id="account.stay"),
    ]

    def __init__(self, library: Library, article_id: str, sentence: str) -> None:
        """Show an article of ``library`` from the words of ``sentence`` on."""
        super().__init__()
        self._library = library
        self._article_id = article_id
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """The article and the keys."""
        yield ArticlePane(measure=self._library.settings.reader.measure)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Load the article."""
        self.query_one(ArticlePane).text.focus()
        run_errand(self, self._load, group="load")

    async def _load(self) -> None:
        pane = self.query_one(ArticlePane)
        try:
            ready = await asyncio.to_thread(self._read)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            saying = unreadable_article(error)
            pane.say(saying.heading, saying.sentence)
        else:
            pane.show(ready)
            pane.reveal(self._sentence)

    def _read(self) -> Reading:
        return reading(self._library.article(self._article_id), None)

    def action_back(self) -> None:
        """Go back to the comparison."""
        self.dismiss(False)

    def action_stay(self) -> None:
        """Leave the comparison for this article."""
        self.dismiss(True)
