"""What a library answers about topics: which there are, what is near an article, a topic's sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.records import Counterpart, LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.article import Article
    from index.backend import Backend
    from index.compare.facts import ArticleFacts
    from index.sheet import Sheet
    from index.state import State
    from index.topic_view import TopicView
    from index.topics import Topic

#: Similarity below which another source's article is no counterpart unless it stands in the same topic.
COUNTERPART = 0.12


class TopicFinder:
    """Topics over a backend, under the reader's own corrections. Safe to use from several threads."""

    def __init__(self, backend: Backend, state: State) -> None:
        self._backend = backend
        self._state = state
        self._view: TopicView | None = None

    def view(self) -> TopicView:
        """Return the topics as the reader sees them, opened when first needed."""
        with self._backend.lock:
            if self._view is None:
                from index.topic_view import TopicView

                path = self._backend.folder / "topics.json"
                self._view = TopicView(self._backend.topics(), self._state, self._backend.entries, path)
            return self._view

    def topic(self, topic_id: str) -> Topic:
        """Return a topic by its id, or the topic of the article with that id. Raises LibraryError."""
        topics = self.view().topics()
        found = next((topic for topic in topics if topic.id == topic_id), None)
        found = found or self.view().topic_of(topic_id)
        if found is None:
            from rapidfuzz import process

            if self._backend.entries([topic_id]):
                raise LibraryError(f"{topic_id} stands alone: no other article is of its topic")
            nearest = process.extractOne(topic_id, [topic.id for topic in topics], score_cutoff=70)
            hint = f"; the nearest is {nearest[0]!r}" if nearest else "; lateral topics lists them"
            raise LibraryError(f"no topic has the id {topic_id!r}{hint}")
        return found

    def counterparts(self, article: Article, limit: int) -> list[Counterpart]:
        """Return other sources' articles on the same topic, nearest first."""
        from index.topic_list import why_near

        near = [
            neighbour
            for neighbour in self.view().neighbours(article.id, limit=limit * 5 + 20)
            if neighbour.same_topic or neighbour.similarity >= COUNTERPART
        ]
        entries = {entry.id: entry for entry in self._backend.entries([n.article_id for n in near])}
        return [
            Counterpart(
                entry.id,
                entry.source,
                entry.title,
                entry.published,
                neighbour.similarity,
                why_near(neighbour),
            )
            for neighbour in near
            if (entry := entries.get(neighbour.article_id)) is not None and entry.source != article.source
        ][:limit]

    def sheet(
        self,
        topic: Topic,
        strictness: int,
        facts_of: Callable[[str], ArticleFacts],
        on_sheet: Callable[[Sheet], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Sheet:
        """Return a topic's sheet: the one kept from before if nothing has changed, else a new one."""
        from index.sheet_making import Material, keep, kept, make

        entries = self._backend.entries(topic.article_ids)
        profiles = self._backend.topics().described(topic.article_ids)
        material = Material(topic, entries, profiles, strictness)
        path, version = self._backend.folder / "sheets.sqlite", material.version()
        known = kept(path, topic.id, version)
        if known is not None:
            return replace(known, label=topic.label)  # the name alone may have changed
        made = make(material, facts_of, on_sheet, cancelled)
        if made.compared == made.planned:
            keep(path, version, made)
        return made
