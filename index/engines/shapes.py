"""Which words are near another one: most are not, as the letters tell without looking at their order.

An edit (of one letter, or a swap of two) takes at most one letter out of the set of letters of a word and
puts at most one in. So of the tens of thousands of words of one first letter nine in ten are left out by a
few operations on whole arrays, and only the rest is compared letter by letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.integer[Any]]
    #: Words in UTF-8 one after the other, and for each its size (not 0), its :func:`letters`, and in how many
    #: articles it is.
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


def near(lists: Sequence[Listed], word: str, edits: int) -> dict[str, tuple[int, int]]:
    """Which words are at most so many edits away from another.

    Edits are insertions, deletions, exchanges of letters and swaps of neighbours (the optimal string
    alignment distance).

    Args:
        lists: Words to choose from; one that is in several is in as many articles as they say together. Those
            of more than 64 bytes, and of letters of more bytes than the other's, are not looked at.
        word: The other word, which is not among the results itself.
        edits: How many.

    Returns:
        For each word how many edits away it is, and in how many articles.
    """
    text, sizes, held, counts = (np.concatenate(parts) for parts in zip(*lists, strict=True))
    # No word is near whose length differs by more than the edits; an edit is of so many bytes.
    raw = word.encode()
    reach = edits * max(len(letter.encode()) for letter in word)
    (fitting,) = np.nonzero((sizes >= max(1, len(raw) - reach)) & (sizes <= min(len(raw) + reach, _LONGEST)))
    own, theirs = np.bitwise_or.reduce(_BIT[np.frombuffer(raw, np.uint8)]), held[fitting]
    alike = fitting[(_ones(theirs & ~own) <= edits) & (_ones(own & ~theirs) <= edits)]
    starts = np.cumsum(sizes, dtype=np.int64)[alike] - sizes[alike].astype(np.int64)
    found: dict[str, tuple[int, int]] = {}
    for size in np.unique(sizes[alike]).tolist():
        same = sizes[alike] == size
        # All of one size: gathered into one array, they are cut apart in one go.
        cut = text[starts[same][:, None] + np.arange(size)].view(f"S{size}").ravel()
        others = [other.decode() for other in set(cut.tolist())]
        for other, distance, _ in process.extract(
            word, others, scorer=OSA.distance, score_cutoff=edits, limit=None
        ):
            if other != word:
                found[other] = int(distance), int(counts[alike[same]][cut == other.encode()].sum())
    return found


def _ones(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How many bits are set in each: added up in pairs, then those, then all four bytes at once."""
    pairs = numbers - (numbers >> 1 & 0x55555555)
    fours = (pairs & 0x33333333) + (pairs >> 2 & 0x33333333)
    total: NDArray[np.uint32] = ((fours + (fours >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24
    return total
