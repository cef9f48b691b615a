"""What grouping keeps of an article: its weightiest terms, and the rare words among them.

Numbers count among the terms: two quakes, two hirings, two matches are told apart by them, too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final, TypeAlias

from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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

_POSSESSIVE = re.compile(r"['’]s$")
_NUMBER = re.compile(r"\d")
#: Raw tokens whose terms are remembered: a language's common ones many times over.
_REMEMBERED: Final = 1 << 17
_DAMPED: Final = (0.0, *(1 + math.log(count) for count in range(1, 64)))

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
    from index.analysis import RAW_TOKEN  # loading it takes a moment, which no list of topics needs

    raw: Counter[str] = Counter()
    for text, weight in ((article.title, 2), (article.text[:LEAD], 1), (article.text[:DESCRIBED], 1)):
        raw.update(RAW_TOKEN.findall(text) * weight)
    counts: dict[str, int] = {}
    for form, count in raw.items():
        for term in _terms_of[form]:
            counts[term] = counts.get(term, 0) + count
    weighed = sorted([(-_damped(count) * rarities[term], term) for term, count in counts.items()])[:TERMS]
    length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
    keys = tuple(term for _, term in weighed if rarities[term] >= KEY_RARITY and not _NUMBER.match(term))[
        :KEYS
    ]
    return Profile(
        article.id,
        article.published.astimezone(UTC).date().toordinal() if article.published else None,
        article.topic,
        {term: -weight / length for weight, term in weighed},
        keys,
        _surfaces(keys, raw),
    )


def _damped(count: int) -> float:
    """How much more a term weighs for standing ``count`` times."""
    return _DAMPED[count] if count < len(_DAMPED) else 1 + math.log(count)


class _Terms(dict[str, tuple[str, ...]]):
    """The terms in each raw token: stems of its words, and numbers; no single letters or digits."""

    def __missing__(self, form: str) -> tuple[str, ...]:
        from index.analysis import pieces, stem

        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[form] = tuple(stem(text) for text, _, _ in pieces(form) if len(text) > 1)
        return found


_terms_of: Final = _Terms()


def _surfaces(keys: Sequence[str], raw: Mapping[str, int]) -> tuple[str, ...]:
    """Each key as printed: its most frequent form, without possessive, names rather than capitals."""
    best = dict.fromkeys(keys, (0, ""))
    for form, count in raw.items():
        for term in _terms_of[form]:
            if term in best:
                best[term] = max(best[term], (count, form))
    return tuple(_as_printed(best[key][1]) for key in keys)


def _as_printed(form: str) -> str:
    return _POSSESSIVE.sub("", form.title() if form.isupper() and len(form) > 4 else form)


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of unit length."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)
