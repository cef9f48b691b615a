"""One story or two? As a story grows, it can come out that two like events were taken for one.

Two matches of one team, two arrests of one club's players: their accounts share most of what makes up a first
handful of articles, and no single pair of them is unlike enough to be kept apart. Only when there are several
of each does it show that they fall in two parts: each with words of its own (the opponent, the player, the
score) that most of its accounts have and hardly any of the others. The parts are found by the second
eigenvector of the normalised likeness (Shi and Malik, 2000) and settled by two means, over words weighed by
how unevenly they are spread within the story, as a topic's own frequencies tell its events apart better than
those of the language (Yang et al., 2002).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Floats = NDArray[np.float64]
    _Flags = NDArray[np.bool_]

#: Articles from which on a story is looked at, and that each part must have at least.
SMALLEST: Final = 8
PART: Final = 3
#: A story of more articles is not looked at any more.
LARGEST: Final = 400
#: Most of a part's articles have a word of its own; hardly any of the others have it.
_MOST: Final = 0.6
_HARDLY_ANY: Final = 0.1
#: Words of its own make up so much of the weight (squared) of each part's articles at least.
OWN: Final = 0.08
#: Articles of different parts are so much less alike at most than those of the looser part.
ACROSS: Final = 0.8
_ROUNDS: Final = 10


def is_due(size: int) -> bool:
    """Whether a story that has just reached ``size`` is looked at: whenever it has grown by a quarter."""
    if not SMALLEST <= size <= LARGEST:
        return False
    due = SMALLEST
    while due < size:
        due += max(1, due // 4)
    return due == size


def parts(terms: NDArray[np.int32], weights: NDArray[np.float32]) -> _Flags | None:
    """Tell two events in one story apart.

    Args:
        terms: The numbers of each article's terms in a row, 0 where it has fewer.
        weights: Their weights; each row is of unit length.

    Returns:
        For each article whether it is in the part without the first one; None where the story is one.
    """
    table = _table(terms, weights)
    other = _halves(table)
    if min(other.sum(), (~other).sum()) < PART:
        return None
    one, two = table[~other], table[other]
    across = float((one @ two.T).mean())
    if across > ACROSS * min(_within(one), _within(two)):
        return None
    if min(_own(one, two), _own(two, one)) < OWN:
        return None
    return other if not other[0] else ~other


def _table(terms: NDArray[np.int32], weights: NDArray[np.float32]) -> _Floats:
    """The articles as rows over all of the story's terms."""
    numbers, places = np.unique(terms, return_inverse=True)
    table = np.zeros((len(terms), len(numbers)))
    np.put_along_axis(table, places.reshape(terms.shape), weights, axis=1)
    return table[:, numbers > 0]


def _halves(table: _Floats) -> _Flags:
    having = (table > 0).sum(axis=0)
    several = having >= 2
    uneven = np.sqrt(np.log2((len(table) + 1) / (having[several] + 0.5)).clip(0))
    rows = _unit(table[:, several] * uneven)
    likeness = rows @ rows.T
    degree = np.sqrt(likeness.sum(axis=1)) + 1e-9
    _, vectors = np.linalg.eigh(likeness / np.outer(degree, degree))
    other: _Flags = vectors[:, -2] / degree > 0
    for _ in range(_ROUNDS):
        if other.all() or not other.any():
            break
        means = _unit(np.stack([rows[~other].mean(axis=0), rows[other].mean(axis=0)]))
        settled = rows @ means[1] > rows @ means[0]
        if (settled == other).all():
            break
        other = settled
    return other


def _unit(rows: _Floats) -> _Floats:
    length: _Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(length > 0, length, 1.0)


def _within(part: _Floats) -> float:
    """The mean cosine of two articles of a part."""
    likeness = part @ part.T
    return float((likeness.sum() - likeness.trace()) / (len(part) * (len(part) - 1)))


def _own(part: _Floats, other: _Floats) -> float:
    """How much of a part's articles is in words of its own, 0 to 1."""
    own = ((part > 0).mean(axis=0) >= _MOST) & ((other > 0).mean(axis=0) <= _HARDLY_ANY)
    return float((part[:, own] ** 2).sum(axis=1).mean())
