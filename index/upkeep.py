"""What lies between the corpus and the answers: catalogue, engine and topics, kept up to date."""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from index.backend import Newest
from index.progress import OnStep, Paced, Refresh, Step
from index.records import LibraryError, SourceSummary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from index.article import Article
    from index.catalogue import Catalogue, Record
    from index.engines.base import Facets, Hit, Hits, LocalEngine, Sort
    from index.progress import Problem
    from index.query import Query
    from index.settings import Settings
    from index.topic_store import TopicStore

#: From so many bytes to read or index on, a refresh is worth a process of its own.
APART = 2_000_000
#: ... or so many articles to group.
APART_ARTICLES = 400
#: A damaged index of so many articles is rebuilt while a search waits; a larger one by the next refresh.
AT_ONCE = 1000


def cache_folder(corpus: Path, root: Path | None = None, engine: str = "whoosh") -> Path:
    """Return the folder for what can be made again from ``corpus``; created if need be, for its owner alone.

    Args:
        corpus: The folder of articles; its absolute path names the cache.
        root: Where caches live; None: the user's cache folder.
        engine: Which one: each has a catalogue of its own, which knows what that engine has been told.
    """
    return _created(_cache_place(corpus, root, engine))


def _cache_place(corpus: Path, root: Path | None, engine: str) -> Path:
    resolved = corpus.expanduser().resolve()
    return _place_for(resolved.name, str(resolved) + ("" if engine == "whoosh" else f"\n{engine}"), root)


def folder_for(name: str, key: str, root: Path | None = None) -> Path:
    """Return a folder for what can be made again; created if need be, for its owner alone.

    Args:
        name: What a person recognises it by.
        key: What tells it from all others.
        root: Where caches live; None: the user's cache folder.

    Raises:
        OSError: There is no place for it.
    """
    return _created(_place_for(name, key, root))


def _place_for(name: str, key: str, root: Path | None) -> Path:
    if root is None:
        from platformdirs import user_cache_path

        root = user_cache_path("lateral", appauthor=False)
    plain = "".join(letter if letter.isalnum() else "-" for letter in name)[:40]
    return root / f"{plain or 'corpus'}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _created(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    return folder


def is_catalogued(corpus: Path, settings: Settings) -> bool:
    """Whether the corpus is there and was read before; nothing is opened or made."""
    from index.catalogue_store import FILE_NAME

    folder = _cache_place(corpus, settings.cache, settings.engine)
    return (folder / FILE_NAME).is_file() and corpus.is_dir()


