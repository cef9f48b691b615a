"""Topics as the reader sees them: the places that grouping found, under the reader's own corrections."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.topic_corrections import Corrections, given_topics, join, rename, split, undo, undoable
from index.topic_kept import keep, kept
from index.topic_list import topic_list, why_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from index.backend import TopicPlaces
    from index.neighbours import Neighbour
    from index.state import State
    from index.topic_labels import Member
    from index.topic_list import Described
    from index.topics import Topic

#: Articles that a correction put beside one, looked at as its neighbours.
_MOST_JOINED: Final = 400
#: More neighbours than are ever looked at.
_ANY: Final = 10_000


class TopicView:
    """Answers what belongs to which topic, corrections applied. Safe to use from several threads."""

    def __init__(
        self,
        store: TopicPlaces,
        state: State,
        entries: Callable[[Sequence[str]], Iterable[Described]],
        keeping: Path | None = None,
    ) -> None:
        """Look at the places in ``store``; ``entries`` describes articles by id.

        The list of all topics is kept in the file ``keeping``, if that is given.
        """
        self._store = store
        self._keeping = keeping
        self._state = state
        self._entries = entries
        self._lock = threading.Lock()
        self._listed: tuple[str, list[Topic], dict[str, Topic]] | None = None

    def topics(self) -> list[Topic]:
        """All topics of two articles or more, or named; those of most sources first."""
        return self._all(Corrections.of(self._state))[0]

    def _all(self, corrections: Corrections) -> tuple[list[Topic], Mapping[str, Topic]]:
        with self._lock:
            version = f"{self._store.version()} {corrections.version}"
            if self._listed is None or self._listed[0] != version:
                found = self._kept_or_made(version, corrections)
                by_article = {article_id: topic for topic in found for article_id in topic.article_ids}
                self._listed = version, found, by_article
            return self._listed[1], self._listed[2]

    def _kept_or_made(self, version: str, corrections: Corrections) -> list[Topic]:
        if self._keeping is None:
            return self._list(corrections)
        found = kept(self._keeping, version)
        if found is None:
            found = self._list(corrections)
            keep(self._keeping, version, found)
        return found

    def _list(self, corrections: Corrections) -> list[Topic]:
        members = self._store.shared()
        known = {member.article_id for member in members}
        members += self._store.standing([one for one in corrections.places if one not in known])
        members = corrections.applied(members)
        found = topic_list(members, self._entries([member.article_id for member in members]))
        named = given_topics(members)
        kept = [
            one for one in found if len(one.article_ids) > 1 or one.id in named or one.id in corrections.names
        ]
        return corrections.named(kept, named)

    def topic_of(self, article_id: str) -> Topic | None:
        """The topic an article belongs to; None where it stands alone."""
        corrections = Corrections.of(self._state)
        if corrections:
            return self._all(corrections)[1].get(article_id)
        topic_id = self._store.topics_of([article_id]).get(article_id)
        if topic_id is None:
            return None
        members = self._store.members(topic_id)
        if len(members) < 2 and not any(member.given for member in members):
            return None
        found = topic_list(members, self._entries([member.article_id for member in members]))
        return found[0] if found else None

    def labels(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the label of each article's topic; articles alone have none."""
        corrections = Corrections.of(self._state)
        if not corrections:
            return self._store.labels(article_ids)
        by_article = self._all(corrections)[1]
        return {one: by_article[one].label for one in article_ids if one in by_article}

    def neighbours(self, article_id: str, limit: int) -> list[Neighbour]:
        """Return the articles nearest to one, of any source: sharing key terms, or of its topic."""
        corrections = Corrections.of(self._state)
        if not corrections:
            return self._store.neighbours(article_id, limit)
        by_article = self._all(corrections)[1]
        topic = by_article.get(article_id)
        joined = topic.article_ids[-_MOST_JOINED:] if topic else ()
        found = self._store.neighbours(article_id, limit, also=joined)
        return [_corrected(one, topic, by_article) for one in found]

    # Corrections

    def join(self, one: Topic, other: Topic) -> str:
        """Make two topics one; return the id that stays. Raises LibraryError."""
        return join(self._state, one, other, self._store.standing([*one.article_ids, *other.article_ids]))

    def split(self, article_id: str) -> str | None:
        """Take an article out of its topic; return its own topic's id, None for an unknown article."""
        standing: list[Member] = self._store.standing([article_id])
        return split(self._state, standing[0]) if standing else None

    def rename(self, topic: Topic, name: str) -> None:
        """Give a topic a name. Raises LibraryError."""
        rename(self._state, topic, name, self._store.standing(topic.article_ids))

    def undoable(self) -> str | None:
        """Return the last correction in words; None where there is none."""
        return undoable(self._state)

    def undo(self) -> str:
        """Take the last correction back; return it in words. Raises LibraryError where there is none."""
        return undo(self._state)

    # Reasons

    def why(self, one: str, other: str, near: Neighbour | None = None) -> str:
        """Say in words what joins two articles; ``near`` is ``other`` as a neighbour of ``one``, if known."""
        if near is None:
            found = self._store.neighbours(one, _ANY, also=[other])
            near = next((each for each in found if each.article_id == other), None)
            topic = self.topic_of(one)
            if near is not None and topic is not None:
                near = _corrected(near, topic, dict.fromkeys(topic.article_ids, topic))
        if near is None:
            return "nothing is known of them"
        joined = self._joined_by(one, other) if near.same_topic else None
        shares = f"likeness {near.similarity:.2f} of 1"
        return "; ".join(part for part in (joined, why_near(near), shares) if part)

    def _joined_by(self, one: str, other: str) -> str | None:
        """Who put them together, where it was not grouping."""
        standing = {member.article_id: member for member in self._store.standing([one, other])}
        given = [member.given for member in standing.values() if member.given]
        if len(given) == 2:
            return f"their own files name the topic “{given[0]}”"
        places = Corrections.of(self._state).places
        found = {member.topic for member in standing.values()}
        return "you put them together" if len(found) > 1 and {one, other} & places.keys() else None


def _corrected(one: Neighbour, topic: Topic | None, by_article: Mapping[str, Topic]) -> Neighbour:
    other = by_article.get(one.article_id)
    together = topic is not None and other is not None and topic.id == other.id
    return replace(one, same_topic=together, same_story=one.same_story and together)
