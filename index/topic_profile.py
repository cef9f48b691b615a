"""What grouping keeps of an article: its weightiest terms, and the rare words among them.

Numbers count among the terms: two quakes, two hirings, two matches are told apart by them, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.article import Article

#: Only the beginning of a body describes its story; the rest is background. Characters.
DESCRIBED: Final = 6000
#: The lead counts twice. Characters.
LEAD: Final = 600
#: Terms kept of each article, weightiest first; of these, the first ``KEYS`` find its neighbours.
TERMS: Final = 150
KEYS: Final = 20
#: A key must be at least this rare (bits): about one article in eleven.
KEY_RARITY: Final = 3.5
#: A number weighs at most so many bits: no table tells how rare it is, and the same number stands for much.
NUMBER_RARITY: Final = 8.0

Vector: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """What grouping keeps of an article.

    ``vector`` is of unit length; ``keys`` are its weightiest rare terms, first the weightiest; ``surfaces``
    gives for each key the word as printed.
    """

    article_id: str
    day: int | None
    given: str | None
    vector: Vector
    keys: tuple[str, ...]
    surfaces: tuple[str, ...]


class Rarities(dict[str, float]):
    """How rare each term is in bits, looked up once: ``found`` of ``searched`` articles have it."""

    def __init__(self, found: Callable[[str], int], searched: int) -> None:
        super().__init__()
        self._found = found
        self._searched = searched

    def __missing__(self, term: str) -> float:
        bits = rarity(term, self._found(term), self._searched)
        self[term] = bits = min(bits, NUMBER_RARITY) if term[:1].isdecimal() else bits
        return bits


def profile(article: Article, found: Mapping[str, int], searched: int) -> Profile:
    """Describe ``article``. ``found``: in how many of the library's ``searched`` articles a stem stands."""
    return described(article, Rarities(lambda term: found.get(term, 0), searched))


def described(article: Article, rarities: Rarities) -> Profile:
    """Describe ``article`` as :func:`profile` does; the articles of one library share ``rarities``."""
    from index.topic_describing import Describer

    return Describer(rarities).describe(article)


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of unit length."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)
