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
from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from index.analysis import RAW_TOKEN, fold, pieces, stem
from index.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.article import Article

#: Only the beginning of a body describes its story; the rest is background. Characters.
DESCRIBED: Final = 3000
#: The lead counts twice. Characters.
LEAD: Final = 600
#: Terms kept of each article, weightiest first; of these, the first ``KEYS`` find its neighbours.
TERMS: Final = 100
KEYS: Final = 20
#: A key must be at least this rare (bits): about one article in eleven.
KEY_RARITY: Final = 3.5
#: Up to so many undated articles, every article is compared with all of them.
SMALL: Final = 1000
#: At most so many articles that share keys are looked at.
CANDIDATES: Final = 200

#: Mean faded cosine with a story's members at which an article joins it: with dates, and without.
STORY: Final = 0.11
#: Days in which a cosine fades by a factor of e: an event is mostly told within a day or two.
STORY_FADING: Final = 2.0
STORY_UNDATED: Final = 0.26
#: Mean cosine with the nearest articles of a topic at which a story joins it, and bits of the shared keys.
TOPIC: Final = 0.17
TOPIC_BITS: Final = 18.0
TOPIC_KEYS: Final = 14
TOPIC_RARITY: Final = 5.5
NEAREST: Final = 3

#: How the ids of topics begin that no article named.
FOUND: Final = "topic-"

_POSSESSIVE = re.compile(r"['’]s$")
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
    """The longer affair. ``first``/``last`` are the dates of its dated articles; ``sources`` are sorted.

    ``days`` are the days (ordinals) of its articles in their order, None for undated ones.
    """

    id: str
    label: str
    terms: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    sources: tuple[str, ...]
    article_ids: tuple[str, ...]
    stories: tuple[Story, ...]
    days: tuple[int | None, ...] = ()


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
    raw: Counter[str] = Counter()
    for text, weight in ((article.title, 2), (article.text[:LEAD], 1), (article.text[:DESCRIBED], 1)):
        raw.update(RAW_TOKEN.findall(text) * weight)
    counts: dict[str, int] = {}
    for form, count in raw.items():
        for term in _terms(form):
            counts[term] = counts.get(term, 0) + count
    bits = {term: rarity(term, found.get(term, 0), searched) for term in counts}
    weights = {term: (1 + math.log(count)) * bits[term] for term, count in counts.items()}
    best = sorted(weights, key=lambda term: (-weights[term], term))[:TERMS]
    length = math.sqrt(sum(weights[term] ** 2 for term in best)) or 1.0
    keys = tuple(term for term in best if bits[term] >= KEY_RARITY)[:KEYS]
    return Profile(
        article.id,
        article.published.astimezone(UTC).date().toordinal() if article.published else None,
        article.topic,
        {term: weights[term] / length for term in best},
        keys,
        _surfaces(keys, raw),
    )


@lru_cache(maxsize=1 << 17)
def _terms(form: str) -> tuple[str, ...]:
    """The terms in one raw token: stems of its words, without numbers and single letters."""
    return tuple(stem(text) for text, _, _ in pieces(form) if len(text) > 1 and not _NOT_WORDS.match(text))


def _surfaces(keys: Sequence[str], raw: Mapping[str, int]) -> tuple[str, ...]:
    """Each key as printed: its most frequent form, without possessive, names rather than capitals."""
    wanted = set(keys)
    printed: dict[str, tuple[int, str]] = {}
    for form, count in raw.items():
        for term in _terms(form):
            if term in wanted:
                printed[term] = max(printed.get(term, (0, "")), (count, form))
    return tuple(_as_printed(printed[key][1]) for key in keys)


def _as_printed(form: str) -> str:
    return _POSSESSIVE.sub("", form.title() if form.isupper() and len(form) > 4 else form)


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of unit length."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def topic_id(label: str) -> str:
    """Return the id of a topic that articles name themselves: the label as one lower-case word."""
    slug = _SLUG.sub("-", fold(label).lower()).strip("-")[:60]
    return slug or "named-" + hashlib.sha256(label.encode()).hexdigest()[:8]


def _id_after(kind: str, article_id: str) -> str:
    return f"{kind}{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"


class Shelf(Protocol):
    """Where the places of a library's articles are kept; what :class:`Grouping` asks of it."""

    def on_day(self, day: int) -> Iterable[tuple[Profile, Place]]:
        """Return the articles published on a day (an ordinal)."""

    def sharing(self, keys: Sequence[str], floor: int, limit: int) -> Sequence[str]:
        """Return the ids of articles that have at least ``floor`` of ``keys``, those with most first."""

    def undated(self, limit: int) -> Iterable[tuple[Profile, Place]] | None:
        """Return all undated articles, or None if there are more than ``limit``."""

    def profiles(self, article_ids: Iterable[str]) -> Iterable[tuple[Profile, Place]]:
        """Return articles by id, in any order."""

    def story(self, story: str) -> Sequence[tuple[Profile, Place]]:
        """Return the members of a story."""

    def topic_size(self, topic: str) -> int:
        """Return how many articles a topic has."""

    def adopt(self, topic: str, by: str) -> None:
        """Move the articles of a topic that name none themselves into the topic ``by``."""


