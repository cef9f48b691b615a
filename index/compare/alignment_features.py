"""What speaks for and against two sentences telling of the same thing, as numbers.

Every feature is the same whichever account is A. They are the evidence that :mod:`index.compare.alignment`
weighs; the order of :data:`NAMES` is the order of the columns.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from index.compare.meaning import CommonActs, Likeness, Words
from index.compare.pairing import Pairs, Postings, best_of, meet, post, sums_of
from index.compare.terms import terms_of
from index.rarity import rarities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.pairing import Meetings, Numbers
    from index.compare.terms import Terms

NAMES: Final = (
    "cosine", "cosine_common",
    "shared", "contained_least", "contained_most",
    "names_shared", "names_least", "names_most", "meant_shared",
    "rest_shared", "rest_cosine", "rest_least", "rest_most",
    "pairs", "quoted", "both_open_quoted", "one_opens_quoted",
    "rarest", "second_rarest", "third_rarest", "count_shared", "run_length", "run_weight", "run_share",
    "shorter", "longer", "off_diagonal", "nearer_start", "nearer_end", "both_lead",
    "of_best_least", "of_best_most", "over_mean_least", "over_mean_most",
    "neighbours_along", "neighbours_across", "around",
    "alike", "alike_rest", "alike_rank", "act", "one_speaker", "both_quote",
)  # fmt: skip

#: No sentence is weighed against more than this many others, the nearest, nor read beyond this many words.
_MOST_PARTNERS = 30
_MOST_WORDS = 200
#: Sentences that share something are paired up to so many times in all, those that share what is rare first.
#: Up to about 1,000 sentences a side are paired without omission; longer accounts finish in time and memory.
_MOST_MEETINGS = 4_000_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs of sentences with their evidence, in reading order of A, then of B.

    Attributes:
        pairs: Which sentences they are.
        features: A row a pair, a column for each of ``NAMES``.
        shared: How many telling words each pair has in common.
    """

    pairs: Pairs
    features: Numbers
    shared: Numbers


class _Weights:
    """How much each stem tells in this pair of accounts: rare in them and rare in the news at large.

    Stems that tell anything are numbered, rarest first; ``mixed`` and ``local`` are indexed by that number.
    """

    def __init__(self, sentences: Sequence[Terms]) -> None:
        #: All words of both accounts in the order of the alphabet, and how rare each is in the news.
        alphabet = sorted(set(chain.from_iterable(sentence.run for sentence in sentences)))
        self.alphabet = {stem: place for place, stem in enumerate(alphabet)}
        self.worldwide = np.minimum(8.0, np.array(rarities(alphabet)) * math.log(2))
        content = chain.from_iterable(sentence.content for sentence in sentences)
        counts = np.bincount(self.places(content), minlength=len(alphabet))
        total = len(sentences)
        by_count = np.array(
            [math.log((total + 1) / (count + 0.5)) for count in range(counts.max(initial=0) + 1)]
        )
        places = np.flatnonzero(counts)
        local = by_count[counts[places]]
        mixed = local * np.minimum(1.0, self.worldwide[places] / 8.0)
        order = np.argsort(-mixed, kind="stable")
        self.stems = [alphabet[place] for place in places[order].tolist()]
        self.numbers = {stem: number for number, stem in enumerate(self.stems)}
        self.mixed, self.local, self.worldly = mixed[order], local[order], self.worldwide[places[order]]
        #: By the place of a word in the alphabet: what it weighs, 0 for one that tells nothing.
        self.of_place = np.zeros(len(alphabet))
        self.of_place[places] = mixed

    def places(self, stems: Iterable[str]) -> Numbers:
        """Return the places of ``stems`` in the alphabet."""
        return np.fromiter(map(self.alphabet.__getitem__, stems), dtype=np.int64)


