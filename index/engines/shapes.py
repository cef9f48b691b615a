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
    from typing import Self

    from numpy.typing import NDArray

    Integers: TypeAlias = NDArray[np.integer[Any]]
    #: Words in UTF-8 one after the other (none is empty), the size of each, and in how many articles it is.
    Listed: TypeAlias = tuple[NDArray[np.uint8], Integers, Integers]

#: A bit for each byte; two letters may share one. None for letters of several bytes: they tell nothing.
_BIT: Final = np.array([1 << (byte & 31) if byte < 128 else 0 for byte in range(256)], np.uint32)
_LONGEST: Final = 64  # bytes of a word that can be a misspelling of another


@dataclass(frozen=True, slots=True)
class Shapes:
    """Words of several lists; one that is in several stands there as often.

    Attributes:
        text: All words in UTF-8, one after the other.
        starts: Where each begins.
        sizes: How many bytes each has; they rise.
        counts: In how many articles it is.
    """

    text: NDArray[np.uint8]
    starts: NDArray[np.int32]
    sizes: NDArray[np.uint8]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, lists: Sequence[Listed]) -> Self:
        """Join lists of words. Those of more than 64 bytes are left out."""
        text, sizes, counts = (np.concatenate(parts) for parts in zip(*lists, strict=True))
        starts = (np.cumsum(sizes) - sizes).astype(np.int32)
        narrow = np.minimum(sizes, _LONGEST + 1).astype(np.uint8)
        order = np.argsort(narrow, kind="stable")[: int((narrow <= _LONGEST).sum())]
        return cls(text, starts[order], narrow[order], counts[order].astype(np.int32))

    def resembling(self, word: str, sizes: range, edits: int) -> Counter[str]:
        """The words of so many bytes that may be so many edits away from ``word``, and their articles.

        All that are so near are among them.
        """
        low, high = np.searchsorted(self.sizes, (sizes.start, sizes.stop)).tolist()
        letters = self._letters(low, high)
        own = np.bitwise_or.reduce(_BIT[np.frombuffer(word.encode(), np.uint8)])
        near = (_ones(letters & ~own) <= edits) & (_ones(own & ~letters) <= edits)
        chosen = near.nonzero()[0] + low
        found: Counter[bytes] = Counter()
        for size in sizes:
            first, last = np.searchsorted(self.sizes[chosen], (size, size + 1))
            alike = chosen[first:last]
            # All of one size: gathered into one array, they are cut apart in one go.
            cut = self.text[self.starts[alike][:, None] + np.arange(size)].view(f"S{size}").ravel().tolist()
            for raw, count in zip(cut, self.counts[alike].tolist(), strict=True):
                found[raw] += count
        return Counter({raw.decode(): count for raw, count in found.items()})

    def _letters(self, low: int, high: int) -> NDArray[np.uint32]:
        """The letters of some of the words, a bit each."""
        sizes, starts = self.sizes[low:high], self.starts[low:high]
        letters = np.zeros(len(sizes), np.uint32)
        # The first letter of all words, then the second of all that have one: they stand in order of size.
        for place in range(int(sizes[-1]) if len(sizes) else 0):
            longer = int(np.searchsorted(sizes, place, side="right"))
            letters[longer:] |= _BIT.take(self.text.take(starts[longer:] + place))
        return letters


def _ones(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """How many bits are set in each: added up in pairs, then those, then all four bytes at once."""
    pairs = numbers - (numbers >> 1 & 0x55555555)
    fours = (pairs & 0x33333333) + (pairs >> 2 & 0x33333333)
    total: NDArray[np.uint32] = ((fours + (fours >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24
    return total
