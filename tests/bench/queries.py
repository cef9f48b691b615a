"""Queries of each class, drawn from headlines: people type what is in the news."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeAlias

from index.analysis import words

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The same question in our language and in the peer's ("" where the peer has no such search).
Pair: TypeAlias = tuple[str, str]

SINCE = "2018-01-01"
_EACH = 60
_STOP = frozenset(
    words("""a an and are as at be by for from he his how in is it its of on or s says that the this
to was why will with""")
)


def sampled(titles: Sequence[str]) -> dict[str, list[Pair]]:
    """Classes of queries by name; the same titles give the same queries."""
    draw = random.Random(5)
    runs = [[w for w in words(title) if w.isalpha() and w not in _STOP] for title in titles]
    runs = [run for run in runs if len(run) > 3]
    picked = [draw.sample(run, 3) for run in draw.sample(runs, _EACH)]
    typed = [
        " ".join((*run[:done], word[:letters]))
        for run in (draw.sample(run, 3) for run in draw.sample(runs, 20))
        for done, word in enumerate(run)
        for letters in range(1, len(word) + 1)
    ]
    return {
        "one word": [(a, a) for a, _, _ in picked],
        "two words OR": [(f"{a} OR {b}",) * 2 for a, b, _ in picked],
        "three words AND": [(f"{a} {b} {c}",) * 2 for a, b, c in picked],
        "word after a date": [(f"{a} after:{SINCE}", a) for a, _, _ in picked],
        "word, newest first": [(a, a) for a, _, _ in picked],
        "phrase of two": [(f'"{run}"',) * 2 for run in _neighbours(titles, draw)],
        # As the reader does it: a single letter is a word, more are also the beginning of one.
        "every keystroke": [(text, f"{text}*" if text[-2:-1].isalpha() else text) for text in typed],
        "misspelt word": [(_misspelt(max(run, key=len), draw), "") for run in picked],
    }


def _neighbours(titles: Sequence[str], draw: random.Random) -> list[str]:
    found: list[str] = []
    while len(found) < _EACH:
        run = words(draw.choice(titles))
        at = draw.randrange(max(1, len(run) - 1))
        if len(run) > at + 1 and all(word.isalpha() for word in run[at : at + 2]):
            found.append(" ".join(run[at : at + 2]))
    return found


def _misspelt(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, max(2, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
