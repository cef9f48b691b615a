"""Which articles of a topic are compared with which: all of a few, of many only near ones."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.neighbours import FADING, FAR, UNKNOWN_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Of so many articles, all pairs are compared.
ALL_PAIRS: Final = 8
#: Beyond, each with so many nearest of other sources, the nearest of its own, and the most central one.
NEAREST: Final = 3


@dataclass(frozen=True, slots=True)
class Described:
    """What choosing needs of an article: its source, its day (an ordinal, or None) and its unit vector."""

    article_id: str
    source: str
    day: int | None
    vector: Mapping[str, float]


def pairs(articles: Sequence[Described]) -> list[tuple[str, str]]:
    """Return the pairs of article ids to compare, those that promise most first.

    At most about ``NEAREST + 2`` for each article, so that the work grows with the articles, not with their
    square.
    """
    near = _nearness(articles)
    if len(articles) <= ALL_PAIRS:
        chosen = {(i, j) for i in range(len(articles)) for j in range(i + 1, len(articles))}
    else:
        chosen = _near_pairs(articles, near)
    best = sorted(chosen, key=lambda pair: (-near.get(pair, 0.0), pair))
    return [(articles[i].article_id, articles[j].article_id) for i, j in best]


def _near_pairs(articles: Sequence[Described], near: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    by_article: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), nearness in near.items():
        by_article[i].append((-nearness, j))
        by_article[j].append((-nearness, i))
    central = max(range(len(articles)), key=lambda i: (-math.fsum(n for n, _ in by_article[i]), -i))
    chosen: set[tuple[int, int]] = set()
    for i, one in enumerate(articles):
        ranked = [j for _, j in sorted(by_article[i])]
        others = [j for j in ranked if articles[j].source != one.source][:NEAREST]
        own = [j for j in ranked if articles[j].source == one.source][:1]
        chosen.update((min(i, j), max(i, j)) for j in (*others, *own, central) if j != i)
    return chosen


def _nearness(articles: Sequence[Described]) -> dict[tuple[int, int], float]:
    """Cosines, fading with the days between, of all pairs (i < j) that share a term."""
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    cosines: defaultdict[tuple[int, int], float] = defaultdict(float)
    for j, article in enumerate(articles):
        for term, weight in article.vector.items():
            for i, other in postings[term]:
                cosines[i, j] += weight * other
            postings[term].append((j, weight))
    return {(i, j): cosine * _fading(articles[i].day, articles[j].day) for (i, j), cosine in cosines.items()}


def _fading(one: int | None, other: int | None) -> float:
    if one is None or other is None:
        return UNKNOWN_GAP
    return FAR + (1 - FAR) * math.exp(-abs(one - other) / FADING)
