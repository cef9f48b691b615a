"""The words of the index: how frequent, other spellings of a name, what a misspelt word may mean."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.analysis import stem
from index.engines.segment import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.engines.snapshot import Snapshot

_SHORTEST: Final = 4  # letters of a word that may be corrected: shorter ones are too near to too many
_MOST_EDITS: Final = ((5, 1), (9, 2))  # up to so many letters, so many edits; longer words
_MOST_EDITS_LONG: Final = 3
_LEAST: Final = 2  # articles a word must be in to be taken for a correct one
_MOST_SPELLINGS: Final = 12


class Vocabulary:
    """The words of one snapshot. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._fields = [segment.fields[field] for segment in snapshot.segments for field in FIELDS]
        # The same words are asked for with every letter typed, and more than once for each.
        self.frequency = lru_cache(maxsize=256)(self._frequency)
        self.spellings = lru_cache(maxsize=256)(self._spellings)
        self.nearest = lru_cache(maxsize=256)(self._nearest)

    def _frequency(self, word: str) -> int:
        """In how many bodies and titles, added up, words with the stem of ``word`` are."""
        stemmed = stem(word)
        return sum(
            high - low for field in self._fields for low, high in map(field.postings, field.of_stem(stemmed))
        )

    def _spellings(self, word: str) -> tuple[str, ...]:
        """Other spellings of the name ``word`` that the index has, the most frequent first."""
        from index.spelling import name_key

        key = name_key(word)
        counts: Counter[str] = Counter()
        for field in self._fields:
            for number in field.of_name(key):
                low, high = field.postings(number)
                counts[field.words[number]] += high - low
        own = stem(word)
        return tuple(found for found, _ in counts.most_common(_MOST_SPELLINGS) if stem(found) != own)

    def _nearest(self, word: str, most: int = 5) -> Sequence[tuple[str, int, int]]:
        """What ``word`` may be a misspelling of: (word, edits, articles), the likeliest first.

        Edits are insertions, deletions, substitutions and swaps of neighbours (the optimal string alignment
        distance). Between words as near, the more frequent is likelier; a typist seldom gets the first letter
        wrong (Pollock and Zamora, "Automatic spelling correction in scientific and scholarly text", 1984), so
        words with another one are looked at only where no word with the same is near.
        """
        if len(word) < _SHORTEST or not word.isalpha() or not self._fields:
            return ()
        for initial in dict.fromkeys(
            word[:2]
        ):  # the second comes first where two were swapped, or one left out
            if found := self._near(word, initial):
                return found[:most]
        return ()

    def _near(self, word: str, initial: str) -> list[tuple[str, int, int]]:
        from index.engines.shapes import near

        limit = next((edits for letters, edits in _MOST_EDITS if len(word) <= letters), _MOST_EDITS_LONG)
        listed = near([field.listed(initial) for field in self._fields], word, limit)
        found = [
            (other, edits, articles)
            for other, (edits, articles) in listed.items()
            if articles >= _LEAST and other.isalpha()
        ]
        found.sort(key=lambda item: (item[1] - math.log10(item[2]) / 3, item[0]))
        return found
