"""The words of a Tantivy index, read off its dictionary of terms."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.analysis import stem
from index.engines.opensearch_schema import FORMS, STEMS, spelling

if TYPE_CHECKING:
    from tantivy import Searcher

#: Between the key that spellings of a name share and the name as it is spelt: no word has it.
BETWEEN: Final = "|"
_SHORTEST: Final = 4  # letters of a word that may be corrected: shorter ones are too near to too many
_MOST_EDITS: Final = ((5, 1), (9, 2), (255, 3))  # up to so many letters, so many edits
_LEAST: Final = 2  # places a word must be found in to be taken for a correct one
_MOST_SPELLINGS: Final = 12


class TantivyWords:
    """The words of one searcher. Safe to use from several threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._beginning = lru_cache(maxsize=12)(self._read_beginning)
        self.frequency = lru_cache(maxsize=256)(self._frequency)
        self.spellings = lru_cache(maxsize=256)(self._spellings)
        self.nearest = lru_cache(maxsize=256)(self._nearest)

    def _frequency(self, word: str) -> int:
        stemmed = stem(word)
        return sum(self._searcher.doc_freq(field, stemmed) for field in STEMS.values())

    def _spellings(self, word: str) -> tuple[str, ...]:
        key, own = spelling(word), stem(word)
        pairs = self._searcher.terms_with_prefix("spelt", f"{key}{BETWEEN}")
        counts = {pair.partition(BETWEEN)[2]: count for pair, count in pairs}
        if count := self._searcher.doc_freq(FORMS["any"], key):
            counts[key] = count
        ranked = sorted(counts, key=lambda form: (-counts[form], form))
        return tuple(form for form in ranked if stem(form) != own)[:_MOST_SPELLINGS]

    def _nearest(self, word: str, most: int = 5) -> tuple[tuple[str, int, int], ...]:
        """As in the embedded engine; another first letter only where none with the same is near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < _SHORTEST or not word.isalpha():
            return ()
        limit = next(edits for letters, edits in _MOST_EDITS if len(word) <= letters)
        for initial in dict.fromkeys(word[:2]):
            words, counts = self._beginning(initial)
            matches = process.extract(word, words, scorer=OSA.distance, score_cutoff=limit, limit=100)
            found = [(near, int(edits), counts[at]) for near, edits, at in matches if near != word]
            if found:
                found.sort(key=lambda item: (item[1] - math.log10(item[2]) / 3, item[0]))
                return tuple(found[:most])
        return ()

    def _read_beginning(self, letter: str) -> tuple[list[str], list[int]]:
        """All words with that first letter that are in enough places, and in how many."""
        counts: dict[str, int] = {}
        for field in FORMS.values():
            for word, count in self._searcher.terms_with_prefix(field, letter):
                counts[word] = counts.get(word, 0) + count
        kept = {word: count for word, count in counts.items() if count >= _LEAST and word.isalpha()}
        return list(kept), list(kept.values())
