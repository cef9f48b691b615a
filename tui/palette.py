"""What the palette finds: what keys do, saved searches, sources, topics and articles."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.keys import commands
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.library import Library
    from tui.app import LateralApp

#: Articles offered for what is typed.
MOST_ARTICLES = 8

#: Names offered for what is typed, of all kinds together.
MOST_PLACES = 20

#: Names less like what is typed than this (of 100) are not offered: about one letter in four is forgiven, but
#: none in a short word, which would be like everything.
_LEAST_ALIKE, _SHORT_WORD = 75, 6

# Textual's own matcher gives commands scores of about 6 (letters here and there) to 18 (a whole word).
_BEST, _WORD_BONUS, _ARTICLES_BELOW = 14.0, 4.0, 8.0


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: its name, what it is, and the search that shows it."""

    name: str
    help: str
    query: str


def quoted(field: str, name: str) -> str:
    """Return the query for articles whose ``field`` is ``name``, whatever the name holds."""
    return f'{field}:"{one_line(name).replace(chr(34), " ")}"'


def closeness(typed: str, name: str) -> float:
    """Return how well ``name`` answers what was typed, misspelt or not; 0.0 where it does not.

    The scale is that of Textual's matcher, so that names and commands can stand in one list.
    """
    from rapidfuzz import fuzz

    typed, name = typed.strip().casefold(), name.casefold()
    begins_word = re.search(rf"\b{re.escape(typed)}", name) is not None
    if len(typed) < 3 or len(name) < len(typed):
        return _BEST + _WORD_BONUS if typed and begins_word else 0.0
    least = 100 if len(typed) < _SHORT_WORD else _LEAST_ALIKE
    alike = fuzz.partial_ratio(typed, name, score_cutoff=least)
    return _BEST * alike / 100 + (_WORD_BONUS if begins_word else 0.0) if alike else 0.0


def places(library: Library, saved: Mapping[str, str]) -> list[Place]:
    """Return the saved searches, and all sources and topics of the library. Blocking."""
    found = [Place(name, f"saved search: {query}", query) for name, query in saved.items()]
    found += [
        Place(source.name, f"source with {source.articles:,} articles", quoted("source", source.name))
        for source in library.sources()
    ]
    found += [
        Place(topic.label, f"topic told by {len(topic.sources)} sources", quoted("topic", topic.label))
        for topic in library.topics()
    ]
    return found


class Actions(Provider):
    """Finds what a key does on the screen one is on."""

    async def discover(self) -> Hits:
        """Offer all of it before anything is typed."""
        for command in commands(self.app, self.screen):
            yield DiscoveryHit(_line(Content(command.name), command.key), command.run, text=command.name)

    async def search(self, query: str) -> Hits:
        """Offer what matches ``query``."""
        matcher = self.matcher(query)
        for command in commands(self.app, self.screen):
            if (score := matcher.match(command.name)) > 0:
                line = _line(_marked(matcher, command.name), command.key)
                yield Hit(score, line, command.run, text=command.name)


class Places(Provider):
    """Finds sources, topics and articles by a few letters of their names."""

    async def startup(self) -> None:
        """Collect the names once for each time the palette opens."""
        library = self._reader.library
        saved = self._reader.browse.saved_searches
        self._places = await asyncio.to_thread(places, library, saved) if library is not None else []

    @property
    def _reader(self) -> LateralApp:
        return cast("LateralApp", self.app)

    async def discover(self) -> Hits:
        """Offer saved searches and topics before anything is typed."""
        for place in self._places:
            if not place.query.startswith("source:"):
                name = one_line(place.name)
                yield DiscoveryHit(_line(Content(name), place.help), self._go(place.query), text=name)

    async def search(self, query: str) -> Hits:
        """Offer what matches ``query``."""
        matcher = self.matcher(query)
        scored = ((closeness(query, place.name), place) for place in self._places)
        best = sorted((one for one in scored if one[0]), key=lambda one: -one[0])[:MOST_PLACES]
        for score, place in best:
            name = one_line(place.name)
            yield Hit(score, _line(_marked(matcher, name), place.help), self._go(place.query), text=name)
        library = self._reader.library
        if library is None or len(query.strip()) < 2:
            return
        page = await asyncio.to_thread(partial(library.search, query, limit=MOST_ARTICLES))
        for rank, result in enumerate(page.results):
            title = one_line(result.title) or "(untitled)"
            yield Hit(
                _ARTICLES_BELOW - rank / 100,
                _line(Content(title), f"article by {one_line(result.source)}"),
                self._go(query, result.article_id),
                text=title,
            )

    def _go(self, query: str, article_id: str | None = None) -> Callable[[], Any]:
        return partial(self._reader.go_to, query, article_id)


def _line(name: Content, about: str) -> Content:
    """Return one line: the name, and behind it what it is or which key it has."""
    return Content.assemble(name, "  ", (one_line(about), "$quiet"))


def _marked(matcher: Any, name: str) -> Content:
    """Return ``name`` with the letters that match; a name is never read as markup."""
    escaped = name.replace("[", "\\[")
    if escaped != name:
        return Content(name)
    return cast("Content", matcher.highlight(name))
