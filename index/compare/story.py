"""Whether two accounts tell the same story at all: people who compare others want to be told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from index.compare.result import SameStory
from index.compare.terms import stems
from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.alignment import Candidate
    from index.compare.facts import ArticleFacts

# Logistic weights, fitted on 130 pairs of accounts of one event and as many of an account and its nearest of
# another event.
# The weight of days apart is set by hand, below the fitted one: news of an affair that goes on for months is
# compared with good reason too.
_OF_SHARE, _OF_TITLE, _OF_DAYS, _INTERCEPT = 20.0, 1.35, -0.5, -2.9
#: Rare words in common beyond this say no more; one unknown name counts 1.
_MOST_TITLE = 3.0
_MOST_DAYS = 60
#: An account without a date is taken to be this far from the other.
_UNKNOWN_DAYS = 7


def same_story(a: ArticleFacts, b: ArticleFacts, alignment: Sequence[Candidate]) -> SameStory:
    """Judge by how many sentences have a partner, what the headlines share, and the days between.

    ``likely`` is False when the evidence is thin; ``why`` names the evidence either way.
    """
    partners = _expected_partners(alignment)
    total = len(a.sentences) + len(b.sentences)
    if not total or not alignment:
        return SameStory(0.0, False, "no sentence of the one has a counterpart in the other")
    common = stems(a.title) & stems(b.title)
    title = min(_MOST_TITLE, math.fsum(min(9.0, rarity(stem)) for stem in common) / 9.0)
    days = math.log1p(_UNKNOWN_DAYS)
    if a.published and b.published:
        days = math.log1p(min(_MOST_DAYS, abs((a.published.date() - b.published.date()).days)))
    evidence = _OF_SHARE * partners / total + _OF_TITLE * title + _OF_DAYS * days + _INTERCEPT
    score = 1 / (1 + math.exp(-evidence))
    return SameStory(score, score >= 0.5, _why(round(partners), total, bool(common)))


def _expected_partners(alignment: Sequence[Candidate]) -> float:
    """Return how many sentences of both sides are expected to have a partner."""
    best_a: dict[int, float] = {}
    best_b: dict[int, float] = {}
    for a, b, same, _, _ in alignment:
        if same > best_a.get(a, 0.0):
            best_a[a] = same
        if same > best_b.get(b, 0.0):
            best_b[b] = same
    return math.fsum(best_a.values()) + math.fsum(best_b.values())


def _why(partners: int, total: int, titles: bool) -> str:
    headlines = "the headlines share words" if titles else "the headlines share no telling word"
    return f"about {partners} of {total} sentences seem to have a counterpart; {headlines}"
