"""Texts turned inside out: from the words of each article to the articles of each word.

Whoosh hands its writer one posting at a time through a chain of Python calls; here a segment's words are
numbered as they are met and inverted together by one sort in numpy, which is what makes building fast.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from index.analysis import RAW_TOKEN, is_unspaced, pieces, stem
from index.engines import places, shapes
from index.engines.segment import key_checksum
from index.spelling import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.engines.segment import Field

Integers: TypeAlias = "NDArray[np.integer[Any]]"

_SEVERAL = 1 << 31  # numbers from here on stand for a raw token that holds several words
_MANY = 255  # the count that says "look in the list of great counts"


@dataclass(frozen=True, slots=True)
class Inverted:
    """The words of one field of a segment, sorted, with their postings.

    Attributes:
        words: In order of code points, without repeats.
        firsts: For each word the number of its first posting, and one more for the end.
        docs: For each posting the article; they rise within a word.
        counts: For each posting how often the word occurs.
        places: Where, posting by posting; ``counts`` of them each.
    """

    words: list[str]
    firsts: Integers
    docs: Integers
    counts: Integers
    places: Integers


@dataclass(frozen=True, slots=True)
class Expanded:
    """All words of a field in order of arrival.

    Attributes:
        words: The number of each.
        ends: For each article where it ends among them.
        moves: How far each moves the place on: 0 for a pair of characters that begins where the last one did.
    """

    words: NDArray[np.uint32]
    ends: Integers
    moves: NDArray[np.uint8]

    @property
    def lengths(self) -> Integers:
        """The number of words of each article."""
        return np.diff(self.ends, prepend=0)


class _Numbers(dict[str, int]):
    """Numbers for raw tokens as they are met: the same for spellings that fold to the same word."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, int] = {}
        self.several: list[tuple[tuple[int, int], ...]] = []  # (word, how far it moves the place on)

    def __missing__(self, raw: str) -> int:
        parts = pieces(raw)
        numbered = tuple(
            (self.words.setdefault(text, len(self.words)), 0 if end - start == 2 and is_unspaced(text) else 1)
            for text, start, end in parts
        )
        if len(numbered) == 1:
            self[raw] = numbered[0][0]
        else:
            self[raw] = _SEVERAL + len(self.several)
            self.several.append(numbered)
        return self[raw]