class _Side:
    """One account's sentences with the sums that every pair needs."""

    def __init__(self, terms: Sequence[Terms], weights: _Weights) -> None:
        self.terms = terms
        self.count = count = len(terms)
        self.content = post((one.content for one in terms), weights.numbers)
        # What has a capital anywhere is a name everywhere.
        named = [weights.numbers[stem] for stem in set().union(*(one.names for one in terms))]
        is_name = np.zeros(len(weights.mixed), dtype=bool)
        is_name[named] = True
        self.is_name = is_name[self.content.number]
        self.is_quoted = _marked(self.content, post((one.quoted for one in terms), weights.numbers), weights)
        mixed = weights.mixed[self.content.number]
        self.weight = self._sum(mixed)
        self.names_weight = self._sum(mixed * self.is_name)
        self.quoted_weight = self._sum(mixed * self.is_quoted)
        self.rest_weight = self._sum(mixed * ~self.is_name)
        self.norm = np.sqrt(self._sum(mixed**2))
        self.rest_norm = np.sqrt(self._sum(mixed**2 * ~self.is_name))
        self.local_norm = np.sqrt(self._sum(weights.local[self.content.number] ** 2))
        self.size = np.bincount(self.content.sentence, minlength=count)
        self.words = np.array([min(_MOST_WORDS, len(one.run)) for one in terms])
        self.opens_quoted = np.array([one.opens_quoted for one in terms], dtype=bool)
        self.quotes = np.array([one.quotes for one in terms], dtype=bool)
        self.place = np.arange(count) / max(1, count)

    def _sum(self, amounts: Numbers) -> Numbers:
        return sums_of(amounts, self.content.sentence, self.count)


def _marked(all_of: Postings, some: Postings, weights: _Weights) -> Numbers:
    """Return which rows of ``all_of`` are among ``some``."""
    size = len(weights.mixed) + 1
    return np.isin(all_of.sentence * size + all_of.number, some.sentence * size + some.number)


def weigh(a: ArticleFacts, b: ArticleFacts) -> Weighed:
    """Return the pairs of sentences of ``a`` and ``b`` that share enough to be worth weighing."""
    terms_a, terms_b = terms_of(a), terms_of(b)
    if not terms_a or not terms_b:
        nothing = np.empty(0, dtype=np.int64)
        pairs = Pairs(nothing, nothing, (len(terms_a), len(terms_b)))
        return Weighed(pairs, np.empty((0, len(NAMES))), nothing)
    weights = _Weights([*terms_a, *terms_b])
    one, other = _Side(terms_a, weights), _Side(terms_b, weights)
    meetings = meet(one.content, other.content, _MOST_MEETINGS)
    near = Pairs(meetings.a, meetings.b, (one.count, other.count))
    cosine = near.sums(meetings, weights.local[meetings.number] ** 2)
    cosine /= np.maximum(one.local_norm[near.a] * other.local_norm[near.b], 1e-12)
    shared = near.sums(meetings, np.ones(len(meetings.a)))
    chosen = _nearest(near, cosine)
    pairs = Pairs(near.a[chosen], near.b[chosen], near.shape)
    parts = (
        cosine[chosen],
        *_in_common(pairs, meetings, one, other, weights),
        *_places(pairs, one, other),
        *_surroundings(near, cosine, pairs, cosine[chosen]),
        *_meaning(pairs, one, other, weights),
    )
    return Weighed(pairs, np.column_stack(parts), shared[chosen].astype(np.int64))


def _nearest(near: Pairs, cosine: Numbers) -> Numbers:
    """Return which pairs are among the nearest of both of their sentences."""
    of_a, of_b = near.ranks(cosine)
    return (of_a < _MOST_PARTNERS) & (of_b < _MOST_PARTNERS)


def _in_common(
    pairs: Pairs, meetings: Meetings, one: _Side, other: _Side, weights: _Weights
) -> tuple[Numbers, ...]:
    """Return the features of this story from "cosine_common" to "run_share"."""
    of_pair = pairs.numbers(meetings.a, meetings.b)
    here = meetings.chosen(of_pair >= 0)
    of_pair = of_pair[of_pair >= 0]
    mixed = weights.mixed[here.number]
    name_a, name_b = one.is_name[here.row_a], other.is_name[here.row_b]
    quoted = one.is_quoted[here.row_a] & other.is_quoted[here.row_b]
    a, b, count = pairs.a, pairs.b, len(pairs)

    def total(amounts: Numbers) -> Numbers:
        return sums_of(amounts, of_pair, count)

    together, names, rest = total(mixed), total(mixed * (name_a & name_b)), total(mixed * ~(name_a | name_b))
    products, rest_products = total(mixed**2), total(mixed**2 * ~(name_a | name_b))
    quoted_least = np.maximum(4.0, np.minimum(one.quoted_weight[a], other.quoted_weight[b]))
    order = np.argsort(of_pair, kind="stable")  # within a pair rarest first, as stems are numbered
    starts = np.searchsorted(of_pair[order], np.arange(count))
    nth = np.arange(len(order)) - starts[of_pair[order]]
    rarest = np.zeros((3, count))
    for place in range(3):
        rows = order[nth == place]
        rarest[place, of_pair[rows]] = mixed[rows]
    shared = total(np.ones(len(mixed)))
    rarest_in_world = np.zeros(count)
    np.maximum.at(rarest_in_world, of_pair, weights.worldly[here.number])
    length, run_weight = _runs(pairs, one.terms, other.terms, weights, shared, rarest_in_world)
    return (
        _ratio(products, one.norm[a] * other.norm[b]),
        np.log1p(together),
        *_shares(together, one.weight[a], other.weight[b]),
        np.log1p(names),
        *_shares(names, one.names_weight[a], other.names_weight[b]),
        np.log1p(_meant(pairs, one, other, weights)),
        np.log1p(rest),
        _ratio(rest_products, one.rest_norm[a] * other.rest_norm[b]),
        *_shares(rest, one.rest_weight[a], other.rest_weight[b]),
        np.log1p(_word_pairs(pairs, one, other, weights)),
        total(mixed * quoted) / quoted_least,
        (one.opens_quoted[a] & other.opens_quoted[b]).astype(float),
        (one.opens_quoted[a] != other.opens_quoted[b]).astype(float),
        *rarest,
        np.log1p(shared),
        np.log1p(length),
        np.log1p(run_weight),
        length / np.maximum(5, np.minimum(one.words[a], other.words[b])),
    )


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    return part / np.where(whole > 0, whole, 1.0)


