"""Which articles tell the same story, and which stories belong to one longer affair.

Incremental single-pass clustering: each article, in order of publication, joins the story whose members
it resembles most on average (average link, as in topic detection and tracking: Allan et al., 1998), or opens
one; each new story joins the topic it resembles, or opens one. What was grouped stays where it is: ids are
stable, and a new article costs only its own neighbourhood. A topic named in an article's file always wins.

Precision first: a false join claims a false corroboration. So a growing story is looked at now and then,
and made two where it turns out to tell two events; both stay in their topic.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from index.rarity import rarity
from index.topic_company import Company
from index.topic_parting import is_due, parts
from index.topics import FOUND, Place, id_after, topic_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.topic_company import Outline
    from index.topic_profile import Profile

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
#: A story that joined a topic stays if the articles after its first resemble the topic's nearest so much on
#: average; asked when the story has come to so many articles. Of a topic, so many articles are looked at.
STAY: Final = 0.10
SETTLING: Final = (2, 3, 5, 8)
OF_TOPIC: Final = 200


class Shelf(Protocol):
    """Where the places of a library's articles are kept; what :class:`Grouping` asks of it."""

    def on_day(self, day: int) -> Iterable[tuple[Outline, Place]]:
        """Return the articles published on a day (an ordinal)."""

    def sharing(self, keys: Sequence[str], floor: int, limit: int) -> Sequence[str]:
        """Return the ids of articles that have at least ``floor`` of ``keys``, those with most first."""

    def undated(self, limit: int) -> Iterable[tuple[Outline, Place]] | None:
        """Return all undated articles, or None if there are more than ``limit``."""

    def outlines(self, article_ids: Iterable[str]) -> Iterable[tuple[Outline, Place]]:
        """Return articles by id, in any order."""

    def story(self, story: str) -> Iterable[tuple[Outline, Place]]:
        """Return the members of a story."""

    def topic(self, topic: str, limit: int) -> Iterable[tuple[Outline, Place]]:
        """Return the articles of a topic that came first, at most ``limit``."""

    def topic_size(self, topic: str) -> int:
        """Return how many articles a topic has; of many, any number from three on."""

    def retell(self, article_ids: Sequence[str], story: str) -> None:
        """Move articles into another story; those that are not on the shelf yet come to it afterwards."""

    def leave(self, article_ids: Sequence[str], topic: str) -> None:
        """Move articles into another topic, as :meth:`retell` does into another story."""

    def adopt(self, topic: str, by: str) -> None:
        """Move the articles of a topic that name none themselves into the topic ``by``."""


