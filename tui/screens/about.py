"""What a screen is for, in two or three sentences, over its keys in the help.

Keys stand in braces by the names that they have in the settings, so that a reader's own keys are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: By the title of the screen.
ABOUT: Final[dict[str, str]] = {
    "Browse": (
        "Search at the top, what was found at the left, the article at the right. {browse.search}"
        " searches, {results.open} reads, {browse.read_on} reads on to the next unread. {browse.compare}"
        " puts another source's account of the same story beside the article; {browse.sheet} shows all"
        " that its sources state.\n\n"
        'A search knows words, "a phrase", a OR b, -without, begin*, ( ), title:word, source:name,'
        " topic:name, after:2024-08-01, before:2024-09, on:2024-08-06, after:-7d, is:unread, is:starred"
        " and is:noted."
    ),
    "Compare": (
        "Two accounts of one story, A and B. Sentences that tell the same stand beside each other; what"
        " only one of them tells is folded, with its figures in view. {compare.next_difference} goes to"
        " the next difference, {compare.next_figure} to the next figure or date that differs,"
        " {compare.facts} lists all facts with their verdicts, {compare.why} tells why; {compare.legend}"
        " explains the signs."
    ),
    "Topics": (
        "The stories that several sources tell. {sheet.open} opens one as a sheet of facts;"
        " {topics.without} leaves those that a source does not carry, {topics.only} shows what one"
        " source alone tells."
    ),
    "Topic sheet": (
        "One story: a row for each fact, a column for each source, what they disagree on first."
        " {sheet.open} opens what the cursor is on, {sheet.compare} compares two accounts,"
        " {sheet.timeline} shows when each figure was given."
    ),
    "Account": "One account in full, from a comparison: {account.back} goes back to the same place in it.",
}

_KEY = re.compile(r"\{([a-z_.]+)\}")


def about(title: str, key_of: Callable[[str], str]) -> str:
    """Return what there is to say of the screen with this title, "" for nothing.

    ``key_of`` gives the key of a binding by its name in the settings.
    """
    return _KEY.sub(lambda match: key_of(match[1]), ABOUT.get(title, ""))
