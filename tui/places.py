"""Where one has been: back and forward through searches, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.engines.base import Sort

#: How many places are remembered.
MOST_PLACES: Final = 200


@dataclass(frozen=True, slots=True)
class Like:
    """The article that others are to resemble."""

    article_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """A list of results, and the article the cursor stood on when it was left.

    Attributes:
        query: What was searched for.
        sort: In which order.
        like: Instead of a search: articles like this one.
        article_id: Under the cursor; None: nothing was found.
        unfinished: Whether the last word was still being typed.
    """

    query: str = ""
    sort: Sort = "relevance"
    like: Like | None = None
    article_id: str | None = None
    unfinished: bool = False

    def same_list(self, other: Place) -> bool:
        """Whether both show the same results."""
        return replace(self, article_id=None) == replace(other, article_id=None)


class Trail:
    """The places, and which of them one is at."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Come to a place: the ones that were gone back from are forgotten. The same list is no new place."""
        if self._places and self._places[self._at].same_list(place):
            self._places[self._at] = place
            return
        self._places = [*self._places[: self._at + 1], place][-MOST_PLACES:]
        self._at = len(self._places) - 1

    def go(self, by: int, here: Place) -> Place | None:
        """Go back (-1) or forward (1) from ``here``; None: there is no such place."""
        self.visit(here)
        target = self._at + by
        if not 0 <= target < len(self._places):
            return None
        self._at = target
        return self._places[target]
