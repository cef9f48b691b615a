"""From the places of articles to topics as the reader sees them: labels, dates, sources, stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from index.topic_labels import label
from index.topics import Story, Topic, topic_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.neighbours import Neighbour
    from index.topic_labels import Member

_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


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
    topics.sort(key=lambda t: t.last or _FIRST, reverse=True)
    topics.sort(key=lambda t: len(t.sources), reverse=True)
    return topics


def _topic(key: str, members: list[Member], described: Mapping[str, Described]) -> Topic:
    article_ids = _by_date([member.article_id for member in members], described)
    dates = [moment for article_id in article_ids if (moment := described[article_id].published) is not None]
    terms = label(members, terms=6)
    given = next((member.given for member in members if member.given and topic_id(member.given) == key), None)
    return Topic(
        key,
        given or ", ".join(terms[:3]) or described[article_ids[0]].title,
        terms,
        min(dates, default=None),
        max(dates, default=None),
        tuple(sorted({described[article_id].source for article_id in article_ids})),
        article_ids,
        _stories(members, article_ids, described),
        tuple(_day(described[article_id].published) for article_id in article_ids),
    )


def _stories(
    members: Sequence[Member], article_ids: Sequence[str], described: Mapping[str, Described]
) -> tuple[Story, ...]:
    """The stories of a topic by their first articles; ``article_ids`` are all of its articles by date."""
    place = {article_id: number for number, article_id in enumerate(article_ids)}
    by_story: dict[str, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: place[member.article_id]):
        by_story[member.story].append(member)
    return tuple(
        Story(story, _headline(found, described), tuple(member.article_id for member in found))
        for story, found in by_story.items()
    )


def _day(moment: datetime | None) -> int | None:
    return moment.astimezone(UTC).date().toordinal() if moment is not None else None


def _by_date(article_ids: Sequence[str], described: Mapping[str, Described]) -> tuple[str, ...]:
    """Oldest first, undated last, then by id."""

    def when(article_id: str) -> tuple[bool, datetime, str]:
        published = described[article_id].published
        return published is None, published or _LAST, article_id

    return tuple(sorted(article_ids, key=when))


def _headline(members: Sequence[Member], described: Mapping[str, Described]) -> str:
    """The headline of the article whose key terms most of the others share."""
    spread = Counter(key for member in members for key in member.keys)
    best = max(members, key=lambda member: (sum(spread[key] for key in member.keys), member.article_id))
    return described[best.article_id].title


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
