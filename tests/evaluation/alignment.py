"""How well sentences are aligned: precision, recall and F1 on gold pairs, baselines in the same table.

The model that is judged here was fitted on annotated pairs of the stream alone: it has seen no event of the
gold pairs and no label of their annotators. On the stream itself it is fitted without the events that are
judged. What was chosen by looking at these pairs: the features, the size of the networks, and the thresholds
of :mod:`index.compare.alignment`. The shipped model is fitted on all of them. The word vectors have read the
articles, as any reader might, but no annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from index.compare.alignment import Candidate, shown, tempered
from index.compare.alignment_features import NAMES
from index.compare.story import same_story
from tests.evaluation.gold import GoldPair, gold_pairs, stream_pairs, strict_pairs, to_theirs
from tests.evaluation.train_alignment import examples, fit
from tests.evaluation.train_network import parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.compare.alignment_model import Model
    from index.compare.pairing import Numbers
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
    """Print the tables. Needs ``gold``, ``basil.jsonl`` and ``stream.jsonl.xz`` under ``data``."""
    stream, gold, strict = map(examples, (stream_pairs(data), gold_pairs(data), strict_pairs(data)))
    model = fit(stream)
    judged = [judge(example, model) for example in gold]
    print(f"ALIGNMENT on {len(gold)} gold pairs (open); the model is fitted on {len(stream)} other pairs")
    print(f"{'':34}{'best F1':>8} {'P':>5} {'R':>5} {'R at P .90':>11}")
    _print_curve("rapidfuzz token_set", _rapidfuzz(gold))
    _print_curve("TF-IDF of the pair", _by_feature(gold, "cosine"))
    _print_curve("Lateral", _lifted(gold, judged))
    columns = f"{'same F1':>8} {'P':>5} {'R':>5} {'shown':>6} {'related':>8} {'recall':>7} {'only F1':>8}"
    print(f"\n{'':34}{columns} {'no same F1':>11}")
    for strictness in range(1, 6):
        _print_shown(f"Lateral, strictness {strictness}", gold, judged, strictness)
    print(f"\nALIGNMENT on {len(strict)} pairs of a stricter annotation; the same model")
    _print_curve("TF-IDF of the pair", _by_feature(strict, "cosine"))
    _print_curve("Lateral", _lifted(strict, [judge(example, model) for example in strict]))
    print(f"\nALIGNMENT on {len(stream)} pairs of the stream; each judged without its event")
    _print_curve("TF-IDF of the pair", _by_feature(stream, "cosine"))
    _print_curve("Lateral", _lifted(stream, judged_in_turns(stream)))


def judge(example: Example, model: Model) -> tuple[Candidate, ...]:
    """Judge one pair of accounts as the reader does."""
    candidates = _candidates(example, *model.judge(example.weighed))
    return tempered(candidates, same_story(example.a, example.b, candidates))


def judged_in_turns(chosen: Sequence[Example], turns: int = 3) -> list[tuple[Candidate, ...]]:
    """Judge each of some pairs with a model that was fitted on the others, without its event."""
    turn = parts([example.pair.event for example in chosen], turns)
    models = [
        fit([example for example, its in zip(chosen, turn, strict=True) if its != now])
        for now in range(turns)
    ]
    return [judge(example, models[its]) for example, its in zip(chosen, turn, strict=True)]


def _candidates(example: Example, same: Numbers, related: Numbers) -> tuple[Candidate, ...]:
    pairs = example.weighed.pairs
    columns = (pairs.a, pairs.b, same, related)
    return tuple(map(Candidate, *(column.tolist() for column in columns)))


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
    columns = [example.weighed.features[:, place] for example in gold]
    judged = [_candidates(example, column, 0 * column) for example, column in zip(gold, columns, strict=True)]
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
