"""Fits the model of alignment: ``python -m tests.evaluation.train_alignment`` writes it into the package.

Trained on the gold pairs of ``$LATERAL_DATA`` and on pairs of its stream that were annotated for this project
(``links.jsonl``). Nothing of the articles is in it: it is some thousand weights of numbers about sentences.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.compare.alignment_features import weigh
from index.compare.alignment_model import Model, arrays_of, context_of
from index.compare.facts import ArticleFacts, extract
from tests.evaluation.gold import GoldPair, gold_pairs, overlap, stream_pairs
from tests.evaluation.train_network import fit_network, parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from index.compare.alignment_features import Weighed
    from index.compare.alignment_model import Network
    from tests.evaluation.train_network import Array

TARGET = Path(__file__).parents[2] / "index" / "data" / "alignment.npz"
#: The second network learns from what the first says of events it has not seen: so many parts take turns.
TURNS = 4


@dataclass(frozen=True)
class Example:
    """One gold pair, weighed, with a label for each candidate (2 same, 1 related, 0 neither)."""

    pair: GoldPair
    a: ArticleFacts
    b: ArticleFacts
    weighed: Weighed
    labels: Array


def examples(pairs: Iterable[GoldPair]) -> list[Example]:
    """Weigh the candidates of some gold pairs."""
    return [example_of(pair) for pair in pairs]


def example_of(pair: GoldPair) -> Example:
    """Weigh the candidates of one gold pair."""
    a, b = extract(pair.a.article), extract(pair.b.article)
    theirs_a, theirs_b = overlap(pair.a.sentences, a.sentences), overlap(pair.b.sentences, b.sentences)
    weighed = weigh(a, b)

    def linked(a: int, b: int, links: Collection[tuple[int, int]]) -> bool:
        return any((i, j) in links for i in theirs_a[a] for j in theirs_b[b])

    labels = [
        2.0 if linked(i, j, pair.same) else 1.0 if linked(i, j, pair.related) else 0.0
        for i, j in zip(weighed.pairs.a.tolist(), weighed.pairs.b.tolist(), strict=True)
    ]
    return Example(pair, a, b, weighed, np.array(labels))


def fit(chosen: Sequence[Example]) -> Model:
    """Fit both networks, the second on what the first says of events that it was not fitted on."""
    context: dict[int, Array] = {}
    turn = parts([example.pair.event for example in chosen], TURNS)
    for now in range(TURNS):
        first = _first([example for example, its in zip(chosen, turn, strict=True) if its != now])
        for place, (example, its) in enumerate(zip(chosen, turn, strict=True)):
            if its == now and len(example.labels):
                context[place] = context_of(example.weighed.pairs, first.log_odds(example.weighed.features))
    seen = [np.hstack([chosen[place].weighed.features, context[place]]) for place in sorted(context)]
    labels = [chosen[place].labels for place in sorted(context)]
    return Model(_first(chosen), fit_network(np.concatenate(seen), np.concatenate(labels)))


def _first(chosen: Sequence[Example]) -> Network:
    return fit_network(
        np.concatenate([example.weighed.features for example in chosen]),
        np.concatenate([example.labels for example in chosen]),
    )


def main() -> None:
    """Fit on all annotated pairs and write the weights."""
    data = Path(os.environ.get("LATERAL_DATA", "../shared/data"))
    if not (data / "gold" / "pairs").is_dir():
        sys.exit(f"no gold pairs under {data}: set LATERAL_DATA")
    chosen = examples([*gold_pairs(data), *stream_pairs(data)])
    np.savez(TARGET, **arrays_of(fit(chosen)))
    candidates = sum(len(example.labels) for example in chosen)
    print(f"{len(chosen)} pairs, {candidates:,} candidates -> {TARGET.name}, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
