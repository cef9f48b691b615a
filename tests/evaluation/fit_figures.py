"""Fits the weights of ``index.compare.figures_judgement``: ``python -m tests.evaluation.fit_figures``.

Positives are figures changed on purpose in one of two accounts that agreed; negatives are all other unequal
figures of one dimension in two accounts of one event (BASIL and the stream's events), but for those judged by
hand to be true conflicts. Folds leave whole events out. Prints the weights and what they give on what was
left out.
"""

from __future__ import annotations

import json
import lzma
import os
from collections import defaultdict
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from index.article import Article
from index.compare import compare_facts
from index.compare.facts import extract
from index.compare.figures_evidence import Scene
from index.compare.figures_judgement import NAMES, WEIGHTS_FILE, features, ruled_out
from index.compare.figures_values import equal, overlap, rounds
from tests.evaluation.figures import events
from tests.evaluation.injection import agreeing, inject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.figures_model import Figure

Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

_SEED = 7
_MOST_PER_PAIR = 4
_MOST_PER_EVENT = 3
_RIDGE = 8.0
_STEPS = 30
_FOLDS = 10
#: Unequal figures that are true conflicts, or may well be: neither positive nor negative.
_TRUE = frozenset(
    map(
        frozenset,
        (
            ("$1 million", "$500,000"),
            ("$139 million", "roughly $141 million"),
            ("$3 billion", "$3.6 billion"),
            ("$3.5 billion", "$3.6 billion"),
            ("$43 million", "$43,885,310"),
            ("$5 billion", "$5.7 billion"),
            ("$5,587.75", "$5,687.75"),
            ("1,000", "1,100"),
            ("1,500", "2,000"),
            ("11", "12-nation"),
            ("13", "nine"),
            ("15", "some 16"),
            ("19", "23"),
            ("19", "nearly two-dozen"),
            ("2,800", "2,891"),
            ("21", "22"),
            ("217", "218"),
            ("35-word", "38-word"),
            ("400,000", "roughly 520,000"),
            ("47-page", "48-page"),
            ("50,000", "55,000"),
            ("500 miles", "about 578 miles"),
            ("7 million", "more than 13 million"),
            ("Eight", "Three"),
            ("four", "two"),
            ("three", "two"),
        ),
    )
)


class Example(NamedTuple):
    """Two unequal figures: whether they were made so, and whether a rule forbids to call them a conflict."""

    event: str
    features: tuple[float, ...]
    positive: bool
    forbidden: bool


def examples(data: Path) -> Iterator[Example]:
    """All examples of BASIL and of the stream under ``data``."""
    random = Random(_SEED)
    for accounts in events(data):
        yield from _of_event(accounts[0].event, [one.article for one in accounts], random)
    for event, articles in stream_events(data):
        yield from _of_event(event, articles, random)


