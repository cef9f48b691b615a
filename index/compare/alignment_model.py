"""How likely two sentences tell of the same thing: two small networks, one after the other.

The first judges each pair of sentences by its own evidence; the second judges it again, knowing what the
first thinks of the pairs around it, of the other partners of both sentences, and of both accounts as a whole
(stacked generalisation, Wolpert 1992). The numbers stand in ``index/data/alignment.npz``, fitted by
``tests/evaluation/train_alignment.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np

from index.compare.alignment_features import NAMES
from index.compare.pairing import best_of, sums_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.compare.alignment_features import Weighed
    from index.compare.pairing import Numbers, Pairs

#: The columns that the second network sees besides those of the first.
CONTEXT_NAMES: Final = (
    "odds_same", "odds_related",
    "rival_least", "rival_most", "over_rival_least", "over_rival_most", "rivals_least", "rivals_most",
    "along", "across", "around", "around_related", "rank_least", "rank_most",
    "partnered_least", "partnered_most", "partners", "surest", "size", "evenness",
)  # fmt: skip

#: Evidence farther from the usual than this many standard deviations counts as this far.
_FARTHEST = 5.0
_MOST_ODDS = 12.0
_SUREST = 8
#: Sums may differ in their last digits with the order of the accounts; six digits do not.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Network:
    """A hidden layer of tanh units beside a straight way; two outputs, the log odds of same and of related.

    Attributes:
        mean: The usual value of each feature, F numbers; ``scale``: its standard deviation.
        hidden: Weights into the H hidden units, F x H; ``hidden_bias``: H numbers.
        out: Weights out of them, H x 2.
        straight: Weights of the features themselves, F x 2; ``bias``: 2 numbers.
    """

    mean: Numbers
    scale: Numbers
    hidden: Numbers
    hidden_bias: Numbers
    out: Numbers
    straight: Numbers
    bias: Numbers

    def log_odds(self, features: Numbers) -> Numbers:
        """Return the log odds of same and of related for each row of features: N x 2."""
        usual = features - self.mean
        usual /= self.scale
        np.clip(usual, -_FARTHEST, _FARTHEST, out=usual)
        hidden = usual @ self.hidden
        hidden += self.hidden_bias
        np.tanh(hidden, out=hidden)
        return np.asarray(hidden @ self.out + usual @ self.straight + self.bias)


@dataclass(frozen=True, slots=True)
class Model:
    """Both networks."""

    first: Network
    second: Network

    def judge(self, weighed: Weighed) -> tuple[Numbers, Numbers]:
        """Return for each pair how likely it tells the same, and how likely it is at least related."""
        if not len(weighed.pairs):
            return np.zeros(0), np.zeros(0)
        context = context_of(weighed.pairs, self.first.log_odds(weighed.features))
        same, related = probabilities(self.second.log_odds(np.hstack([weighed.features, context]))).T
        return same, np.maximum(same, related)


def probabilities(log_odds: Numbers) -> Numbers:
    """Return the probabilities of some log odds, rounded: the mirror of a comparison gives the same."""
    return np.asarray(np.round(1 / (1 + np.exp(-np.clip(log_odds, -_MOST_ODDS, _MOST_ODDS))), _DIGITS))


def context_of(pairs: Pairs, log_odds: Numbers) -> Numbers:
    """Return what each pair of sentences stands in, by a first judgement (N x 2): a row a pair.

    The columns are ``CONTEXT_NAMES``; they are the same whichever account is A.
    """
    log_odds = np.round(np.clip(log_odds, -_MOST_ODDS, _MOST_ODDS), _DIGITS)
    same, related = probabilities(log_odds).T
    count_a, count_b = pairs.shape
    rank = pairs.ranks(same)
    rival = _rival(same, pairs.a, rank[0], count_a), _rival(same, pairs.b, rank[1], count_b)
    rivals = (
        sums_of(same, pairs.a, count_a)[pairs.a] - same,
        sums_of(same, pairs.b, count_b)[pairs.b] - same,
    )
    partnered = best_of(same, pairs.a, count_a).mean(), best_of(same, pairs.b, count_b).mean()
    ordered = np.sort(same)[::-1]  # in an order of its own, so that its sums do not depend on which is A
    of_all = (
        min(partnered),
        max(partnered),
        ordered.sum() / min(count_a, count_b),
        ordered[:_SUREST].mean(),
        np.log(count_a * count_b),
        min(count_a, count_b) / max(count_a, count_b),
    )
    columns = (
        *log_odds.T,
        np.minimum(*rival),
        np.maximum(*rival),
        same - np.maximum(*rival),
        same - np.minimum(*rival),
        np.minimum(*rivals),
        np.maximum(*rivals),
        *pairs.beside(same, pairs.a, pairs.b),
        pairs.beside(related, pairs.a, pairs.b)[2],
        np.log1p(np.minimum(*rank)),
        np.log1p(np.maximum(*rank)),
    )
    return np.column_stack([*columns, *(np.full(len(pairs), value) for value in of_all)])


def _rival(values: Numbers, owners: Numbers, rank: Numbers, count: int) -> Numbers:
    """Return for each pair the greatest value among the other pairs of its owner, 0 where it is alone."""
    best, second = np.zeros(count), np.zeros(count)
    best[owners[rank == 0]] = values[rank == 0]
    second[owners[rank == 1]] = values[rank == 1]
    return np.where(rank == 0, second[owners], best[owners])


def arrays_of(model: Model) -> dict[str, Numbers]:
    """Return a model as arrays to be written, with the names of its features."""
    names = np.frombuffer("\n".join((*NAMES, *CONTEXT_NAMES)).encode(), dtype=np.uint8)
    arrays = {
        f"{stage}_{name}": getattr(network, name).astype(np.float32)
        for stage, network in (("first", model.first), ("second", model.second))
        for name in Network.__slots__
    }
    return {"features": names, **arrays}


def model_of(arrays: Mapping[str, Numbers]) -> Model:
    """Return the model that :func:`arrays_of` wrote. Raises RuntimeError where it is for other features."""
    if arrays["features"].tobytes().decode() != "\n".join((*NAMES, *CONTEXT_NAMES)):
        raise RuntimeError("the model of alignment was fitted for other features: run train_alignment again")

    def network(stage: str) -> Network:
        return Network(*(arrays[f"{stage}_{name}"].astype(float) for name in Network.__slots__))

    return Model(network("first"), network("second"))


@cache
def shipped() -> Model:
    """Return the model that comes with Lateral."""
    with files("index").joinpath("data/alignment.npz").open("rb") as file, np.load(file) as arrays:
        return model_of(arrays)
