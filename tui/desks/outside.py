"""What leaves the reader: links to the browser, and what is copied to the clipboard."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desks.reading import NO_ARTICLE, ReadingDesk
from tui.errands import run_errand
from tui.outlets import beside_headline
from tui.reading import reading
from tui.widgets.article import ArticlePane

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.desks.session import Session
    from tui.linking import Link
    from tui.reading import Reading
    from tui.screens.copying import What


class OutsideDesk(Vertical):
    """Opens links, and copies."""

    BINDING_GROUP_TITLE = "Links and copying"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "links", "Open a link of the article", show=False, id="browse.links"),
        Binding("O", "open_article", "Open the article in the browser", show=False, id="browse.open_url"),
        Binding("y", "copy", "Copy link, title, citation or text", show=False, id="browse.copy"),
    ]

    _article = getters.query_one("#article", ArticlePane)
    _desk = getters.query_one("#reading-desk", ReadingDesk)

    def __init__(self, session: Session) -> None:
        super().__init__(id="outside-desk")
        self._session = session

    def _with_article(self, act: Callable[[Reading], None]) -> None:
        """Act upon the article that keys are about, which may still be on its way to the screen."""
        subject, shown = self._desk.subject, self._article.reading
        if subject is None:
            self.notify(NO_ARTICLE, timeout=3)
        elif shown is not None and shown.article_id == subject.article_id:
            act(shown)
        else:
            run_errand(self, self._read, subject.article_id, act, group="outside")

    async def _read(self, article_id: str, act: Callable[[Reading], None]) -> None:
        try:
            ready = await asyncio.to_thread(lambda: reading(self._session.opened().article(article_id), None))
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.notify(f"It could not be read: {error}", severity="error", markup=False)
        else:
            act(ready)

    def action_links(self) -> None:
        """Open one of the article's links."""
        self._with_article(self._offer_links)

    def _offer_links(self, ready: Reading) -> None:
        from tui.screens.links import LinksScreen

        if ready.links:
            self.app.push_screen(LinksScreen(_once(ready.links)), self._open)
        else:
            self.notify("No address stands in this article.", timeout=3)

    def action_open_article(self) -> None:
        """Open the article where it was published."""
        self._with_article(self._open_article)

    def _open_article(self, ready: Reading) -> None:
        if ready.url is None:
            self.notify("The article's address is not known.", timeout=3)
        else:
            self._open(ready.url)

    @on(ArticlePane.LinkClicked)
    def _link_clicked(self, event: ArticlePane.LinkClicked) -> None:
        event.stop()
        self._open(event.url)

    def _open(self, url: str | None) -> None:
        if url is not None:
            run_errand(self, self._open_or_copy, url, group="browser")

    async def _open_or_copy(self, url: str) -> None:
        from tui.linking import open_in_browser

        if await asyncio.to_thread(open_in_browser, self.app, url):
            self.notify(url, title="Opened in the browser", markup=False, timeout=4)
        else:
            await self._put(url, "No browser can be opened here: its address")

    def action_copy(self) -> None:
        """Copy the link, the title, a citation, the text, or what is selected."""
        self._with_article(self._offer_copies)

    def _offer_copies(self, ready: Reading) -> None:
        from tui.screens.copying import CopyScreen

        selected = self.screen.get_selected_text() or ""
        previews: dict[What, str] = {
            "link": ready.url or "",
            "title": ready.title,
            "citation": f"“{ready.title}”. {beside_headline(ready.source)}. {ready.date}",
            "text": "headline and text",
            "selection": selected,
        }
        self.app.push_screen(CopyScreen(previews), partial(self._copy, ready.article_id, selected))

    def _copy(self, article_id: str, selected: str, what: What | None) -> None:
        if what is not None:
            run_errand(self, self._copy_of, article_id, what, selected, group="copy", exclusive=True)

    async def _copy_of(self, article_id: str, what: What, selected: str) -> None:
        from tui.screens.copying import copied

        try:
            article = await asyncio.to_thread(self._session.opened().article, article_id)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader is told in words
            self.notify(f"It could not be copied: {error}", severity="error", markup=False)
            return
        name, text = copied(article, what, selected)
        if text:
            await self._put(text, name)
        else:
            self.notify("The article's address is not known.", timeout=3)

    async def _put(self, text: str, name: str) -> None:
        from tui.clipboard import fill

        self.app.copy_to_clipboard(text)
        await asyncio.to_thread(fill, text)
        shown = " ".join(text.split())
        self.notify(
            shown[:120] + ("…" if len(shown) > 120 else ""), title=f"{name} copied", markup=False, timeout=4
        )


def _once(links: tuple[Link, ...]) -> list[str]:
    """Return the addresses in reading order, each of them once."""
    return list(dict.fromkeys(link.url for link in links))