def stream_events(data: Path) -> Iterator[tuple[str, list[Article]]]:
    """The events of the stream that two accounts or more tell of."""
    groups: dict[str, list[Article]] = defaultdict(list)
    with lzma.open(data / "stream.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["event"] is None:
                continue
            day = datetime.fromisoformat(record["published"]) if record["published"] else None
            groups[record["event"]].append(
                Article(
                    id=record["id"],
                    source=record["source"],
                    title=record["title"],
                    text=record["text"],
                    published=day.replace(tzinfo=UTC) if day is not None and day.tzinfo is None else day,
                )
            )
    for event in sorted(groups):
        if len(groups[event]) > 1:
            yield event, groups[event][:_MOST_PER_EVENT]


def _of_event(event: str, articles: Sequence[Article], random: Random) -> Iterator[Example]:
    facts = [extract(article) for article in articles]
    for first, second in permutations(range(len(articles)), 2):
        a, b = facts[first], facts[second]
        if first < second:
            yield from _natural(event, a, b)
        for one, other in agreeing(a, b)[:_MOST_PER_PAIR]:
            injection = inject(articles[second], b, one, other, random)
            if injection is not None:
                changed = extract(injection.article)
                place = (other.sentence, other.start)
                yield from _made(event, a, changed, one, place)


def _natural(event: str, a: ArticleFacts, b: ArticleFacts) -> Iterator[Example]:
    scene = Scene(a, b, compare_facts(a, b).links)
    free_a = {i for i, one in enumerate(a.figures) if not _matched(one, b.figures)}
    free_b = {j for j, other in enumerate(b.figures) if not _matched(other, a.figures)}
    for i, j in scene.pairs:
        if i in free_a and j in free_b:
            yield from _example(event, scene, i, j, positive=False)


def _made(
    event: str, a: ArticleFacts, b: ArticleFacts, one: Figure, place: tuple[int, int]
) -> Iterator[Example]:
    scene = Scene(a, b, compare_facts(a, b).links)
    i = a.figures.index(one)
    for j, other in enumerate(b.figures):
        if (other.sentence, other.start) == place and (i, j) in scene.pairs:
            yield from _example(event, scene, i, j, positive=True)


def _matched(one: Figure, others: Sequence[Figure]) -> bool:
    return any(one.dimension == other.dimension and equal(one, other) for other in others)


def _example(event: str, scene: Scene, i: int, j: int, *, positive: bool) -> Iterator[Example]:
    one, other = scene.left[i], scene.right[j]
    if (
        equal(one, other)
        or rounds(one, other)
        or overlap(one, other)
        or "vague" in (one.modifier, other.modifier)
        or (not positive and frozenset((one.text, other.text)) in _TRUE)
    ):
        return
    evidence = scene.evidence(i, j)
    yield Example(event, features(evidence, one.kind), positive, ruled_out(one, other, evidence))


def fit(rows: Sequence[Example]) -> Array:
    """Ridge-penalised logistic regression by Newton's method, on standardised features; the bias is free.

    Returns the weights of the raw features, the bias first.
    """
    raw = np.array([row.features for row in rows])
    positive = np.array([float(row.positive) for row in rows])
    means, spreads = raw.mean(axis=0), raw.std(axis=0)
    spreads[spreads == 0] = 1.0
    columns = np.hstack([np.ones((len(rows), 1)), (raw - means) / spreads])
    ridge = np.diag([0.0, *[_RIDGE] * raw.shape[1]])
    weights = np.zeros(columns.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-columns @ weights))
        gradient = columns.T @ (positive - chance) - ridge @ weights
        step = np.linalg.solve((columns.T * (chance * (1 - chance))) @ columns + ridge, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    scaled = weights[1:] / spreads
    return np.concatenate([[weights[0] - scaled @ means], scaled])


def log_odds(weights: Array, row: Example) -> float:
    """The log-odds that the two figures state one quantity."""
    return float(weights[0] + weights[1:] @ np.array(row.features))


def left_out(rows: Sequence[Example]) -> list[float]:
    """For each row the log-odds by weights that its event had no part in."""
    names = sorted({row.event for row in rows})
    Random(_SEED).shuffle(names)
    scores = [0.0] * len(rows)
    for fold in range(_FOLDS):
        held = set(names[fold::_FOLDS])
        weights = fit([row for row in rows if row.event not in held])
        for n, row in enumerate(rows):
            if row.event in held:
                scores[n] = log_odds(weights, row)
    return scores


def main() -> None:
    """Fit, cross-validate, print, and write the weights into the package."""
    rows = list(examples(Path(os.environ.get("LATERAL_DATA", "../shared/data"))))
    scores = left_out(rows)
    made = sum(row.positive for row in rows)
    print(f"{len(rows)} examples, {made} of them made; found and declared when their event is left out:")
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0):
        sure = [row for row, score in zip(rows, scores, strict=True) if score >= least and not row.forbidden]
        found = sum(row.positive for row in sure)
        print(f"  log-odds {least:4}: {found} made ones found, {len(sure) - found} natural ones declared")
    bias, *weights = (round(float(weight), 2) for weight in fit(rows))
    record = {"bias": bias, "weights": dict(zip(NAMES, weights, strict=True))}
    WEIGHTS_FILE.write_text(json.dumps(record, indent=1) + "\n", encoding="ascii")
    print(json.dumps(record, indent=1))


if __name__ == "__main__":
    main()