class Upkeep:
    """Opens the parts of a library when first needed, and brings them up to date with the corpus.

    The backend of a library over a folder of articles; see :class:`index.backend.Backend`.
    A list of the newest articles needs the catalogue alone, so neither engine nor topics are opened for it.
    """

    def __init__(self, corpus: Path, settings: Settings, *, apart: bool) -> None:
        """Open the catalogue. Raises LibraryError if ``corpus`` is no folder, or a cache has no place."""
        from index.catalogue import Catalogue, CatalogueError
        from index.corpus import Corpus

        if not corpus.is_dir():
            raise LibraryError(f"{corpus}: no such folder; name your articles' folder with --corpus")
        self.corpus = corpus
        self.settings = settings
        self._apart = apart
        try:
            self.folder = cache_folder(corpus, settings.cache, settings.engine)
            self._index = self.folder / settings.engine
            self.catalogue: Catalogue = Catalogue(self.folder, Corpus(corpus))
        except CatalogueError as error:
            raise LibraryError(str(error)) from error
        except OSError as error:
            raise LibraryError(f"{error.filename}: {error.strerror}; no place for the index") from error
        self.lock = threading.RLock()
        self._refreshing = threading.Lock()
        self._engine: LocalEngine | None = None
        self._topics: TopicStore | None = None
        self._notices: list[str] = []

    def close(self) -> None:
        """Release all files."""
        with self.lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None
            if self._topics is not None:
                self._topics.close()
                self._topics = None
        self.catalogue.close()

    # Articles

    def count(self) -> int:
        """How many articles there are."""
        return self.catalogue.count()

    def article(self, article_id: str) -> Article | None:
        """Return the article with its body; None if there is none."""
        return self.catalogue.article(article_id)

    def entries(self, article_ids: Sequence[str]) -> list[Record]:
        """Return the articles without their bodies; unknown ids are left out."""
        return self.catalogue.entries(article_ids)

    def texts(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the bodies of many articles by id."""
        return self.catalogue.texts(article_ids)

    def newest(self, limit: int, offset: int) -> Newest:
        """Return a page of all articles, newest first."""
        entries = self.catalogue.newest(limit, offset)
        leads = self.catalogue.leads([entry.id for entry in entries])
        return Newest(self.catalogue.count(), entries, leads=leads)

    def sources(self) -> list[SourceSummary]:
        """Return all sources by name."""
        return [SourceSummary(s.name, s.articles, s.first, s.last) for s in self.catalogue.sources()]

    def dates(self) -> dict[str, datetime | None]:
        """Return when each article was published."""
        return {record.id: record.published for record in self.catalogue.records()}

    def nearest_id(self, article_id: str) -> str | None:
        """Return the id that a mistyped one most likely means."""
        from rapidfuzz import process

        nearest = process.extractOne(article_id, self.catalogue.ids(), score_cutoff=70)
        return nearest[0] if nearest else None

    def problems(self) -> tuple[Problem, ...]:
        """What the last refresh could not read."""
        return tuple(self.catalogue.problems())

    # Searching

    def search(self, query: Query, limit: int | None, offset: int, sort: Sort) -> Hits:
        """Return what matches; a damaged index is rebuilt, at once if that takes no time worth telling."""
        from index.engines.base import EngineDamagedError, Hits

        limit = self.catalogue.count() if limit is None else limit
        try:
            return self.engine().search(query, limit=limit, offset=offset, sort=sort)
        except EngineDamagedError as error:
            self.rebuild_engine(str(error))
        if self.catalogue.count() > AT_ONCE:
            return Hits(0, (), query, "the index was damaged: it is rebuilt when the corpus is read again")
        self.index_pending(lambda _: None, lambda: False)
        hits = self.engine().search(query, limit=limit, offset=offset, sort=sort)
        told, self._notices = self._notices, []
        return replace(hits, notice="; ".join([*told, hits.notice] if hits.notice else told) or None)

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count by source and by month what a search sorted so finds."""
        return self.engine().facets(query, sort=sort)

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return articles that share the weightiest words, nearest first."""
        return self.engine().similar(article, limit)

    # The parts

    def engine(self) -> LocalEngine:
        """Return the engine; a damaged one is thrown away first, and its articles wait to be indexed."""
        from index.engines.base import EngineDamagedError

        with self.lock:
            if self._engine is None:
                try:
                    self._engine = self._opened()
                except EngineDamagedError as error:
                    self.rebuild_engine(str(error))
                    self._engine = self._opened()
            return self._engine

    def _opened(self) -> LocalEngine:
        if self.settings.engine == "tantivy":
            from index.engines.tantivy import TantivyEngine

            return TantivyEngine(self._index)
        from index.engines.whoosh import WhooshEngine

        return WhooshEngine(self._index, self.catalogue.texts)

    def rebuild_engine(self, reason: str) -> None:
        """Throw the index away and have every article indexed again; the corpus is not touched."""
        with self.lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None
            shutil.rmtree(self._index, ignore_errors=True)
            self.catalogue.mark_all_pending()
            self._notices.append(f"the index was unusable ({reason}) and is being rebuilt")

    def topics(self) -> TopicStore:
        """Return the store of topics."""
        with self.lock:
            if self._topics is None:
                from index.topic_store import TopicStore

                self._topics = TopicStore(self.folder / "topics.sqlite", self.settings.topics.window_days)
            return self._topics

    # Keeping up to date

    def refresh(
        self,
        on_step: OnStep | None = None,
        *,
        rebuild: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refresh:
        """Bring index and topics up to date with the corpus; with ``rebuild``, from nothing.

        What was done before ``cancelled`` says so (it is asked now and then), or before a crash, is kept:
        the next refresh goes on from there.
        """
        with self._refreshing:
            if not rebuild:
                self._discard_unusable()
            if self._apart and (rebuild or self._is_long()):
                from index.refreshing import refresh_elsewhere

                report = refresh_elsewhere(
                    self.corpus, self.settings, on_step, rebuild=rebuild, cancelled=cancelled
                )
                told, self._notices = self._notices, []
                return replace(report, notices=(*told, *report.notices))
            tell: OnStep = Paced(on_step) if on_step else (lambda _: None)
            stop = cancelled or (lambda: False)
            if rebuild:
                self._start_over()
            report = self._read_corpus(tell, stop)
            if not stop():
                self.index_pending(tell, stop)
            if not stop():
                self._group(tell, stop)
            if self._apart:
                self.engine().warm()  # a reader will search next: have everything loaded by then
            notices, self._notices = (*report.notices, *self._notices), []
            return Refresh(report.added, report.changed, report.removed, report.problems, notices)

    def _discard_unusable(self) -> None:
        """Throw an index away that is damaged or of another version, even if no article waits for it."""
        from index.engines.base import EngineDamagedError

        if not self._index.exists():
            return  # there is nothing to be damaged: all articles are handed over anew
        try:
            self.engine().count()
        except EngineDamagedError as error:
            self.rebuild_engine(str(error))

    def _is_long(self) -> bool:
        """Whether a refresh has so much to do that it is worth a process of its own."""
        ungrouped = self.catalogue.count() - self.topics().count()
        return self.catalogue.waiting() >= APART or ungrouped >= APART_ARTICLES

    def _read_corpus(self, tell: OnStep, stop: Callable[[], bool]) -> Refresh:
        from index.catalogue import CatalogueError
        from index.corpus import CorpusError

        try:
            return self.catalogue.refresh(tell, cancelled=stop)
        except (CatalogueError, CorpusError) as error:
            raise LibraryError(str(error)) from error

    def check(self) -> None:
        """Verify the index, changing nothing. Raises LibraryError with the reason if it is not sound."""
        from index.engines.base import EngineDamagedError

        engine = None
        try:
            engine = self._opened()
            engine.check()
            indexed = engine.count()
        except EngineDamagedError as error:
            raise LibraryError(f"the index is damaged: {error}; lateral index --rebuild mends it") from error
        finally:
            if engine is not None:
                engine.close()
        waiting = self.catalogue.pending_count()
        if indexed + waiting < self.catalogue.count():
            raise LibraryError(
                f"the index holds {indexed} of {self.catalogue.count()} articles;"
                " lateral index --rebuild mends it"
            )

    def _start_over(self) -> None:
        with self.lock:
            if self._engine is not None:
                self._engine.close()
                self._engine = None
            shutil.rmtree(self._index, ignore_errors=True)
            self.catalogue.mark_all_pending()
            self.topics().clear()

    def index_pending(self, tell: OnStep, stop: Callable[[], bool]) -> None:
        """Hand the engine every article that it does not have as it is now."""
        from index.engines.base import EngineDamagedError

        if not self.catalogue.pending_count() and not self.catalogue.removed():
            if self._engine is None and not (self._index).exists() and self.catalogue.count():
                self.catalogue.mark_all_pending()
            else:
                return
        done, rebuilt = 0, False
        while (self.catalogue.pending_count() or self.catalogue.removed()) and not stop():
            try:
                done += self._index_batch(tell, stop, done, done + self.catalogue.pending_count())
            except EngineDamagedError as error:
                if rebuilt:
                    raise LibraryError(f"the index cannot be written: {error}") from error
                self.rebuild_engine(str(error))
                done, rebuilt = 0, True

    def _index_batch(self, tell: OnStep, stop: Callable[[], bool], done: int, total: int) -> int:
        """Index what waits, a batch at most; less where ``stop`` says so. Return how many articles."""
        engine = self.engine()
        batch = self.catalogue.pending(engine.batch)
        removed = self.catalogue.removed()
        taken: list[str] = []

        def wanted() -> Iterator[Article]:
            for article in batch:
                if stop():
                    return
                taken.append(article.id)
                yield article

        engine.update(wanted(), removed, lambda count: tell(Step("indexing", done + count, total)))
        self.catalogue.mark_indexed(taken)
        self.catalogue.mark_removed(removed)
        tell(Step("indexing", done + len(taken), total))
        return len(taken)

    def _group(self, tell: OnStep, stop: Callable[[], bool]) -> None:
        """Place every article that has no place yet, or another text than when it was placed."""
        store, change = self.topics(), self.catalogue.change()
        if self.catalogue.is_grouped(store.version()):
            return  # all digests of a large library take a moment, and memory that does not come back
        known, now = store.digests(), self.catalogue.digests()
        gone = [article_id for article_id, digest in known.items() if now.get(article_id) != digest]
        new = [article_id for article_id, digest in now.items() if known.get(article_id) != digest]
        if not new and not gone:
            self.catalogue.mark_grouped(change, store.version())
            return
        total = len(new)
        articles = self._articles(new, stop)
        store.update(articles, gone, now, lambda done: tell(Step("grouping", done, total)))
        if not stop():
            self.catalogue.mark_grouped(change, store.version())
            tell(Step("grouping", total, total))

    def _articles(self, article_ids: Sequence[str], stop: Callable[[], bool]) -> Iterator[Article]:
        for article_id in article_ids:
            if stop():
                return
            article = self.catalogue.article(article_id)
            if article is not None:
                yield article
