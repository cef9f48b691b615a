"""Putting new articles of an archive into stories and topics, at a cost that does not grow with the archive.

The rules are those of :mod:`index.topics`. What differs is where an article's company is looked for: not
among all articles of the days around it, which in a newsroom's archive are too many, but among the few that
the cluster finds to share most of its rare key terms: within the window of days for a story, of any day for a
topic.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.archive_places import ArchivePlaces, Placed, as_document, placed_in, sharing
from index.engines.opensearch_bulk import Writer
from index.engines.opensearch_schema import document_id
from index.topic_company import outlined
from index.topic_grouping import Grouping
from index.topic_profile import Profile, profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from index.article import Article
    from index.topic_company import Outline
    from index.topics import Place

#: Candidates for the story of one article, and for its topic.
FOR_STORY: Final = 60
FOR_TOPIC: Final = 60
#: Articles of one story that are looked at: of a story told so often, any of them will do.
OF_STORY: Final = 100
#: Articles whose candidates are asked for in one request.
AHEAD: Final = 25


def place_all(
    places: ArchivePlaces,
    articles: Sequence[Article],
    removed: Sequence[str],
    digests: Mapping[str, str],
    window: int,
    told: Callable[[int], None] | None = None,
) -> None:
    """Place ``articles`` and forget those in ``removed``; those placed before by the same text stay.

    Args:
        places: Where places are kept.
        articles: New or changed ones; they are placed in order of publication, undated ones last.
        removed: Ids of articles that are gone.
        digests: Each article's digest by id.
        window: Days that articles of one story are apart at most.
        told: Called with the number of articles placed so far.
    """
    places.prepare()
    known = {one.profile.article_id: one.digest for one in places.placed(a.id for a in articles)}
    new = [one for one in articles if known.get(one.id) != digests[one.id]]
    writer = Writer(places.cluster)
    writer.delete(map(document_id, (*removed, *(one.id for one in new if one.id in known))))
    places.cluster.ask("POST", "_refresh", patiently=True)
    new.sort(
        key=lambda one: (one.published is None, one.published.isoformat() if one.published else "", one.id)
    )
    shelf = ArchiveShelf(places, window)
    grouping = ArchiveGrouping(shelf, window)
    moment = time.time_ns() // 1000
    for start in range(0, len(new), AHEAD):
        ahead = [profile(one, {}, 0) for one in new[start : start + AHEAD]]
        shelf.look_ahead(ahead)
        for one in ahead:
            shelf.put(Placed(one, grouping.place(one, shelf.outline(one)), digests[one.article_id]))
        if told:
            told(start + len(ahead))
    written = (as_document(one, moment + number) for number, one in enumerate(shelf.run.values()))
    writer.index(written)
    writer.update((document_id(one), {"topic": topic}) for one, topic in shelf.adopted.items())
    writer.update((document_id(one), {"story": story}) for one, story in shelf.retold.items())
    places.cluster.ask("POST", "_refresh", patiently=True)
    places.changed()


class ArchiveShelf:
    """What stands in the archive, and what this run has placed. See :class:`index.topics.Shelf`."""

    def __init__(self, places: ArchivePlaces, window: int) -> None:
        self._places = places
        self._window = window
        self._seen: dict[str, Placed] = {}
        self._around: dict[str, list[str]] = {}
        self._stories: dict[str, list[str]] = {}
        self._by_key: dict[str, list[str]] = {}
        self._sizes: Counter[str] = Counter()
        self._asked: set[str] = set()
        self._numbers: defaultdict[str, int] = defaultdict(lambda: len(self._numbers) + 1)
        #: What this run has placed, by id, and articles placed before that got another topic or story.
        self.run: dict[str, Placed] = {}
        self.adopted: dict[str, str] = {}
        self.retold: dict[str, str] = {}

    def outline(self, one: Profile) -> Outline:
        """Return a profile in this run's numbers."""
        return outlined(one, self._numbers)

    def _outlined(self, found: Iterable[Placed]) -> list[tuple[Outline, Place]]:
        return [(self.outline(one.profile), one.place) for one in found]

    def look_ahead(self, profiles: Sequence[Profile]) -> None:
        """Ask in one request for the candidates of several articles."""
        searches = [sharing(one.keys, FOR_STORY, _within(one, self._window)) for one in profiles]
        for one, answer in zip(
            profiles, self._places.cluster.ask_many(searches, patiently=True), strict=True
        ):
            self._around[one.article_id] = self._see(placed_in(answer))

    def around(self, article_id: str) -> list[str]:
        """Return the candidates for the story of an article that was looked ahead for."""
        return [other for other in self._around.pop(article_id, ()) if other != article_id]

    def put(self, one: Placed) -> None:
        """Note an article that was just placed."""
        name = one.profile.article_id
        self._seen[name] = self.run[name] = one
        self._sizes[one.place.topic] += 1
        if one.place.story in self._stories:
            self._stories[one.place.story].append(name)
        for key in one.profile.keys:
            self._by_key.setdefault(key, []).append(name)

    def _see(self, found: Iterable[Placed]) -> list[str]:
        names = []
        for one in found:
            name = one.profile.article_id
            self._seen.setdefault(name, one)
            names.append(name)
        return names

    def on_day(self, day: int) -> list[tuple[Outline, Place]]:
        """Return this run's articles of a day: of the archive's, :meth:`around` gives the few that matter."""
        return self._outlined(one for one in self.run.values() if one.profile.day == day)

    def undated(self, limit: int) -> None:
        """Return None: in an archive there may always be too many."""

    def sharing(self, keys: Sequence[str], floor: int, limit: int) -> list[str]:
        """Return the ids of articles that have at least ``floor`` of ``keys``."""
        shared = Counter(name for key in keys for name in self._by_key.get(key, ()))
        own = [name for name, count in shared.most_common(limit) if count >= floor]
        answer = self._places.search(sharing(keys, min(limit, FOR_TOPIC), floor=floor))
        return list(dict.fromkeys((*own, *self._see(placed_in(answer)))))

    def outlines(self, article_ids: Iterable[str]) -> list[tuple[Outline, Place]]:
        """Return articles by id, in any order."""
        wanted = list(article_ids)
        unseen = [name for name in wanted if name not in self._seen]
        if unseen:
            self._see(self._places.placed(unseen))
        return self._outlined(self._seen[name] for name in wanted if name in self._seen)

    def story(self, story: str) -> list[tuple[Outline, Place]]:
        """Return members of a story."""
        if story not in self._stories:
            search = {"query": {"term": {"story": story}}, "size": OF_STORY, "sort": [{"placed": "asc"}]}
            self._stories[story] = self._see(placed_in(self._places.search(search)))
            known = set(self._stories[story])
            self._stories[story] += [
                name for name, one in self.run.items() if one.place.story == story and name not in known
            ]
        return self.outlines(self._stories[story])

    def topic_size(self, topic: str) -> int:
        """Return how many articles a topic has."""
        if topic not in self._asked:
            self._asked.add(topic)
            answer = self._places.search(
                {"query": {"term": {"topic": topic}}, "size": 0, "track_total_hits": True}
            )
            self._sizes[topic] += int(answer["hits"]["total"]["value"])
        return max(1, self._sizes[topic])

    def retell(self, article_ids: Sequence[str], story: str) -> None:
        """Move articles into another story."""
        for name in article_ids:
            if (one := self._seen.get(name)) is not None:
                self._stories.get(one.place.story, []).remove(name)
                self._change(replace(one, place=replace(one.place, story=story)))
                self.retold[name] = story
        self._stories[story] = list(article_ids)

    def leave(self, article_ids: Sequence[str], topic: str) -> None:
        """Move articles into another topic."""
        for name in article_ids:
            if (one := self._seen.get(name)) is not None:
                self._sizes[one.place.topic] -= 1
                self._change(replace(one, place=replace(one.place, topic=topic)))
                self.adopted[name] = topic
        self._sizes[topic] += len(article_ids)

    def topic(self, topic: str, limit: int) -> list[tuple[Outline, Place]]:
        """Return articles of a topic, those of the archive first."""
        search = {"query": {"term": {"topic": topic}}, "size": limit, "sort": [{"placed": "asc"}]}
        names = self._see(placed_in(self._places.search(search)))
        names += [name for name, one in self.run.items() if one.place.topic == topic]
        found = self.outlines(list(dict.fromkeys(names))[:limit])
        return [(outline, place) for outline, place in found if place.topic == topic]

    def _change(self, one: Placed) -> None:
        name = one.profile.article_id
        self._seen[name] = one
        if name in self.run:
            self.run[name] = one

    def adopt(self, topic: str, by: str) -> None:
        """Move the articles of a topic that name none themselves into the topic ``by``."""
        moved = [one.article_id for one in self._places.members(topic) if one.given is None]
        self.adopted.update(dict.fromkeys(moved, by))
        for one in list(self._seen.values()):
            if one.place.topic == topic and one.profile.given is None:
                self._change(replace(one, place=replace(one.place, topic=by)))


class ArchiveGrouping(Grouping):
    """Decides where new articles of an archive belong."""

    def __init__(self, shelf: ArchiveShelf, window: int) -> None:
        super().__init__(shelf, window)
        self._archive = shelf

    def _near(self, one: Profile) -> list[int]:
        """This run's articles of the days around, and the archive's candidates."""
        rows = super()._near(one)
        known = set(rows)
        return rows + [row for row in self._rows(self._archive.around(one.article_id)) if row not in known]


def _within(one: Profile, window: int) -> dict[str, object]:
    """The days on which the same story could be told; for an undated article, any."""
    if one.day is None:
        return {"match_all": {}}
    return {"range": {"day": {"gte": one.day - window, "lte": one.day + window}}}