class Inverter:
    """Collects the fields of articles, one after the other, and inverts them when all are there."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._numbers = _Numbers()
        self._tokens = {field: array("I") for field in fields}
        self._ends = {field: array("Q") for field in fields}

    @property
    def size(self) -> int:
        """How many words are held so far: what memory depends on."""
        return sum(map(len, self._tokens.values()))

    def add(self, texts: Mapping[str, str]) -> None:
        """Take the fields of the next article; a field that is missing is empty."""
        for field, held in self._tokens.items():
            held.extend(map(self._numbers.__getitem__, RAW_TOKEN.findall(texts.get(field, ""))))
            self._ends[field].append(len(held))

    def expanded(self, field: str) -> Expanded:
        """Return the words of ``field`` in order of arrival, raw tokens of several words taken apart."""
        held = np.frombuffer(self._tokens[field], dtype=np.uint32)
        ends = np.frombuffer(self._ends[field], dtype=np.uint64).astype(np.int64)
        (several,) = np.nonzero(held >= _SEVERAL)
        if not len(several):
            return Expanded(held, ends, np.ones(len(held), np.uint8))
        parts = [self._numbers.several[number] for number in (held[several] - _SEVERAL).tolist()]
        sizes = np.ones(len(held), np.int64)
        sizes[several] = [len(part) for part in parts]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        words = np.repeat(held, sizes)
        moves = np.ones(len(words), np.uint8)
        firsts = starts[several].tolist()
        at = [first + i for first, part in zip(firsts, parts, strict=True) for i in range(len(part))]
        words[at] = [number for part in parts for number, _ in part]
        moves[at] = [move for part in parts for _, move in part]
        return Expanded(words, starts[ends], moves)

    def invert(self, expanded: Expanded) -> Inverted:
        """Return the postings of what :meth:`expanded` gave."""
        lengths = expanded.lengths
        stands = np.cumsum(expanded.moves, dtype=np.int32)
        before = np.concatenate((np.zeros(1, np.int32), stands))[
            np.concatenate(([0], expanded.ends[:-1]))[: len(lengths)]
        ]
        stands -= np.repeat(before, lengths) + 1
        docs = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        names = list(self._numbers.words)
        used = np.zeros(len(names), bool)
        used[expanded.words] = True
        order = sorted(np.nonzero(used)[0].tolist(), key=names.__getitem__)
        rank = np.zeros(len(names), np.int64)
        rank[order] = np.arange(len(order))
        # The place in the order of arrival as the low half of the key makes any sort stable, and lets numpy
        # use its fast one.
        keys = rank[expanded.words]
        keys <<= 32
        keys |= np.arange(len(stands))
        keys.sort()
        ranks = (keys >> 32).astype(np.int32)
        keys &= 0xFFFFFFFF
        return _grouped([names[number] for number in order], ranks, docs[keys], stands[keys])


def _grouped(words: list[str], ranks: Integers, docs: Integers, places: Integers) -> Inverted:
    """Occurrences in order of word, article and place -> postings."""
    fresh = np.ones(len(ranks), bool)
    fresh[1:] = (ranks[1:] != ranks[:-1]) | (docs[1:] != docs[:-1])
    (starts,) = np.nonzero(fresh)
    counts = np.diff(starts, append=len(ranks))
    firsts = np.searchsorted(ranks[starts], np.arange(len(words) + 1))
    return Inverted(words, firsts, docs[starts], counts, places)


def read(field: Field) -> Inverted:
    """Return a field of a segment on disk in the form that :func:`merge` takes."""
    counts = field.frequencies(0, len(field.docs))
    return Inverted(
        list(field.words),
        field.firsts.astype(np.int64),
        field.docs[:].astype(np.int64),
        counts,
        _all_places(field, counts),
    )


def _all_places(field: Field, counts: Integers) -> Integers:
    """Where all words of a field stand, those that stand everywhere among the others."""
    firsts = field.firsts.astype(np.int64)
    sizes = firsts[1:] - firsts[:-1]
    apart = np.zeros(len(sizes), bool)
    apart[field.steady.words] = True
    in_steady = np.repeat(np.repeat(apart, sizes), counts)
    steps = np.empty(len(in_steady), np.uint32)
    steps[~in_steady] = places.decode(field.places[:], counts)
    steady = [field.steady.decode(which, counts) for which in range(len(field.steady.words))]
    steps[in_steady] = np.concatenate(steady) if steady else ()
    return places.summed(steps, counts, np.zeros(len(counts), np.int64))


def merge(parts: Iterable[tuple[Inverted, Integers]]) -> Inverted:
    """Join several fields; each comes with the new number of each of its articles, -1 for those that go."""
    parts = list(parts)
    words = sorted(set().union(*(part.words for part, _ in parts)))
    number = {word: place for place, word in enumerate(words)}
    keys, counts, starts, stands = [], [], [], []
    offset = 0
    for part, moved in parts:
        ranks = np.fromiter(map(number.__getitem__, part.words), np.int64, len(part.words))
        docs = moved[part.docs]
        kept = docs >= 0
        ends = np.cumsum(part.counts)
        keys.append((np.repeat(ranks, np.diff(part.firsts)) << 32 | docs)[kept])
        counts.append(part.counts[kept])
        starts.append((ends - part.counts)[kept] + offset)
        stands.append(part.places)
        offset += len(part.places)
    key, count, start = np.concatenate(keys), np.concatenate(counts), np.concatenate(starts)
    order = np.argsort(key, kind="stable")
    key, count, start = key[order], count[order], start[order]
    new_starts = np.cumsum(count) - count
    gather = np.repeat(start - new_starts, count) + np.arange(int(count.sum()))
    ranks = key >> 32
    used, firsts = np.unique(ranks, return_index=True)
    return Inverted(
        [words[rank] for rank in used.tolist()],
        np.append(firsts, len(ranks)),
        key & 0xFFFFFFFF,
        count,
        np.concatenate(stands)[gather],
    )


def arrays(
    name: str, inverted: Inverted, articles: int
) -> dict[str, tuple[str, NDArray[np.generic] | bytes]]:
    """The arrays to write for one field of so many articles, each in the narrowest type that holds it."""
    encoded = [word.encode() for word in inverted.words]
    coded, place_firsts, steady = places.encode(inverted.places, inverted.counts, inverted.firsts)
    (many_at,) = np.nonzero(inverted.counts >= _MANY)
    by_stem, stem_checksums = _order(enumerate(map(stem, inverted.words)))
    # Only words that are not their own key: the others are found under it as they are.
    by_name, name_checksums = _order(
        (number, key) for number, word in enumerate(inverted.words) if (key := name_key(word)) != word
    )
    return {
        f"{name}.words": ("B", b"".join(encoded)),
        f"{name}.word_ends": _narrow(np.cumsum([len(word) for word in encoded], dtype=np.int64)),
        f"{name}.letters": ("I", shapes.letters(encoded)),
        f"{name}.by_stem": ("I", by_stem),
        f"{name}.stem_checksums": ("I", stem_checksums),
        f"{name}.by_name": ("I", by_name),
        f"{name}.name_checksums": ("I", name_checksums),
        f"{name}.firsts": _narrow(inverted.firsts),
        f"{name}.docs": _narrow(inverted.docs),
        f"{name}.counts": ("B", np.minimum(inverted.counts, _MANY).astype(np.uint8)),
        f"{name}.many_at": ("Q", many_at.astype(np.uint64)),
        f"{name}.many": ("I", inverted.counts[many_at].astype(np.uint32)),
        f"{name}.rooms": _narrow(_rooms(inverted, articles)),
        f"{name}.place_firsts": _narrow(place_firsts),
        f"{name}.places": ("B", coded),
        f"{name}.steady_words": _narrow(steady.words),
        f"{name}.steady_firsts": _narrow(steady.firsts),
        f"{name}.steady_steps": ("B", steady.steps[:]),
        f"{name}.steady_far_at": _narrow(steady.far_at),
        f"{name}.steady_far": _narrow(steady.far),
    }


def _order(keys: Iterable[tuple[int, str]]) -> tuple[Integers, Integers]:
    """Words in the order of the checksums of their keys, and these checksums."""
    both = np.array([key_checksum(key) << 32 | number for number, key in keys], np.uint64)
    both.sort()
    return (both & np.uint64(0xFFFFFFFF)).astype(np.uint32), (both >> np.uint64(32)).astype(np.uint32)


def _rooms(inverted: Inverted, articles: int) -> Integers:
    """For each of so many articles one more than the last place of a word in it; 0 where there is none."""
    rooms = np.zeros(articles, np.int64)
    np.maximum.at(rooms, inverted.docs, inverted.places[np.cumsum(inverted.counts) - 1].astype(np.int64) + 1)
    return rooms


def _narrow(values: Integers) -> tuple[str, NDArray[np.generic]]:
    """The values in two, four or eight bytes each, with the type code."""
    largest = int(values.max()) if len(values) else 0
    for code, kind in (("H", np.uint16), ("I", np.uint32)):
        if largest <= np.iinfo(kind).max:
            return code, values.astype(kind)
    return "Q", values.astype(np.uint64)
