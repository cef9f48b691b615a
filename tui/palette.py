"""What the command palette finds beside commands: sources, topics and articles."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.library import Library
    from tui.app import LateralApp

#: Articles offered for what is typed.
MOST_ARTICLES = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: its name, what it is, and the search that shows it."""

    name: str
    help: str
    query: str


def quoted(field: str, name: str) -> str:
    """Return the query for articles whose ``field`` is ``name``, whatever the name holds."""
    return f'{field}:"{one_line(name).replace(chr(34), " ")}"'


def places(library: Library) -> list[Place]:
    """Return all sources and topics of the library. Blocking."""
    found = [
        Place(source.name, f"Source with {source.articles:,} articles", quoted("source", source.name))
        for source in library.sources()
    ]
    found += [
        Place(topic.label, f"Topic told by {len(topic.sources)} sources", quoted("topic", topic.label))
        for topic in library.topics()
    ]
    return found


class Places(Provider):
    """Finds sources, topics and articles by a few letters of their names."""

    async def startup(self) -> None:
        """Collect the names once for each time the palette opens."""
        library = self._reader.library
        self._places = await asyncio.to_thread(places, library) if library is not None else []

    @property
    def _reader(self) -> LateralApp:
        return cast("LateralApp", self.app)

    async def discover(self) -> Hits:
        """Offer the topics before anything is typed."""
        for place in self._places:
            if place.query.startswith("topic:"):
                yield DiscoveryHit(Content(one_line(place.name)), self._go(place.query), help=place.help)

    async def search(self, query: str) -> Hits:
        """Offer what matches ``query``."""
        matcher = self.matcher(query)
        for place in self._places:
            name = one_line(place.name)
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, _marked(matcher, name), self._go(place.query), text=name, help=place.help)
        library = self._reader.library
        if library is None or len(query.strip()) < 2:
            return
        page = await asyncio.to_thread(partial(library.search, query, limit=MOST_ARTICLES))
        for rank, result in enumerate(page.results):
            title = one_line(result.title) or "(untitled)"
            yield Hit(
                0.5 - rank / 100,
                Content(title),
                self._go(query, result.article_id),
                text=title,
                help=f"Article by {one_line(result.source)}",
            )

    def _go(self, query: str, article_id: str | None = None) -> Callable[[], Any]:
        return partial(self._reader.go_to, query, article_id)


def _marked(matcher: Any, name: str) -> Content:
    """Return ``name`` with the letters that match; a name is never read as markup."""
    escaped = name.replace("[", "\\[")
    if escaped != name:
        return Content(name)
    return cast("Content", matcher.highlight(name))
