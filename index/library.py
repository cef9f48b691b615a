"""The façade: everything that the screen and the command line do goes through :class:`Library`."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.article import Article
from index.progress import OnStep, Problem, Refresh, Step
from index.records import (
    Counterpart,
    Highlights,
    LibraryError,
    Page,
    Result,
    Snippet,
    SourceSummary,
    UnknownArticleError,
)
from index.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from index.compare.facts import ArticleFacts
    from index.compare.result import Comparison
    from index.engines.base import Facets, Hits, Sort
    from index.query import Query
    from index.settings import Settings
    from index.sheet import Sheet
    from index.topic_view import TopicView
    from index.topics import Topic

__all__ = [
    "Article",
    "Counterpart",
    "Highlights",
    "Library",
    "LibraryError",
    "Page",
    "Problem",
    "Refresh",
    "Result",
    "Snippet",
    "SourceSummary",
    "Step",
    "UnknownArticleError",
]

#: Similarity below which another source's article is no counterpart unless it stands in the same topic.
COUNTERPART = 0.12

#: A damaged index of so many articles is rebuilt while a search waits; a larger one by the next refresh.
AT_ONCE = 1000


class Library:
    """A corpus, its index, its topics and the reader's own state. Safe to use from several threads.

    Use :meth:`open`; the object is a context manager.
    """

    def __init__(self, corpus: Path, settings: Settings, *, apart: bool = False) -> None:
        """Open at once with what the last refresh left. Raises LibraryError if ``corpus`` is no folder."""
        from index.state import State

        self.corpus = corpus
        self.settings = settings
        self._upkeep = Upkeep(corpus, settings, apart=apart)
        self._catalogue = self._upkeep.catalogue
        self._folder = self._upkeep.folder
        self.state = State()
        self._topic_view_: TopicView | None = None

    @classmethod
    def open(
        cls,
        corpus: Path | None = None,
        settings: Settings | None = None,
        *,
        refresh: bool = True,
        apart: bool = False,
        on_step: OnStep | None = None,
    ) -> Self:
        """Open the library over ``corpus`` (default: the settings' corpus) and refresh what has changed.

        With ``refresh=False`` it opens at once with what the last refresh left; call :meth:`refresh` later,
        for example in a worker thread. With ``apart=True`` a refresh that has much to do runs in a process of
        its own, so that a screen stays quick meanwhile. Raises LibraryError or index.settings.SettingsError.
        """
        from index.settings import load

        settings = settings or load()
        library = cls(Path(corpus) if corpus is not None else settings.corpus, settings, apart=apart)
        if refresh:
            library.refresh(on_step)
        return library

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release all files. A refresh that runs in another thread should be cancelled before."""
        self._topic_view_ = None
        self._upkeep.close()
        self.state.close()

    def _topic_view(self) -> TopicView:
        with self._upkeep.lock:
            if self._topic_view_ is None:
                from index.topic_view import TopicView

                self._topic_view_ = TopicView(self._upkeep.topics(), self.state, self._catalogue.entries)
            return self._topic_view_

    # Bringing everything up to date.

    def refresh(
        self,
        on_step: OnStep | None = None,
        *,
        rebuild: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refresh:
        """Bring index and topics up to date with the corpus; with ``rebuild``, from nothing.

        What was done before ``cancelled`` says so (it is asked now and then), or before a crash, is kept:
        the next refresh goes on from there. Raises LibraryError.
        """
        return self._upkeep.refresh(on_step, rebuild=rebuild, cancelled=cancelled)

    def check(self) -> None:
        """Verify the index, changing nothing. Raises LibraryError with the reason if it is not sound."""
        self._upkeep.check()

    # Reading.

    def count(self) -> int:
        """How many articles the library holds."""
        return self._catalogue.count()

    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh could not read."""
        return tuple(self._catalogue.problems())

    def sources(self) -> list[SourceSummary]:
        """All sources by name."""
        return [
            SourceSummary(source.name, source.articles, source.first, source.last)
            for source in self._catalogue.sources()
        ]

    def article(self, article_id: str) -> Article:
        """Return the article; ``id@1`` is the first version of one that was corrected since.

        Raises UnknownArticleError.
        """
        article = self._catalogue.article(article_id)
        if article is None and "@" in article_id:
            from index.intake.versions import version

            article = version(self.corpus, article_id)
        if article is None:
            raise UnknownArticleError(f"no article has the id {article_id!r}{self._nearest_id(article_id)}")
        return article

    def _nearest_id(self, article_id: str) -> str:
        from rapidfuzz import process

        nearest = process.extractOne(article_id, self._catalogue.ids(), score_cutoff=70)
        return f"; the nearest is {nearest[0]!r}" if nearest else ""

    # Searching.

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = "relevance",
        unfinished: bool = False,
    ) -> Page:
        """Search in the query language; never raises for anything typed. An empty query lists the newest.

        ``unfinished`` says that it is still being typed: its last word may then be the beginning of one.
        """
        from index.query import Everything

        started = time.perf_counter()
        parsed = self._parsed(query, unfinished=unfinished)
        if isinstance(parsed, Everything) and sort != "oldest":
            entries = self._catalogue.newest(limit, offset)
            results = self._results([(entry.id, 0.0) for entry in entries], parsed)
            return Page(query, self._catalogue.count(), _since(started), results, parsed)
        hits = self._hits(parsed, limit, offset, sort)
        results = self._results([(hit.article_id, hit.score) for hit in hits.hits], hits.read_as)
        return Page(query, hits.total, _since(started), results, hits.read_as, hits.notice, hits.suggestion)

    def _parsed(self, query: str, *, unfinished: bool = False) -> Query:
        from index.query import parse

        return self._with_topics(parse(query, today=_today(), unfinished=unfinished))

    def _with_topics(self, query: Query) -> Query:
        """Replace each ``topic:`` by the articles of the topics that it names."""
        from index.query import Among, And, Not, Or, Topic

        match query:
            case Topic(name):
                return Among(self._topic_members(name))
            case And(parts):
                return And(tuple(self._with_topics(part) for part in parts))
            case Or(parts):
                return Or(tuple(self._with_topics(part) for part in parts))
            case Not(part):
                return Not(self._with_topics(part))
            case _:
                return query

    def _topic_members(self, name: str) -> frozenset[str]:
        from index.analysis import words

        wanted = words(name)
        found: set[str] = set()
        for topic in self.topics():
            label = words(topic.label)
            spread = range(len(label) - len(wanted) + 1)
            if name == topic.id or (wanted and any(label[i : i + len(wanted)] == wanted for i in spread)):
                found.update(topic.article_ids)
        return frozenset(found)

    def _hits(self, query: Query, limit: int, offset: int, sort: Sort) -> Hits:
        from index.engines.base import EngineDamagedError, Hits

        try:
            return self._upkeep.engine().search(query, limit=limit, offset=offset, sort=sort)
        except EngineDamagedError as error:
            self._upkeep.rebuild_engine(str(error))
        if self._catalogue.count() > AT_ONCE:
            return Hits(0, (), query, "the index was damaged: it is rebuilt when the corpus is read again")
        self._upkeep.index_pending(lambda _: None, lambda: False)
        return self._upkeep.engine().search(query, limit=limit, offset=offset, sort=sort)

    def _results(self, found: Sequence[tuple[str, float]], read_as: Query) -> tuple[Result, ...]:
        from index.highlight import snippet

        article_ids = [article_id for article_id, _ in found]
        entries = {entry.id: entry for entry in self._catalogue.entries(article_ids)}
        bodies = self._catalogue.texts(article_ids)
        labels = self._topic_view().labels(article_ids)
        return tuple(
            Result(
                article_id,
                entry.source,
                entry.title,
                entry.published,
                entry.url,
                entry.topic or labels.get(article_id),
                score,
                Snippet(*snippet(bodies.get(article_id, ""), read_as)),
            )
            for article_id, score in found
            if (entry := entries.get(article_id)) is not None
        )

    def facets(self, query: str) -> Facets:
        """Count what matches ``query`` by source and month."""
        return self._upkeep.engine().facets(self._parsed(query))

    def similar(self, article_id: str, limit: int = 10) -> list[Result]:
        """Return articles of any source that share the weightiest words. Raises UnknownArticleError."""
        from index.query import Everything

        hits = self._upkeep.engine().similar(self.article(article_id), limit)
        return list(self._results([(hit.article_id, hit.score) for hit in hits], Everything()))

    def highlights(self, article: Article, read_as: Query) -> Highlights:
        """Find the words of a query in an article."""
        from index.highlight import spans

        return Highlights(spans(article.title, read_as, "title"), spans(article.text, read_as, "body"))

    # Topics.

    def topics(self) -> list[Topic]:
        """All topics of two articles or more, or named by an article; those of most sources first."""
        return self._topic_view().topics()

    def topic_of(self, article_id: str) -> Topic | None:
        """The topic the article belongs to; None where it stands alone."""
        return self._topic_view().topic_of(article_id)

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        """Other sources' articles on the same topic, nearest first. Raises UnknownArticleError."""
        from index.topic_list import why_near

        source = self.article(article_id).source
        near = [
            neighbour
            for neighbour in self._topic_view().neighbours(article_id, limit=limit * 5 + 20)
            if neighbour.same_topic or neighbour.similarity >= COUNTERPART
        ]
        entries = {entry.id: entry for entry in self._catalogue.entries([n.article_id for n in near])}
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
            if (entry := entries.get(neighbour.article_id)) is not None and entry.source != source
        ][:limit]

    def topic(self, topic_id: str) -> Topic:
        """Return a topic by its id, or the topic of the article with that id. Raises LibraryError."""
        found = next((topic for topic in self.topics() if topic.id == topic_id), None)
        found = found or self.topic_of(topic_id)
        if found is None:
            from rapidfuzz import process

            if self._catalogue.article(topic_id) is not None:
                raise LibraryError(f"{topic_id} stands alone: no other article is of its topic")
            nearest = process.extractOne(topic_id, [topic.id for topic in self.topics()], score_cutoff=70)
            hint = f"; the nearest is {nearest[0]!r}" if nearest else "; lateral topics lists them"
            raise LibraryError(f"no topic has the id {topic_id!r}{hint}")
        return found

    def dates(self) -> dict[str, datetime | None]:
        """Return when each article was published."""
        return {record.id: record.published for record in self._catalogue.records()}

    def differing(self) -> dict[str, int]:
        """Return how many facts differ in each topic whose sheet was made before, as of then."""
        from index.sheet_making import differing

        return differing(self._folder / "sheets.sqlite")

    def join_topics(self, one: str, other: str) -> Topic:
        """Make two topics one, for good; return it. Raises LibraryError where their files name both."""
        return self.topic(self._topic_view().join(self.topic(one), self.topic(other)))

    def split_topic(self, article_id: str) -> None:
        """Take an article out of its topic, for good. Raises LibraryError where its file names the topic."""
        self._topic_view().split(self.article(article_id).id)

    def rename_topic(self, topic_id: str, name: str) -> Topic:
        """Give a topic a name, for good; return it. Raises LibraryError where its articles' files name it."""
        topic = self.topic(topic_id)
        self._topic_view().rename(topic, name)
        return self.topic(topic.id)

    def sheet(
        self,
        topic_id: str,
        on_sheet: Callable[[Sheet], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Sheet:
        """Put all that a topic's sources state beside each other. Raises LibraryError for an unknown topic.

        A large topic takes a while the first time: ``on_sheet`` is given unfinished sheets meanwhile.
        """
        from index.sheet_making import Material, keep, kept, make

        topic = self.topic(topic_id)
        entries = self._catalogue.entries(topic.article_ids)
        profiles = self._upkeep.topics().described(topic.article_ids)
        material = Material(topic, entries, profiles, self.settings.compare.strictness)
        path, version = self._folder / "sheets.sqlite", material.version()
        known = kept(path, topic.id, version)
        if known is not None:
            return known
        made = make(material, self._facts, on_sheet, cancelled)
        if made.compared == made.planned:
            keep(path, version, made)
        return made

    # Comparing.

    def compare(self, article_id_a: str, article_id_b: str, strictness: int | None = None) -> Comparison:
        """Compare two articles; ``strictness`` 1 to 5 (None: as set). Raises UnknownArticleError."""
        from index.compare import compare_facts

        level = self.settings.compare.strictness if strictness is None else strictness
        return compare_facts(self._facts(article_id_a), self._facts(article_id_b), level)

    def _facts(self, article_id: str) -> ArticleFacts:
        from index.fact_cache import facts_of

        return facts_of(self.article(article_id), self._folder / "facts.sqlite")


def article_in_file(path: Path) -> Article:
    """Return the one article of any file, in the corpus or not. Raises LibraryError with the reason."""
    from index.corpus import Corpus

    articles: list[Article] = []
    problem: Problem | None = None
    for found in Corpus(path.parent).read(path.name):
        if isinstance(found, Problem):
            problem = problem or found
        else:
            articles.append(found.article)
        if len(articles) > 1:
            raise LibraryError(f"{path}: holds several articles; add it to a library and name one by its id")
    if not articles:
        why = f"{path.parent / problem.place}: {problem.reason}" if problem else f"{path}: no article in it"
        raise LibraryError(why)
    return articles[0]


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 2)


def _today() -> date:
    return datetime.now(UTC).date()
