"""How well accounts of one story are told from accounts of neighbouring ones, on BASIL."""

from __future__ import annotations

import math
import random
from functools import cache
from typing import TYPE_CHECKING

from index.compare.alignment import align
from index.compare.facts import ArticleFacts, extract
from index.compare.story import same_story
from index.compare.terms import stems
from index.rarity import rarity
from tests.evaluation.gold import GoldArticle, basil

if TYPE_CHECKING:
    from pathlib import Path

_PAIRS = 60


def run(data: Path) -> None:
    """Print how often the caution "may not be the same story" is right, on a seeded sample."""
    articles = basil(data)
    chance = random.Random(20)
    stories = chance.sample(list(articles.values()), _PAIRS)
    kin = [(one, chance.choice(_others(one, articles, same=True))) for one in stories]
    neighbours = [(one, _nearest(one, _others(one, articles, same=False))) for one in stories]
    wrong_cautions = sum(not _likely(*pair) for pair in kin)
    missed_cautions = sum(_likely(*pair) for pair in neighbours)
    print(f"STORIES on {_PAIRS} pairs of one event and as many of an article and its nearest of another")
    print(f"wrongly cautioned {wrong_cautions / _PAIRS:.2f}, caution missed {missed_cautions / _PAIRS:.2f}")


def _others(one: GoldArticle, articles: dict[str, GoldArticle], *, same: bool) -> list[GoldArticle]:
    return [other for other in articles.values() if (other.event == one.event) == same and other is not one]


def _nearest(one: GoldArticle, others: list[GoldArticle]) -> GoldArticle:
    mine = _telling(one.article.title + " " + one.article.text)

    def overlap(other: GoldArticle) -> float:
        shared = mine & _telling(other.article.title + " " + other.article.text)
        return math.fsum(rarity(stem) ** 2 for stem in shared) / math.sqrt(len(other.article.text))

    return max(others, key=overlap)


@cache
def _telling(text: str) -> frozenset[str]:
    return stems(text)


@cache
def _facts(one: GoldArticle) -> ArticleFacts:
    return extract(one.article)


def _likely(one: GoldArticle, other: GoldArticle) -> bool:
    a, b = _facts(one), _facts(other)
    return same_story(a, b, align(a, b)).likely
