"""Which articles tell the same story, and which stories belong to one longer affair.

Incremental single-pass clustering: each article, in order of publication, joins the story whose members
it resembles most on average (average link, as in topic detection and tracking: Allan et al., 1998), or opens
one; each new story joins the topic it resembles, or opens one. What was grouped stays where it is: ids are
stable, and a new article costs only its own neighbourhood. A topic named in an article's file always wins.

Precision first: a false join claims a false corroboration.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from index.analysis import fold, stem, tokens
from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.article import Article

#: Only the beginning of a body describes its story; the rest is background. Characters.
DESCRIBED: Final = 3000
#: The lead counts twice. Characters.
LEAD: Final = 600
#: Terms kept of each article, weightiest first; of these, the first ``KEYS`` find its neighbours.
TERMS: Final = 100
KEYS: Final = 14
#: A key must be at least this rare (bits): about one article in eleven.
KEY_RARITY: Final = 3.5

#: Mean cosine with a story's members at which an article joins it: with dates a few days apart, and without.
STORY: Final = 0.17
STORY_UNDATED: Final = 0.30
#: Mean cosine with the nearest articles of a topic at which a story joins it, and bits of the shared keys.
TOPIC: Final = 0.17
TOPIC_BITS: Final = 18.0
NEAREST: Final = 3

_NOT_WORDS = re.compile(r"^\d")
_SLUG = re.compile(r"[^a-z0-9]+")

Vector: TypeAlias = dict[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the articles that tell it, by date. ``label`` is the headline of the most typical one."""

    id: str
    label: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The longer affair. ``first``/``last`` are the dates of its dated articles; ``sources`` are sorted."""

    id: str
    label: str
    terms: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    sources: tuple[str, ...]
    article_ids: tuple[str, ...]
    stories: tuple[Story, ...]


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was put."""

    article_id: str
    story: str
    topic: str


def profile(article: Article, found: Mapping[str, int], searched: int) -> Profile:
    """Describe ``article``. ``found``: in how many of the library's ``searched`` articles a stem stands."""
    counts: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for text, weight in ((article.title, 2), (article.text[:LEAD], 1), (article.text[:DESCRIBED], 1)):
        for token in tokens(text):
            if _NOT_WORDS.match(token.text) or len(token.text) < 2:
                continue
            term = stem(token.text)
            counts[term] += weight
            printed.setdefault(term, Counter())[text[token.start : token.end]] += 1
    weights = {
        term: (1 + math.log(count)) * rarity(term, found.get(term, 0), searched)
        for term, count in counts.items()
    }
    best = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    length = math.sqrt(sum(weights[term] ** 2 for term in best)) or 1.0
    keys = tuple(term for term in best if rarity(term, found.get(term, 0), searched) >= KEY_RARITY)[:KEYS]
    return Profile(
        article.id,
        article.published.astimezone(UTC).date().toordinal() if article.published else None,
        article.topic,
        {term: weights[term] / length for term in best},
        keys,
        tuple(_as_printed(printed[key]) for key in keys),
    )


def _as_printed(forms: Counter[str]) -> str:
    """The form to show: the most frequent one, without possessive, names rather than capitals."""
    form = max(forms, key=lambda word: (forms[word], word))
    return re.sub(r"['’]s$", "", form.title() if form.isupper() and len(form) > 4 else form)


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of unit length."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def topic_id(label: str) -> str:
    """Return the id of a topic that articles name themselves: the label as one lower-case word."""
    slug = _SLUG.sub("-", fold(label).lower()).strip("-")[:60]
    return slug or "topic-" + hashlib.sha256(label.encode()).hexdigest()[:8]


def _id_after(kind: str, article_id: str) -> str:
    return f"{kind}-{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"


class Grouping:
    """Profiles with their places, and the decision where a new profile belongs.

    Holds in memory what it is given: the whole library for a first build, only the neighbourhood of the new
    articles afterwards.
    """

    def __init__(self, window: int) -> None:
        """Stories hold articles at most ``window`` days apart."""
        self.window = window
        self._profiles: dict[str, Profile] = {}
        self._places: dict[str, Place] = {}
        self._by_key: dict[str, list[str]] = {}
        self._stories: dict[str, list[str]] = {}
        self._topics: Counter[str] = Counter()

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._places

    def put(self, one: Profile, place: Place) -> None:
        """Record that an article stands at ``place``."""
        self._profiles[one.article_id] = one
        self._places[one.article_id] = place
        for key in one.keys:
            self._by_key.setdefault(key, []).append(one.article_id)
        self._stories.setdefault(place.story, []).append(one.article_id)
        self._topics[place.topic] += 1

    def size(self, topic: str, articles: int) -> None:
        """Say how many articles a topic has in all, where only some of them were put."""
        self._topics[topic] = articles

    def place(self, one: Profile) -> Place:
        """Decide where a new article belongs, record it there, and return the place."""
        near = self._neighbours(one)
        story = self._story_for(one, near)
        if story is not None:
            topic = self._places[self._stories[story][0]].topic
            place = Place(one.article_id, story, topic_id(one.given) if one.given else topic)
        else:
            opened = topic_id(one.given) if one.given else self._topic_for(one, near)
            place = Place(
                one.article_id,
                _id_after("story", one.article_id),
                opened or _id_after("topic", one.article_id),
            )
        self.put(one, place)
        return place

    def _neighbours(self, one: Profile) -> dict[str, float]:
        """Similarity with every article that shares enough keys; few keys are enough for few."""
        shared: Counter[str] = Counter()
        for key in one.keys:
            shared.update(self._by_key.get(key, ()))
        floor = min(3, max(1, len(one.keys) // 3))
        return {
            other: similarity(one.vector, self._profiles[other].vector)
            for other, count in shared.items()
            if count >= floor
        }

    def _story_for(self, one: Profile, near: Mapping[str, float]) -> str | None:
        best: tuple[float, str] | None = None
        for story in sorted({self._places[other].story for other in near}):
            members = self._stories[story]
            if one.given and any((self._profiles[m].given or one.given) != one.given for m in members):
                continue
            total, undated = 0.0, False
            for member in members:
                day = self._profiles[member].day
                if one.day is None or day is None:
                    undated = True
                elif abs(day - one.day) > self.window:
                    continue
                cosine = near.get(member)
                total += similarity(one.vector, self._profiles[member].vector) if cosine is None else cosine
            mean = total / len(members)
            if mean >= (STORY_UNDATED if undated else STORY) and (best is None or mean > best[0]):
                best = (mean, story)
        return best[1] if best else None

    def _topic_for(self, one: Profile, near: Mapping[str, float]) -> str | None:
        """The topic whose nearest articles resemble the opening article of a story enough, in names too."""
        by_topic: dict[str, list[tuple[float, str]]] = {}
        for other, cosine in near.items():
            by_topic.setdefault(self._places[other].topic, []).append((cosine, other))
        best: tuple[float, str] | None = None
        for topic, found in sorted(by_topic.items()):
            nearest = sorted(found, key=lambda pair: (-pair[0], pair[1]))[:NEAREST]
            mean = sum(cosine for cosine, _ in nearest) / min(NEAREST, max(self._topics[topic], len(nearest)))
            common = set(one.keys).intersection(self._profiles[nearest[0][1]].keys)
            bits = sum(rarity(key) for key in common)
            if mean >= TOPIC and len(common) > 1 and bits >= TOPIC_BITS and (best is None or mean > best[0]):
                best = (mean, topic)
        return best[1] if best else None
