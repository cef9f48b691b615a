"""In which articles words stand at certain distances from each other: phrases.

Segments are looked at together as long as what is read of them is little: most words are in few articles of
each, and then it is the number of operations that takes the time. Of words that are everywhere one segment
after the other is looked at, so that its numbers stay in the processor's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from index.engines import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.engines.segment import Field

    #: Stems, and how far each is from the first.
    Run: TypeAlias = Sequence[tuple[str, int]]
    #: A field of one segment, and the number of the segment's first article.
    Part: TypeAlias = tuple[Field, int]

# From so many times as long on, each of the shorter array is looked up in the longer one.
_FAR_LONGER: Final = 8
# Segments are looked at together up to so many postings.
_MOST_TOGETHER: Final = 1 << 16


def together(parts: Sequence[Part], run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The articles where words of these stems stand at these distances from each other; rising.

    Args:
        parts: All segments, in order.
        run: What to look for.
        candidates: For each article whether it has all the stems.
    """
    found = [_standing(group, run, candidates) for group in _groups(parts, run)]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _groups(parts: Sequence[Part], run: Run) -> Iterator[list[Part]]:
    group: list[Part] = []
    size = 0
    for part in parts:
        field, _ = part
        more = sum(_size(field, number) for stemmed, _ in run for number in field.of_stem(stemmed))
        if group and size + more > _MOST_TOGETHER:
            yield group
            group, size = [], 0
        group.append(part)
        size += more
    if group:
        yield group


def _size(field: Field, number: int) -> int:
    low, high = field.postings(number)
    return high - low


def _standing(group: list[Part], run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    words = [
        ([(field, base, number) for field, base in group for number in field.of_stem(stemmed)], place)
        for stemmed, place in run
    ]
    # The rarest word first: then places of the frequent ones are looked at in few articles.
    words.sort(key=lambda word: sum(_size(field, number) for field, _, number in word[0]))
    starts: NDArray[np.int64] | None = None
    for forms, place in words:
        runs = _starts(forms, candidates, place)
        starts = _merged(runs) if starts is None else _common(starts, runs)
        if not len(starts):
            return starts
        candidates = np.zeros(len(candidates), bool)
        candidates[starts >> 32] = True
    return _distinct((starts if starts is not None else np.zeros(0, np.int64)) >> 32)


def _starts(
    forms: list[tuple[Field, int, int]], candidates: NDArray[np.bool_], place: int
) -> list[NDArray[np.int64]]:
    """Where a run would begin that has a word at ``place``, as ``article << 32 | place``.

    In all candidates, and in others too where leaving them out takes longer.

    Args:
        forms: The word's forms: field, number of the segment's first article, number of the word.
        candidates: Where to look.
        place: How far the word is from the run's first.

    Returns:
        Arrays that each rise and have nothing in common.
    """
    coded: list[NDArray[np.uint8]] = []
    told: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]] = []
    runs = []
    for field, base, number in forms:
        low, high = field.postings(number)
        docs = np.add(field.docs[low:high], base, dtype=np.int64)
        kept = candidates[docs]
        if not kept.any():
            continue
        counts = field.frequencies(low, high)
        if (which := field.steady.find(number)) is not None:
            if places.worth_picking(kept):
                steps, docs, counts = field.steady.decode(which, counts, kept), docs[kept], counts[kept]
            else:
                steps = field.steady.decode(which, counts)
            runs.append(places.summed(steps, counts, (docs << 32) - place))
        else:
            coded.append(field.coded_steps(number))
            told.append((docs, counts, kept))
    if coded:
        # Steps tell where they end: those of several words are decoded in one go.
        docs, counts, kept = (np.concatenate(each) for each in zip(*told, strict=True))
        steps = places.decode(np.concatenate(coded), counts, kept)
        found = places.summed(steps, counts[kept], (docs[kept] << 32) - place)
        if len(coded) > 1:
            found.sort(kind="stable")  # which sees what rises already, and merges it
        runs.append(found)
    return runs


def _merged(runs: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Several rising arrays as one."""
    if len(runs) < 2:
        return runs[0] if runs else np.zeros(0, np.int64)
    merged = np.concatenate(runs)
    merged.sort(kind="stable")
    return merged


def _common(starts: NDArray[np.int64], runs: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """What of ``starts``, rising, is in one of several rising arrays that have nothing in common."""
    found = []
    for run in runs:
        if len(run) > _FAR_LONGER * len(starts):
            at = np.minimum(np.searchsorted(run, starts), len(run) - 1)
            found.append(starts[run[at] == starts])
        else:
            both = _merged([starts, run])
            found.append(both[1:][both[1:] == both[:-1]])
    return _merged(found)


def _distinct(rising: NDArray[Any]) -> NDArray[np.int64]:
    """The numbers of a rising array, each once."""
    fresh = np.ones(len(rising), bool)
    fresh[1:] = rising[1:] != rising[:-1]
    return rising[fresh]
