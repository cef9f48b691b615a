"""What words mean, as far as alignment needs it: which are used alike, and which tell of one act.

Likeness comes from vectors (``index/data/meaning.npz``) that ``tests/evaluation/train_meaning.py`` learns,
acts from a table written by hand (``index/data/acts.txt``).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from index.compare.terms import root_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.compare.pairing import Postings
    from index.compare.terms import Terms

    Vectors: TypeAlias = NDArray[Any]

#: The place of a sentence, a class of acts that it names, and a word or phrase by which it does so.
Named: TypeAlias = tuple[int, int, str]

#: So many products of two sentences are held in memory at once.
_LARGEST_BLOCK = 1_000_000
#: Sums of products may differ in their last digits with the order of the accounts; here they may not.
_DIGITS = 6
#: More than lies between the least and the greatest likeness, counted in units of the last digit.
_WIDER_THAN_A_ROW = 3 * 10**_DIGITS


class Likeness:
    """How alike sentences are by what their words are used like, beyond what all sentences have in common.

    Each sentence is the weighted sum of its words' vectors; the mean of all sentences of both accounts is
    taken away, so that what the whole story is about counts for nothing (after Arora, Liang and Ma 2017: "A
    simple but tough-to-beat baseline for sentence embeddings").
    """

    def __init__(self, a: Postings, b: Postings, shape: tuple[int, int], words: Words) -> None:
        """Take the words that the sentences of two accounts have, ``shape`` sentences."""
        self._a, self._b = _centred(_summed(a, shape[0], words), _summed(b, shape[1], words))

    def of(self, i: Vectors, j: Vectors) -> Vectors:
        """Return how alike sentence ``i[k]`` of A is to sentence ``j[k]`` of B, -1 to 1."""
        return _rounded((self._a[i] * self._b[j]).sum(axis=1))

    def ranks(self, i: Vectors, j: Vectors) -> Vectors:
        """Return how many sentences are more alike to either of a pair than they are to each other."""
        import numpy as np

        found = np.zeros(len(i), dtype=np.int64)
        for mine, partner, side, others in ((i, j, self._a, self._b), (j, i, self._b, self._a)):
            step = max(1, _LARGEST_BLOCK // max(1, len(others)))
            for start in range(0, len(side), step):
                block = _rounded(side[start : start + step] @ others.T)
                within = np.flatnonzero((mine >= start) & (mine < start + step))
                rows = mine[within] - start
                # Whole numbers, those of a row all greater than those of the row before: one search for all.
                whole = np.rint(block / 10.0**-_DIGITS).astype(np.int64)
                whole += (np.arange(len(block)) * _WIDER_THAN_A_ROW)[:, None]
                here = whole[rows, partner[within]]
                whole.sort(axis=1)
                found[within] += (rows + 1) * len(others) - np.searchsorted(whole.ravel(), here, side="right")
        return found


class Words:
    """The words that sentences are posted under, by number: a weighted vector each."""

    def __init__(self, stems: Sequence[str], weights: Vectors) -> None:
        """Take the stem of each number and what it weighs."""
        import numpy as np

        vectors, places = _vectors()
        rows = np.fromiter((places.get(stem, -1) for stem in stems), dtype=np.int64, count=len(stems))
        self.known = rows >= 0
        self.vectors = vectors[rows] * weights[:, None]


def _centred(sums_a: Vectors, sums_b: Vectors) -> tuple[Vectors, Vectors]:
    a, b = _unit(sums_a), _unit(sums_b)
    mean = (a.sum(axis=0) + b.sum(axis=0)) / max(1, len(a) + len(b))
    return _unit(a - mean), _unit(b - mean)


def _summed(posted: Postings, count: int, words: Words) -> Vectors:
    """Return the weighted sum of the vectors of each of ``count`` sentences' words, one row a sentence."""
    import numpy as np

    rows = np.flatnonzero(words.known[posted.number])
    rows = rows[np.argsort(posted.sentence[rows], kind="stable")]
    total = np.zeros((count, words.vectors.shape[1]))
    filled, starts = np.unique(posted.sentence[rows], return_index=True)
    if len(rows):
        total[filled] = np.add.reduceat(words.vectors[posted.number[rows]], starts)
    return total


def _rounded(values: Vectors) -> Vectors:
    import numpy as np

    return np.asarray(np.round(values, _DIGITS))


def _unit(rows: Vectors) -> Vectors:
    import numpy as np

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))


