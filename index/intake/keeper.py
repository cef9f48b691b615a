"""Put articles into a corpus: each once, whole, with the old version kept where a source corrects itself."""

from __future__ import annotations

import errno
import re
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from index.article import date_text
from index.corpus import Corpus, CorpusError
from index.files import keep, safe_name, to_markdown, write_atomically
from index.formats.clean import comparable
from index.intake.likeness import (
    NEARLY_SAME,
    contained,
    figures_of,
    likeness,
    same_figures,
    short_key,
    slug,
    text_key,
)
from index.intake.locking import only_writer
from index.intake.memory import Memory
from index.intake.outcomes import Outcome
from index.intake.urls import names_article, url_key
from index.intake.versions import folder_of, number_of, versions_of
from index.state_file import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.article import Article
    from index.intake.memory import Known
    from index.progress import OnStep

_UNKNOWN_SOURCE = "unknown source"
#: A rewritten report comes out within this time; later, the same words with other figures are other news.
_REWRITTEN_WITHIN = timedelta(days=2)
#: How files are called while they are written; only intake writes into a corpus, one process at a time.
_LEFTOVER = re.compile(r"\..*\.md\.\d+-[0-9a-f]+\.part", re.DOTALL)
_EARLIEST_YEAR = 1000
_SHORTENED = 0.7
_CONTAINED = 0.9  # a teaser's last words may be cut in the middle


class Keeper:
    """Keeps articles in the folder ``corpus``. A context manager; used by one thread.

    Args:
        corpus: The folder; made where it does not exist.
        state: The folder of what is remembered between runs; None: the user's own.

    Raises:
        OSError: The corpus cannot be made or entered.
    """

    def __init__(self, corpus: Path, state: Path | None = None) -> None:
        corpus.mkdir(parents=True, exist_ok=True)
        self.corpus = Corpus(corpus)
        self.memory = Memory(self.corpus, state or user_folder() / "intake")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.memory.close()

    def begin(self, on_step: OnStep | None = None) -> None:
        """See what the corpus holds and whether it can be written; remove what a killed process left.

        Args:
            on_step: Told how many articles have been looked at, where that takes a while.

        Raises:
            OSError: The folder cannot be read or written.
        """
        with self.turn(on_step):
            for path in self.corpus.root.rglob(".*.part"):
                if _LEFTOVER.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    @contextmanager
    def turn(self, on_step: OnStep | None = None) -> Iterator[None]:
        """Be the only one who writes; what others have written meanwhile is known inside.

        Raises:
            OSError: The folder cannot be read or written.
        """
        with only_writer(self.corpus.root):
            try:
                self.memory.refresh(on_step)
            except CorpusError as error:
                raise OSError(errno.EIO, str(error)) from error
            except sqlite3.Error as error:  # the disk that it lies on is full, or gone
                raise OSError(errno.EIO, f"what is remembered cannot be written ({error})") from error
            yield

    def keep(self, article: Article, item: str, *, by_address: bool = True) -> Outcome:
        """Keep ``article`` unless it is there. Only inside :meth:`turn`.

        Args:
            article: An empty ``id`` is made from its address, or else from its source, title and text.
            item: What to call it in the outcome.
            by_address: Whether its address tells it from others; else its id alone does.

        Raises:
            OSError: It could not be written; nothing half-written is left.
        """
        try:
            return self._keep(article, item, by_address)
        except sqlite3.Error as error:  # the disk that the memory lies on is full, or gone
            raise OSError(errno.EIO, f"what is remembered cannot be written ({error})") from error

    def _keep(self, article: Article, item: str, by_address: bool) -> Outcome:
        if not article.text.strip():
            return Outcome(item, "skipped", reason="has no text")
        if not is_plausible(article.published):
            # A newcomer from the future would head the list of the newest for ever.
            kept = self._keep(replace(article, published=None), item, by_address)
            dropped = f"its date, {date_text(article.published)}, cannot be and was left out"
            return kept if kept.status in ("skipped", "failed") else replace(kept, reason=dropped)
        if twin := self._same_text(article, by_address):
            return Outcome(item, "skipped", reason=f"already here as {twin.id}", article_id=twin.id)
        if prior := self._same_article(article, by_address):
            return self._again(article, prior, item)
        for known in self.memory.alike(article.source, article.text):
            if outcome := self._nearly_again(article, known, item):
                return outcome
        return self._write(replace(article, id=self._free_id(article)), item)

    def remove(self, known: Known) -> None:
        """Remove an article's file and its older versions. Only inside :meth:`turn`. Raises OSError."""
        (self.corpus.root / known.path).unlink(missing_ok=True)
        folder = folder_of(self.corpus.root, known.id)
        for version in versions_of(self.corpus.root, known.id):
            (folder / version.origin).unlink(missing_ok=True)
        self.memory.forget(known.path)
        with suppress(OSError):  # not empty: another article's versions lie there too
            folder.rmdir()

    def _is_ours(self, known: Known, article: Article) -> bool:
        """Whether the file is as intake wrote it. Others (bulk, or edited by hand) are not ours to change."""
        path = self.corpus.root / known.path
        return path.suffix == ".md" and path.read_text("utf-8", "replace") == to_markdown(article)

    def _same_text(self, article: Article, by_address: bool) -> Known | None:
        """Find the same words under the same address, from the same source, or from nobody knows whom.

        The same words from another source are wire copy, and worth keeping: they are a finding.
        """
        told = url_key(article.url) if article.url and _tells(article.url, by_address) else None
        for known in self.memory.by_text(article.text):
            if _may_be_same_source(known.source, article.source) or (told and known.url_key == told):
                return known
        return None

    def _same_article(self, article: Article, by_address: bool) -> Known | None:
        """Find the newest article under the same address, or the one with the same id and source."""
        found = self.memory.by_url(article.url) if article.url and _tells(article.url, by_address) else []
        if found:
            return found[-1]
        known = self.memory.by_id(article.id) if article.id else None
        return known if known and _may_be_same_source(known.source, article.source) else None

    def _again(self, article: Article, prior: Known, item: str) -> Outcome:
        """Put the new text of an article in the place of the old one, unless it says less or is older."""
        old = self.memory.article(prior)
        if old is not None and _is_part_of(article.text, old.text):
            return Outcome(item, "skipped", reason=f"a shorter text of {prior.id}", article_id=prior.id)
        for version in versions_of(self.corpus.root, prior.id):
            if text_key(version.text) == text_key(article.text) and not _is_newer(article, old):
                # Else the same two files, added again, would take turns in being the newest.
                return Outcome(item, "skipped", reason=f"already here as {version.id}", article_id=version.id)
        return self._correct(article, prior, old, item)

    def _nearly_again(self, article: Article, known: Known, item: str) -> Outcome | None:
        """Skip nearly the same text of the same source, unless its figures tell something else."""
        old = self.memory.article(known)
        if old is None or likeness(article.text, old.text) < NEARLY_SAME:
            return None
        if same_figures(article.text, old.text):
            return Outcome(item, "skipped", reason=f"nearly the same text as {known.id}", article_id=known.id)
        if article.published and old.published:
            if abs(article.published - old.published) > _REWRITTEN_WITHIN:
                return None
            if article.published < old.published:  # the older one comes in after the newer one
                return self._write_version(article, known, item)
        return self._correct(article, known, old, item)

    def _correct(self, article: Article, prior: Known, old: Article | None, item: str) -> Outcome:
        """Put the new text in the old one's place, and the old one among the versions first."""
        if old is None or not self._is_ours(prior, old):
            written = self._write(replace(article, id=self._free_id(replace(article, id=prior.id))), item)
            return replace(written, status="corrected", reason=f"a new version of {prior.id}, kept beside it")
        self._write_version(old, prior, item)
        new = replace(article, id=prior.id, topic=article.topic or old.topic)
        path = self.corpus.root / prior.path
        write_atomically(path, to_markdown(new))
        self.memory.learn(new, prior.path)
        return Outcome(item, "corrected", path, f"a new version of {prior.id}; the old one is kept", prior.id)

    def _write_version(self, article: Article, of: Known, item: str) -> Outcome:
        earlier = versions_of(self.corpus.root, of.id)
        if earlier and text_key(earlier[-1].text) == text_key(article.text):
            # Whoever wrote it was stopped before the new version came into its place.
            return Outcome(
                item, "skipped", reason=f"already here as {earlier[-1].id}", article_id=earlier[-1].id
            )
        version = f"{of.id}@{number_of(earlier[-1].id) + 1 if earlier else 1}"
        path = keep(replace(article, id=version), folder_of(self.corpus.root, of.id))
        return Outcome(item, "corrected", path, f"an older version of {of.id}", version)

    def _write(self, article: Article, item: str) -> Outcome:
        folder = _UNKNOWN_SOURCE if _is_unknown(article.source) else safe_name(article.source)
        path = keep(article, self.corpus.root / folder)
        self.memory.learn(article, path.relative_to(self.corpus.root).as_posix())
        return Outcome(item, "kept", path, article_id=article.id)

    def _free_id(self, article: Article) -> str:
        wanted = article.id or make_id(article)
        number, free = 1, wanted
        while self.memory.by_id(free) is not None:
            number += 1
            free = f"{wanted}-{number}"
        return free


