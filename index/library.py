"""The façade: everything that the screen and the command line do goes through :class:`Library`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.article import Article
from index.closing import Closing
from index.finder import Finder
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
from index.topic_finder import TopicFinder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from index.backend import Backend
    from index.compare.facts import ArticleFacts
    from index.compare.result import Comparison
    from index.engines.base import Facets, Sort
    from index.query import Query
    from index.settings import Settings
    from index.sheet import Sheet
    from index.topic_review import TopicReview
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


class Library(Closing):
    """A corpus, its index, its topics and the reader's own state. Safe to use from several threads.

    Use :meth:`open`; the object is a context manager.
    """

    def __init__(self, corpus: Path, settings: Settings, *, apart: bool = False) -> None:
        """Open at once with what the last refresh left. Raises LibraryError if ``corpus`` is no folder."""
        from index.state import State

        self.corpus = corpus
        self.settings = settings
        self._backend = _backend(corpus, settings, apart=apart)
        self._folder = self._backend.folder
        self.state = State()
        self._topics = TopicFinder(self._backend, self.state)
        self._finder = Finder(self._backend, self._topics, self.state)

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

    @staticmethod
    def is_ready(corpus: Path | None, settings: Settings) -> bool:
        """Whether opening the library without a refresh takes no time: it is here, and was opened before."""
        from index.upkeep import is_catalogued

        corpus = settings.corpus if corpus is None else corpus
        return settings.engine != "opensearch" and is_catalogued(corpus, settings)

    def close(self) -> None:
        """Release all files. A refresh that runs in another thread should be cancelled before."""
        self._backend.close()
        self.state.close()

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
        return self._backend.refresh(on_step, rebuild=rebuild, cancelled=cancelled)

    def check(self) -> None:
        """Verify the index, changing nothing. Raises LibraryError with the reason if it is not sound."""
        self._backend.check()

    # Reading.

    def count(self) -> int:
        """How many articles the library holds."""
        return self._backend.count()

    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh could not read."""
        return self._backend.problems()

    def sources(self) -> list[SourceSummary]:
        """All sources by name."""
        return self._backend.sources()

    def article(self, article_id: str) -> Article:
        """Return the article; ``id@1`` is the first version of one that was corrected since.

        Raises UnknownArticleError.
        """
        article = self._backend.article(article_id)
        if article is None and "@" in article_id:
            from index.intake.versions import version

            article = version(self.corpus, article_id)
        if article is None:
            nearest = self._backend.nearest_id(article_id)
            if nearest == article_id:
                raise UnknownArticleError(
                    f"{article_id}: its file is not what it was; refresh the library to read it again"
                )
            hint = f"; the nearest is {nearest!r}" if nearest else ""
            raise UnknownArticleError(f"no article has the id {article_id!r}{hint}")
        return article

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
        return self._finder.search(query, limit=limit, offset=offset, sort=sort, unfinished=unfinished)

    def facets(self, query: str, *, sort: Sort = "relevance", unfinished: bool = False) -> Facets:
        """Count by source and month what :meth:`search` finds with the same arguments."""
        return self._finder.facets(query, sort, unfinished=unfinished)

    def matching(self, query: str, *, sort: Sort = "newest", unfinished: bool = False) -> tuple[str, ...]:
        """Return the ids of all that :meth:`search` finds with the same arguments, in no certain order."""
        return self._finder.matching(query, sort, unfinished=unfinished)

    def similar(self, article_id: str, limit: int = 10) -> list[Result]:
        """Return articles of any source that share the weightiest words. Raises UnknownArticleError."""
        return self._finder.similar(self.article(article_id), limit)

    def highlights(self, article: Article, read_as: Query) -> Highlights:
        """Find the words of a query in an article."""
        from index.highlight import spans

        return Highlights(spans(article.title, read_as, "title"), spans(article.text, read_as, "body"))

    # Topics.

    def topics(self) -> list[Topic]:
        """All topics of two articles or more, or named by an article; those of most sources first."""
        return self._topics.view().topics()

    def topic_of(self, article_id: str) -> Topic | None:
        """The topic the article belongs to; None where it stands alone."""
        return self._topics.view().topic_of(article_id)

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        """Other sources' articles on the same topic, nearest first. Raises UnknownArticleError."""
        return self._topics.counterparts(self.article(article_id), limit)

    def topic(self, topic_id: str) -> Topic:
        """Return a topic by its id, or the topic of the article with that id. Raises LibraryError."""
        return self._topics.topic(topic_id)

    def dates(self) -> dict[str, datetime | None]:
        """Return when each article was published; of an archive, those of its latest topics."""
        return self._backend.dates()

    def differing(self) -> dict[str, int]:
        """Return how many facts differ in each topic whose sheet was made before, as of then."""
        from index.sheet_making import differing

        return differing(self._folder / "sheets.sqlite")

    @property
    def review(self) -> TopicReview:
        """Where topics are joined, split and renamed, explained, and searched for blind spots."""
        from index.topic_review import TopicReview

        return TopicReview(self._topics, self._backend)

    def sheet(
        self,
        topic_id: str,
        on_sheet: Callable[[Sheet], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Sheet:
        """Put all that a topic's sources state beside each other. Raises LibraryError for an unknown topic.

        A large topic takes a while the first time: ``on_sheet`` is given unfinished sheets meanwhile.
        """
        level = self.settings.compare.strictness
        return self._topics.sheet(self.topic(topic_id), level, self._facts, on_sheet, cancelled)

    # Comparing.

    def compare(self, article_id_a: str, article_id_b: str, strictness: int | None = None) -> Comparison:
        """Compare two articles; ``strictness`` 1 to 5 (None: as set). Raises UnknownArticleError.

        Sentences that the reader linked by hand, or took apart, stay so.
        """
        from index.compare import compare_facts
        from index.compare.hand_links import STATE_KIND, hand_links

        level = self.settings.compare.strictness if strictness is None else strictness
        a, b = self._facts(article_id_a), self._facts(article_id_b)
        hand = hand_links(self.state.pairs(STATE_KIND), a, b)
        return compare_facts(a, b, level, hand)

    def _facts(self, article_id: str) -> ArticleFacts:
        from index.fact_cache import facts_of

        return facts_of(self.article(article_id), self._folder / "facts.sqlite")


def _backend(corpus: Path, settings: Settings, *, apart: bool) -> Backend:
    if settings.engine == "opensearch":
        from index.archive import Archive
        from index.settings import shipped

        # The samples are for those who have no articles yet; they do not belong into anyone's archive.
        given = None if corpus.resolve() == shipped("corpus").resolve() else corpus
        return Archive(settings, given, apart=apart)
    from index.upkeep import Upkeep

    return Upkeep(corpus, settings, apart=apart)


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
