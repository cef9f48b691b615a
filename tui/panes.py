"""Where the panes of the browse screen stand and what stands over them, known before Textual is loaded.

The places say again what ``browse.tcss`` says, for the first picture alone; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.engines.base import Sort

BRAND: Final = "Lateral"
PLACEHOLDER: Final = 'Search: words, "a phrase", source:name, after:-7d'
ARTICLE: Final = "Article"
OTHER_ACCOUNTS: Final = "Other accounts"

#: What stands over the results, by how they are sorted.
SORT_NAMES: Final[Mapping[Sort, str]] = {
    "relevance": "Most relevant",
    "newest": "Newest first",
    "oldest": "Oldest first",
}

#: From which width of the screen on its panes are laid out how.
BREAKPOINTS: Final = ((0, "-narrow"), (72, "-normal"), (112, "-roomy"), (150, "-wide"))

#: Lines over the panes (search, the rule over each pane) and under them (keys).
OVER: Final = 2
UNDER: Final = 1

#: Columns of the other accounts where they are beside the article, and the one before them.
ACCOUNTS: Final = 41

_SHARE: Final = 38  # of a hundred columns
_NARROWEST, _WIDEST = 34, 62


class Room(NamedTuple):
    """Columns and lines."""

    width: int
    height: int


def breakpoint_of(width: int) -> str:
    """Return the class that a screen of that width has."""
    return next(name for least, name in reversed(BREAKPOINTS) if width >= least)


def results_room(width: int, height: int) -> Room:
    """Return what the list of results has of a screen of that size."""
    columns = width
    if breakpoint_of(width) != "-narrow":
        columns = max(_NARROWEST, min(_WIDEST, width * _SHARE // 100))
    return Room(columns, max(0, height - OVER - UNDER))


def library_size(articles: int) -> str:
    """Say how many articles there are to search in."""
    return f"{articles:,} articles"
