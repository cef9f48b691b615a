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
        self._initials = lru_cache(maxsize=12)(self._beginning)
        # The same words are asked for with every letter typed, and more than once for each.
        self.frequency = lru_cache(maxsize=256)(self._frequency)
        self.spellings = lru_cache(maxsize=256)(self._spellings)

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

    def nearest(self, word: str, most: int = 5) -> Sequence[tuple[str, int, int]]:
        """What ``word`` may be a misspelling of: (word, edits, articles), the likeliest first.

        Edits are insertions, deletions, substitutions and swaps of neighbours (the optimal string alignment
        distance). Between words as near, the more frequent is likelier; a typist seldom gets the first letter
        wrong (Pollock and Zamora, "Automatic spelling correction in scientific and scholarly text", 1984), so
        words with another one are looked at only where no word with the same is near.
        """
        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        for initials in ((word[0],), self._others(word)):
            if found := self._near(word, initials, most):
                return found
        return ()

    def _others(self, word: str) -> tuple[str, ...]:
        """First letters of words that differ from ``word`` at the start by a letter swapped or left out."""
        return (word[1],) if word[1] != word[0] else ()

    def _near(self, word: str, initials: Sequence[str], most: int) -> list[tuple[str, int, int]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        limit = next((edits for letters, edits in _MOST_EDITS if len(word) <= letters), _MOST_EDITS_LONG)
        found: list[tuple[str, int, int]] = []
        for initial in initials:
            words, counts = self._initials(initial)
            matches = process.extract(word, words, scorer=OSA.distance, score_cutoff=limit, limit=100)
            found += [(near, int(edits), counts[at]) for near, edits, at in matches if near != word]
        found.sort(key=lambda item: (item[1] - math.log10(item[2]) / 3, item[0]))
        return found[:most]

    def _beginning(self, letter: str) -> tuple[list[str], list[int]]:
        """All words with that first letter that are in enough articles, and in how many."""
        counts: Counter[str] = Counter()
        for field in self._fields:
            numbers = field.beginning(letter)
            if len(numbers):
                firsts = field.firsts[numbers.start : numbers.stop + 1].tolist()
                for at, number in enumerate(numbers):
                    counts[field.words[number]] += firsts[at + 1] - firsts[at]
        kept = {word: count for word, count in counts.items() if count >= _LEAST and word.isalpha()}
        return list(kept), list(kept.values())
