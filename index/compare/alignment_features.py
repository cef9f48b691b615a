"""What speaks for and against two sentences telling of the same thing, as numbers.

Every feature is the same whichever account is A. They are the evidence that :mod:`index.compare.alignment`
weighs; the order of :data:`NAMES` is the order of the weights.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.compare.meaning import CommonActs, Likeness
from index.compare.terms import Stems, Terms, longest_run, terms_of
from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.facts import ArticleFacts

NAMES = (
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

Pair: TypeAlias = tuple[int, int]
Matrix: TypeAlias = dict[Pair, float]

#: Pairs with a cosine below this are not worth weighing: 95 of 100 linked pairs lie above.
_LEAST_COSINE = 0.02
#: One word in common is no evidence: of such pairs in the development set 15 in 1,000 were linked.
_LEAST_SHARED = 2
#: No sentence is weighed against more than this many others, nor read beyond this many words.
_MOST_PARTNERS = 12
_MOST_WORDS = 200
#: Sentences that share a stem are paired up to so many times in all, those that share a rare one first. Up to
#: about 1,000 sentences a side are paired without omission; longer accounts finish in time and memory.
_MOST_PAIRS = 4_000_000

#: Accounts tell in runs: what two sentences before and after have in common speaks for a pair.
_AROUND = tuple((down, right) for down in range(-2, 3) for right in range(-2, 3) if down or right)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair of sentences with its features, in the order of ``NAMES``."""

    a: int
    b: int
    features: tuple[float, ...]
    shared: Stems


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's terms with the sums that every pair needs."""

    terms: Terms
    rest: Stems
    weight: float
    names_weight: float
    rest_weight: float
    norm: float
    rest_norm: float
    place: float


class Weights:
    """How much each stem tells in this pair of accounts: rare in them and rare in the news at large."""

    def __init__(self, sentences: Sequence[Terms]) -> None:
        counts: Counter[str] = Counter()
        for sentence in sentences:
            counts.update(sentence.content)
        total = len(sentences)
        self.local = {stem: math.log((total + 1) / (count + 0.5)) for stem, count in counts.items()}
        self.world: dict[str, float] = {}
        for sentence in sentences:
            for stem in sentence.run:
                if stem not in self.world:
                    self.world[stem] = min(8.0, rarity(stem) * math.log(2))
        self.known = self.local.keys()
        self.mixed = {
            stem: weight * min(1.0, self.world.get(stem, 8.0) / 8.0) for stem, weight in self.local.items()
        }
        self.squares = {stem: weight * weight for stem, weight in self.mixed.items()}

    def of(self, wanted: Stems) -> float:
        """Return the weight of several stems together; each must stand in some sentence."""
        # Exact in any order of addition, so that the mirror of a comparison has the very same numbers.
        return math.fsum(map(self.mixed.__getitem__, wanted)) if wanted else 0.0

    def product(self, wanted: Stems) -> float:
        """Return the scalar product of two vectors of stems' weights that have these stems in common."""
        return math.fsum(map(self.squares.__getitem__, wanted)) if wanted else 0.0


def weigh(a: ArticleFacts, b: ArticleFacts) -> list[Weighed]:
    """Return the pairs of sentences of ``a`` and ``b`` that share enough to be worth weighing."""
    terms_a, terms_b = terms_of(a), terms_of(b)
    weights = Weights([*terms_a, *terms_b])
    side_a = [_sentence(terms, index, len(terms_a), weights) for index, terms in enumerate(terms_a)]
    side_b = [_sentence(terms, index, len(terms_b), weights) for index, terms in enumerate(terms_b)]
    contents = [one.terms.content for one in side_a], [one.terms.content for one in side_b]
    cosine = _cosines(*contents, weights.local)
    shared = {(i, j): contents[0][i] & contents[1][j] for i, j in _chosen(cosine)}
    chosen = [pair for pair in shared if len(shared[pair]) >= _LEAST_SHARED]
    surroundings = _Surroundings(cosine, len(side_a), len(side_b))
    alike = _likenesses(chosen, side_a, side_b, weights)
    acts = CommonActs(terms_a, terms_b)
    return [
        Weighed(
            i,
            j,
            (
                cosine[i, j],
                *_of_pair(side_a[i], side_b[j], shared[i, j], weights),
                *surroundings.of(i, j),
                *alike[i, j],
                acts.of(i, j),
                *_speech(terms_a[i], terms_b[j]),
            ),
            shared[i, j],
        )
        for i, j in chosen
    ]


