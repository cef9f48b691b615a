"""What a reader does with topics: corrects them, asks why they are what they are, looks for blind spots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from index.records import Counterpart, LibraryError
from index.topics import Story, Topic

if TYPE_CHECKING:
    from index.backend import Backend, Entry
    from index.records import SourceSummary
    from index.topic_finder import TopicFinder

#: A topic so far outside the time between a source's first and last article could still have been carried.
_MARGIN: Final = timedelta(days=30)
#: Of a source with more articles, an archive is asked for the newest alone.
_MOST_ARTICLES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a topic: ``day`` in UTC as ISO text or None, ``story`` is the label of its story."""

    id: str
    source: str
    title: str
    day: str | None
    story: str


class TopicReview:
    """Corrections of topics, reasons for them, and who does not carry them. Safe to use from several threads.

    See :attr:`index.library.Library.review`.
    """

    def __init__(self, finder: TopicFinder, backend: Backend) -> None:
        """Work on the topics of ``finder`` over ``backend``."""
        self._finder = finder
        self._view = finder.view()
        self._backend = backend

    def articles(self, topic_id: str) -> list[Told]:
        """Return the articles of a topic, oldest first. Raises LibraryError for an unknown topic."""
        topic = self._finder.topic(topic_id)
        story = {article_id: story.label for story in topic.stories for article_id in story.article_ids}
        return [
            Told(
                entry.id,
                entry.source,
                entry.title,
                entry.published.astimezone(UTC).date().isoformat() if entry.published else None,
                story.get(entry.id, ""),
            )
            for entry in self._backend.entries(topic.article_ids)
        ]

    # Corrections

    def join(self, one: str, other: str) -> Topic:
        """Make two topics one, for good; return it. Raises LibraryError where their files name both."""
        stays = self._view.join(self._finder.topic(one), self._finder.topic(other))
        return self._finder.topic(stays)

    def split(self, article_id: str) -> None:
        """Take an article out of its topic, for good.

        Raises LibraryError where its file names the topic, or it stands alone already.
        """
        self._finder.topic(article_id)
        self._view.split(article_id)

    def rename(self, topic_id: str, name: str) -> Topic:
        """Give a topic a name, for good; return it. Raises LibraryError where its articles' files name it."""
        topic = self._finder.topic(topic_id)
        self._view.rename(topic, name)
        return self._finder.topic(topic.id)

    def undoable(self) -> str | None:
        """Return in words what :meth:`undo` would take back; None where there is nothing."""
        return self._view.undoable()

    def undo(self) -> str:
        """Take the last correction back; return it in words. Raises LibraryError where there is none."""
        return self._view.undo()

    # Reasons

    def why(self, one: str, other: str) -> str:
        """Say why two articles stand in one topic, or how near they are if they do not."""
        return self._view.why(one, other)

    def beside(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        """Return the articles of any source that stand with one in its topic, nearest first, and why."""
        near = [one for one in self._view.neighbours(article_id, limit * 5 + 20) if one.same_topic][:limit]
        entries = {entry.id: entry for entry in self._backend.entries([one.article_id for one in near])}
        return [
            Counterpart(
                entry.id,
                entry.source,
                entry.title,
                entry.published,
                one.similarity,
                self._view.why(article_id, entry.id, one),
            )
            for one in near
            if (entry := entries.get(one.article_id)) is not None
        ]

    # Blind spots

    def without(self, source: str) -> list[Topic]:
        """Return the topics that two other sources or more carry and ``source`` does not.

        Only those of the months from which the library has articles of ``source``: where it has none at all,
        the gap is the library's. Raises LibraryError for an unknown source.
        """
        known = self._source(source)
        return [
            topic
            for topic in self._view.topics()
            if known.name not in topic.sources and len(topic.sources) > 1 and _overlap(topic, known)
        ]

    def only(self, source: str) -> list[Topic]:
        """Return what ``source`` alone tells in this library, the freshest first.

        These are its topics, and its articles that stand alone: each as a topic of one article, with the
        article's id and headline. Raises LibraryError for an unknown source.
        """
        known = self._source(source)
        topics = self._view.topics()
        grouped = {article_id for topic in topics for article_id in topic.article_ids}
        found = [topic for topic in topics if topic.sources == (known.name,)]
        found += [_alone(one) for one in self._ungrouped(known.name, grouped)]
        found.sort(key=lambda topic: topic.id)
        found.sort(key=lambda topic: topic.last.isoformat() if topic.last else "", reverse=True)
        return found

    def _ungrouped(self, source: str, grouped: set[str]) -> list[Entry]:
        """The articles of a source that stand in no topic.

        Both ways of finding them are needed: an archive dates only the articles of its latest topics, and an
        index of one's own may still be on its way, or be made anew.
        """
        from index.query import Source

        hits = self._backend.search(Source(source), _MOST_ARTICLES, 0, "newest").hits
        known = {*self._backend.dates(), *(hit.article_id for hit in hits)} - grouped
        # The filter knows names by their words: of "Post" it finds "Evening Post", too.
        return [entry for entry in self._backend.entries(sorted(known)) if entry.source == source]

    def _source(self, name: str) -> SourceSummary:
        known = {source.name.casefold(): source for source in self._backend.sources()}
        found = known.get(name.casefold())
        if found is None:
            raise LibraryError(f"no source is called {name!r}; lateral sources lists them")
        return found


def _overlap(topic: Topic, source: SourceSummary) -> bool:
    """Whether a topic's days meet those of a source; where days are unknown, they may."""
    if topic.first is None or topic.last is None or source.first is None or source.last is None:
        return True
    return topic.last >= source.first - _MARGIN and topic.first <= source.last + _MARGIN


def _alone(article: Entry) -> Topic:
    day = article.published.astimezone(UTC).date().toordinal() if article.published else None
    return Topic(
        article.id,
        article.title,
        (),
        article.published,
        article.published,
        (article.source,),
        (article.id,),
        (Story(article.id, article.title, (article.id,)),),
        (day,),
    )
