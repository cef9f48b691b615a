"""Fits the weights of ``index.compare.figures_evidence``: ``python -m tests.evaluation.fit_figures``.

Positives are figures changed on purpose in one of two accounts that agreed; negatives are all other unequal
figures of one dimension in two BASIL accounts of one event, of which a few are true conflicts. Folds leave
whole events out. Prints the weights and what they give on what was left out.
"""

from __future__ import annotations

import math
import os
from itertools import permutations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from index.compare import compare_facts
from index.compare.facts import extract
from index.compare.figures_evidence import Evidence, Scene, ruled_out
from index.compare.figures_values import equal, overlap, rounds
from tests.evaluation.figures import events
from tests.evaluation.injection import agreeing, inject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.facts import ArticleFacts
    from index.compare.figures_model import Figure

_SEED = 7
_MOST_PER_PAIR = 6
_KINDS = ("age", "count", "duration", "measure", "money", "percent")
_RIDGE = 8.0
_STEPS = 30
_FOLDS = 10


class Example(NamedTuple):
    """Two unequal figures: whether they were made so, and whether a rule forbids to call them a conflict."""

    event: str
    features: tuple[float, ...]
    positive: bool
    forbidden: bool


def examples(data: Path) -> Iterator[Example]:
    """All examples of BASIL under ``data``."""
    random = Random(_SEED)
    for articles in events(data):
        facts = [extract(article.article) for article in articles]
        for first, second in permutations(range(len(articles)), 2):
            a, b = facts[first], facts[second]
            if first < second:
                yield from _natural(articles[0].event, a, b)
            for one, other in agreeing(a, b)[:_MOST_PER_PAIR]:
                injection = inject(articles[second].article, b, one, other, random)
                if injection is not None:
                    changed = extract(injection.article)
                    place = (other.sentence, other.start)
                    yield from _made(articles[0].event, a, changed, one, place)


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
    ):
        return
    evidence = scene.evidence(i, j)
    kind = tuple(float(one.kind == kind) for kind in _KINDS)
    yield Example(event, (1.0, *evidence, *kind), positive, ruled_out(one, other, evidence))


def fit(rows: Sequence[Example]) -> list[float]:
    """Fit on standardised features, so that the penalty treats all alike; the weights are of the raw ones."""
    columns = list(zip(*(row.features for row in rows), strict=True))[1:]
    means = [math.fsum(column) / len(column) for column in columns]
    spreads = [
        math.sqrt(math.fsum((x - mean) ** 2 for x in column) / len(column)) or 1.0
        for column, mean in zip(columns, means, strict=True)
    ]
    scaled = [
        row._replace(
            features=(1.0, *((x - m) / s for x, m, s in zip(row.features[1:], means, spreads, strict=True)))
        )
        for row in rows
    ]
    bias, *weights = _newton(scaled)
    raw = [weight / spread for weight, spread in zip(weights, spreads, strict=True)]
    return [bias - math.fsum(w * m for w, m in zip(raw, means, strict=True)), *raw]


def _newton(rows: Sequence[Example]) -> list[float]:
    """Ridge-penalised logistic regression by Newton's method; the first weight, the bias, is free."""
    size = len(rows[0].features)
    weights = [0.0] * size
    for _ in range(_STEPS):
        gradient = [-_RIDGE * weight if n else 0.0 for n, weight in enumerate(weights)]
        hessian = [[_RIDGE * (n == m and n > 0) + 1e-9 * (n == m) for m in range(size)] for n in range(size)]
        for row in rows:
            chance = probability(weights, row)
            error, curvature = row.positive - chance, chance * (1 - chance)
            for n, x in enumerate(row.features):
                if x:
                    gradient[n] += error * x
                    for m, y in enumerate(row.features):
                        hessian[n][m] += curvature * x * y
        step = _solve(hessian, gradient)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:
            break
    return weights


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda line: abs(rows[line][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for line in range(size):
            if line != column and rows[line][column]:
                factor = rows[line][column] / rows[column][column]
                rows[line] = [x - factor * y for x, y in zip(rows[line], rows[column], strict=True)]
    return [rows[n][size] / rows[n][n] for n in range(size)]


def probability(weights: Sequence[float], row: Example) -> float:
    """The chance that the two figures state one quantity."""
    score = sum(weight * x for weight, x in zip(weights, row.features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def main() -> None:
    """Fit, cross-validate and print."""
    rows = list(examples(Path(os.environ.get("LATERAL_DATA", "../shared/data"))))
    names = sorted({row.event for row in rows})
    Random(_SEED).shuffle(names)
    scores: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        held = set(names[fold::_FOLDS])
        weights = fit([row for row in rows if row.event not in held])
        scores += [
            (probability(weights, row), row.positive)
            for row in rows
            if row.event in held and not row.forbidden
        ]
    made = sum(row.positive for row in rows)
    print(f"{len(rows)} examples, {made} of them made; found and declared when their event is left out:")
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        found = sum(positive for score, positive in scores if score >= least)
        declared = sum(not positive for score, positive in scores if score >= least)
        print(f"  probability {least}: {found} made ones found, {declared} natural ones declared")
    for name, weight in zip(("bias", *Evidence._fields, *_KINDS), fit(rows), strict=True):
        print(f"{name:14}{weight:6.2f}")


if __name__ == "__main__":
    main()
