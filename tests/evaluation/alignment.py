"""How well sentences are aligned: precision, recall and F1 on gold pairs, baselines in the same table.

The weights are fitted anew without the event that is judged (leave one event out): no figure here comes from
a pair that the model has seen. What was chosen by looking at these pairs: the features, the ridge, and the
thresholds of :mod:`index.compare.alignment`. The shipped weights are fitted on all of them. The word vectors
have read the articles, as any reader might, but no annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.compare.alignment import Candidate, probability, shown, tempered
from index.compare.alignment_features import NAMES
from index.compare.story import same_story
from tests.evaluation.gold import GoldPair, strict_pairs, to_theirs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.evaluation.train_alignment import Example

Pair: TypeAlias = tuple[int, int]
#: For each gold pair the score of each pair of gold sentences.
Scores: TypeAlias = list[tuple[GoldPair, dict[Pair, float]]]


@dataclass(frozen=True)
class Quality:
    """Precision, recall and F1 of some links."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall or 1.0)


def run(data: Path) -> None:
    """Print the table. Needs ``gold/pairs`` and ``basil.jsonl`` under ``data``, and numpy."""
    from tests.evaluation.train_alignment import example_of, examples

    gold = examples(data)
    judged = judged_without_own_event(gold, gold)
    print(f"ALIGNMENT on {len(gold)} gold pairs (open); the model leaves one event out")
    print(f"{'':34}{'best F1':>8} {'P':>5} {'R':>5} {'R at P .90':>11}")
    _print_curve("rapidfuzz token_set", _rapidfuzz(gold))
    _print_curve("TF-IDF of the pair", _by_feature(gold, "cosine"))
    _print_curve("Lateral", _lifted(gold, judged))
    columns = f"{'same F1':>8} {'P':>5} {'R':>5} {'shown':>6} {'related':>8} {'recall':>7} {'only F1':>8}"
    print(f"\n{'':34}{columns} {'no same F1':>11}")
    for strictness in range(1, 6):
        _print_shown(f"Lateral, strictness {strictness}", gold, judged, strictness)
    strict = [example_of(pair) for pair in strict_pairs(data)]
    print(f"\nALIGNMENT on {len(strict)} pairs of a stricter annotation; the model has not seen their events")
    _print_curve("TF-IDF of the pair", _by_feature(strict, "cosine"))
    _print_curve("Lateral", _lifted(strict, judged_without_own_event(strict, gold)))


def judged_without_own_event(
    pairs: Sequence[Example], gold: Sequence[Example]
) -> list[tuple[Candidate, ...]]:
    """Judge each of ``pairs`` with weights that were fitted on ``gold`` without its event."""
    from tests.evaluation.train_alignment import fit

    judged = []
    models: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {}
    for example in pairs:
        event = example.pair.event
        if event not in models:
            others = [other for other in gold if other.pair.event != event]
            models[event] = fit(others, 2.0), fit(others, 1.0)
        same, related = models[event]
        candidates = tuple(
            Candidate(one.a, one.b, probability(one.features, same), probability(one.features, related))
            for one in example.weighed
        )
        judged.append(tempered(candidates, same_story(example.a, example.b, candidates)))
    return judged


def _lifted(gold: Sequence[Example], judged: Sequence[Sequence[Candidate]]) -> Scores:
    """Carry scores of our sentences over to the gold's sentences, by their text."""
    scores: Scores = []
    for example, candidates in zip(gold, judged, strict=True):
        to_a = to_theirs(example.pair.a.sentences, example.a.sentences)
        to_b = to_theirs(example.pair.b.sentences, example.b.sentences)
        best: dict[Pair, float] = {}
        for one in candidates:
            i, j = to_a[one.a], to_b[one.b]
            if i is not None and j is not None:
                best[i, j] = max(best.get((i, j), 0.0), one.same)
        scores.append((example.pair, best))
    return scores


def _by_feature(gold: Sequence[Example], name: str) -> Scores:
    place = NAMES.index(name)
    judged = [
        tuple(Candidate(one.a, one.b, one.features[place], 0.0) for one in example.weighed)
        for example in gold
    ]
    return _lifted(gold, judged)


def _rapidfuzz(gold: Sequence[Example]) -> Scores:
    from rapidfuzz import fuzz, utils

    return [
        (
            example.pair,
            {
                (i, j): fuzz.token_set_ratio(a, b, processor=utils.default_process)
                for i, a in enumerate(example.pair.a.sentences)
                for j, b in enumerate(example.pair.b.sentences)
            },
        )
        for example in gold
    ]


def _print_curve(name: str, scores: Scores) -> None:
    ranked = sorted(
        ((score, pair in gold.same) for gold, found in scores for pair, score in found.items()), reverse=True
    )
    total = sum(len(gold.same) for gold, _ in scores)
    best, at_ninety, right = Quality(0.0, 0.0), 0.0, 0
    for count, (_, is_same) in enumerate(ranked, 1):
        right += is_same
        quality = Quality(right / count, right / total)
        if quality.f1 > best.f1:
            best = quality
        if quality.precision >= 0.9 and count >= 20:
            at_ninety = max(at_ninety, quality.recall)
    print(f"{name:34}{best.f1:8.3f} {best.precision:5.2f} {best.recall:5.2f} {at_ninety:11.3f}")


def _print_shown(
    name: str, gold: Sequence[Example], judged: Sequence[tuple[Candidate, ...]], strictness: int
) -> None:
    """Print what the reader sees at one strictness: links, and sentences said to stand in one source only."""
    same_right = same_said = same_total = 0
    shown_right = shown_total = same_among = 0
    only, no_same = Tally(), Tally()
    for example, candidates in zip(gold, judged, strict=True):
        pair = example.pair
        to_a = to_theirs(pair.a.sentences, example.a.sentences)
        to_b = to_theirs(pair.b.sentences, example.b.sentences)
        links = shown(candidates, strictness)
        theirs = {(to_a[link.a], to_b[link.b]): link.kind for link in links}
        said_same = {place for place, kind in theirs.items() if kind == "same"}
        same_right += len(said_same & pair.same)
        same_said += len(said_same)
        same_total += len(pair.same)
        shown_total += len(theirs)
        shown_right += len(theirs.keys() & (pair.same | pair.related))
        same_among += len(theirs.keys() & pair.same)
        for side, account, gold_only in ((0, pair.a, pair.only_a), (1, pair.b, pair.only_b)):
            everything = set(range(len(account.sentences)))
            only.add(everything - {place[side] for place in theirs}, set(gold_only))
            no_same.add(
                everything - {place[side] for place in said_same},
                everything - {place[side] for place in pair.same},
            )
    quality = Quality(same_right / (same_said or 1), same_right / same_total)
    print(
        f"{name:34}{quality.f1:8.3f} {quality.precision:5.2f} {quality.recall:5.2f} {shown_total:6d}"
        f" {shown_right / (shown_total or 1):8.3f} {same_among / same_total:7.3f} {only.f1:8.3f}"
        f" {no_same.f1:11.3f}"
    )


@dataclass
class Tally:
    """Counts of what was said and what is right."""

    right: int = 0
    said: int = 0
    gold: int = 0

    def add(self, said: set[int], gold: set[int]) -> None:
        """Count one more set of each."""
        self.right += len(said & gold)
        self.said += len(said)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.said + self.gold or 1)
