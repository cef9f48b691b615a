"""Postings of several words of several segments as one array each: articles, and how often a word is there.

A stem has a handful of forms, each in up to a dozen segments of two fields: what is done for each of them
takes longer than what is done for all of their articles, so that as little as possible is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.engines.segment import Field

    #: A field of a segment, the number of the segment's first article, the first posting and the end.
    Slice: TypeAlias = tuple[Field, int, int, int]
    #: A field of a segment, and the number of the segment's first article.
    Part: TypeAlias = tuple[Field, int]

_Number = TypeVar("_Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True)
class Forms:
    """The words of one stem in a field of several segments, and all their postings: one word after the other.

    Attributes:
        numbers: For each word its field, the number of the segment's first article, and its own number;
            in the order of the segments.
        starts: For each word where its postings begin, and one more for the end.
        docs: For each posting the article, numbered through all segments; they rise within a word.
        counts: For each posting how often the word occurs.
    """

    numbers: list[tuple[Field, int, int]]
    starts: list[int]
    docs: NDArray[np.int64]
    counts: NDArray[np.int64]

    def between(self, first: int, end: int) -> Forms:
        """What of it is in the articles from ``first`` up to ``end``: whole segments."""
        low, high = (bisect_left(self.numbers, base, key=_base) for base in (first, end))
        here = slice(self.starts[low], self.starts[high])
        starts = [start - here.start for start in self.starts[low : high + 1]]
        return Forms(self.numbers[low:high], starts, self.docs[here], self.counts[here])


def _base(number: tuple[Field, int, int]) -> int:
    return number[1]


def of_stem(parts: Iterable[Part], stemmed: str) -> Forms:
    """Read the postings of all words with that stem."""
    numbers = [(field, base, number) for field, base in parts for number in field.of_stem(stemmed)]
    if not numbers:
        return Forms([], [0], np.zeros(0, np.int64), np.zeros(0, np.int64))
    slices = [(field, base, *field.postings(number)) for field, base, number in numbers]
    starts = list(accumulate((high - low for _, _, low, high in slices), initial=0))
    return Forms(numbers, starts, *read(slices, np.int64))


def read(slices: Sequence[Slice], kind: type[_Number]) -> tuple[NDArray[np.int64], NDArray[_Number]]:
    """Read postings, one slice after the other.

    Args:
        slices: What to read; none is empty, and there is one at least.
        kind: The type of number to return counts in.

    Returns:
        For each posting the article, numbered through all segments, and how often the word occurs there.
    """
    docs = np.concatenate([field.docs[low:high] for field, _, low, high in slices], dtype=np.int64)
    docs += np.repeat([base for _, base, _, _ in slices], [high - low for _, _, low, high in slices])
    counts = np.concatenate([field.counts[low:high] for field, _, low, high in slices], dtype=kind)
    start = 0
    for field, _, low, high in slices:
        at, many = field.many
        if len(at):
            first, last = bisect_left(at, low), bisect_left(at, high)
            for place, count in zip(at[first:last], many[first:last], strict=True):
                counts[start + place - low] = count
        start += high - low
    return docs, counts
