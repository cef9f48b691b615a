"""Postings of several words of several segments as one array each: articles, and how often a word is there.

A stem has a handful of forms, each in up to a dozen segments of two fields: what is done for each of them
takes longer than what is done for all of their articles, so that as little as possible is.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.engines.segment import Field

    #: A field of a segment, the number of the segment's first article, the first posting and the end.
    Slice: TypeAlias = tuple[Field, int, int, int]

_Number = TypeVar("_Number", np.int64, np.float64)


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
