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
# From these shares of a word's articles on, reading all is faster than picking those that are wanted: of a
# word that stands everywhere, and of others.
_MOST_STEADY: Final = 0.6
_MOST_CODED: Final = 0.3
# Segments are looked at together up to so many postings.
_MOST_TOGETHER: Final = 1 << 15


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
        """The articles in which numbers are; some may be named several times."""
        if len(numbers) < len(self.origins):
            return np.searchsorted(self.origins, numbers, side="right") - 1
        before = np.searchsorted(np.sort(numbers, kind="stable"), self.origins)
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
        here = slice(first, first + sum(len(field.rooms) for field, _ in group))
        if candidates[here].any():
            stretch = _Stretch.of([(field, base - first) for field, base in group], free)
            found[here] = _standing(stretch, run, candidates[here])
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


def _standing(stretch: _Stretch, run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each article of the stretch whether it has the run."""
    words = [
        ([(field, base, number) for field, base in stretch.parts for number in field.of_stem(stemmed)], place)
        for stemmed, place in run
    ]
    # The rarest word first: then places of the frequent ones are looked at in few articles.
    words.sort(key=lambda word: sum(_size(field, number) for field, _, number in word[0]))
    (forms, place), *others = words
    begins = _begins(stretch, forms, candidates, place)
    for forms, place in others:
        begins = [_common(begins, _begins(stretch, forms, candidates, place), stretch.size)]
        candidates = np.zeros(len(candidates), bool)
        candidates[stretch.articles(begins[0])] = True
    return candidates


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
        Arrays that have nothing in common; each consists of a few that rise.
    """
    if not forms:
        return []
    origins = stretch.origins - place
    slices = [(field, base, *field.postings(number)) for field, base, number in forms]
    all_docs, all_counts = postings.read(slices, np.int64)
    all_kept = candidates[all_docs]
    steady: list[tuple[Field, int, slice]] = []
    coded: list[tuple[Field, int, slice]] = []
    end = 0
    for (field, _, number), (_, _, low, high) in zip(forms, slices, strict=True):
        here = slice(end, end := end + high - low)
        if all_kept[here].any():
            which = field.steady.find(number)
            if which is None:
                coded.append((field, number, here))
            else:
                steady.append((field, which, here))
    runs = []
    for field, which, here in steady:
        docs, counts, kept = all_docs[here], all_counts[here], all_kept[here]
        if np.count_nonzero(kept) < _MOST_STEADY * len(kept):
            steps = field.steady.decode(which, counts, kept)
            runs.append(places.summed(steps, counts[kept], origins[docs[kept]]))
        else:
            runs.append(places.summed(field.steady.decode(which, counts), counts, origins[docs]))
    if coded:
        # Steps tell where they end: those of several words are decoded in one go.
        docs, counts, kept = (
            _joined([told[here] for _, _, here in coded]) for told in (all_docs, all_counts, all_kept)
        )
        coded_steps = _joined([field.coded_steps(number) for field, number, _ in coded])
        if np.count_nonzero(kept) < _MOST_CODED * len(kept):
            steps = places.decode(coded_steps, counts, kept)
            found = places.summed(steps, counts[kept], origins[docs[kept]])
        else:
            found = places.placed(coded_steps, counts, origins[docs])
        runs.append(found)
    return runs


def _common(begins: list[NDArray[np.int64]], others: list[NDArray[np.int64]], size: int) -> NDArray[np.int64]:
    """What is in one of ``begins`` and in one of ``others``.

    Args:
        begins: Arrays as :func:`_begins` returns them, of fewer numbers than the others if possible.
        others: More such arrays.
        size: All numbers are less.
    """
    few, many = (sum(map(len, runs)) for runs in (begins, others))
    if not few or not many:
        return np.zeros(0, np.int64)
    if many > _FAR_LONGER * few:
        sought = _joined(begins)
        found = []
        for run in others:
            run.sort(kind="stable")  # which sees what rises already, and merges it
            at = np.minimum(np.searchsorted(run, sought), len(run) - 1)
            found.append(sought[run[at] == sought])
        return _joined(found)
    if few + many > size // _SPARSE:
        ticked = np.zeros(size, bool)
        for run in others:
            ticked[run] = True
        return _joined([run[ticked[run]] for run in begins])
    both = np.concatenate([*begins, *others])
    both.sort(kind="stable")
    twice: NDArray[np.int64] = both[1:][both[1:] == both[:-1]]
    return twice


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
