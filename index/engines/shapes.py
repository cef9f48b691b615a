"""Which words can be near another one: those of about its letters, told without looking at their order.

An edit (of one letter, or a swap of two) takes at most one letter out of the set of letters of a word and
puts at most one in. So of the tens of thousands of words of one first letter nine in ten are left out by a
few operations on whole arrays, and only the rest is compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.integer[Any]]

#: A bit for each byte; two letters may share one. None for letters of several bytes: they tell nothing.
_BIT: Final = np.array([1 << (byte & 31) if byte < 128 else 0 for byte in range(256)], np.uint32)
_LONGEST: Final = 64  # bytes of a word that can be a misspelling of another


@dataclass(frozen=True, slots=True)
class Listed:
    """Words that stand one after the other.

    Attributes:
        text: UTF-8 that has them all.
        ends: Where the first one begins, and where each ends; none is empty.
        letters: The :func:`letters` of each.
        firsts: For each word the number of its first posting, and one more for the end.
    """

    text: bytes
    ends: Integers
    letters: NDArray[np.uint32]
    firsts: Integers


def letters(words: Sequence[bytes]) -> NDArray[np.uint32]:
    """Return which letters each word has, a bit each; what an index keeps of each word."""
    if not words:
        return np.zeros(0, np.uint32)
    sizes = np.array(list(map(len, words)))
    found: NDArray[np.uint32] = np.bitwise_or.reduceat(
        _BIT[np.frombuffer(b"".join(words), np.uint8)], np.cumsum(sizes) - sizes
    )
    return found


def resembling(lists: Sequence[Listed], word: str, sizes: range, edits: int) -> Counter[str]:
    """Which words may be so many edits away from another: all that are, and some that are not.

    Args:
        lists: Words to choose from; one that is in several is in as many articles as they say together.
        word: The other word.
        sizes: How many bytes the words have to have; those of more than 64 are left out.
        edits: How many insertions, deletions, exchanges of letters and swaps of neighbours.

    Returns:
        In how many articles each of the words is.
    """
    own = np.bitwise_or.reduce(_BIT[np.frombuffer(word.encode(), np.uint8)])
    found: Counter[bytes] = Counter()
    for words in lists:
        lengths = np.diff(words.ends)
        (fitting,) = np.nonzero((lengths >= sizes.start) & (lengths < min(sizes.stop, _LONGEST + 1)))
        theirs = words.letters[fitting]
        near = fitting[(_ones(theirs & ~own) <= edits) & (_ones(own & ~theirs) <= edits)]
        ends = words.ends[near + 1].tolist()
        counts = (words.firsts[near + 1] - words.firsts[near]).tolist()
        for end, size, count in zip(ends, lengths[near].tolist(), counts, strict=True):
            found[words.text[end - size : end]] += count
    return Counter({raw.decode(): count for raw, count in found.items()})


def _ones(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How many bits are set in each: added up in pairs, then those, then all four bytes at once."""
    pairs = numbers - (numbers >> 1 & 0x55555555)
    fours = (pairs & 0x33333333) + (pairs >> 2 & 0x33333333)
    total: NDArray[np.uint32] = ((fours + (fours >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24
    return total
