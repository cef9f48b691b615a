"""Where words stand, in few bytes: the first place in an article, then the steps to the next ones.

Most words are kept in groups of seven bits, the lowest first; a byte of 128 or more says that another
follows. The few words that stand everywhere ("the", "of") make up a fifth of a text: of them each step takes
one byte exactly, and those that are too long for it stand in a list of their own. So it is known where the
steps in an article are without looking at the others, and a phrase with such a word is looked for in its
articles alone, where all of "the" would have to be decoded else. All coding is done on whole arrays.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.engines.sections import Stored

    Integers: TypeAlias = NDArray[np.integer[Any]]
    Bytes: TypeAlias = NDArray[np.uint8]

_Value = TypeVar("_Value", bound=np.generic)

_BITS: Final = 7
_MORE: Final = 1 << _BITS
#: The step that says "too long for a byte: look in the list".
FAR: Final = 255
#: So often a word must stand in a segment to be worth a list: decoding fewer takes no time.
_OFTEN: Final = 4096
#: Of so many steps of such a word at most one may be too long, since each such takes six bytes more.
_LEAST_NEAR: Final = 8
#: Up to this share of such a word's articles it is faster to work out where steps are than to mark them.
_FEW: Final = 0.1
#: From this share of postings on it is faster to decode all than to look for the bytes of those wanted.
_MOST: Final = 0.6
#: So many places an article has of a word that stands everywhere.
_MANY_EACH: Final = 16


@dataclass(frozen=True, slots=True)
class Steady:
    """The words that stand everywhere, each step in one byte.

    Attributes:
        words: Their numbers, rising.
        firsts: For each where its steps begin, and one more for the end.
        steps: First places and the distances to the next ones; 255 stands for more.
        far_at: Which of the steps are longer, rising.
        far: How long those are.
    """

    words: Integers
    firsts: Integers
    steps: Bytes | Stored
    far_at: Integers
    far: Integers

    def find(self, word: int) -> int | None:
        """Which of the words ``word`` is, or None."""
        at = int(np.searchsorted(self.words, word))
        return at if at < len(self.words) and self.words[at] == word else None

    def decode(self, which: int, counts: Integers, kept: NDArray[np.bool_] | None = None) -> Integers:
        """Return the steps of one of the words; see :func:`decode`."""
        begin, end = int(self.firsts[which]), int(self.firsts[which + 1])
        steps: Integers = self.steps[begin:end]
        first, last = bisect_left(self.far_at, begin), bisect_left(self.far_at, end)
        far = self.far[first:last]
        if kept is not None and np.count_nonzero(kept) < _FEW * len(kept):
            sizes = picked(kept, counts)
            at = _runs(picked(kept, np.cumsum(counts)) - sizes, sizes)
            steps = steps[at]
            far_at = begin + at[steps == FAR]
            far = far[np.searchsorted(self.far_at[first:last], far_at.astype(self.far_at.dtype))]
        elif kept is not None:
            chosen = np.repeat(kept, counts)
            if len(far):
                far = picked(chosen[self.far_at[first:last] - begin], far)
            steps = steps[chosen]  # whole articles: long runs
        if len(far):
            steps = steps.astype(np.uint32)
            steps[steps == FAR] = far
        return steps


def encode(places: Integers, counts: Integers, firsts: Integers) -> tuple[Bytes, Integers, Steady]:
    """Write places as bytes.

    Args:
        places: Rising within each posting.
        counts: How many places each posting has; none has 0.
        firsts: For each word the number of its first posting, and one more for the end.

    Returns:
        The bytes, for each word where its bytes begin (and one more for the end), and the words that are
        everywhere, which have no bytes there.
    """
    begins = np.cumsum(counts) - counts
    # Kept narrow: there are as many numbers as words in thousands of articles.
    wide = places.astype(np.uint32)
    steps = wide.copy()
    steps[1:] -= wide[:-1]
    steps[begins] = places[begins]
    at_word = np.append(begins, len(steps))[firsts]
    words, is_steady = _steady_words(steps, at_word)
    steady = _steady(words, steps[is_steady], at_word)
    coded, ends = _coded(steps[~is_steady])
    before = np.concatenate(([0], np.cumsum(~is_steady)))  # how many of the others stand before each step
    at_byte = np.concatenate(([0], ends))[before[at_word]]
    return coded, at_byte, steady


def _steady_words(steps: Integers, at_word: Integers) -> tuple[Integers, NDArray[np.bool_]]:
    """The words that are everywhere, and for each step whether it is of one of them."""
    sizes = np.diff(at_word)
    (often,) = np.nonzero(sizes >= _OFTEN)
    far = [int((steps[at_word[word] : at_word[word + 1]] >= FAR).sum()) for word in often.tolist()]
    words = often[np.array(far, np.int64) * _LEAST_NEAR <= sizes[often]]
    chosen = np.zeros(len(sizes), bool)
    chosen[words] = True
    return words, np.repeat(chosen, sizes)


def _steady(words: Integers, steps: Integers, at_word: Integers) -> Steady:
    (far_at,) = np.nonzero(steps >= FAR)
    firsts = np.concatenate(([0], np.cumsum(np.diff(at_word)[words])))
    return Steady(words, firsts, np.minimum(steps, FAR).astype(np.uint8), far_at, steps[far_at])


def _coded(steps: Integers) -> tuple[Bytes, Integers]:
    """Steps in groups of seven bits, and where the bytes of each end."""
    sizes = np.ones(len(steps), np.uint8)
    for extra in range(1, 5):
        sizes += steps >= 1 << _BITS * extra
    ends = np.cumsum(sizes, dtype=np.int64)
    begins = ends - sizes
    coded = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    coded[begins] = (steps & _MORE - 1) | np.where(sizes > 1, np.uint32(_MORE), np.uint32(0))
    for group in range(1, int(sizes.max()) if len(sizes) else 0):
        (longer,) = np.nonzero(sizes > group)
        more = np.where(sizes[longer] > group + 1, _MORE, 0)
        coded[begins[longer] + group] = (steps[longer] >> _BITS * group & _MORE - 1) | more
    return coded, ends


def decode(coded: Bytes, counts: Integers, kept: NDArray[np.bool_] | None = None) -> Integers:
    """Return the steps of the postings that ``kept`` selects (None: of all), one posting after the other.

    Args:
        coded: The bytes of the postings.
        counts: How many places each posting has, of all postings in ``coded``.
        kept: For each posting whether it is wanted.
    """
    if kept is None:
        return _decoded(coded)
    if np.count_nonzero(kept) > _MOST * len(kept):
        return picked(np.repeat(kept, counts), _decoded(coded))
    # The bytes of the postings that are wanted are put together, and only they are decoded.
    (ends,) = np.nonzero(coded < _MORE)
    ends += 1
    behind = ends[np.cumsum(counts) - 1]
    sizes = np.diff(behind, prepend=0)
    return _decoded(coded[_runs(picked(kept, behind - sizes), picked(kept, sizes))])


def summed(steps: Integers, counts: Integers, origins: Integers) -> NDArray[np.int64]:
    """Return where the steps of several postings lead.

    Args:
        steps: Of one posting after the other.
        counts: How many each has; none has 0.
        origins: For each posting the number that its places are counted from.
    """
    starts = np.cumsum(counts) - counts
    if len(steps) <= _MANY_EACH * len(counts):
        sums = steps.astype(np.int64)  # which is soon done; adding up narrow numbers as wide ones is not
        np.cumsum(sums, out=sums)
        sums += np.repeat(origins - (sums[starts] - steps[starts]), counts)
        return sums
    # Of a word that stands everywhere a second array as long takes longer than a look at each posting: where
    # one begins, the sum is set back from the last place of the one before to its own origin.
    sums = steps.astype(np.int64)
    ends = origins + np.add.reduceat(sums, starts)
    sums[starts] += origins
    sums[starts[1:]] -= ends[:-1]
    return np.cumsum(sums, out=sums)


def picked(chosen: NDArray[np.bool_], values: NDArray[_Value]) -> NDArray[_Value]:
    """``values[chosen]``, five times as fast where chance has chosen: there numpy would copy run by run."""
    return values[np.flatnonzero(chosen)]


def _decoded(coded: Bytes) -> Integers:
    """The numbers that :func:`_coded` wrote."""
    goes_on = coded >= _MORE
    if not goes_on.any():
        return coded
    # Nearly all numbers take one byte or two. As if all did, the second takes up the first: no step here
    # looks where a number ends.
    is_second = goes_on[:-1].view(np.uint8)
    pairs = (coded & _MORE - 1).astype(np.uint16)
    first = pairs[:-1] * is_second
    pairs[1:] <<= is_second * np.uint8(_BITS)
    pairs[1:] += first
    numbers: Integers = picked(~goes_on, pairs)
    if (goes_on[:-1] & goes_on[1:]).any():
        return _with_long_ones(coded, numbers)
    return numbers


def _with_long_ones(coded: Bytes, numbers: Integers) -> Integers:
    """The numbers, those of three bytes and more put right."""
    numbers = numbers.astype(np.uint32)
    (ends,) = np.nonzero(coded < _MORE)
    sizes = np.diff(ends, prepend=-1)
    (longer,) = np.nonzero(sizes > 2)
    numbers[longer] = coded[ends[longer]]
    # The last byte holds the highest bits: the others come below, from right to left.
    back = 1
    while len(longer):
        numbers[longer] = numbers[longer] << _BITS | (coded[ends[longer] - back] & _MORE - 1)
        back += 1
        longer = longer[sizes[longer] > back]
    return numbers


def _runs(begins: Integers, sizes: Integers) -> Integers:
    """Runs of numbers, one after the other: each from its beginning on, so many."""
    numbers: Integers = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    numbers += np.arange(len(numbers))
    return numbers