class Grouping:
    """Decides where new articles belong, given what stands on the shelf.

    Articles of neighbouring days are compared with all of their terms. Beyond, where a library may hold any
    number, only those that share rare key terms are looked at.
    """

    def __init__(self, shelf: Shelf, window: int) -> None:
        """Stories hold articles at most ``window`` days apart."""
        self._shelf = shelf
        self._window = window
        self._company = Company()
        self._look_again()

    def _look_again(self) -> None:
        """Forget what was read from the shelf."""
        self._company.clear()
        self._days: dict[int, list[int]] = {}
        self._stories: dict[str, list[int]] = {}
        self._topics: dict[str, list[int]] = {}
        self._sizes: dict[str, int] = {}
        members = self._shelf.undated(SMALL)
        self._undated = None if members is None else [self._company.put(*one) for one in members]

    def place(self, one: Profile, outline: Outline) -> Place:
        """Return the place of a new article, given in words and in the shelf's numbers.

        The caller puts it on the shelf before the next one.
        """
        company = self._company
        rows = self._near(one)
        story = self._story_for(outline, rows)
        given = topic_id(one.given) if one.given else None
        if story is not None:
            topic = company.places[self._members(story)[0]].topic
            if given and given != topic and topic.startswith(FOUND):
                self._adopt(topic, given)
            place = Place(one.article_id, story, given or topic)
        else:
            opened = given or self._topic_for(one, outline) or id_after(FOUND, one.article_id)
            place = Place(one.article_id, id_after("story-", one.article_id), opened)
        if company.count >= HELD:
            self._look_again()
        row = self._take_in(outline, place, opens=story is None)
        if story is not None:
            size = len(self._stories[story])
            if size in SETTLING:
                self._settle(story)
            if is_due(size):
                self._part(story)
        return company.places[row]

    def _take_in(self, one: Outline, place: Place, *, opens: bool) -> int:
        """Note an article that was just placed; return its row."""
        if opens:
            self._stories[place.story] = []
        if place.topic == id_after(FOUND, one.article_id):
            self._topics[place.topic] = []
        self._members(place.story)
        row = self._company.put(one, place)
        self._stories[place.story].append(row)
        if len(self._topics.get(place.topic, range(OF_TOPIC))) < OF_TOPIC:
            self._topics[place.topic].append(row)
        if place.topic in self._sizes:
            self._sizes[place.topic] += 1
        if one.day is not None:
            self._day(one.day).append(row)
        elif self._undated is not None:
            self._undated.append(row)
            if len(self._undated) > SMALL:
                self._undated = None
        return row

    def _settle(self, story: str) -> None:
        """Let a story leave the topic that its first article joined if the others have little to do with it.

        A single article speaks of many things besides its story: a mention of Benghazi, ten states' polls.
        """
        members, places = self._stories[story], self._company.places
        topic, own = places[members[0]].topic, id_after(FOUND, places[members[0]].article_id)
        if topic == own or not topic.startswith(FOUND):
            return
        others = [row for row in self._of_topic(topic) if row not in members]
        if not others:
            return
        size = min(NEAREST, len(others))
        nearest = [np.sort(self._company.likeness(row, others))[-size:].mean() for row in members[1:]]
        if sum(nearest) / len(nearest) >= STAY:
            return
        for row in members:
            places[row] = replace(places[row], topic=own)
        self._topics[topic], self._topics[own] = others, list(members)
        self._sizes.pop(topic, None)
        self._shelf.leave([places[row].article_id for row in members], own)

    def _part(self, story: str) -> None:
        """Make a story two where its articles turn out to tell two events; its first one keeps its id."""
        members = self._stories[story]
        apart = parts(*self._company.table(members))
        if apart is None:
            return
        moved = [row for row, other in zip(members, apart.tolist(), strict=True) if other]
        self._stories[story] = [row for row in members if row not in moved]
        places = self._company.places
        opened = id_after("story-", places[moved[0]].article_id)
        self._stories[opened] = moved
        for row in moved:
            places[row] = replace(places[row], story=opened)
        self._shelf.retell([places[row].article_id for row in moved], opened)

    def _adopt(self, topic: str, given: str) -> None:
        """A story whose topic was found by itself takes the name that one of its articles gives."""
        self._shelf.adopt(topic, given)
        self._look_again()

    def _day(self, day: int) -> list[int]:
        if day not in self._days:
            self._days[day] = [self._company.put(*one) for one in self._shelf.on_day(day)]
        return self._days[day]

    def _members(self, story: str) -> list[int]:
        if story not in self._stories:
            self._stories[story] = [self._company.put(*one) for one in self._shelf.story(story)]
        return self._stories[story]

    def _of_topic(self, topic: str) -> list[int]:
        if topic not in self._topics:
            found = self._shelf.topic(topic, OF_TOPIC)
            self._topics[topic] = [self._company.put(*one) for one in found]
        return self._topics[topic]

    def _rows(self, article_ids: Sequence[str]) -> list[int]:
        """The rows of articles among the company; those not there yet come from the shelf."""
        unknown = [article_id for article_id in article_ids if self._company.row(article_id) is None]
        for one in self._shelf.outlines(unknown) if unknown else ():
            self._company.put(*one)
        return [row for article_id in article_ids if (row := self._company.row(article_id)) is not None]

    def _near(self, one: Profile) -> list[int]:
        """The articles that could tell the same story."""
        rows = [] if self._undated is None else list(self._undated)
        if one.day is not None:
            for day in range(one.day - self._window, one.day + self._window + 1):
                rows += self._day(day)
        if one.day is None or self._undated is None:
            days, seen = self._company.days, set(rows)
            rows += [
                row
                for row in self._rows(self._shelf.sharing(one.keys, min(2, len(one.keys)), CANDIDATES))
                if row not in seen and (one.day is None or days[row] is None)
            ]
        return rows

    def _story_for(self, one: Outline, rows: Sequence[int]) -> str | None:
        """The story whose members resemble an article enough on average, those of other days less."""
        company = self._company
        promising = np.flatnonzero(company.cosines(one, rows) >= STORY).tolist()
        best: tuple[float, str] | None = None
        for story in sorted({company.places[rows[at]].story for at in promising}):
            members = self._members(story)
            if one.given and any((company.given[row] or one.given) != one.given for row in members):
                continue
            mean, undated = self._mean(one, members)
            if mean >= (STORY_UNDATED if undated else STORY) and (best is None or mean > best[0]):
                best = (mean, story)
        return best[1] if best else None

    def _mean(self, one: Outline, members: Sequence[int]) -> tuple[float, bool]:
        """The mean faded cosine with the members of a story, and whether days had to be left out of it."""
        days, undated = self._company.days, one.day is None
        rows, faded = [], []
        for row in members:
            day = days[row]
            undated = undated or day is None
            gap = 0 if one.day is None or day is None else abs(day - one.day)
            if gap <= self._window:
                rows.append(row)
                faded.append(math.exp(-gap / STORY_FADING))
        return float(self._company.cosines(one, rows) @ np.array(faded)) / len(members), undated

    def _topic_for(self, one: Profile, outline: Outline) -> str | None:
        """The topic whose nearest articles resemble the opening article of a story enough, in names too."""
        bits = np.array([rarity(key) for key in one.keys[:TOPIC_KEYS]], np.float32)
        rare = np.flatnonzero(bits >= TOPIC_RARITY)
        if bits[rare].sum() < TOPIC_BITS:
            return None
        rows = self._rows(self._shelf.sharing([one.keys[at] for at in rare.tolist()], 2, CANDIDATES))
        cosines = self._company.cosines(outline, rows)
        shared = self._company.shared(outline.keys[rare], bits[rare], rows)
        by_topic: dict[str, list[tuple[float, float]]] = {}
        for row, cosine, common in zip(rows, cosines.tolist(), shared.tolist(), strict=True):
            by_topic.setdefault(self._company.places[row].topic, []).append((cosine, common))
        best: tuple[float, str] | None = None
        for topic, found in sorted(by_topic.items()):
            nearest = sorted(found, reverse=True)[:NEAREST]
            total = math.fsum(cosine for cosine, _ in nearest)
            if total / len(nearest) < TOPIC or max(common for _, common in nearest) < TOPIC_BITS:
                continue
            mean = total / min(NEAREST, self._size(topic))
            if mean >= TOPIC and (best is None or mean > best[0]):
                best = (mean, topic)
        return best[1] if best else None

    def _size(self, topic: str) -> int:
        if topic not in self._sizes:
            self._sizes[topic] = self._shelf.topic_size(topic)
        return self._sizes[topic]
