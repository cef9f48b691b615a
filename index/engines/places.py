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
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.engines.sections import Stored

    Integers: TypeAlias = NDArray[np.integer[Any]]
    Bytes: TypeAlias = NDArray[np.uint8]

_BITS: Final = 7
_MORE: Final = 1 << _BITS
#: The step that says "too long for a byte: look in the list".
_FAR: Final = 255
#: So often a word must stand in a segment to be worth a list: decoding fewer takes no time.
_OFTEN: Final = 4096
#: Of so many steps of such a word at most one may be too long, since each such takes six bytes more.
_LEAST_NEAR: Final = 8
#: Up to this share of such a word's articles it is faster to work out where steps are than to mark them.
_FEW: Final = 0.1
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
            sizes = counts[kept]
            picked = _runs(np.cumsum(counts)[kept] - sizes, sizes)
            steps = steps[picked]
            at = begin + picked[steps == _FAR]
            far = far[np.searchsorted(self.far_at[first:last], at.astype(self.far_at.dtype))]
        elif kept is not None:
            chosen = np.repeat(kept, counts)
            if len(far):
                far = far[chosen[steps == _FAR]]
            steps = steps[chosen]
        if len(far):
            steps = steps.astype(np.uint32)
            steps[steps == _FAR] = far
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
    far = [int((steps[at_word[word] : at_word[word + 1]] >= _FAR).sum()) for word in often.tolist()]
    words = often[np.array(far, np.int64) * _LEAST_NEAR <= sizes[often]]
    chosen = np.zeros(len(sizes), bool)
    chosen[words] = True
    return words, np.repeat(chosen, sizes)


def _steady(words: Integers, steps: Integers, at_word: Integers) -> Steady:
    (far_at,) = np.nonzero(steps >= _FAR)
    firsts = np.concatenate(([0], np.cumsum(np.diff(at_word)[words])))
    return Steady(words, firsts, np.minimum(steps, _FAR).astype(np.uint8), far_at, steps[far_at])


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
    # The bytes of the postings that are wanted are put together, and only they are decoded.
    (ends,) = np.nonzero(coded < _MORE)
    last = np.cumsum(counts)[kept] - 1
    first = last - counts[kept]  # the number before the first
    begins = np.where(first < 0, 0, ends[first] + 1)
    return _decoded(coded[_runs(begins, ends[last] + 1 - begins)])


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


def placed(coded: Bytes, counts: Integers, origins: Integers) -> NDArray[np.int64]:
    """Return where coded steps lead: what :func:`summed` makes of all that :func:`decode` gives, and sooner.

    Groups of bits are added up as they stand, each as what it is worth; the sum behind the last group of a
    number is the place.
    """
    goes_on = coded >= _MORE
    (behind,) = np.nonzero(goes_on)
    if not len(behind):
        return summed(coded, counts, origins)
    worth = (coded & _MORE - 1).astype(np.int64)
    behind += 1
    while len(behind):
        worth[behind] <<= _BITS
        behind = behind[goes_on[behind]] + 1
    sums = np.cumsum(worth, out=worth)[~goes_on]
    starts = np.cumsum(counts) - counts
    before = sums[starts - 1]
    before[:1] = 0
    sums += np.repeat(origins - before, counts)
    return sums


def _decoded(coded: Bytes) -> Integers:
    """The numbers that :func:`_coded` wrote."""
    is_last = coded < _MORE
    if is_last.all():
        return coded
    (ends,) = np.nonzero(is_last)
    numbers = coded[ends].astype(np.uint32)
    sizes = np.diff(ends, prepend=-1)
    # The last byte holds the highest bits: the others come below, from right to left.
    (longer,) = np.nonzero(sizes > 1)
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
