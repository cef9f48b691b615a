"""What the reader is told when there is no article to show: what is the case, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from index.library import Page, Refresh


@dataclass(frozen=True, slots=True)
class Saying:
    """A heading and a sentence or two below it."""

    heading: str
    sentence: str


OPENING: Final = Saying("Opening the library…", "")

FIRST_INDEXING: Final = Saying(
    "Reading the corpus for the first time…",
    "Articles appear here as soon as they are indexed. The line at the bottom shows how far it has come.",
)

EMPTY_LIBRARY: Final = Saying(
    "The library is empty",
    "Put articles into the corpus folder, one .md or .txt file for each, or many in one .jsonl file."
    " Then press r to read it again. “lateral --corpus FOLDER” opens another folder.",
)


#: What a newcomer reads in the first ten seconds.
FIRST_KEYS: Final = "New here? c compares two sources, ? shows all keys."

NOTHING_TO_COMPARE: Final = "There is no article to compare: the list is empty."

NO_OTHER_ACCOUNT: Final = "No other source in the library tells of this."


def nothing_found(page: Page, key: str, *, indexing: bool) -> Saying:
    """No article matches; ``key`` takes the page's suggestion; ``indexing``: there may be more soon."""
    if page.query.strip():
        return no_results(page.query, page.suggestion, key)
    return FIRST_INDEXING if indexing else EMPTY_LIBRARY


def nothing_alike(title: str) -> Saying:
    """No article resembles another."""
    return Saying(f"No article is like “{one_line(title)}”", "[ goes back to where you were.")


def no_results(query: str, suggestion: str | None, key: str) -> Saying:
    """Nothing matches ``query``; ``key`` takes the suggestion if there is one."""
    ways = "Try fewer or other words, or a prefix such as “ukrain*”. An empty search lists everything."
    if suggestion:
        ways = f"Did you mean “{one_line(suggestion)}”? {key} searches for that. Or try fewer words."
    return Saying(f"Nothing found for “{one_line(query.strip())}”", ways)


def unreadable_article(error: Exception) -> Saying:
    """One article cannot be shown."""
    return went_wrong(
        "This article cannot be shown", error, "Its file may have changed: press r to read the corpus again."
    )


def went_wrong(what: str, error: Exception, next_step: str) -> Saying:
    """Something failed: the error in its own words, and what to do next."""
    reason = one_line(str(error)).strip() or type(error).__name__
    return Saying(one_line(what), f"{reason.rstrip('.')}. {next_step}")


def no_counterpart(source: str) -> str:
    """No other source tells of the same."""
    return (
        f"No source but {one_line(source)} tells of this in the library."
        " Press m to mark the article as A, then c on any other article to compare the two."
    )


def refresh_summary(refresh: Refresh) -> str:
    """Return what a refresh changed, or nothing if it changed nothing."""
    parts = [
        f"{number:,} {word}"
        for number, word in (
            (refresh.added, "new"),
            (refresh.changed, "changed"),
            (refresh.removed, "removed"),
        )
        if number
    ]
    notices = [one_line(notice) for notice in refresh.notices[:1]]
    return " · ".join([*(["Articles: " + ", ".join(parts)] if parts else []), *notices])
