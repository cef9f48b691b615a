"""Where words stand, in few bytes: the first place in an article, then the distances to the next ones.

Each number is written in groups of seven bits, the lowest first; a byte of 128 or more says that another
follows. Half of all words of a text are frequent ones whose next place is near, so that most numbers take
one byte. All coding is done on whole arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.signedinteger[Any]]
    Bytes: TypeAlias = NDArray[np.uint8]

_BITS: Final = 7
_MORE: Final = 1 << _BITS


def encode(places: Integers, counts: Integers, firsts: Integers) -> tuple[Bytes, Integers]:
    """Write places as bytes.

    Args:
        places: Rising within each posting.
        counts: How many places each posting has; none has 0.
        firsts: For each word the number of its first posting, and one more for the end.

    Returns:
        The bytes, and for each word where its bytes begin, and one more for the end.
    """
    starts = np.cumsum(counts) - counts
    # Kept narrow: there are as many numbers as words in thousands of articles.
    wide = places.astype(np.uint32)
    steps = wide.copy()
    steps[1:] -= wide[:-1]
    steps[starts] = places[starts]
    sizes = np.ones(len(steps), np.uint8)
    for extra in range(1, 5):
        sizes += steps >= 1 << _BITS * extra
    begins = np.cumsum(sizes, dtype=np.int64) - sizes
    coded = np.zeros(int(sizes.sum(dtype=np.int64)), np.uint8)
    coded[begins] = (steps & _MORE - 1) | np.where(sizes > 1, np.uint32(_MORE), np.uint32(0))
    for group in range(1, int(sizes.max()) if len(sizes) else 0):
        (longer,) = np.nonzero(sizes > group)
        more = np.where(sizes[longer] > group + 1, _MORE, 0)
        coded[begins[longer] + group] = (steps[longer] >> _BITS * group & _MORE - 1) | more
    at_posting = np.append(begins[starts], len(coded))
    return coded, at_posting[firsts]


def decode(coded: Bytes, counts: Integers, kept: NDArray[np.bool_] | None = None) -> Integers:
    """Return the places of the postings that ``kept`` selects (None: of all), one posting after the other.

    Args:
        coded: The bytes of the postings.
        counts: How many places each posting has, of all postings in ``coded``.
        kept: For each posting whether it is wanted.
    """
    (ends,) = np.nonzero(coded < _MORE)
    begins = np.concatenate(([0], ends[:-1] + 1))[: len(ends)]
    if kept is not None:
        firsts = (np.cumsum(counts) - counts)[kept]
        counts = counts[kept]
        shifts = np.cumsum(counts) - counts
        numbers = np.repeat(firsts - shifts, counts) + np.arange(int(counts.sum()))
        begins, ends = begins[numbers], ends[numbers]
    sizes = ends - begins + 1
    steps = (coded[begins] & _MORE - 1).astype(np.int64)
    for group in range(1, int(sizes.max()) if len(sizes) else 0):
        (longer,) = np.nonzero(sizes > group)
        steps[longer] |= (coded[begins[longer] + group].astype(np.int64) & _MORE - 1) << _BITS * group
    sums: Integers = np.cumsum(steps)
    starts = np.cumsum(counts) - counts
    before: Integers = np.repeat(sums[starts] - steps[starts], counts)
    return sums - before
