"""Fits the networks of alignment in numpy alone; the same data give the same weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from index.compare.alignment_model import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"

HIDDEN, EPOCHS, BATCH = 16, 25, 512
#: The greatest rate of Adam, which falls along a cosine; how fast weights decay; how many units are left out.
RATE, DECAY, LEFT_OUT = 3e-3, 3e-2, 0.2
#: What matters is which sentences tell the same; that they are related counts half.
_WEIGHTS = np.array([1.0, 0.5])
_MOST_LOG_ODDS = 30.0
_DECAYING = ("hidden", "out", "straight")
#: So many networks that start from different numbers are averaged.
SEEDS = 4


def fit_network(features: Array, labels: Array) -> Network:
    """Fit networks and return their average as one.

    Args:
        features: A row a pair of sentences.
        labels: For each 2 (same), 1 (related) or 0 (neither).
    """
    target = np.stack([labels >= 2, labels >= 1], axis=1).astype(float)
    mean, scale = features.mean(axis=0), features.std(axis=0) + 1e-9
    usual = np.clip((features - mean) / scale, -5.0, 5.0)
    fitted = [_fit(usual, target, np.random.default_rng(seed)) for seed in range(SEEDS)]
    return Network(
        mean,
        scale,
        np.hstack([one["hidden"] for one in fitted]),
        np.concatenate([one["hidden_bias"] for one in fitted]),
        np.vstack([one["out"] for one in fitted]) / SEEDS,
        sum((one["straight"] for one in fitted), np.zeros(1)) / SEEDS,
        sum((one["bias"] for one in fitted), np.zeros(1)) / SEEDS,
    )


def _fit(usual: Array, target: Array, chance: np.random.Generator) -> dict[str, Array]:
    """Fit one network by AdamW (Loshchilov and Hutter 2019) with dropout on the cross-entropy."""
    count, width = usual.shape
    share = target.mean(axis=0)
    weights: dict[str, Array] = {
        "hidden": chance.standard_normal((width, HIDDEN)) / np.sqrt(width),
        "hidden_bias": np.zeros(HIDDEN),
        "out": chance.standard_normal((HIDDEN, 2)) / np.sqrt(HIDDEN),
        "straight": np.zeros((width, 2)),
        "bias": np.log((share + 1e-6) / (1 - share + 1e-6)),
    }
    first = {name: np.zeros_like(weight) for name, weight in weights.items()}
    second = {name: np.zeros_like(weight) for name, weight in weights.items()}
    steps, step = EPOCHS * -(-count // BATCH), 0
    for _ in range(EPOCHS):
        order = chance.permutation(count)
        for start in range(0, count, BATCH):
            rows = order[start : start + BATCH]
            step += 1
            rate = RATE * 0.5 * (1 + np.cos(np.pi * step / steps))
            for name, slope in _slopes(weights, usual[rows], target[rows], chance).items():
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope**2
                change = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                if name in _DECAYING:
                    change += DECAY * weights[name]
                weights[name] -= rate * change
    return weights


def _slopes(
    weights: dict[str, Array], usual: Array, target: Array, chance: np.random.Generator
) -> dict[str, Array]:
    """Return how the cross-entropy changes with each weight, some hidden units left out at random."""
    units = np.tanh(usual @ weights["hidden"] + weights["hidden_bias"])
    kept = (chance.random(units.shape) >= LEFT_OUT) / (1 - LEFT_OUT)
    log_odds = (units * kept) @ weights["out"] + usual @ weights["straight"] + weights["bias"]
    said = 1 / (1 + np.exp(-np.clip(log_odds, -_MOST_LOG_ODDS, _MOST_LOG_ODDS)))
    off = (said - target) * _WEIGHTS / len(usual)
    into = (off @ weights["out"].T) * kept * (1 - units**2)
    return {
        "hidden": usual.T @ into,
        "hidden_bias": into.sum(axis=0),
        "out": (units * kept).T @ off,
        "straight": usual.T @ off,
        "bias": off.sum(axis=0),
    }


def parts(events: Sequence[str], count: int) -> list[int]:
    """Return for each of some pairs in which of ``count`` parts it lies; an event lies in one, by chance."""
    names = sorted(set(events))
    np.random.default_rng(0).shuffle(names)
    part = {name: place % count for place, name in enumerate(names)}
    return [part[event] for event in events]