def _shares(shared: Numbers, weight_a: Numbers, weight_b: Numbers) -> tuple[Numbers, Numbers]:
    in_a, in_b = _ratio(shared, weight_a), _ratio(shared, weight_b)
    return np.minimum(in_a, in_b), np.maximum(in_a, in_b)


def _meant(pairs: Pairs, one: _Side, other: _Side, weights: _Weights) -> Numbers:
    """Return the weight of names that one sentence bears and the other means, or that both mean."""
    total = np.zeros(len(pairs))
    meant = [post((terms.meant for terms in side.terms), weights.numbers) for side in (one, other)]
    borne = [side.content.chosen(side.is_name) for side in (one, other)]
    by_either = (meant[0], borne[1]), (borne[0], meant[1])
    for left, right in (*by_either, (meant[0], meant[1])):
        met = meet(left, right, _MOST_MEETINGS)
        total += pairs.sums(met, weights.mixed[met.number])
    return total


def _word_pairs(pairs: Pairs, one: _Side, other: _Side, weights: _Weights) -> Numbers:
    """Return the weight of the telling words that follow each other in both sentences alike."""
    sides = [[terms.telling for terms in side.terms] for side in (one, other)]
    codes, posted = _steps(sides, weights)
    first, second = np.divmod(codes, len(weights.alphabet))
    amounts = weights.of_place[first] + weights.of_place[second]
    met = meet(posted[0].once(), posted[1].once(), _MOST_MEETINGS)
    return pairs.sums(met, amounts[met.number]) if len(amounts) else np.zeros(len(pairs))


def _runs(
    pairs: Pairs, a: Sequence[Terms], b: Sequence[Terms], weights: _Weights, shared: Numbers, rarest: Numbers
) -> tuple[Numbers, Numbers]:
    """Return the length in words, and the weight, of the longest and the weightiest run that both have."""
    length, weight = np.minimum(1.0, shared), rarest
    codes, posted = _steps([[terms.run[:_MOST_WORDS] for terms in side] for side in (a, b)], weights)
    met = meet(*posted, _MOST_MEETINGS)
    of_pair = pairs.numbers(met.a, met.b)
    met, of_pair = met.chosen(of_pair >= 0), of_pair[of_pair >= 0]
    place_a, place_b = posted[0].place[met.row_a], posted[1].place[met.row_b]
    # Steps that follow each other on one diagonal of one pair make a run.
    order = np.lexsort((place_a, place_a - place_b, of_pair))
    if not len(order):
        return length, weight
    of_pair, place_a, diagonal = of_pair[order], place_a[order], (place_a - place_b)[order]
    goes_on = (
        (of_pair[1:] == of_pair[:-1]) & (diagonal[1:] == diagonal[:-1]) & (place_a[1:] == place_a[:-1] + 1)
    )
    starts = np.flatnonzero(np.r_[True, ~goes_on])
    firsts, seconds = (weights.worldwide[stems] for stems in np.divmod(codes, len(weights.worldwide)))
    number = met.number[order]
    ends = np.r_[starts[1:], len(order)]
    run_weight = np.add.reduceat(firsts[number], starts) + seconds[number[ends - 1]]
    np.maximum.at(length, of_pair[starts], (ends - starts + 1).astype(float))
    np.maximum.at(weight, of_pair[starts], run_weight)
    return length, weight


