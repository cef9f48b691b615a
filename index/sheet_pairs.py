"""Which articles of a topic are compared with which: all of a few, of many only near ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.neighbours import FADING, FAR, UNKNOWN_GAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

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
    best = sorted(chosen, key=lambda pair: (-float(near[pair]), pair))
    return [(articles[i].article_id, articles[j].article_id) for i, j in best]


def _near_pairs(articles: Sequence[Described], near: NDArray[np.float64]) -> set[tuple[int, int]]:
    central = int(near.sum(axis=1).argmax())
    chosen: set[tuple[int, int]] = set()
    for i, one in enumerate(articles):
        ranked = [j for j in np.argsort(-near[i], kind="stable").tolist() if near[i, j] > 0]
        others = [j for j in ranked if articles[j].source != one.source][:NEAREST]
        own = [j for j in ranked if articles[j].source == one.source][:1]
        chosen.update((min(i, j), max(i, j)) for j in (*others, *own, central) if j != i)
    return chosen


def _nearness(articles: Sequence[Described]) -> NDArray[np.float64]:
    """Cosines of all pairs, fading with the days between; 0 for an article with itself."""
    numbers: dict[str, int] = {}
    for article in articles:
        for term in article.vector:
            numbers.setdefault(term, len(numbers))
    table = np.zeros((len(articles), len(numbers)))
    for row, article in enumerate(articles):
        table[row, [numbers[term] for term in article.vector]] = list(article.vector.values())
    dated = np.array([article.day is not None for article in articles], np.bool_)
    days = np.array([article.day or 0 for article in articles])
    faded = FAR + (1 - FAR) * np.exp(-np.abs(days[:, None] - days) / FADING)
    near: NDArray[np.float64] = table @ table.T * np.where(dated[:, None] & dated, faded, UNKNOWN_GAP)
    np.fill_diagonal(near, 0.0)
    return near
