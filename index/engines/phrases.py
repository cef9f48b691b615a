"""In which articles words stand at certain distances from each other: phrases.

Every place in a stretch of articles has a number of its own, so that words are beside each other whose
numbers are. Where many are to be compared, those of one word are ticked off in an array of truth values, and
those of the other are looked up there: that takes a few steps of the processor for each, where merging what
is sorted takes dozens, and of "to the" there are millions.

Segments are looked at together as long as what is read of them is little: most words are in few articles of
each, and then it is the number of operations that takes the time. Of words that are everywhere one segment
after the other is looked at, so that its numbers stay in the processor's cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from index.engines import places, postings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.engines.segment import Field

    Integers: TypeAlias = NDArray[np.integer[Any]]
    #: Stems, and how far each is from the first.
    Run: TypeAlias = Sequence[tuple[str, int]]
    #: A field of one segment, and the number of the segment's first article.
    Part: TypeAlias = tuple[Field, int]

# From so many times as long on, each of the shorter array is looked up in the longer one.
_FAR_LONGER: Final = 8
# One of so many places has to be compared for ticking off to be faster than merging.
_SPARSE: Final = 64
# Segments are looked at together up to so many postings.
_MOST_TOGETHER: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Articles of some segments that follow each other.

    Attributes:
        parts: The field of each segment, and the number of its first article, counted from the stretch's own.
        origins: For each article the number of its first place.
        size: All numbers are less.
    """

    parts: list[Part]
    origins: NDArray[np.int64]
    size: int

    @classmethod
    def of(cls, parts: list[Part], free: int) -> _Stretch:
        """Leave so many numbers free before each article's first place: a run that would begin there."""
        rooms = np.concatenate([field.rooms for field, _ in parts], dtype=np.int64) + free
        ends = np.cumsum(rooms)
        return cls(parts, ends - rooms + free, int(ends[-1]) if len(ends) else 0)

    def articles(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The articles in which rising numbers are; some may be named several times."""
        if len(numbers) < len(self.origins):
            return np.searchsorted(self.origins, numbers, side="right") - 1
        before = np.searchsorted(numbers, self.origins)
        return np.nonzero(np.diff(before, append=len(numbers)))[0]


def together(parts: Sequence[Part], run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The articles where words of these stems stand at these distances from each other; rising.

    Args:
        parts: All segments, in order.
        run: What to look for: two words or more; one is 0 from the first.
        candidates: For each article whether it has all the stems.
    """
    found = np.zeros(len(candidates), bool)
    free = max(place for _, place in run)
    for group in _groups(parts, run):
        first = group[0][1]
        stretch = _Stretch.of([(field, base - first) for field, base in group], free)
        here = slice(first, first + len(stretch.origins))
        found[here][_standing(stretch, run, candidates[here])] = True
    return np.nonzero(found)[0]


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


def _standing(stretch: _Stretch, run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The articles of the stretch that have the run; some may be named several times."""
    words = [
        ([(field, base, number) for field, base in stretch.parts for number in field.of_stem(stemmed)], place)
        for stemmed, place in run
    ]
    # The rarest word first: then places of the frequent ones are looked at in few articles.
    words.sort(key=lambda word: sum(_size(field, number) for field, _, number in word[0]))
    begins: NDArray[np.int64] | None = None
    for forms, place in words:
        runs = _begins(stretch, forms, candidates, place)
        begins = _merged(runs) if begins is None else _common(begins, runs, stretch.size)
        if not len(begins):
            return begins
        candidates = np.zeros(len(candidates), bool)
        candidates[stretch.articles(begins)] = True
    return np.nonzero(candidates)[0]


def _begins(
    stretch: _Stretch, forms: list[tuple[Field, int, int]], candidates: NDArray[np.bool_], place: int
) -> list[NDArray[np.int64]]:
    """The numbers where a run would begin that has a word at ``place``.

    In all candidates, and in others too where leaving them out takes longer.

    Args:
        stretch: Where to look.
        forms: The word's forms: field, number of the segment's first article, number of the word.
        candidates: In which articles of the stretch.
        place: How far the word is from the run's first.

    Returns:
        Arrays that each rise and have nothing in common.
    """
    origins = stretch.origins - place
    coded = []
    runs = []
    for field, base, number in forms:
        if (which := field.steady.find(number)) is None:
            coded.append((field, base, number))
            continue
        docs, counts = postings.read([(field, base, *field.postings(number))], np.int64)
        kept = candidates[docs]
        if places.worth_picking(kept):
            steps, docs, counts = field.steady.decode(which, counts, kept), docs[kept], counts[kept]
        else:
            steps = field.steady.decode(which, counts)
        if len(docs):
            runs.append(places.summed(steps, counts, origins[docs]))
    if coded:
        # Steps tell where they end: those of several words are decoded in one go.
        docs, counts = postings.read(
            [(field, base, *field.postings(number)) for field, base, number in coded], np.int64
        )
        coded_steps = np.concatenate([field.coded_steps(number) for field, _, number in coded])
        found = places.placed(coded_steps, counts, origins[docs])
        kept = candidates[docs]
        if places.worth_picking(kept):
            found = found[np.repeat(kept, counts)]
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


def _common(begins: NDArray[np.int64], runs: list[NDArray[np.int64]], size: int) -> NDArray[np.int64]:
    """What of ``begins``, rising, is in one of several rising arrays that have nothing in common.

    Args:
        begins: Numbers from 0 on.
        runs: The arrays.
        size: All numbers are less.
    """
    others = sum(map(len, runs))
    if others <= _FAR_LONGER * len(begins) and others + len(begins) > size // _SPARSE:
        ticked = np.zeros(size, bool)
        for run in runs:
            ticked[run] = True
        return begins[ticked[begins]]
    found = []
    for run in runs:
        if len(run) > _FAR_LONGER * len(begins):
            at = np.minimum(np.searchsorted(run, begins), len(run) - 1)
            found.append(begins[run[at] == begins])
        else:
            both = _merged([begins, run])
            found.append(both[1:][both[1:] == both[:-1]])
    return _merged(found)
