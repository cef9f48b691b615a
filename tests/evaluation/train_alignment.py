"""Fits the weights of alignment: ``python -m tests.evaluation.train_alignment`` writes them into the package.

Trained on the gold pairs of ``$LATERAL_DATA`` alone; the same data give the same weights. Nothing of the
articles is in them: they are one number for each feature.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.compare.alignment_features import NAMES, weigh
from index.compare.facts import ArticleFacts, extract
from tests.evaluation.gold import GoldPair, gold_pairs, overlap

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.compare.alignment_features import Weighed

Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

#: Strength of the ridge on standardised weights: the middle of a plateau from 10 to 300 (F1 changes by .01).
RIDGE = 60.0
TARGET = Path(__file__).parents[2] / "index" / "data" / "alignment.json"


@dataclass(frozen=True)
class Example:
    """One gold pair, weighed: for each candidate ``features`` and a label (2 same, 1 related, 0 neither)."""

    pair: GoldPair
    a: ArticleFacts
    b: ArticleFacts
    weighed: list[Weighed]
    features: Array
    labels: Array


def examples(data: Path) -> list[Example]:
    """Weigh the candidates of all gold pairs."""
    return [example_of(pair) for pair in gold_pairs(data)]


def example_of(pair: GoldPair) -> Example:
    """Weigh the candidates of one gold pair."""
    a, b = extract(pair.a.article), extract(pair.b.article)
    theirs_a, theirs_b = overlap(pair.a.sentences, a.sentences), overlap(pair.b.sentences, b.sentences)
    weighed = weigh(a, b)

    def linked(one: Weighed, links: Collection[tuple[int, int]]) -> bool:
        return any((i, j) in links for i in theirs_a[one.a] for j in theirs_b[one.b])

    labels = [2.0 if linked(one, pair.same) else 1.0 if linked(one, pair.related) else 0.0 for one in weighed]
    features = np.array([one.features for one in weighed], dtype=float).reshape(len(weighed), len(NAMES))
    return Example(pair, a, b, weighed, features, np.array(labels))


def fit(chosen: Sequence[Example], least_label: float, ridge: float = RIDGE) -> tuple[float, ...]:
    """Fit a ridge logistic regression by Newton's method; returns a weight per feature and the intercept."""
    features = np.concatenate([example.features for example in chosen])
    target = (np.concatenate([example.labels for example in chosen]) >= least_label).astype(float)
    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale == 0] = 1.0
    design = np.hstack([(features - mean) / scale, np.ones((len(features), 1))])
    penalty = np.full(design.shape[1], ridge)
    penalty[-1] = 1e-6
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (chance - target) + penalty * weights
        curvature = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    plain = weights[:-1] / scale
    return (*plain.tolist(), float(weights[-1] - plain @ mean))


def main() -> None:
    """Fit on all gold pairs and write the weights."""
    data = Path(os.environ.get("LATERAL_DATA", "../shared/data"))
    if not (data / "gold" / "pairs").is_dir():
        sys.exit(f"no gold pairs under {data}: set LATERAL_DATA")
    chosen = examples(data)
    weights = {
        "about": "weights of a logistic model; see tests/evaluation/train_alignment.py",
        "features": list(NAMES),
        "same": [float(f"{weight:.6g}") for weight in fit(chosen, 2.0)],
        "related": [float(f"{weight:.6g}") for weight in fit(chosen, 1.0)],
    }
    TARGET.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(
        f"{len(chosen)} pairs, {sum(len(example.labels) for example in chosen)} candidates -> {TARGET.name}"
    )


if __name__ == "__main__":
    main()
