"""How alike two headlines are: Pearson's correlation with what people said (SemEval STS, news, 2012 to 2016).

Each headline is an account of one sentence. Nothing was fitted on these pairs.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, utils

from index.article import Article
from index.compare.alignment import align
from index.compare.facts import extract
from index.compare.terms import stems

if TYPE_CHECKING:
    from pathlib import Path


def run(data: Path) -> None:
    """Print the table. Needs ``sts_news`` under ``data``."""
    print("HEADLINES and news sentences: Pearson's correlation with people's judgement, 0 to 5")
    print(f"{'':26}{'pairs':>6} {'token_set':>10} {'TF-IDF':>7} {'Lateral':>8}")
    for path in sorted((data / "sts_news").glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        pairs = [(float(row[0]), row[1], row[2]) for row in rows if row[0].strip()]
        gold = [score for score, _, _ in pairs]
        weights = _rarity([text for _, one, other in pairs for text in (one, other)])
        columns = (
            [fuzz.token_set_ratio(a, b, processor=utils.default_process) for _, a, b in pairs],
            [_cosine(a, b, weights) for _, a, b in pairs],
            [_lateral(a, b) for _, a, b in pairs],
        )
        token_set, tf_idf, lateral = (float(np.corrcoef(gold, column)[0, 1]) for column in columns)
        print(f"{path.stem:26}{len(pairs):6d} {token_set:10.3f} {tf_idf:7.3f} {lateral:8.3f}")


def _rarity(texts: list[str]) -> dict[str, float]:
    counts = Counter(stem for text in texts for stem in stems(text))
    return {stem: math.log(len(texts) / count) for stem, count in counts.items()}


def _cosine(a: str, b: str, weights: dict[str, float]) -> float:
    one, other = stems(a), stems(b)
    lengths = math.prod(math.sqrt(sum(weights[stem] ** 2 for stem in side)) for side in (one, other))
    return sum(weights[stem] ** 2 for stem in one & other) / (lengths or 1.0)


def _lateral(a: str, b: str) -> float:
    """Return how sure Lateral is that both tell the same or are related, as log odds."""
    sides = (Article(id=name, source=name, title="", text=text) for name, text in (("a", a), ("b", b)))
    best = max((one.same + one.related for one in align(*map(extract, sides))), default=0.0) / 2
    return math.log((best + 1e-3) / (1 - best + 1e-3))
