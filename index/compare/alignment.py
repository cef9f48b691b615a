"""Which sentences of two accounts tell of the same thing.

A logistic model weighs the evidence of :mod:`index.compare.alignment_features` for each pair of sentences. It
says two things: how likely both report at least one same fact, and how likely they are at least about the same
matter. Its weights stand in ``index/data/alignment.json``, fitted by ``tests/evaluation/train_alignment.py``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from index.compare.alignment_features import NAMES, weigh
from index.compare.result import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.compare.alignment_features import Weighed
    from index.compare.facts import ArticleFacts

#: How likely two sentences must be at least related to be shown, by strictness 1 to 5. On pairs whose event
#: the model had not seen, 7 of 100 links shown at the middle one were not even related, 22 at the one below.
_LEAST_RELATED = (0.40, 0.55, 0.79, 0.87, 0.94)
#: From here on two sentences are said to tell the same; the least that gives the best F1 on unseen events.
_LEAST_SAME = 0.33


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences that share something.

    ``same`` is the probability that both report at least one same fact, ``related`` that they are at least
    about the same matter.
    """

    a: int
    b: int
    same: float
    related: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Model:
    """Weights for each feature and, last, for none."""

    same: tuple[float, ...]
    related: tuple[float, ...]


def align(a: ArticleFacts, b: ArticleFacts) -> tuple[Candidate, ...]:
    """Return the pairs of sentences that share enough to be judged, in reading order of A, then of B.

    Time grows with the number of pairs that share a rare word. Each sentence is judged against 60 others at
    most, and words found in very many sentences of both are passed over, so that accounts of 10,000 sentences
    still finish.
    """
    model = _model()
    return tuple(
        Candidate(
            pair.a,
            pair.b,
            probability(pair.features, model.same),
            probability(pair.features, model.related),
            _why(pair),
        )
        for pair in weigh(a, b)
    )


def shown(candidates: Iterable[Candidate], strictness: int = 3) -> tuple[Link, ...]:
    """Return the links sure enough for ``strictness`` (1 to 5, the strictest; brought inside), by place."""
    least = _LEAST_RELATED[min(max(strictness, 1), 5) - 1]
    return tuple(
        Link(
            one.a,
            one.b,
            _kind(one),
            max(one.same, one.related) if _kind(one) == "related" else one.same,
            one.why,
        )
        for one in candidates
        if one.related >= least
    )


def _kind(candidate: Candidate) -> LinkKind:
    return "same" if candidate.same >= _LEAST_SAME else "related"


def probability(features: Sequence[float], weights: Sequence[float]) -> float:
    """Return the logistic function of the weighted sum; the last weight is the intercept."""
    total = math.fsum(map(float.__mul__, features, weights)) + weights[-1]
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def _why(pair: Weighed) -> str:
    if not pair.shared:
        return ""
    return f"{len(pair.shared)} telling {'word' if len(pair.shared) == 1 else 'words'} in common"


@cache
def _model() -> _Model:
    data = json.loads(files("index").joinpath("data/alignment.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != NAMES:
        raise RuntimeError(
            "the weights of alignment were fitted for other features: run train_alignment again"
        )
    return _Model(tuple(data["same"]), tuple(data["related"]))
