"""The embedded engine: Whoosh keeps the index, numpy does the arithmetic."""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from index.analysis import stem, tokens
from index.engines import manifest
from index.engines.base import EngineDamagedError, Facets, Hit, Hits
from index.engines.segment import seconds
from index.engines.snapshot import Snapshot, open_snapshot
from index.query import Everything

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article
    from index.engines.base import Progress, Sort
    from index.engines.manifest import Manifest
    from index.engines.matching import Found, Matcher
    from index.engines.vocabulary import Vocabulary
    from index.engines.whoosh_store import Batch
    from index.query import Query

_BATCH_WORDS: Final = (
    8_000_000  # words in one batch: what building takes in memory is about 40 bytes for each
)
_SIMILAR_WORDS: Final = 30


class WhooshEngine:
    """A full-text index in a folder of its own; see :class:`index.engines.base.Engine` for the methods.

    Args:
        folder: Where the index lies or will lie. Readable by the user alone.
        texts: Gives the full text (title and body) of articles by id, for suggestions; optional.
    """

    #: How many articles one call of :meth:`update` best brings: a segment's worth.
    batch: Final = 8192

    def __init__(
        self, folder: Path, texts: Callable[[Sequence[str]], Mapping[str, str]] | None = None
    ) -> None:
        self._folder = folder
        self._texts = texts
        self._lock = threading.RLock()  # of what reading shares: searches go on while an update is written
        self._writing = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._matcher: Matcher | None = None
        self._vocabulary: Vocabulary | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def update(
        self, articles: Iterable[Article], removed: Sequence[str] = (), progress: Progress | None = None
    ) -> None:
        """Add or replace ``articles``, drop ``removed``, durably; see :class:`index.engines.base.Engine`.

        Every :attr:`batch` articles are published at once and findable from then on.

        Raises:
            EngineBusyError: Another process has been writing for a minute.
            EngineDamagedError: The index cannot be trusted.
        """
        from index.engines import whoosh_store

        with self._writing, whoosh_store.locked(self._folder):
            current = whoosh_store.current(self._folder)
            whoosh_store.sweep(self._folder, current)
            done = 0
            drop: Sequence[str] = removed
            rest = iter(articles)
            while True:
                current, added, more = self._publish_batch(current, rest, drop, done, progress)
                done, drop = done + added, ()
                if not more:
                    break

    def _publish_batch(
        self,
        current: Manifest,
        articles: Iterator[Article],
        drop: Sequence[str],
        done: int,
        progress: Progress | None,
    ) -> tuple[Manifest, int, bool]:
        """Write one generation; return it, how many articles it added, and whether there may be more."""
        from index.engines.whoosh_store import Batch

        first = next(articles, None)
        if first is None and not drop:  # the end of what came in batches: no need to look what is there
            return current, 0, False
        held = _places(self._open())
        if first is None and not any(article_id in held for article_id in drop):
            return current, 0, False
        batch = Batch(self._folder, current)
        try:
            for article_id in drop:
                if place := held.pop(article_id, None):
                    batch.delete(*place)
            count = _add_all(
                batch, chain(() if first is None else (first,), articles), held, self.batch, progress, done
            )
            published = batch.publish()
        except BaseException:
            batch.cancel()
            raise
        with self._lock:
            self._snapshot = None
        return published, count, count > 0 and first is not None

    def _open(self) -> Snapshot:
        """The current generation, opened anew if another process has published one."""
        with self._lock:
            stamp = manifest.stamp(self._folder)
            if self._snapshot is None or stamp != self._stamp:
                # An older snapshot is left to the threads that still search it; its files go with the last.
                self._snapshot, self._stamp = open_snapshot(self._folder)
                self._matcher = self._vocabulary = None
            return self._snapshot

    def _matching(self) -> tuple[Snapshot, Matcher, Vocabulary]:
        from index.engines.matching import Matcher
        from index.engines.vocabulary import Vocabulary

        with self._lock:
            snapshot = self._open()
            if self._matcher is None or self._vocabulary is None:
                self._matcher, self._vocabulary = Matcher(snapshot), Vocabulary(snapshot)
            return snapshot, self._matcher, self._vocabulary

    def search(self, query: Query, *, limit: int, offset: int = 0, sort: Sort = "relevance") -> Hits:
        """Return the articles that match; see :class:`index.engines.base.Engine`."""
        with _Damage():
            if isinstance(query, Everything) and sort != "oldest":
                return self._newest(limit, offset)
            from index.engines.rewriting import run

            snapshot, matcher, vocabulary = self._matching()
            outcome = run(query, matcher, vocabulary, ranked=sort == "relevance")
            page = _page(snapshot, outcome.found, limit, offset, sort)
            return Hits(len(outcome.found), page, outcome.read_as, outcome.notice, outcome.suggestion)

    def _newest(self, limit: int, offset: int) -> Hits:
        snapshot = self._open()
        hits = []
        for rank, number in enumerate(snapshot.newest_first(seconds(_tomorrow()))):
            if rank >= offset + limit:
                break
            if rank >= offset:
                hits.append(Hit(snapshot.article_id(number), 0.0))
        return Hits(snapshot.alive, tuple(hits), Everything())

    def warm(self) -> None:
        """Load what the first search needs (numpy, mostly): for a thread to call before that."""
        from index.engines import rewriting  # noqa: F401
        from index.spelling import ordinary_words

        ordinary_words()
        with _Damage():
            self._matching()

    def facets(self, query: Query, *, sort: Sort = "relevance") -> Facets:
        """Count what matches by source and by month; see :class:`index.engines.base.Engine`."""
        import numpy as np

        from index.engines.rewriting import run
        from index.engines.segment import UNDATED

        with _Damage():
            snapshot, matcher, vocabulary = self._matching()
            found = run(query, matcher, vocabulary, ranked=sort == "relevance").found
            counts = np.bincount(snapshot.source_numbers[found.docs], minlength=len(snapshot.sources))
            sources = {
                snapshot.sources[number]: int(counts[number]) for number in np.nonzero(counts)[0].tolist()
            }
            dates = snapshot.dates[found.docs]
            days = dates[dates != UNDATED].astype("datetime64[s]").astype("datetime64[M]")
            months = {
                str(month): int(times)
                for month, times in zip(*np.unique(days, return_counts=True), strict=True)
            }
            return Facets(_most_first(sources), _most_first(months))

    def similar(self, article: Article, limit: int) -> tuple[Hit, ...]:
        """Return articles that share the weightiest words; see :class:`index.engines.base.Engine`."""
        with _Damage():
            snapshot, matcher, _ = self._matching()
            text = f"{article.title}\n{article.title}\n{article.text}"
            counts = Counter(token.text for token in tokens(text))
            weights = {word: count * matcher.weight(word) for word, count in counts.items()}
            best = heapq.nlargest(_SIMILAR_WORDS, weights, key=lambda word: (weights[word], word))
            found = matcher.find_stems(list(dict.fromkeys(map(stem, best))))
            page = _page(snapshot, found, limit + 1, 0, "relevance")
            return tuple(hit for hit in page if hit.article_id != article.id)[:limit]

    def count(self) -> int:
        """How many articles the index holds."""
        with _Damage():
            return self._open().alive

    def check(self) -> None:
        """Verify every byte against the manifest. Raises EngineDamagedError."""
        with _Damage():
            current = manifest.load(self._folder)
            manifest.verify(self._folder, current, thoroughly=True)
            self._open()

    def close(self) -> None:
        """Release files; the engine cannot be used afterwards."""
        with self._lock:
            if self._snapshot is not None:
                self._matcher = self._vocabulary = None
                self._snapshot.close()
                self._snapshot = None


