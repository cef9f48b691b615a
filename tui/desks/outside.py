"""What leaves the reader: links to the browser, and what is copied to the clipboard."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.desks.reading import NO_ARTICLE
from tui.errands import run_errand
from tui.widgets.article import ArticlePane

if TYPE_CHECKING:
    from tui.desks.session import Session
    from tui.linking import Link
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

    def __init__(self, session: Session) -> None:
        super().__init__(id="outside-desk")
        self._session = session

    def action_links(self) -> None:
        """Open one of the article's links."""
        ready = self._article.reading
        if ready is None or not ready.links:
            self.notify("No address stands in this article." if ready else NO_ARTICLE, timeout=3)
            return
        from tui.screens.links import LinksScreen

        self.app.push_screen(LinksScreen(_once(ready.links)), self._open)

    def action_open_article(self) -> None:
        """Open the article where it was published."""
        ready = self._article.reading
        if ready is None or ready.url is None:
            self.notify("The article's address is not known." if ready else NO_ARTICLE, timeout=3)
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
        ready = self._article.reading
        if ready is None:
            self.notify(NO_ARTICLE, timeout=3)
            return
        from tui.screens.copying import CopyScreen

        selected = self.screen.get_selected_text() or ""
        previews: dict[What, str] = {
            "link": ready.url or "",
            "title": ready.title,
            "citation": f"{ready.source}. {ready.date}. …",
            "text": "headline and text",
            "selection": selected,
        }
        self.app.push_screen(CopyScreen(previews), partial(self._copy, selected))

    def _copy(self, selected: str, what: What | None) -> None:
        if what is not None and self._article.reading is not None:
            run_errand(
                self,
                self._copy_of,
                self._article.reading.article_id,
                what,
                selected,
                group="copy",
                exclusive=True,
            )

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
