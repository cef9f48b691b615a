"""Which words can be near another one: those of about its letters, told without looking at their order.

An edit (of one letter, or a swap of two) takes at most one letter out of the set of letters of a word and
puts at most one in. So of the tens of thousands of words of one first letter nine in ten are left out by a
few operations on whole arrays, and only the rest is compared letter by letter.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.integer[Any]]
    #: Words in UTF-8 one after the other (none is empty), and for each its size, its :func:`letters`, and in
    #: how many articles it is.
    Listed: TypeAlias = tuple[NDArray[np.uint8], Integers, NDArray[np.uint32], Integers]

#: A bit for each byte; two letters may share one. None for letters of several bytes: they tell nothing.
_BIT: Final = np.array([1 << (byte & 31) if byte < 128 else 0 for byte in range(256)], np.uint32)
_LONGEST: Final = 64  # bytes of a word that can be a misspelling of another


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
    text, lengths, held, counts = (np.concatenate(parts) for parts in zip(*lists, strict=True))
    own = np.bitwise_or.reduce(_BIT[np.frombuffer(word.encode(), np.uint8)])
    (fitting,) = np.nonzero((lengths >= sizes.start) & (lengths < min(sizes.stop, _LONGEST + 1)))
    theirs = held[fitting]
    near = fitting[(_ones(theirs & ~own) <= edits) & (_ones(own & ~theirs) <= edits)]
    starts = (np.cumsum(lengths) - lengths)[near]
    found: Counter[bytes] = Counter()
    for size in np.unique(lengths[near]).tolist():
        alike = lengths[near] == size
        # All of one size: gathered into one array, they are cut apart in one go.
        cut = text[starts[alike][:, None] + np.arange(size)].view(f"S{size}").ravel().tolist()
        for raw, count in zip(cut, counts[near[alike]].tolist(), strict=True):
            found[raw] += count
    return Counter({raw.decode(): count for raw, count in found.items()})


def _ones(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How many bits are set in each: added up in pairs, then those, then all four bytes at once."""
    pairs = numbers - (numbers >> 1 & 0x55555555)
    fours = (pairs & 0x33333333) + (pairs >> 2 & 0x33333333)
    total: NDArray[np.uint32] = ((fours + (fours >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24
    return total
