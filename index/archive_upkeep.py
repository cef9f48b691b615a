"""Bringing articles into an archive, in portions: what is done stays done, whenever it is stopped."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.archive import digest
from index.archive_grouping import place_all
from index.engines.opensearch_schema import MARK, STORED, fingerprint, to_article, verify
from index.progress import Refresh, Step
from index.records import LibraryError
from index.upkeep import folder_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index.archive import Archive
    from index.article import Article
    from index.catalogue import Catalogue
    from index.progress import OnStep

#: Articles that are sent, then placed, then counted as done.
PORTION: Final = 500


def send(archive: Archive, corpus: Path, tell: OnStep, stop: Callable[[], bool]) -> Refresh:
    """Bring the archive up to date with the files of ``corpus``. Raises LibraryError."""
    from index.catalogue import Catalogue, CatalogueError
    from index.corpus import Corpus, CorpusError

    if not corpus.is_dir():
        raise LibraryError(f"{corpus}: no such folder; name your articles' folder with --corpus")
    key = f"{archive.folder}\n{corpus.expanduser().resolve()}"
    folder = folder_for(f"to-{archive.settings.opensearch.index}", key, archive.settings.cache)
    try:
        catalogue = Catalogue(folder, Corpus(corpus))
    except CatalogueError as error:
        raise LibraryError(str(error)) from error
    try:
        archive.engine.prepare()
        notices = _begin_again_if_new(archive, catalogue, folder)
        report = catalogue.refresh(tell, cancelled=stop)
        _send_pending(archive, catalogue, tell, stop)
    except (CatalogueError, CorpusError) as error:
        raise LibraryError(str(error)) from error
    finally:
        catalogue.close()
    return replace(report, notices=(*report.notices, *notices))


def _begin_again_if_new(archive: Archive, catalogue: Catalogue, folder: Path) -> tuple[str, ...]:
    """An index that is not the one of the last time has none of the corpus. Return what to tell of that."""
    made = str(verify(archive.engine.cluster).get("made"))
    note = folder / "sent-to.txt"
    sent_to = note.read_text(encoding="utf-8") if note.is_file() else None
    if sent_to == made:
        return ()
    catalogue.mark_all_pending()
    note.write_text(made, encoding="utf-8")
    return ("the archive is another one than before: the whole corpus was sent to it",) if sent_to else ()


def _send_pending(archive: Archive, catalogue: Catalogue, tell: OnStep, stop: Callable[[], bool]) -> None:
    done, total = 0, catalogue.pending_count()
    while (catalogue.pending_count() or catalogue.removed()) and not stop():
        portion, removed = catalogue.pending(PORTION), catalogue.removed()
        _write(archive, portion, removed, lambda step, done=done: tell(_moved(step, done, total)))  # type: ignore[misc]
        # Only now: whatever stopped it before this is done again, which does no harm.
        catalogue.mark_indexed([article.id for article in portion])
        catalogue.mark_removed(removed)
        done += len(portion)


def rewrite(archive: Archive, tell: OnStep, stop: Callable[[], bool]) -> None:
    """Write every article of the archive again by today's rules, and place all of them anew.

    Articles are replaced one by one under their ids: at no moment is one missing. Raises LibraryError.
    """
    if archive.settings.opensearch.read_only:
        raise LibraryError("the archive is only read, as opensearch.read_only says")
    total, done = archive.engine.count(), 0
    archive.places.drop()
    everything = walk(archive)
    while portion := list(islice(everything, PORTION)):
        _write(archive, portion, (), lambda step, done=done: tell(_moved(step, done, total)))  # type: ignore[misc]
        done += len(portion)
        if stop():
            return
    cluster = archive.engine.cluster
    cluster.ask("PUT", "_mapping", {"_meta": {MARK: verify(cluster) | {"analysis": fingerprint()}}})


def _write(archive: Archive, portion: Sequence[Article], removed: Sequence[str], tell: OnStep) -> None:
    archive.engine.update(portion, removed, lambda count: tell(Step("indexing", count, None)))
    digests = {article.id: digest(article) for article in portion}
    window = archive.settings.topics.window_days
    place_all(
        archive.places,
        portion,
        removed,
        digests,
        window,
        lambda count: tell(Step("grouping", count, None)),
    )


def _moved(step: Step, done: int, total: int) -> Step:
    return Step(step.phase, done + step.done, total)


def walk(archive: Archive) -> Iterator[Article]:
    """Yield every article of the archive in order of publication, undated ones last."""
    body = {
        "size": PORTION,
        "query": {"match_all": {}},
        "sort": [{"published": {"order": "asc", "missing": "_last"}}, {"id": "asc"}],
        "_source": list(STORED),
    }
    after: list[object] | None = None
    while True:
        answer = archive.engine.cluster.ask(
            "POST", "_search", body | ({"search_after": after} if after else {})
        )
        hits = answer["hits"]["hits"]
        yield from (to_article(hit["_source"]) for hit in hits)
        if not hits:
            return
        after = hits[-1]["sort"]
