"""Which articles a query finds, and how well: BM25 over the arrays of a snapshot.

The score of a word in a field is Whoosh's own: ``idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * l))`` with l
the field's length over the average one and ``idf = ln(n / (df + 1)) + 1`` (Whoosh's BM25F, after Robertson
and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009), titles boosted, summed over
words and fields. What differs from stock Whoosh is how it is computed: all postings of a word at once in
numpy, instead of one call chain for each posting.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from index.analysis import fold, sequence, stem, words
from index.engines import postings
from index.engines.phrases import together
from index.engines.places import picked
from index.engines.segment import FIELDS, UNDATED, seconds
from index.query import (
    Among,
    And,
    Dates,
    Everything,
    Marked,
    Not,
    Or,
    Phrase,
    Prefix,
    Source,
    Topic,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.engines.postings import Forms, Slice
    from index.engines.segment import Field
    from index.engines.snapshot import Snapshot
    from index.query import Query

    #: Articles, and for each how often something is in it.
    _Counted: TypeAlias = tuple[NDArray[np.int64], NDArray[Any]]

B: Final = 0.75
# Measured on same-event retrieval over two sets of news, by headlines and by first paragraphs: better on all
# four than the usual 1.2. What an article is about it says often.
K1: Final = 2.0
# Measured likewise and on finding an article by words of its headline, which wants more: a title is short, so
# that its words count much already.
TITLE_BOOST: Final = 1.1

# From so many times as long on, each of the shorter array is looked up in the longer one.
_FAR_LONGER: Final = 8

# Words of the last few queries are kept with their articles and scores, so many articles in all.
_REMEMBERED = 1_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """Articles in rising order of number; ``scores`` None: found by a filter, with nothing to rank by."""

    docs: NDArray[np.int64]
    scores: NDArray[np.float64] | None

    def __len__(self) -> int:
        return len(self.docs)


_NOTHING: Final = Found(np.zeros(0, np.int64), None)


class Matcher:
    """Finds what matches in one snapshot. Safe to use from several threads."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._remembered: OrderedDict[tuple[str, str, str], Found] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()
        self._norms: dict[str, NDArray[np.float64]] = {}

    def find(self, query: Query) -> Found:
        """Return what ``query`` finds, deleted articles left out."""
        return self._alive(self._find(query))

    def _alive(self, found: Found) -> Found:
        deleted = self._snapshot.deleted
        if not len(deleted) or not len(found):
            return found
        kept = ~np.isin(found.docs, deleted, assume_unique=True)
        return Found(found.docs[kept], None if found.scores is None else found.scores[kept])

    def find_stems(self, stems: Sequence[str]) -> Found:
        """Return the articles with any of these stems, deleted ones left out."""
        return self._alive(self._any([self._ranked("any", "stem", key) for key in stems]))

    def weight(self, word: str) -> float:
        """How much a folded word tells: the logarithm of how rare it is in bodies; 0.0 where none has it."""
        frequency = 0
        for segment in self._snapshot.segments:
            field = segment.fields["body"]
            if (number := field.word(word)) is not None:
                low, high = field.postings(number)
                frequency += high - low
        return math.log((self._snapshot.size + 1) / frequency) if frequency else 0.0

    def _find(self, query: Query) -> Found:
        match query:
            case And(parts):
                return self._all([self._find(part) for part in parts])
            case Or(parts):
                return self._any([self._find(part) for part in parts])
            case Not(part):
                return self._but(self._find(part))
            case Word(text, field, exact):
                return self._word(text, field, exact=exact)
            case Phrase(text, field):
                return self._phrase(text, field)
            case Prefix(text, field):
                return self._ranked(field, "prefix", fold(text))
            case Source(name):
                return self._source(name)
            case Dates(first, last):
                return self._dates(first, last)
            case Among(ids):
                numbers = self._snapshot.numbers
                docs = sorted(numbers[article_id] for article_id in ids if article_id in numbers)
                return Found(np.array(docs, np.int64), None)
            case Everything():
                return Found(np.arange(self._snapshot.size), None)
            case Topic() | Marked():
                return _NOTHING  # the library makes them Among; what it does not know has no articles

    def _all(self, parts: list[Found]) -> Found:
        if not parts or not all(map(len, parts)):
            return _NOTHING
        docs = self._common(parts)
        return Found(docs, self._sum(docs, parts))

    def _common(self, parts: list[Found]) -> NDArray[np.int64]:
        """The articles that all parts have."""
        first, *others = sorted(parts, key=len)
        docs = first.docs
        for part in others:
            has = np.zeros(self._snapshot.size, bool)
            has[part.docs] = True
            docs = picked(has[docs], docs)
        return docs

    def _sum(self, docs: NDArray[np.int64], parts: list[Found]) -> NDArray[np.float64] | None:
        """What the parts, all of which have all of ``docs``, give these together."""
        scored = [self._of(docs, part.docs, part.scores) for part in parts if part.scores is not None]
        if not scored:
            return None
        total = scored[0].copy()
        for scores in scored[1:]:
            total += scores
        return total

    def _of(
        self, docs: NDArray[np.int64], among: NDArray[np.int64], scores: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        if len(docs) == len(among):
            return scores
        if len(docs) * _FAR_LONGER < len(among):
            return scores[np.searchsorted(among, docs)]
        by_number = np.empty(self._snapshot.size)
        by_number[among] = scores
        return by_number[docs]

    def _any(self, parts: list[Found]) -> Found:
        parts = [part for part in parts if len(part)]
        if len(parts) < 2:
            return parts[0] if parts else _NOTHING
        scores = [part.scores for part in parts if part.scores is not None]
        # What a filter alone has found scores zero in a union with words, and is not found by its score.
        if len(scores) == len(parts) and all(each.min() > 0 for each in scores):
            return Found(*self._united(np.concatenate([part.docs for part in parts]), np.concatenate(scores)))
        met = np.zeros(self._snapshot.size, bool)
        for part in parts:
            met[part.docs] = True
        (docs,) = np.nonzero(met)
        if not scores:
            return Found(docs, None)
        total = np.zeros(self._snapshot.size)
        for part in parts:
            if part.scores is not None:
                total[part.docs] += part.scores
        return Found(docs, total[docs])

    def _but(self, part: Found) -> Found:
        left = np.ones(self._snapshot.size, bool)
        left[part.docs] = False
        return Found(np.nonzero(left)[0], None)

    def _word(self, text: str, field: str, *, exact: bool) -> Found:
        run = words(text)
        if len(run) == 1:
            kind, key = ("form", run[0]) if exact else ("stem", stem(run[0]))
            return self._ranked(field, kind, key)
        if not run:
            return _NOTHING
        # "cease-fire" is written "cease fire" and "ceasefire" too.
        apart = self._phrase(text, field)
        joined = "".join(run)
        return self._any([apart, self._word(joined, field, exact=exact)]) if joined.isascii() else apart

    def _ranked(self, field: str, kind: str, key: str) -> Found:
        """The articles with a word (all words of a stem, all that begin so) in ``field``, scored.

        Of a search as it is typed all words but the last have been looked for with the letter before.
        """
        where = (field, kind, key)
        with self._lock:
            if where in self._remembered:
                self._remembered.move_to_end(where)
                return self._remembered[where]
        if field == "any":
            found = self._any([self._scored(name, kind, key) for name in FIELDS])
        else:
            found = self._scored(field, kind, key)
        with self._lock:
            if where not in self._remembered:
                self._remembered[where] = found
                self._held += len(found)
            while self._held > _REMEMBERED and len(self._remembered) > 1:
                self._held -= len(self._remembered.popitem(last=False)[1])
        return found

    def _scored(self, field: str, kind: str, key: str) -> Found:
        docs, counts = self._occurrences(field, kind, key)
        return Found(docs, self._scores(field, docs, counts, len(docs)))

    def _occurrences(self, field: str, kind: str, key: str) -> _Counted:
        """The articles with any of the words meant in ``field``, and how often all of them together occur."""
        slices: list[Slice] = []
        rising = True
        for segment, base in zip(self._snapshot.segments, self._snapshot.bases, strict=False):
            held = segment.fields[field]
            numbers = _numbers(held, kind, key)
            slices += ((held, base, low, high) for low, high in _slices(held, numbers))
            rising = rising and len(numbers) < 2
        if not slices:
            return np.zeros(0, np.int64), np.zeros(0)
        docs, counts = postings.read(slices, np.float64)
        return (docs, counts) if rising else self._united(docs, counts)

    def _united(self, docs: NDArray[np.int64], amounts: NDArray[np.float64]) -> _Counted:
        """Articles that may be named several times, and positive amounts told of each added up; rising."""
        total = np.bincount(docs, amounts, minlength=self._snapshot.size)
        (found,) = np.nonzero(total > 0)  # of truth values, which are faster to look through than numbers
        return found, total[found]

    def _scores(
        self, field: str, docs: NDArray[np.int64], counts: NDArray[np.float64], frequency: int
    ) -> NDArray[np.float64]:
        """What a word gives some articles that it is in, so often each; it is in ``frequency`` in all."""
        if not len(docs):
            return np.zeros(0)
        boost = TITLE_BOOST if field == "title" else 1.0
        idf = math.log(self._snapshot.size / (frequency + 1)) + 1
        return boost * idf * (counts * (K1 + 1)) / (counts + self._norm(field)[docs])

    def _norm(self, field: str) -> NDArray[np.float64]:
        """For each article the part of the score's denominator that depends on its length alone."""
        if field not in self._norms:
            segments = self._snapshot.segments
            lengths = np.concatenate([segment.lengths(field) for segment in segments]).astype(np.float64)
            average = (
                sum(segment.fields[field].total_length for segment in segments) / self._snapshot.size or 1.0
            )
            self._norms[field] = K1 * ((1 - B) + B * lengths / average)
        return self._norms[field]

    def _phrase(self, text: str, field: str) -> Found:
        run = sequence(text)
        if len(run) < 2:
            return self._word(text, field, exact=False)
        stems = [(stem(word), place) for word, place in run]
        return self._any([self._run(name, stems) for name in _fields(field)])

    def _run(self, field: str, stems: Sequence[tuple[str, int]]) -> Found:
        """The articles with a run of stems in ``field``; these alone are scored."""
        segments = zip(self._snapshot.segments, self._snapshot.bases, strict=False)
        fields = [(segment.fields[field], base) for segment, base in segments]
        read: dict[str, Forms] = {}
        frequencies: dict[str, int] = {}
        candidates = np.ones(self._snapshot.size, bool)
        for stemmed in dict.fromkeys(stemmed for stemmed, _ in stems):
            read[stemmed] = forms = postings.of_stem(fields, stemmed)
            has = np.zeros(self._snapshot.size, bool)
            has[forms.docs] = True
            candidates &= has
            if not (frequency := int(np.count_nonzero(has))):
                return _NOTHING
            frequencies[stemmed] = frequency
        docs = together(fields, [(read[stemmed], place) for stemmed, place in stems], candidates)
        scores = np.zeros(len(docs))
        for stemmed, _ in stems:
            scores += self._scores(field, docs, self._counts(read[stemmed], docs), frequencies[stemmed])
        return Found(docs, scores)

    def _counts(self, forms: Forms, docs: NDArray[np.int64]) -> NDArray[np.float64]:
        """How often the words occur together in each of these articles."""
        wanted = np.zeros(self._snapshot.size, bool)
        wanted[docs] = True
        kept = wanted[forms.docs]
        counts = picked(kept, forms.counts).astype(np.float64)
        total: NDArray[Any] = np.bincount(picked(kept, forms.docs), counts, minlength=self._snapshot.size)
        return total[docs]

    def _source(self, name: str) -> Found:
        wanted = words(name)
        snapshot = self._snapshot
        numbers = [
            n for n, source in enumerate(snapshot.sources) if _contains(words(source), wanted, source, name)
        ]
        (docs,) = np.nonzero(np.isin(snapshot.source_numbers, numbers))
        return Found(docs, None)

    def _dates(self, first: date | None, last: date | None) -> Found:
        dates = self._snapshot.dates
        met = dates != UNDATED
        if first is not None:
            met &= dates >= _midnight(first)
        if last is not None:
            met &= dates < _midnight(last) + 86_400
        return Found(np.nonzero(met)[0], None)


def _fields(field: str) -> Sequence[str]:
    return ("title",) if field == "title" else FIELDS


def _midnight(day: date) -> int:
    return seconds(datetime.combine(day, time(), UTC))


def _contains(source: list[str], wanted: list[str], name: str, typed: str) -> bool:
    if not wanted:
        return name.strip() == typed.strip()
    return any(source[at : at + len(wanted)] == wanted for at in range(len(source) - len(wanted) + 1))


def _numbers(field: Field, kind: str, key: str) -> Sequence[int]:
    """The numbers of the words meant in a segment's field."""
    if kind == "prefix":
        return field.beginning(key)
    if kind == "stem":
        return field.of_stem(key)
    number = field.word(key)
    return () if number is None else (number,)


def _slices(field: Field, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Where the postings of the words stand. Words that begin alike stand together: in one slice."""
    if isinstance(numbers, range):
        return [(field.postings(numbers.start)[0], field.postings(numbers.stop - 1)[1])] if numbers else []
    return [field.postings(number) for number in numbers]


def best(
    snapshot: Snapshot, found: Found, count: int, key: NDArray[np.float64] | NDArray[np.int64]
) -> list[int]:
    """The numbers of the ``count`` articles with the greatest ``key`` (aligned with ``found``), best first.

    Ties are broken by newer first, then by id.
    """
    docs = found.docs
    if count < len(docs):
        # All that tie with the last place stay in, so that who gets it is not left to chance.
        least = np.partition(key, len(key) - count)[len(key) - count]
        kept = key >= least
        docs, key = docs[kept], key[kept]
    dates = snapshot.dates[docs]
    order = np.lexsort((-dates, -key))
    numbers = docs[order].tolist()
    ranks = zip(key[order].tolist(), dates[order].tolist(), strict=True)
    ranked: list[int] = []
    for _, group in groupby(zip(ranks, numbers, strict=True), key=itemgetter(0)):
        tied = [number for _, number in group]
        ranked += sorted(tied, key=snapshot.article_id) if len(tied) > 1 else tied
        if len(ranked) >= count:
            break
    return ranked[:count]


def newest_key(dates: NDArray[np.int64], now: datetime) -> NDArray[np.int64]:
    """What to sort by for newest first: dates over a day ahead are mistakes and follow plausible ones."""
    latest = seconds(now + timedelta(days=1))
    return np.where(dates > latest, dates - 2**40, dates)
