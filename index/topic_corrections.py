"""What the reader has said about topics: joined, split off, renamed. Kept for good, over every regrouping.

A correction pins articles to a topic by their own ids, in the reader's state; the places that grouping found
stay untouched below it. So it holds however often the library is grouped anew. Only the topic that an
article's own file names stands above it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.records import LibraryError
from index.topics import FOUND, topic_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.state import State
    from index.topic_labels import Member
    from index.topics import Topic

#: The kinds of pairs in the reader's state: article id to topic id, and topic id to name.
PLACES: Final = "topic.place"
NAMES: Final = "topic.name"
#: Articles that arrive later go where so great a share of their topic was moved to.
_FOLLOWED: Final = 0.5
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections: to which topic an article is pinned, and what a topic is called."""

    places: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, state: State) -> Corrections:
        """Read the corrections from the reader's state."""
        return cls(state.pairs(PLACES), state.pairs(NAMES))

    def __bool__(self) -> bool:
        return bool(self.places or self.names)

    @property
    def version(self) -> int:
        """Changes whenever a correction does."""
        return hash((tuple(self.places.items()), tuple(self.names.items())))

    def applied(self, members: Sequence[Member]) -> list[Member]:
        """Return ``members`` at their corrected places, in the same order.

        An article that nobody pinned follows the others of its topic when more than half of them were moved
        to one place: it came after they were joined.
        """
        if not self.places:
            return list(members)
        followed = self._followed(members)
        return [self._placed(member, followed) for member in members]

    def _followed(self, members: Sequence[Member]) -> dict[str, str]:
        sizes = Counter(member.topic for member in members)
        moved: Counter[tuple[str, str]] = Counter()
        for member in members:
            pinned = self.places.get(member.article_id)
            if pinned is not None and member.given is None:
                moved[member.topic, pinned] += 1
        return {topic: to for (topic, to), count in moved.items() if count > _FOLLOWED * sizes[topic]}

    def _placed(self, member: Member, followed: Mapping[str, str]) -> Member:
        if member.given is not None:
            return member
        to = self.places.get(member.article_id) or followed.get(member.topic, member.topic)
        if to == split_id(member.article_id):  # a story of its own, too
            return replace(member, topic=to, story=f"story-{_hash(to)}")
        return replace(member, topic=to)

    def named(self, topics: Sequence[Topic], given: frozenset[str]) -> list[Topic]:
        """Return ``topics`` by the names they were given; those in ``given`` are named by their articles."""
        return [
            replace(topic, label=self.names[topic.id])
            if topic.id in self.names and topic.id not in given
            else topic
            for topic in topics
        ]


def given_topics(members: Sequence[Member]) -> frozenset[str]:
    """Return the ids of topics that an article's own file names."""
    return frozenset(topic_id(member.given) for member in members if member.given)


def split_id(article_id: str) -> str:
    """Return the id of the topic that an article has for itself after it was split off."""
    return FOUND + _hash(f"split {article_id}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def join(state: State, one: Topic, other: Topic, members: Sequence[Member]) -> str:
    """Make two topics one, for good; return the id of the one that stays.

    The one that stays is that named by an article's file, else ``one``.

    Args:
        state: Where the correction is kept.
        one: A topic.
        other: Another.
        members: The standing of the articles of both.

    Raises:
        LibraryError: They are the same, or files name both of them.
    """
    if one.id == other.id:
        raise LibraryError(f"these are one topic already: {one.id}")
    given = given_topics(members)
    if one.id in given and other.id in given:
        raise LibraryError(
            f"articles name the topics {one.id} and {other.id} in their own files: change topic: there"
        )
    stays, goes = (other, one) if other.id in given else (one, other)
    own = {member.article_id for member in members if member.given}
    for article_id in (*stays.article_ids, *goes.article_ids):
        if article_id not in own:
            state.set_pair(PLACES, article_id, stays.id)
    state.set_pair(NAMES, goes.id, None)
    if stays.id not in given:
        state.set_pair(NAMES, stays.id, stays.label)  # else the new articles might change its name
    return stays.id


def split(state: State, member: Member) -> str:
    """Take an article out of its topic, for good; return the id of its own topic.

    Raises LibraryError where its file names the topic.
    """
    if member.given:
        raise LibraryError(
            f"the file of {member.article_id} itself names the topic {member.given!r}: change topic: there"
        )
    own = split_id(member.article_id)
    state.set_pair(PLACES, member.article_id, own)
    return own


def rename(state: State, topic: Topic, name: str, members: Sequence[Member]) -> None:
    """Give a topic a name, for good. Its articles are pinned to it, so that the name stays with them.

    Raises LibraryError for an empty or overlong name, or where an article's file names the topic.
    """
    words = " ".join(name.split())
    if not words or len(words) > _LONGEST_NAME:
        raise LibraryError(f"a topic's name has 1 to {_LONGEST_NAME} characters")
    if topic.id in given_topics(members):
        raise LibraryError(f"articles name the topic {topic.id} in their own files: change topic: there")
    state.set_pair(NAMES, topic.id, words)
    for article_id in topic.article_ids:
        state.set_pair(PLACES, article_id, topic.id)
