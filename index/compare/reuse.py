"""How much of each text stands word for word in the other: agreement that was copied confirms nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.compare.result import Reuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    return Reuse(_share(words_a, words_b), _share(words_b, words_a))


def _words(sentences: Iterable[str]) -> list[str]:
    return [word.lower() for text in sentences for word in _WORD.findall(text.replace("’", "'"))]


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(RUN_LENGTH)), strict=False)


def _share(words: Sequence[str], other: Sequence[str]) -> float:
    known = set(_runs(other))
    covered_to = covered = 0
    for start, run in enumerate(_runs(words)):
        if run in known:
            end = start + RUN_LENGTH
            covered += end - max(start, covered_to)
            covered_to = end
    return covered / len(words) if words else 0.0