class _Damage:
    """Whatever goes wrong while reading means one thing: the index cannot be trusted."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (OSError, ValueError, IndexError, KeyError, OverflowError)):
            raise EngineDamagedError(f"the search index is damaged: {error}") from error


def _tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def _places(snapshot: Snapshot) -> dict[str, tuple[str, int]]:
    """Article id -> its segment and its number there, of those that are not deleted."""
    return {
        article_id: (segment.name, place)
        for segment in snapshot.segments
        for place, article_id in enumerate(segment.ids)
        if place not in segment.deleted
    }


def _add_all(
    batch: Batch,
    articles: Iterator[Article],
    held: dict[str, tuple[str, int]],
    most: int,
    progress: Progress | None,
    done: int,
) -> int:
    """Add articles to ``batch`` until it is full; one with the id of another takes its place."""
    fresh: dict[str, int] = {}
    count = 0
    for article in articles:
        if place := held.pop(article.id, None):
            batch.delete(*place)
        if (again := fresh.get(article.id)) is not None:
            batch.withdraw(again)
        fresh[article.id] = batch.add(
            article.id, article.source, seconds(article.published), article.title, article.text
        )
        count += 1
        if progress and count % 256 == 0:
            progress(done + count)
        if count >= most or batch.size >= _BATCH_WORDS:
            break
    if progress and count:
        progress(done + count)
    return count


def _page(snapshot: Snapshot, found: Found, limit: int, offset: int, sort: Sort) -> tuple[Hit, ...]:
    import numpy as np

    from index.engines import matching
    from index.engines.segment import UNDATED

    if not len(found):
        return ()
    by_score = sort == "relevance" and found.scores is not None
    key: NDArray[np.float64] | NDArray[np.int64]
    if found.scores is not None and by_score:
        key = found.scores
    elif sort == "oldest":
        dates = snapshot.dates[found.docs]
        key = np.where(dates == UNDATED, UNDATED, -dates)
    else:
        key = matching.newest_key(snapshot.dates[found.docs], datetime.now(UTC))
    numbers = matching.best(snapshot, found, offset + limit, key)[offset:]
    at = np.searchsorted(found.docs, numbers)
    scores = key[at].tolist() if by_score else [0.0] * len(numbers)
    return tuple(
        Hit(snapshot.article_id(number), score) for number, score in zip(numbers, scores, strict=True)
    )


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
