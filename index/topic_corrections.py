"""What the reader has said about topics: joined, split off, renamed. Kept for good, over every regrouping.

A correction pins articles to a topic by their own ids, in the reader's state; the places that grouping found
stay untouched below it. So it holds however often the library is grouped anew. Only the topic that an
article's own file names stands above it. Each correction can be taken back, the last one first.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

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
#: Corrections that can be taken back: a number of six digits to what was said and how it was before.
UNDO: Final = "topic.undo"
_REMEMBERED: Final = 20
#: One pair of the reader's state as it is to be: kind, name, value (None: no such pair).
Change: TypeAlias = tuple[str, str, str | None]
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
    def version(self) -> str:
        """Changes whenever a correction does; the same in every process."""
        stated = json.dumps([sorted(self.places.items()), sorted(self.names.items())])
        return hashlib.sha256(stated.encode("utf-8", "surrogatepass")).hexdigest()

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
    both = (*stays.article_ids, *goes.article_ids)
    changes: list[Change] = [(PLACES, article_id, stays.id) for article_id in both if article_id not in own]
    changes.append((NAMES, goes.id, None))
    if stays.id not in given:
        changes.append((NAMES, stays.id, stays.label))  # else the new articles might change its name
    _carry_out(state, f"“{goes.label}” joined to “{stays.label}”", changes)
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
    _carry_out(state, f"{member.article_id} split off", [(PLACES, member.article_id, own)])
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
    changes: list[Change] = [(PLACES, article_id, topic.id) for article_id in topic.article_ids]
    _carry_out(state, f"“{topic.label}” renamed to “{words}”", [(NAMES, topic.id, words), *changes])


def _carry_out(state: State, said: str, changes: Sequence[Change]) -> None:
    """Make ``changes`` and remember how it was before, all in one."""
    before = {kind: state.pairs(kind) for kind in (PLACES, NAMES)}
    undone = [(kind, name, before[kind].get(name)) for kind, name, _ in changes]
    numbers = sorted(number for number in state.pairs(UNDO) if number.isdecimal())
    number = int(numbers[-1]) + 1 if numbers else 1
    forgotten: list[Change] = [(UNDO, old, None) for old in numbers[: max(0, len(numbers) + 1 - _REMEMBERED)]]
    remembered = (UNDO, f"{number:06}", json.dumps({"said": said, "before": undone}))
    state.set_pairs([*changes, *forgotten, remembered])


def undoable(state: State) -> str | None:
    """Return in words the correction that :func:`undo` would take back; None where there is none."""
    last = _last(state)
    return last[1] if last else None


def undo(state: State) -> str:
    """Take back the last correction that still stands, and return it in words.

    Raises LibraryError where there is none.
    """
    last = _last(state)
    if last is None:
        raise LibraryError("no correction of topics is left to take back")
    number, said, before = last
    state.set_pairs([*before, (UNDO, number, None)])
    return said


def _last(state: State) -> tuple[str, str, list[Change]] | None:
    """The newest correction: its number, its words, and the pairs as they were; None for none."""
    for number, remembered in sorted(state.pairs(UNDO).items(), reverse=True):
        try:
            told = json.loads(remembered)
            before = [_change(*one) for one in told["before"]]
            return number, str(told["said"]), before
        except (ValueError, KeyError, TypeError):
            continue  # the state can be imported from a file, and that may say anything
    return None


def _change(kind: str, name: str, value: str | None) -> Change:
    if kind not in (PLACES, NAMES) or not isinstance(name, str) or not isinstance(value, str | None):
        raise ValueError(kind)
    return kind, name, value