def _steps(
    sides: Iterable[Sequence[Sequence[str]]], weights: _Weights
) -> tuple[Numbers, tuple[Postings, Postings]]:
    """Post each two words that follow one another in sentences of both accounts, given as lists of words.

    The code of such a step is its first word's place in the alphabet times the number of words, plus its
    second's; they are numbered in that order, which is the same whichever account is A.
    """
    found = []
    for runs in sides:
        lengths = np.array(list(map(len, runs)), dtype=np.int64)
        stems = weights.places(chain.from_iterable(runs))
        sentence = np.repeat(np.arange(len(runs)), lengths)
        place = np.arange(len(stems)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        steps = np.flatnonzero(sentence[1:] == sentence[:-1])
        found.append((stems[steps] * len(weights.alphabet) + stems[steps + 1], sentence[steps], place[steps]))
    codes = np.intersect1d(found[0][0], found[1][0])
    return codes, (_posted(codes, *found[0]), _posted(codes, *found[1]))


def _posted(codes: Numbers, keys: Numbers, sentence: Numbers, place: Numbers) -> Postings:
    """Post what is among ``codes``, by its place there."""
    numbers = np.searchsorted(codes[:-1], keys)
    there = np.flatnonzero(codes[numbers] == keys) if len(codes) else np.empty(0, dtype=np.int64)
    order = there[np.argsort(numbers[there], kind="stable")]
    return Postings(numbers[order], sentence[order], place[order])


def _places(pairs: Pairs, one: _Side, other: _Side) -> tuple[Numbers, ...]:
    """Return the features of this story from "shorter" to "both_lead"."""
    size_a, size_b = one.size[pairs.a], other.size[pairs.b]
    place_a, place_b = one.place[pairs.a], other.place[pairs.b]
    return (
        np.log1p(np.minimum(size_a, size_b)),
        np.log1p(np.maximum(size_a, size_b)),
        abs(place_a - place_b),
        np.minimum(place_a, place_b),
        np.maximum(place_a, place_b),
        ((place_a < 0.1) & (place_b < 0.1)).astype(float),
    )


def _surroundings(near: Pairs, cosine: Numbers, pairs: Pairs, here: Numbers) -> tuple[Numbers, ...]:
    """Return how each pair stands out among the others of its sentences, and what lies next to it.

    These are the features from "of_best_least" to "around".
    """
    count_a, count_b = near.shape
    a, b = pairs.a, pairs.b
    best = best_of(cosine, near.a, count_a)[a], best_of(cosine, near.b, count_b)[b]
    of_best = _ratio(here, best[0]), _ratio(here, best[1])
    over_mean = (
        here - sums_of(cosine, near.a, count_a)[a] / count_b,
        here - sums_of(cosine, near.b, count_b)[b] / count_a,
    )
    return (
        np.minimum(*of_best),
        np.maximum(*of_best),
        np.minimum(*over_mean),
        np.maximum(*over_mean),
        *near.beside(cosine, a, b),
    )


def _meaning(pairs: Pairs, one: _Side, other: _Side, weights: _Weights) -> tuple[Numbers, ...]:
    """Return the features of this story from "alike" to "both_quote"."""
    words = Words(weights.stems, weights.mixed)
    whole = Likeness(one.content, other.content, pairs.shape, words)
    rest = Likeness(
        one.content.chosen(~one.is_name), other.content.chosen(~other.is_name), pairs.shape, words
    )
    acts = CommonActs(one.terms, other.terms)
    speakers = [[terms.speakers for terms in side.terms] for side in (one, other)]
    speaks = [np.array([bool(names) for names in side], dtype=bool) for side in speakers]
    one_speaker = np.zeros(len(pairs))
    for row in np.flatnonzero(speaks[0][pairs.a] & speaks[1][pairs.b]).tolist():
        one_speaker[row] = not speakers[0][pairs.a[row]].isdisjoint(speakers[1][pairs.b[row]])
    return (
        whole.of(pairs.a, pairs.b),
        rest.of(pairs.a, pairs.b),
        np.log1p(whole.ranks(pairs.a, pairs.b)),
        acts.of(pairs.a, pairs.b),
        one_speaker,
        (one.quotes[pairs.a] & other.quotes[pairs.b]).astype(float),
    )
