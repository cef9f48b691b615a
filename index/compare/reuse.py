"""How much of each text stands word for word in the other: agreement that was copied confirms nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING

import numpy as np

from index.compare.result import Reuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.pairing import Numbers

#: Runs of this many words are hardly ever written twice by chance. Clough et al. (METER, 2002) measure
#: reuse of newswire by containment of word n-grams; seven words keep stock phrases and titles of office out.
RUN_LENGTH = 7

_WORD = re.compile(r"\w+(?:['’]\w+)?")


def reuse(sentences_a: Iterable[str], sentences_b: Iterable[str]) -> Reuse:
    """Measure the share of each text's words that lie in runs of ``RUN_LENGTH`` words found in the other.

    Case and punctuation do not count. Runs go on across the ends of sentences. Texts shorter than a run are
    reused only when one is wholly the other. Linear in the length of the texts.
    """
    words_a, words_b = _words(sentences_a), _words(sentences_b)
    if words_a == words_b:
        return Reuse(1.0, 1.0) if words_a else Reuse(0.0, 0.0)
    runs_a, runs_b = _runs(words_a, words_b)
    return Reuse(_share(len(words_a), runs_a, runs_b), _share(len(words_b), runs_b, runs_a))


def _words(sentences: Iterable[str]) -> list[str]:
    # Sentences do not end within words: all are read at once.
    return list(map(str.lower, _WORD.findall("\n".join(sentences).replace("’", "'"))))


def _runs(words_a: Sequence[str], words_b: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Return a number for the run that begins at each word of each text: the same for the same words."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    runs = np.fromiter(map(numbers.__getitem__, chain(words_a, words_b)), dtype=np.int64)
    length = 1
    while length < RUN_LENGTH:
        # A longer run is two shorter ones, one further on; they may overlap.
        step = min(length, RUN_LENGTH - length)
        both = runs[:-step] * len(runs) + runs[step:]
        runs = np.unique(both, return_inverse=True)[1]
        length += step
    return runs[: max(0, len(words_a) - RUN_LENGTH + 1)], runs[len(words_a) :]


def _share(length: int, runs: Numbers, others: Numbers) -> float:
    """Return the share of a text's words that lie in runs of the other's."""
    starts = np.flatnonzero(np.isin(runs, others))
    covered = np.minimum(np.diff(starts), RUN_LENGTH).sum() + RUN_LENGTH if len(starts) else 0
    return int(covered) / length if length else 0.0