def make_id(article: Article) -> str:
    """Make an id that is the same each time the article comes: ``northgate-wire-3f9a2c1b77``."""
    told = url_key(article.url) if article.url and names_article(article.url) else ""
    told = told or "\n".join([article.source, article.title, text_key(article.text)])
    return f"{slug(article.title if _is_unknown(article.source) else article.source)}-{short_key(told)}"


def is_plausible(published: datetime | None) -> bool:
    """Whether an article can have this date: none, or one from the year 1000 to the day after tomorrow."""
    if published is None:
        return True
    return published.year >= _EARLIEST_YEAR and published <= datetime.now(UTC) + timedelta(days=2)


def _tells(url: str, by_address: bool) -> bool:
    return by_address and names_article(url)


def _same_source(first: str, second: str) -> bool:
    return comparable(first) == comparable(second)


def _may_be_same_source(first: str, second: str) -> bool:
    return _is_unknown(first) or _is_unknown(second) or _same_source(first, second)


def _is_newer(article: Article, old: Article | None) -> bool:
    if old is None or article.published is None or old.published is None:
        return False
    return article.published > old.published


def _is_unknown(source: str) -> bool:
    return source.startswith(_UNKNOWN_SOURCE)


def _is_part_of(part: str, whole: str) -> bool:
    """Whether ``part`` says, in far fewer words, nothing that ``whole`` does not: a teaser of it."""
    if len(part) >= _SHORTENED * len(whole) or contained(part, whole) < _CONTAINED:
        return False
    return figures_of(part) <= figures_of(whole)
