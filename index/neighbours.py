"""How near two articles are, and what joins them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

#: How similarity fades: days to fall by a factor of e, what is left far away, and without a date.
FADING: Final = 3.0
FAR: Final = 0.2
UNKNOWN_GAP: Final = 0.4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article near another: cosine similarity, days between (None: unknown), key words they share."""

    article_id: str
    similarity: float
    days: int | None
    same_story: bool
    same_topic: bool
    shared: tuple[str, ...]


def nearness(neighbour: Neighbour) -> float:
    """Return how near two accounts are: their similarity, fading with the days between them.

    Accounts of one event come within days of each other; far ones keep a fifth of their weight, so that an
    affair's earlier chapters still rank by what they say. Chosen on the stream's events of 2016 and 2017.
    """
    if neighbour.days is None:
        return neighbour.similarity * UNKNOWN_GAP
    return neighbour.similarity * (FAR + (1 - FAR) * math.exp(-neighbour.days / FADING))