@cache
def _vectors() -> tuple[Vectors, dict[str, int]]:
    """Return the vectors, one row of length 1 a word, and the row of each stem."""
    import numpy as np

    with files("index").joinpath("data/meaning.npz").open("rb") as file, np.load(file) as data:
        words = data["words"].tobytes().decode().split("\n")
        vectors = data["vectors"].astype(float)
    return _unit(vectors), {word: row for row, word in enumerate(words)}


class CommonActs:
    """Acts that two sentences tell of in different words, weighed by how few sentences tell of them."""

    def __init__(self, side_a: Sequence[Terms], side_b: Sequence[Terms]) -> None:
        import numpy as np

        acts_a, acts_b = acts_of(side_a), acts_of(side_b)
        counts = Counter(
            act for acts in (acts_a, acts_b) for _, act in {(place, act) for place, act, _ in acts}
        )
        total = len(side_a) + len(side_b)
        self._weights = np.zeros(max(counts, default=0) + 1)
        for act, count in counts.items():
            self._weights[act] = math.log((total + 1) / (count + 0.5))
        words: defaultdict[str, int] = defaultdict(itertools.count().__next__)
        a, b = (
            np.array([(*named, words[word]) for *named, word in acts], dtype=np.int64).reshape(-1, 3).T
            for acts in (sorted(acts_a), acts_b)
        )
        # Of A the acts sentence by sentence, each with its words; of B a table of all there may be. A word
        # names the same acts wherever it stands, so that B's words need not be kept act by act.
        self._act, self._word = a[1], a[2]
        self._lengths = np.bincount(a[0], minlength=len(side_a))
        self._acts_b = np.zeros((len(side_b), len(self._weights)), dtype=bool)
        self._words_b = np.zeros((len(side_b), len(words)), dtype=bool)
        self._acts_b[b[0], b[1]] = True
        self._words_b[b[0], b[2]] = True

    def of(self, i: Vectors, j: Vectors) -> Vectors:
        """Return the weight of the rarest act that both tell of without a word in common for it.

        0 for none; of sentence ``i[k]`` of A and ``j[k]`` of B for each ``k``.
        """
        import numpy as np

        lengths = self._lengths[i]
        pair = np.repeat(np.arange(len(i)), lengths)
        starts = (np.cumsum(self._lengths) - self._lengths)[i]
        row = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths - starts, lengths)
        both = self._acts_b[j[pair], self._act[row]]
        pair, row = pair[both], row[both]
        act, alike = self._act[row], self._words_b[j[pair], self._word[row]]
        found = np.zeros(len(i))
        if len(row):
            firsts = np.flatnonzero(np.r_[True, (pair[1:] != pair[:-1]) | (act[1:] != act[:-1])])
            firsts = firsts[~np.logical_or.reduceat(alike, firsts)]
            np.maximum.at(found, pair[firsts], self._weights[act[firsts]])
        return found


def acts_of(side: Sequence[Terms]) -> list[Named]:
    """Return the acts that an account's sentences name, with the words that they name them by."""
    words, phrases = _classes()
    found = []
    for place, terms in enumerate(side):
        run = terms.run
        found += [
            (place, act, stem) for stem in filter(words.__contains__, terms.content) for act in words[stem]
        ]
        for start in [start for start, root in enumerate(run) if root in phrases]:
            for phrase, act in phrases[run[start]]:
                if run[start : start + len(phrase)] == phrase:
                    found.append((place, act, " ".join(phrase)))
    return found


@cache
def _classes() -> tuple[dict[str, tuple[int, ...]], dict[str, list[tuple[tuple[str, ...], int]]]]:
    """Return the classes of each word, and of each phrase under its first word."""
    words: dict[str, tuple[int, ...]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    lines = files("index").joinpath("data/acts.txt").read_text(encoding="utf-8").splitlines()
    for act, line in enumerate(line for line in lines if not line.startswith("#")):
        for entry in line.split():
            roots = tuple(root_of(word) for word in entry.replace("-", "_").split("_"))
            if len(roots) > 1:
                phrases[roots[0]].append((roots, act))
            elif act not in words.get(roots[0], ()):
                words[roots[0]] = (*words.get(roots[0], ()), act)
    return words, dict(phrases)
