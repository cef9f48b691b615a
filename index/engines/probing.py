"""Whether a word that stands everywhere stands at certain places, without working out all of its own.

"The next" is in as many articles as "next", and "the" is in each of these dozens of times. Its steps are a
byte each: eight at once are added up in a few operations on whole numbers, so that what they lead to is known
behind every eighth one for a tenth of the work. Only the eight that lead across a place are then looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from index.engines.places import FAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.engines.places import Steady

    Integers: TypeAlias = NDArray[np.integer[Any]]

_ROW: Final = 8  # steps: the bytes of the widest number


@dataclass(frozen=True, slots=True)
class _Rows:
    """The steps of one word in rows of eight; behind the last are steps of 0, one at least.

    Attributes:
        steps: Each row as one number.
        sums: What the steps of each row add up to.
        ends: What all steps up to the end of each row add up to.
        far_at: Which steps are longer than a byte tells, rising.
        far: How long those are.
    """

    steps: NDArray[np.uint64]
    sums: NDArray[np.int64]
    ends: NDArray[np.int64]
    far_at: NDArray[np.int64]
    far: Integers

    @classmethod
    def of(cls, steady: Steady, which: int) -> _Rows:
        begin, end = int(steady.firsts[which]), int(steady.firsts[which + 1])
        padded = np.zeros((end - begin) // _ROW * _ROW + _ROW, np.uint8)
        padded[: end - begin] = steady.steps[begin:end]
        first, last = bisect_left(steady.far_at, begin), bisect_left(steady.far_at, end)
        far_at, far = steady.far_at[first:last].astype(np.int64) - begin, steady.far[first:last]
        steps = padded.view(np.uint64)
        sums = _summed_up(padded)
        sums += np.bincount(far_at // _ROW, far.astype(np.int64) - FAR, len(sums)).astype(np.int64)
        return cls(steps, sums, np.cumsum(sums), far_at, far)

    def columns(self, rows: Integers) -> NDArray[np.uint32]:
        """The first steps of these rows, then the second ones, up to the eighth."""
        bytes_of = self.steps[rows].view(np.uint8)
        (too_long,) = np.nonzero(bytes_of == FAR)
        columns = bytes_of.reshape(-1, _ROW).T.astype(np.uint32, order="C")
        row, column = np.divmod(too_long, _ROW)
        columns[column, row] = self.far[np.searchsorted(self.far_at, rows[row] * _ROW + column)]
        return columns

    def before(self, numbers: Integers) -> NDArray[np.int64]:
        """What the steps before those of these numbers add up to."""
        rows, columns = np.divmod(numbers, _ROW)
        totals = self.ends[rows] - self.sums[rows]
        for column, steps in enumerate(self.columns(rows)[:-1]):
            totals += steps * (columns > column)
        return totals

    def reach(self, totals: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether some of the first steps add up to exactly that, for each of these sums."""
        rows = np.minimum(np.searchsorted(self.ends, totals), len(self.ends) - 1)
        left = totals - (self.ends[rows] - self.sums[rows])
        found = np.zeros(len(totals), bool)
        for steps in self.columns(rows):
            left -= steps
            found |= left == 0
        return found


def _summed_up(steps: NDArray[np.uint8]) -> NDArray[np.int64]:
    """What each eight steps add up to: added up in pairs, then those, then all."""
    sums: NDArray[Any] = steps
    for kind, bits in ((np.uint16, 8), (np.uint32, 16), (np.uint64, 32)):
        pairs: NDArray[Any] = sums.view(kind)
        sums = (pairs & ((1 << bits) - 1)) + (pairs >> bits)
    return sums.astype(np.int64)


def stands_at(
    steady: Steady, which: int, counts: Integers, postings: Integers, sought: Integers
) -> NDArray[np.bool_]:
    """For each place whether the word stands there.

    Args:
        steady: Words that stand everywhere.
        which: Which of them.
        counts: How many places each of its postings has.
        postings: For each place the number of the posting in whose article it is.
        sought: The places. Those less than 0 are none.
    """
    rows = _Rows.of(steady, which)
    ends = np.cumsum(counts)
    used = np.zeros(len(counts), bool)
    used[postings] = True
    (numbers,) = np.nonzero(used)
    origins = np.zeros(len(counts), np.int64)
    origins[numbers] = rows.before(ends[numbers] - counts[numbers])
    totals = origins[postings] + sought
    found = rows.reach(totals)
    # The first step of an article is the only one that can be 0. What it would lead to by that, and what lies
    # behind its last step, steps of other articles lead to.
    found &= sought > 0
    (at,) = np.nonzero(found)
    found[at] = totals[at] <= rows.before(ends[postings[at]])
    (at,) = np.nonzero(sought == 0)
    begins = int(steady.firsts[which]) + ends[postings[at]] - counts[postings[at]]
    found[at] = _first_steps(steady, begins) == 0
    return found


def _first_steps(steady: Steady, begins: Integers) -> Integers:
    if not len(begins):
        return begins
    low = int(begins.min())
    return steady.steps[low : int(begins.max()) + 1][begins - low]