def _sentence(terms: Terms, index: int, count: int, weights: Weights) -> _Sentence:
    rest = terms.content - terms.names
    weight = weights.of(terms.content)
    return _Sentence(
        terms=terms,
        rest=rest,
        weight=weight,
        names_weight=weights.of(terms.names),
        rest_weight=weights.of(rest),
        norm=math.sqrt(weights.product(terms.content)),
        rest_norm=math.sqrt(weights.product(rest)),
        place=index / count,
    )


def _cosines(side_a: list[Stems], side_b: list[Stems], weights: dict[str, float]) -> Matrix:
    """Return the cosine of every pair that shares a stem, found through an inverted index."""
    postings_a, postings_b = _postings(side_a), _postings(side_b)
    sums: list[dict[int, float]] = [{} for _ in side_a]
    # Rarest first, and in a fixed order, so that the mirror of a comparison adds up to the very same numbers.
    sizes = sorted(
        (len(postings_a[stem]) * len(postings_b[stem]), stem)
        for stem in postings_a.keys() & postings_b.keys()
    )
    spent = 0
    for size, stem in sizes:
        spent += size
        if spent > _MOST_PAIRS:
            break
        in_a, in_b = postings_a[stem], postings_b[stem]
        part = weights[stem] ** 2
        for i in in_a:
            row = sums[i]
            for j in in_b:
                row[j] = row.get(j, 0.0) + part
    norms_a, norms_b = _norms(side_a, weights), _norms(side_b, weights)
    return {
        (i, j): found / (norms_a[i] * norms_b[j] or 1.0)
        for i, row in enumerate(sums)
        for j, found in row.items()
    }


def _likenesses(
    pairs: list[Pair], side_a: list[_Sentence], side_b: list[_Sentence], weights: Weights
) -> dict[Pair, tuple[float, float, float]]:
    """Return how alike each pair is in use of words, without names too, and how many others are more so."""
    whole = Likeness(
        [one.terms.content for one in side_a], [one.terms.content for one in side_b], weights.mixed
    )
    rest = Likeness([one.rest for one in side_a], [one.rest for one in side_b], weights.mixed)
    found: dict[Pair, tuple[float, float, float]] = {}
    behind: dict[Pair, int] = {}
    for j, rows in _grouped((j, i) for i, j in pairs):
        column = whole.of_column(j)
        for i in rows:
            behind[i, j] = int((column > column[i]).sum())
    for i, columns in _grouped(pairs):
        row, row_of_rest = whole.of_row(i), rest.of_row(i)
        for j in columns:
            rank = behind[i, j] + int((row > row[j]).sum())
            found[i, j] = float(row[j]), float(row_of_rest[j]), math.log1p(rank)
    return found


def _grouped(pairs: Iterable[Pair]) -> Iterable[tuple[int, list[int]]]:
    groups: dict[int, list[int]] = {}
    for first, second in pairs:
        groups.setdefault(first, []).append(second)
    return groups.items()


def _speech(one: Terms, other: Terms) -> tuple[float, float]:
    return float(not one.speakers.isdisjoint(other.speakers)), float(one.quotes and other.quotes)


