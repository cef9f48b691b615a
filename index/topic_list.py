"""From the places of articles to topics as the reader sees them: labels, dates, sources, stories."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from index.topic_labels import label
from index.topics import Story, Topic, topic_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from index.neighbours import Neighbour
    from index.topic_labels import Member


class Described(Protocol):
    """What is needed of an article's entry in the catalogue."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102


def topic_list(members: Sequence[Member], entries: Iterable[Described]) -> list[Topic]:
    """Return the topics that ``members`` form: most sources first, then the freshest, then by id."""
    described = {entry.id: entry for entry in entries}
    by_topic: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.article_id in described:
            by_topic[member.topic].append(member)
    topics = [_topic(key, found, described) for key, found in by_topic.items()]
    topics.sort(key=lambda t: t.id)
    topics.sort(key=lambda t: t.last.isoformat() if t.last else "", reverse=True)
    topics.sort(key=lambda t: len(t.sources), reverse=True)
    return topics


def _topic(key: str, members: list[Member], described: Mapping[str, Described]) -> Topic:
    article_ids = _by_date([member.article_id for member in members], described)
    dates = [moment for article_id in article_ids if (moment := described[article_id].published) is not None]
    terms = label(members, terms=6)
    given = next((member.given for member in members if member.given and topic_id(member.given) == key), None)
    by_story: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        by_story[member.story].append(member)
    stories = [
        Story(story, _headline(found, described), _by_date([m.article_id for m in found], described))
        for story, found in by_story.items()
    ]
    stories.sort(key=lambda story: article_ids.index(story.article_ids[0]))
    return Topic(
        key,
        given or ", ".join(terms[:3]) or described[article_ids[0]].title,
        terms,
        min(dates, default=None),
        max(dates, default=None),
        tuple(sorted({described[article_id].source for article_id in article_ids})),
        article_ids,
        tuple(stories),
    )


def _by_date(article_ids: Sequence[str], described: Mapping[str, Described]) -> tuple[str, ...]:
    """Oldest first, undated last, then by id."""

    def when(article_id: str) -> tuple[bool, str, str]:
        published = described[article_id].published
        return published is None, published.isoformat() if published else "", article_id

    return tuple(sorted(article_ids, key=when))


def _headline(members: Sequence[Member], described: Mapping[str, Described]) -> str:
    """The headline of the article whose key terms most of the others share."""
    keys = [set(member.keys) for member in members]

    def shared(index: int) -> int:
        return sum(len(keys[index] & other) for other in keys)

    best = max(range(len(members)), key=lambda index: (shared(index), members[index].article_id))
    return described[members[best].article_id].title


def why_near(neighbour: Neighbour) -> str:
    """Say in a few words what joins an article to another one."""
    parts = ["same story" if neighbour.same_story else "same topic" if neighbour.same_topic else "similar"]
    if neighbour.days is not None:
        parts.append(
            "same day" if neighbour.days == 0 else f"{neighbour.days} day{'s' * (neighbour.days != 1)} apart"
        )
    if neighbour.shared:
        parts.append("shares " + ", ".join(neighbour.shared[:5]))
    return "; ".join(parts)
