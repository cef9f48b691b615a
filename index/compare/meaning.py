"""What words mean, as far as alignment needs it: which are used alike, and which tell of one act.

Likeness comes from vectors (``index/data/meaning.npz``) that ``tests/evaluation/train_meaning.py`` learns,
acts from a table written by hand (``index/data/acts.txt``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from index.compare.terms import root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.compare.terms import Stems, Terms

    Vectors: TypeAlias = NDArray[Any]

#: For each class of acts that a sentence names, the words that it is named by.
Acts: TypeAlias = dict[int, set[str]]

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

    def __init__(
        self, side_a: Sequence[Stems], side_b: Sequence[Stems], weights: Mapping[str, float]
    ) -> None:
        self._a, self._b = _centred(side_a, side_b, weights)

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


def _centred(
    side_a: Sequence[Stems], side_b: Sequence[Stems], weights: Mapping[str, float]
) -> tuple[Vectors, Vectors]:
    a, b = _unit(_summed(side_a, weights)), _unit(_summed(side_b, weights))
    mean = (a.sum(axis=0) + b.sum(axis=0)) / max(1, len(a) + len(b))
    return _unit(a - mean), _unit(b - mean)


def _summed(side: Sequence[Stems], weights: Mapping[str, float]) -> Vectors:
    """Return the weighted sum of the vectors of each sentence's words, one row a sentence."""
    import numpy as np

    vectors, places = _vectors()
    known = [list(filter(places.__contains__, content)) for content in side]
    lengths = np.array(list(map(len, known)), dtype=np.int64)
    filled = np.flatnonzero(lengths)
    run = list(chain.from_iterable(known))
    total = np.zeros((len(side), vectors.shape[1]))
    if run:
        amounts = np.array([weights[stem] for stem in run])[:, None]
        starts = (np.cumsum(lengths) - lengths)[filled]
        total[filled] = np.add.reduceat(vectors[[places[stem] for stem in run]] * amounts, starts)
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
        self._terms = side_a, side_b
        self._acts = [acts_of(terms) for terms in side_a], [acts_of(terms) for terms in side_b]
        counts = Counter(act for side in self._acts for acts in side for act in acts)
        #: For each sentence a number with a bit for each of its acts: most pairs have none in common.
        self._bits = [[sum(1 << act for act in acts) for acts in side] for side in self._acts]
        total = len(side_a) + len(side_b)
        self._weights = {act: math.log((total + 1) / (count + 0.5)) for act, count in counts.items()}

    def of_each(self, i: Iterable[int], j: Iterable[int]) -> list[float]:
        """Return :meth:`of` of sentence ``i[k]`` of A and ``j[k]`` of B for each ``k``."""
        a, b = self._bits
        return [self.of(x, y) if a[x] & b[y] else 0.0 for x, y in zip(i, j, strict=True)]

    def of(self, i: int, j: int) -> float:
        """Return the weight of the rarest act that both tell of without a word in common for it."""
        one, other = self._acts[0][i], self._acts[1][j]
        content, facing = self._terms[0][i].content, self._terms[1][j].content
        best = 0.0
        for act in one.keys() & other.keys():
            named_alike = not one[act].isdisjoint(other[act]) or one[act] <= facing or other[act] <= content
            if not named_alike:
                best = max(best, self._weights[act])
        return best


def acts_of(terms: Terms) -> Acts:
    """Return the acts that a sentence names."""
    words, phrases = _classes()
    found: Acts = defaultdict(set)
    for stem in filter(words.__contains__, terms.content):
        for act in words[stem]:
            found[act].add(stem)
    run = terms.run
    for root in filter(phrases.__contains__, set(run)):
        for start in (place for place, other in enumerate(run) if other == root):
            for phrase, act in phrases[root]:
                if run[start : start + len(phrase)] == phrase:
                    found[act].add(" ".join(phrase))
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