def _postings(side: list[Stems]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for index, content in enumerate(side):
        for stem in content:
            postings.setdefault(stem, []).append(index)
    return postings


def _norms(side: list[Stems], weights: dict[str, float]) -> list[float]:
    return [math.sqrt(math.fsum(weights[stem] ** 2 for stem in content)) for content in side]


def _chosen(cosine: Matrix) -> list[Pair]:
    """Return the pairs worth weighing: near enough, and among the nearest of both of their sentences."""
    rows: dict[int, list[tuple[float, int, int, Pair]]] = {}
    columns: dict[int, list[tuple[float, int, int, Pair]]] = {}
    for (i, j), value in cosine.items():
        if value >= _LEAST_COSINE:
            # Ties go to the nearer in reading order, alike whichever account is A.
            ranked = (-value, abs(i - j), i + j, (i, j))
            rows.setdefault(i, []).append(ranked)
            columns.setdefault(j, []).append(ranked)
    return sorted(_nearest(rows) & _nearest(columns))


def _nearest(ranked: dict[int, list[tuple[float, int, int, Pair]]]) -> set[Pair]:
    return {one[-1] for some in ranked.values() for one in sorted(some)[:_MOST_PARTNERS]}


def _of_pair(a: _Sentence, b: _Sentence, shared: Stems, weights: Weights) -> tuple[float, ...]:
    one, other = a.terms, b.terms
    shared_rest = a.rest & b.rest
    together = weights.of(shared)
    names = weights.of(one.names & other.names)
    rest = weights.of(shared_rest)
    meant = 0.0
    if one.meant or other.meant:
        meant = weights.of(
            (one.meant & other.names) | (other.meant & one.names) | (one.meant & other.meant & weights.known)
        )
    rarest = [*sorted((weights.mixed[stem] for stem in shared), reverse=True)[:3], 0.0, 0.0, 0.0]
    length, run_weight = _longest_run(one, other, shared, weights)
    return (
        weights.product(shared) / (a.norm * b.norm or 1.0),
        math.log1p(together),
        *_shares(together, a.weight, b.weight),
        math.log1p(names),
        *_shares(names, a.names_weight, b.names_weight),
        math.log1p(meant),
        math.log1p(rest),
        weights.product(shared_rest) / (a.rest_norm * b.rest_norm or 1.0),
        *_shares(rest, a.rest_weight, b.rest_weight),
        _pairs(one, other, weights),
        _quoted(one, other, weights),
        float(one.opens_quoted and other.opens_quoted),
        float(one.opens_quoted != other.opens_quoted),
        *rarest[:3],
        math.log1p(len(shared)),
        math.log1p(length),
        math.log1p(run_weight),
        length / max(5, min(len(one.run), len(other.run))),
        math.log1p(min(len(one.content), len(other.content))),
        math.log1p(max(len(one.content), len(other.content))),
        abs(a.place - b.place),
        min(a.place, b.place),
        max(a.place, b.place),
        float(a.place < 0.1 and b.place < 0.1),
    )


def _longest_run(one: Terms, other: Terms, shared: Stems, weights: Weights) -> tuple[int, float]:
    if one.steps.isdisjoint(other.steps):
        return min(1, len(shared)), max(map(weights.world.__getitem__, shared), default=0.0)
    return longest_run(one.run[:_MOST_WORDS], other.run[:_MOST_WORDS], weights.world)


def _shares(shared: float, weight_a: float, weight_b: float) -> tuple[float, float]:
    in_a, in_b = shared / (weight_a or 1.0), shared / (weight_b or 1.0)
    return min(in_a, in_b), max(in_a, in_b)


def _pairs(one: Terms, other: Terms, weights: Weights) -> float:
    return math.log1p(
        math.fsum(weights.mixed[first] + weights.mixed[second] for first, second in one.pairs & other.pairs)
    )


def _quoted(one: Terms, other: Terms, weights: Weights) -> float:
    shared = one.quoted & other.quoted
    if not shared:
        return 0.0
    return weights.of(shared) / max(4.0, min(weights.of(one.quoted), weights.of(other.quoted)))


class _Surroundings:
    """How a pair stands out among the other pairs of its two sentences, and what lies next to it."""

    def __init__(self, cosine: Matrix, count_a: int, count_b: int) -> None:
        self._cosine = cosine
        self._best = _greatest(cosine)
        rows, columns = [0.0] * count_a, [0.0] * count_b
        for (i, j), value in sorted(cosine.items()):
            rows[i] += value
            columns[j] += value
        self._mean_a = [value / max(1, count_b) for value in rows]
        self._mean_b = [value / max(1, count_a) for value in columns]

    def of(self, i: int, j: int) -> tuple[float, ...]:
        """Return the features of this story, from "of_best_least" on."""
        get = self._cosine.get
        here = self._cosine[i, j]
        of_best = here / (self._best[0][i] or 1.0), here / (self._best[1][j] or 1.0)
        over_mean = here - self._mean_a[i], here - self._mean_b[j]
        along = max(get((i - 1, j - 1), 0.0), get((i + 1, j + 1), 0.0))
        across = max(get((i - 1, j), 0.0), get((i + 1, j), 0.0), get((i, j - 1), 0.0), get((i, j + 1), 0.0))
        return (
            min(of_best),
            max(of_best),
            min(over_mean),
            max(over_mean),
            along,
            across,
            math.fsum(get((i + down, j + right), 0.0) for down, right in _AROUND),
        )


def _greatest(matrix: Matrix) -> tuple[dict[int, float], dict[int, float]]:
    rows: dict[int, float] = {}
    columns: dict[int, float] = {}
    for (i, j), value in matrix.items():
        rows[i] = max(rows.get(i, 0.0), value)
        columns[j] = max(columns.get(j, 0.0), value)
    return rows, columns
