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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from index.rarity import rarity
from index.topic_profile import KEYS, Profile, Vector, profile, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

__all__ = [
    "FOUND",
    "KEYS",
    "Grouping",
    "Place",
    "Profile",
    "Shelf",
    "Story",
    "Topic",
    "Vector",
    "profile",
    "similarity",
    "topic_id",
]

#: Up to so many undated articles, every article is compared with all of them.
SMALL: Final = 1000
#: At most so many articles that share keys are looked at.
CANDIDATES: Final = 200
#: So many articles are held in memory while others are placed: about 1 kB each.
HELD: Final = 200_000

#: Mean faded cosine with a story's members at which an article joins it: with dates, and without.
STORY: Final = 0.12
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

_SLUG = re.compile(r"[^a-z0-9]+")


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
class Place:
    """Where an article was put."""

    article_id: str
    story: str
    topic: str


def topic_id(label: str) -> str:
    """Return the id of a topic that articles name themselves: the label as one lower-case word."""
    from index.analysis import fold  # loading it takes a moment, which no list of topics needs

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


class Grouping:
    """Decides where new articles belong, given what stands on the shelf.

    Articles of neighbouring days are compared with all of their terms. Beyond, where a library may hold any
    number, only those that share rare key terms are looked at.
    """

    def __init__(self, shelf: Shelf, window: int) -> None:
        """Stories hold articles at most ``window`` days apart."""
        from index.topic_company import Company

        self._shelf = shelf
        self._window = window
        self._company = Company()
        self._days: dict[int, list[int]] = {}
        self._undated: list[int] | None = None
        self._look_again()

    def _look_again(self) -> None:
        """Forget what was read from the shelf."""
        self._company.clear()
        self._days.clear()
        members = self._shelf.undated(SMALL)
        self._undated = None if members is None else [self._company.put(*one) for one in members]

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
        if self._company.count >= HELD:
            self._look_again()
        row = self._company.put(one, place)
        if one.day is not None:
            self._day(one.day).append(row)
        elif self._undated is not None:
            self._undated.append(row)
            if len(self._undated) > SMALL:
                self._undated = None
        return place

    def _adopt(self, topic: str, given: str) -> None:
        """A story whose topic was found by itself takes the name that one of its articles gives."""
        self._shelf.adopt(topic, given)
        self._look_again()

    def _day(self, day: int) -> list[int]:
        if day not in self._days:
            self._days[day] = [self._company.put(*one) for one in self._shelf.on_day(day)]
        return self._days[day]

    def _rows(self, article_ids: Sequence[str]) -> list[int]:
        """The rows of articles among the company; those not there yet come from the shelf."""
        unknown = [article_id for article_id in article_ids if self._company.row(article_id) is None]
        for one in self._shelf.profiles(unknown) if unknown else ():
            self._company.put(*one)
        return [row for article_id in article_ids if (row := self._company.row(article_id)) is not None]

    def _near(self, one: Profile) -> tuple[dict[str, float], dict[str, Place]]:
        """Cosines with the articles that could tell the same story, and where these stand."""
        company = self._company
        rows = [] if self._undated is None else list(self._undated)
        if one.day is not None:
            for day in range(one.day - self._window, one.day + self._window + 1):
                rows += self._day(day)
        if one.day is None or self._undated is None:
            found = self._rows(self._shelf.sharing(one.keys, min(2, len(one.keys)), CANDIDATES))
            seen = set(rows)
            rows += [
                row for row in found if row not in seen and (one.day is None or company.days[row] is None)
            ]
        near = company.nearer(one, rows, STORY)
        return (
            {company.places[row].article_id: cosine for row, cosine in near},
            {company.places[row].article_id: company.places[row] for row, _ in near},
        )

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
        rows = self._rows(self._shelf.sharing(tuple(rare), 2, CANDIDATES))
        cosines, shared = self._company.cosines(one, rows), self._company.shared(rare, rows)
        for row, cosine, bits in zip(rows, cosines.tolist(), shared.tolist(), strict=True):
            by_topic.setdefault(self._company.places[row].topic, []).append((cosine, bits))
        best: tuple[float, str] | None = None
        for topic, found in sorted(by_topic.items()):
            nearest = sorted(found, reverse=True)[:NEAREST]
            mean = sum(cosine for cosine, _ in nearest) / min(NEAREST, self._shelf.topic_size(topic))
            bits = max(bits for _, bits in nearest)
            if mean >= TOPIC and bits >= TOPIC_BITS and (best is None or mean > best[0]):
                best = (mean, topic)
        return best[1] if best else None
