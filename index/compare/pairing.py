"""Which sentences of two accounts have something in common, as arrays: the arithmetic under alignment.

What sentences have (stems, pairs of words, names meant) is posted under a number; where both accounts post
under the same number, each of these sentences of A meets each of B. Sums over such meetings are the features
of a pair. Meetings stand in an order that does not depend on which account is A, so that the mirror of a
comparison adds up to the very same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from numpy.typing import NDArray

Numbers: TypeAlias = "NDArray[Any]"

#: Up to this size a table of all pairs of sentences is held in memory, larger ones are searched.
_LARGEST_TABLE = 4_000_000
#: Steps down A and along B, up to two, each beside its mirror: sums are the same whichever account is A.
_AROUND = tuple((down, right) for down in range(-2, 3) for right in range(down, 3) if down or right)


@dataclass(frozen=True, slots=True)
class Postings:
    """What an account's sentences have: row ``k`` says that sentence ``sentence[k]`` has ``number[k]``.

    Rows are sorted by number, then by sentence; ``place`` is where in the sentence, where that was asked for.
    """

    number: Numbers
    sentence: Numbers
    place: Numbers

    def chosen(self, wanted: Numbers) -> Postings:
        """Return some of the rows, by a mask or by their places."""
        return Postings(self.number[wanted], self.sentence[wanted], self.place[wanted])

    def once(self) -> Postings:
        """Return for each sentence and what it has the first row."""
        same = (self.number[1:] == self.number[:-1]) & (self.sentence[1:] == self.sentence[:-1])
        return self.chosen(np.flatnonzero(np.r_[np.ones(min(1, len(self.number)), dtype=bool), ~same]))


def post(side: Iterable[Iterable[Hashable]], numbers: Mapping[Any, int]) -> Postings:
    """Post the things that each sentence of ``side`` has; those without a number are left out."""
    things = list(map(tuple, side))
    lengths = np.array(list(map(len, things)), dtype=np.int64)
    number = np.fromiter(map(numbers.get, chain.from_iterable(things), repeat(-1)), dtype=np.int64)
    sentence = np.repeat(np.arange(len(things)), lengths)
    place = np.arange(len(number)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    known = np.flatnonzero(number >= 0)
    return Postings(number, sentence, place).chosen(known[np.argsort(number[known], kind="stable")])


@dataclass(frozen=True, slots=True)
class Meetings:
    """Each row is a sentence ``a`` of A and ``b`` of B that have ``number`` in common.

    ``row_a`` and ``row_b`` are the rows of the two postings; sorted by number.
    """

    number: Numbers
    a: Numbers
    b: Numbers
    row_a: Numbers
    row_b: Numbers

    def chosen(self, wanted: Numbers) -> Meetings:
        """Return some of the rows, by a mask or by their places."""
        return Meetings(
            self.number[wanted], self.a[wanted], self.b[wanted], self.row_a[wanted], self.row_b[wanted]
        )


def meet(a: Postings, b: Postings, most: int) -> Meetings:
    """Let each sentence of A meet each of B under every number both have.

    Numbers with the fewest meetings come first, and none beyond ``most`` meetings in all: what nearly every
    sentence has tells nothing, and would make long accounts take time and memory without end.
    """
    size = int(max(a.number.max(initial=-1), b.number.max(initial=-1))) + 1
    in_a, in_b = np.bincount(a.number, minlength=size), np.bincount(b.number, minlength=size)
    products = in_a * in_b
    if products.sum() > most:
        order = np.argsort(products, kind="stable")
        products[order[np.cumsum(products[order]) > most]] = 0
    kept = np.flatnonzero(products)
    products = products[kept]
    start_a, start_b = (np.cumsum(in_a) - in_a)[kept], (np.cumsum(in_b) - in_b)[kept]
    which = np.repeat(np.arange(len(kept)), products)
    step = np.arange(len(which)) - np.repeat(np.cumsum(products) - products, products)
    row_a = start_a[which] + step // in_b[kept][which]
    row_b = start_b[which] + step % in_b[kept][which]
    return Meetings(kept[which], a.sentence[row_a], b.sentence[row_b], row_a, row_b)


class Pairs:
    """Some pairs of sentences of two accounts, numbered in reading order of A, then of B."""

    def __init__(self, a: Numbers, b: Numbers, shape: tuple[int, int]) -> None:
        """Take the pairs ``a[k]``, ``b[k]`` of accounts with ``shape`` sentences."""
        self.shape = shape
        keys = a * shape[1] + b
        size = shape[0] * shape[1]
        self._number: Numbers | None = None
        if size <= _LARGEST_TABLE:
            there = np.zeros(size, dtype=bool)
            there[keys] = True
            self._keys = np.flatnonzero(there)
            self._number = np.full(size, -1, dtype=np.int64)
            self._number[self._keys] = np.arange(len(self._keys))
        else:
            self._keys = np.unique(keys)
        self.a, self.b = self._keys // max(1, shape[1]), self._keys % max(1, shape[1])

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self._keys)

    def numbers(self, a: Numbers, b: Numbers) -> Numbers:
        """Return the number of each pair, -1 where it is not among these or lies outside the accounts."""
        inside = (a >= 0) & (a < self.shape[0]) & (b >= 0) & (b < self.shape[1])
        keys = np.where(inside, a * self.shape[1] + b, 0)
        if self._number is not None:
            return np.where(inside, self._number[keys] if len(self._number) else -1, -1)
        places = np.searchsorted(self._keys, keys)
        places[places == len(self._keys)] = 0
        return np.where(inside & (self._keys[places] == keys), places, -1)

    def sums(self, meetings: Meetings, amounts: Numbers) -> Numbers:
        """Return for each pair the sum of the ``amounts`` of its meetings."""
        numbers = self.numbers(meetings.a, meetings.b)
        there = numbers >= 0
        return sums_of(amounts[there], numbers[there], len(self))

    def at(self, values: Numbers, a: Numbers, b: Numbers) -> Numbers:
        """Return the value of each asked pair, 0 where it is not among these."""
        numbers = self.numbers(a, b)
        return np.where(numbers >= 0, values[numbers], 0.0) if len(self) else np.zeros(len(a))

    def beside(self, values: Numbers, a: Numbers, b: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Return what lies next to each asked pair, as accounts tell in runs.

        The greatest value one step along both accounts, the greatest one step along either, and the sum of
        all within two steps.
        """
        if self._number is not None:
            whole = np.zeros((self.shape[0] + 4, self.shape[1] + 4))
            whole[self.a + 2, self.b + 2] = values
            along, either, around = _beside(lambda down, right: _shifted(whole, down, right))
            return along[a, b], either[a, b], around[a, b]
        return _beside(lambda down, right: self.at(values, a + down, b + right))

    def ranks(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Return for each pair how many of its sentence of A have a greater value, and how many of that of B.

        Of equal values the pair nearer in reading order comes first, alike whichever account is A.
        """
        apart, along = abs(self.a - self.b), self.a + self.b
        order = np.lexsort((apart * (sum(self.shape) + 1) + along, -values))
        return _places_within(self.a, order), _places_within(self.b, order)


def _shifted(whole: Numbers, down: int, right: int) -> Numbers:
    """Return what stands so many steps from each place of a table with two rows and columns to spare."""
    rows, columns = whole.shape
    return whole[2 + down : rows - 2 + down, 2 + right : columns - 2 + right]


def _beside(at: Callable[[int, int], Numbers]) -> tuple[Numbers, Numbers, Numbers]:
    around = sum(
        (at(down, right) if down == right else at(down, right) + at(right, down) for down, right in _AROUND),
        np.zeros(1),
    )
    either = np.maximum(np.maximum(at(-1, 0), at(1, 0)), np.maximum(at(0, -1), at(0, 1)))
    return np.maximum(at(-1, -1), at(1, 1)), either, around


def sums_of(values: Numbers, owners: Numbers, count: int) -> Numbers:
    """Return the sum of the values of each of ``count`` owners."""
    return np.bincount(owners, weights=values, minlength=count).astype(float)  # of nothing it counts integers


def best_of(values: Numbers, owners: Numbers, count: int) -> Numbers:
    """Return the greatest of the values of each of ``count`` owners, 0 for one without."""
    best = np.zeros(count)
    np.maximum.at(best, owners, values)
    return best


def _places_within(owners: Numbers, order: Numbers) -> Numbers:
    """Return for each row how many rows of the same owner come before it in ``order``."""
    # numpy sorts short integers in linear time.
    short = owners.astype(np.uint16) if owners.max(initial=0) <= np.iinfo(np.uint16).max else owners
    order = order[np.argsort(short[order], kind="stable")]
    counts = np.bincount(owners)
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return found
