"""In which articles words stand at certain distances from each other: phrases.

Every place in a stretch of articles has a number of its own, so that words are beside each other whose
numbers are. Where many are to be compared, those of one word are ticked off in an array of truth values, and
those of the other are looked up there: that takes a few steps of the processor for each, where merging what
is sorted takes dozens, and of "to the" there are millions. Articles that lack a word have no numbers, unless
nearly none does: the fewer numbers there are, the more of the array is in the processor's cache.

Segments are looked at together as long as what is read of them is little: most words are in few articles of
each, and then it is the number of operations that takes the time. Of words that are everywhere one segment
after the other is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from index.engines import places
from index.engines.places import picked
from index.engines.probing import stands_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.engines.postings import Forms, Part
    from index.engines.segment import Field

    Integers: TypeAlias = NDArray[np.integer[Any]]
    #: Words, and how far each is from the first.
    Run: TypeAlias = Sequence[tuple[Forms, int]]

# One of so many places has to be compared for ticking off to be faster than merging.
_SPARSE: Final = 32
# From this share of all articles on, leaving out the others takes longer than looking at them too.
_MOST: Final = 0.6
# So many places of a word that stands everywhere are worked out while one is looked for among them.
_PROBING: Final = 8
# Segments are looked at together up to so many postings.
_MOST_TOGETHER: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Articles of some segments that follow each other.

    Attributes:
        first: The number of the first.
        numbered: Which of them have numbers, counted from the first: the candidates, or all.
        origins: For each of those the number of its first place, less those left free before it.
        by_article: The same for each article; undefined for those without numbers.
        size: All numbers are less.
        free: How many numbers are left free before each article's first place: a run would begin there.
    """

    first: int
    numbered: NDArray[np.int64]
    origins: NDArray[np.int64]
    by_article: NDArray[np.int64]
    size: int
    free: int

    @classmethod
    def of(cls, parts: Sequence[Part], candidates: NDArray[np.bool_], free: int) -> _Stretch:
        """Number the places of candidates.

        Args:
            parts: The segments.
            candidates: For each of their articles whether it has all words.
            free: How many numbers to leave before each article's first place.
        """
        rooms = np.concatenate([field.rooms for field, _ in parts])
        (numbered,) = np.nonzero(candidates)
        if len(numbered) > _MOST * len(candidates):
            numbered = np.arange(len(candidates))
        sizes = rooms[numbered].astype(np.int64) + free
        ends = np.cumsum(sizes)
        origins = ends - sizes
        by_article = np.zeros(len(candidates), np.int64)
        by_article[numbered] = origins
        return cls(parts[0][1], numbered, origins, by_article, int(ends[-1]), free)

    @property
    def is_whole(self) -> bool:
        """Whether all articles have numbers."""
        return len(self.numbered) == len(self.by_article)

    def start(self, article: int) -> int:
        """All numbers of this article (counted from the first; one behind the last) are as great at least."""
        at = np.searchsorted(self.numbered, article)
        return int(self.origins[at]) if at < len(self.origins) else self.size

    def begin(self, docs: NDArray[np.int64], place: int) -> NDArray[np.int64]:
        """For each of these articles the number where a run begins whose word at ``place`` stands first."""
        return self.by_article[docs] + (self.free - place)

    def articles(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each number in which article it is, counted from the first."""
        return self.numbered[np.searchsorted(self.origins, numbers, side="right") - 1]

    def those_with(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each article whether one of these numbers is in it."""
        found = np.zeros(len(self.by_article), bool)
        if len(numbers) < len(self.origins):
            found[self.articles(numbers)] = True
        else:
            before = np.searchsorted(np.sort(numbers, kind="stable"), self.origins)
            found[self.numbered] = np.diff(before, append=len(numbers)) > 0
        return found


def together(parts: Sequence[Part], run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The articles where words stand at these distances from each other; rising.

    Args:
        parts: All segments, in order.
        run: What to look for: two words or more; one is 0 from the first.
        candidates: For each article whether it has all the words.
    """
    found = np.zeros(len(candidates), bool)
    free = max(place for _, place in run)
    for group in _groups(parts, run):
        first = group[0][1]
        end = first + sum(len(field.rooms) for field, _ in group)
        chosen = candidates[first:end]
        if chosen.any():
            stretch = _Stretch.of(group, chosen, free)
            here = [(forms.between(first, end), place) for forms, place in run]
            found[first:end] = _standing(stretch, here, chosen)
    return np.nonzero(found)[0]


def _groups(parts: Sequence[Part], run: Run) -> Iterator[list[Part]]:
    sizes = dict.fromkeys((base for _, base in parts), 0)
    for forms, _ in run:
        for (_, base, _), start, end in zip(forms.numbers, forms.starts, forms.starts[1:], strict=False):
            sizes[base] += end - start
    group: list[Part] = []
    size = 0
    for part in parts:
        more = sizes[part[1]]
        if group and size + more > _MOST_TOGETHER:
            yield group
            group, size = [], 0
        group.append(part)
        size += more
    if group:
        yield group


def _standing(stretch: _Stretch, run: Run, candidates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each article of the stretch whether it has the run."""
    # The rarest word first: then places of the frequent ones are looked at in few articles.
    (forms, place), *others = sorted(run, key=lambda word: len(word[0].docs))
    begins = _joined(_begins(stretch, _Standing.of(stretch, forms, candidates), place))
    for forms, place in others:
        if not len(begins):
            return np.zeros(len(candidates), bool)
        begins = _also(stretch, begins, _Standing.of(stretch, forms, candidates), place)
        candidates = candidates & stretch.those_with(begins)
    return candidates


@dataclass(frozen=True, slots=True)
class _Standing:
    """A word in a stretch.

    Attributes:
        docs: For each posting the article, counted from the stretch's first.
        counts: For each posting how often the word stands in it.
        kept: For each posting whether it is looked for there.
        steady: Forms that are kept as such: the field, which of its steady words, which postings.
        coded: The others: the field, the number of the word, which postings.
    """

    docs: NDArray[np.int64]
    counts: NDArray[np.int64]
    kept: NDArray[np.bool_]
    steady: list[tuple[Field, int, slice]]
    coded: list[tuple[Field, int, slice]]

    @classmethod
    def of(cls, stretch: _Stretch, forms: Forms, candidates: NDArray[np.bool_]) -> _Standing:
        docs = forms.docs - stretch.first
        kept = candidates[docs]
        steady: list[tuple[Field, int, slice]] = []
        coded: list[tuple[Field, int, slice]] = []
        for (field, _, number), start, end in zip(
            forms.numbers, forms.starts, forms.starts[1:], strict=False
        ):
            here = slice(start, end)
            if kept[here].any():
                which = field.steady.find(number)
                if which is None:
                    coded.append((field, number, here))
                else:
                    steady.append((field, which, here))
        return cls(docs, forms.counts, kept, steady, coded)


def _begins(stretch: _Stretch, word: _Standing, place: int) -> list[NDArray[np.int64]]:
    """The numbers where a run would begin that has a word at ``place``.

    In all candidates; in others too where the stretch is whole and leaving them out takes longer.

    Args:
        stretch: Where to look.
        word: The word there.
        place: How far the word is from the run's first.

    Returns:
        Arrays that have nothing in common; each consists of a few that rise.
    """
    runs = []
    for field, which, here in word.steady:
        counts = word.counts[here]
        chosen = _unless_most(word.kept[here], stretch)
        steps = field.steady.decode(which, counts, chosen)
        runs.append(places.summed(steps, *_of(chosen, counts, stretch.begin(word.docs[here], place))))
    if word.coded:
        # Steps tell where they end: those of several words are decoded in one go.
        docs, counts, kept = (
            _joined([told[here] for _, _, here in word.coded]) for told in (word.docs, word.counts, word.kept)
        )
        chosen = _unless_most(kept, stretch)
        coded = _joined([field.coded_steps(number) for field, number, _ in word.coded])
        steps = places.decode(coded, counts, chosen)
        runs.append(places.summed(steps, *_of(chosen, counts, stretch.begin(docs, place))))
    return runs


def _unless_most(kept: NDArray[np.bool_], stretch: _Stretch) -> NDArray[np.bool_] | None:
    """Which postings to decode; None for all, where that is right and takes no longer."""
    count = np.count_nonzero(kept)
    return None if count == len(kept) or (stretch.is_whole and count > _MOST * len(kept)) else kept


def _of(chosen: NDArray[np.bool_] | None, *values: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    return values if chosen is None else tuple(picked(chosen, each) for each in values)


def _also(stretch: _Stretch, begins: NDArray[np.int64], word: _Standing, place: int) -> NDArray[np.int64]:
    """Those of the numbers where a run would begin that has this word too at ``place``."""
    found = []
    steady = []
    if word.steady:
        begins = np.sort(begins, kind="stable")  # which sees what rises already, and merges it
    for form in word.steady:
        field, which, here = form
        docs, counts = word.docs[here], word.counts[here]
        low, high = np.searchsorted(begins, (stretch.start(docs[0]), stretch.start(docs[-1] + 1)))
        if (high - low) * _PROBING < counts[word.kept[here]].sum():
            articles = stretch.articles(begins[low:high])
            sought = begins[low:high] - stretch.begin(articles, place)
            posting = np.full(docs[-1] + 1 - docs[0], -1)
            posting[docs - docs[0]] = np.arange(len(docs))
            postings = posting[articles - docs[0]]
            sought[postings < 0] = -1  # another form is in that article
            found.append(picked(stands_at(field.steady, which, counts, postings, sought), begins[low:high]))
        else:
            steady.append(form)
    if steady or word.coded:
        others = _begins(stretch, replace(word, steady=steady), place)
        found.append(_common(begins, others, stretch.size))
    return _joined(found)


def _common(begins: NDArray[np.int64], others: list[NDArray[np.int64]], size: int) -> NDArray[np.int64]:
    """What of ``begins`` is in one of ``others``, which are as :func:`_begins` returns them.

    All numbers are less than ``size``.
    """
    many = sum(map(len, others))
    if not len(begins) or not many:
        return np.zeros(0, np.int64)
    if len(begins) + many > size // _SPARSE:
        # Setting a truth value takes twice as long as reading one: it is done for the fewer.
        ticked = np.zeros(size, bool)
        ticked[begins] = True
        return _joined([picked(ticked[run], run) for run in others])
    both = np.concatenate([begins, *others])
    both.sort(kind="stable")  # which sees what rises already, and merges it
    return picked(both[1:] == both[:-1], both[1:])


def _joined(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
