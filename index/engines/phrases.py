"""In which articles of a segment words stand at certain distances from each other: phrases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.engines.places import summed, worth_picking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.engines.segment import Field

# From so many times as long on, each of the shorter array is looked up in the longer one.
_FAR_LONGER: Final = 8


def together(
    field: Field, run: list[tuple[str, int]], candidates: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """The articles where words of these stems stand at these distances from each other.

    Args:
        field: Of one segment.
        run: Stems, and how far each is from the first.
        candidates: For each article of the segment whether it has them all.
    """
    if not candidates.any():
        return np.zeros(0, np.int64)
    forms = [(field.of_stem(stemmed), place) for stemmed, place in run]
    # The rarest word first: then places of the frequent ones are looked at in few articles.
    forms.sort(
        key=lambda form: sum(field.postings(number)[1] - field.postings(number)[0] for number in form[0])
    )
    starts: NDArray[np.int64] | None = None
    for numbers, place in forms:
        if not candidates.any():
            return np.zeros(0, np.int64)
        runs = [_places(field, number, candidates, place) for number in numbers]
        runs = [run for run in runs if len(run)]
        starts = _merged(runs) if starts is None else _common(starts, runs)
        candidates = np.zeros(len(candidates), bool)
        candidates[starts >> 32] = True
    return np.nonzero(candidates)[0]


def _places(field: Field, number: int, candidates: NDArray[np.bool_], place: int) -> NDArray[np.int64]:
    """Where a run would begin that has a word at ``place``, as ``article << 32 | place``; rising.

    In all candidates, and in others too where leaving them out takes longer.
    """
    low, high = field.postings(number)
    docs, counts = field.docs[low:high], field.frequencies(low, high)
    kept = candidates[docs]
    if not kept.any():
        return np.zeros(0, np.int64)
    if worth_picking(kept):
        steps, docs, counts = field.steps(number, counts, kept), docs[kept], counts[kept]
    else:
        steps = field.steps(number, counts)
    return summed(steps, counts, (docs.astype(np.int64) << 32) - place)


def _merged(runs: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Several rising arrays as one."""
    if len(runs) < 2:
        return runs[0] if runs else np.zeros(0, np.int64)
    merged = np.concatenate(runs)
    merged.sort(kind="stable")  # which sees the runs, and merges them
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