class _Postings:
    """Vectors of a few articles, inverted: the cosine with all of them costs only the shared terms."""

    def __init__(self, members: Iterable[tuple[Profile, Place]]) -> None:
        self._by_term: dict[str, list[tuple[str, float]]] = {}
        self.places: dict[str, Place] = {}
        for one, place in members:
            self.put(one, place)

    def put(self, one: Profile, place: Place) -> None:
        self.places[one.article_id] = place
        for term, weight in one.vector.items():
            self._by_term.setdefault(term, []).append((one.article_id, weight))

    def add_cosines(self, vector: Vector, cosines: dict[str, float]) -> None:
        for term, weight in vector.items():
            for article_id, other in self._by_term.get(term, ()):
                cosines[article_id] = cosines.get(article_id, 0.0) + weight * other


class Grouping:
    """Decides where new articles belong, given what stands on the shelf.

    Articles of neighbouring days are compared with all of their terms. Beyond, where a library may hold any
    number, only those that share rare key terms are looked at.
    """

    def __init__(self, shelf: Shelf, window: int) -> None:
        """Stories hold articles at most ``window`` days apart."""
        self._shelf = shelf
        self._window = window
        self._days: OrderedDict[int, _Postings] = OrderedDict()
        members = shelf.undated(SMALL)
        self._undated = _Postings(members) if members is not None else None

    def place(self, one: Profile) -> Place:
        """Return the place of a new article; the caller puts it on the shelf before the next one."""
        cosines, places = self._near(one)
        story = self._story_for(one, cosines, places)
        given = topic_id(one.given) if one.given else None
        if story is not None:
            topic = next(place.topic for place in places.values() if place.story == story)
            if given and given != topic and topic.startswith(FOUND):
                self._adopt(topic, given)
            place = Place(one.article_id, story, given or topic)
        else:
            opened = given or self._topic_for(one) or _id_after(FOUND, one.article_id)
            place = Place(one.article_id, _id_after("story-", one.article_id), opened)
        if one.day is not None:
            self._day(one.day).put(one, place)
        elif self._undated is not None:
            self._undated.put(one, place)
        return place

    def _adopt(self, topic: str, given: str) -> None:
        """A story whose topic was found by itself takes the name that one of its articles gives."""
        self._shelf.adopt(topic, given)
        self._days.clear()
        members = self._shelf.undated(SMALL)
        self._undated = _Postings(members) if members is not None else None

    def _day(self, day: int) -> _Postings:
        if day not in self._days:
            self._days[day] = _Postings(self._shelf.on_day(day))
            if len(self._days) > 4 * self._window + 2:
                self._days.popitem(last=False)
        self._days.move_to_end(day)
        return self._days[day]

    def _near(self, one: Profile) -> tuple[dict[str, float], dict[str, Place]]:
        """Cosines with the articles that could tell the same story, and where these stand."""
        cosines: dict[str, float] = {}
        places: dict[str, Place] = {}
        groups = [] if self._undated is None else [self._undated]
        if one.day is not None:
            groups += [self._day(day) for day in range(one.day - self._window, one.day + self._window + 1)]
        for group in groups:
            group.add_cosines(one.vector, cosines)
            places.update(group.places)
        if one.day is None or self._undated is None:
            wanted = self._shelf.sharing(one.keys, min(2, len(one.keys)), CANDIDATES)
            for other, place in self._shelf.profiles(other for other in wanted if other not in places):
                if one.day is None or other.day is None:
                    cosines[other.article_id] = similarity(one.vector, other.vector)
                    places[other.article_id] = place
        return cosines, places

    def _story_for(
        self, one: Profile, cosines: Mapping[str, float], places: Mapping[str, Place]
    ) -> str | None:
        best: tuple[float, str] | None = None
        promising = {places[other].story for other, cosine in cosines.items() if cosine >= STORY}
        for story in sorted(promising):
            members = self._shelf.story(story)
            if one.given and any((member.given or one.given) != one.given for member, _ in members):
                continue
            total, undated = 0.0, False
            for member, _ in members:
                gap = 0 if one.day is None or member.day is None else abs(member.day - one.day)
                undated = undated or one.day is None or member.day is None
                if gap <= self._window:
                    cosine = cosines.get(member.article_id)
                    if cosine is None:
                        cosine = similarity(one.vector, member.vector)
                    total += cosine * math.exp(-gap / STORY_FADING)
            mean = total / len(members)
            if mean >= (STORY_UNDATED if undated else STORY) and (best is None or mean > best[0]):
                best = (mean, story)
        return best[1] if best else None

    def _topic_for(self, one: Profile) -> str | None:
        """The topic whose nearest articles resemble the opening article of a story enough, in names too."""
        rare = {key: bits for key in one.keys[:TOPIC_KEYS] if (bits := rarity(key)) >= TOPIC_RARITY}
        if sum(rare.values()) < TOPIC_BITS:
            return None
        by_topic: dict[str, list[tuple[float, float]]] = {}
        for other, place in self._shelf.profiles(self._shelf.sharing(tuple(rare), 2, CANDIDATES)):
            bits = sum(rare[key] for key in other.keys if key in rare)
            by_topic.setdefault(place.topic, []).append((similarity(one.vector, other.vector), bits))
        best: tuple[float, str] | None = None
        for topic, found in sorted(by_topic.items()):
            nearest = sorted(found, reverse=True)[:NEAREST]
            mean = sum(cosine for cosine, _ in nearest) / min(NEAREST, self._shelf.topic_size(topic))
            bits = max(bits for _, bits in nearest)
            if mean >= TOPIC and bits >= TOPIC_BITS and (best is None or mean > best[0]):
                best = (mean, topic)
        return best[1] if best else None
