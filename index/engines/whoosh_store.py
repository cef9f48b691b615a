"""Writing the index: a Whoosh index in a folder, published one generation at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.util.filelock import FileLock, try_for

from index.engines import manifest
from index.engines.base import EngineBusyError, EngineDamagedError
from index.engines.manifest import LOCK_NAME, Manifest, SegmentFacts
from index.engines.whoosh_codec import LateralCodec, MergeSmall, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whoosh.writing import SegmentWriter

_INDEX_NAME = "LATERAL"
PATIENCE = 60.0  # seconds to wait for another process that writes


class PublishedStorage(FileStorage):  # type: ignore[misc]
    """A folder of which Whoosh sees only what the manifest names and what it has written itself since.

    Files that Whoosh deletes are only hidden: readers of the generation before may still need them. They go
    when the next generation is published.
    """

    def __init__(self, folder: Path, names: set[str]) -> None:
        super().__init__(str(folder))
        self.names = names

    def list(self) -> list[str]:
        """The names of the files that Whoosh may know of."""
        return sorted(self.names)

    def create_file(self, name: str, **kwargs: Any) -> Any:
        """Create a file that belongs to the next generation."""
        self.names.add(name)
        return super().create_file(name, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file of the next generation."""
        # What stands in the way was left by a writer that was killed: no manifest names it.
        super().rename_file(oldname, newname, safe=safe and newname in self.names)
        self.names.discard(oldname)
        self.names.add(newname)

    def delete_file(self, name: str) -> None:
        """Hide a file; :func:`sweep` deletes it."""
        self.names.discard(name)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the one right to write. The system releases it when a process ends, however it ends.

    Raises:
        EngineBusyError: Another process has been writing for longer than :data:`PATIENCE` seconds.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    lock = FileLock(str(folder / LOCK_NAME))
    if not try_for(lock.acquire, timeout=PATIENCE, delay=0.05):
        raise EngineBusyError("another process is writing to the search index")
    try:
        yield
    finally:
        lock.release()


class Batch:
    """A Whoosh writer on the current generation. Use it while the lock is held."""

    def __init__(self, folder: Path, current: Manifest) -> None:
        self._folder = folder
        self._current = current
        self._storage = PublishedStorage(folder, set(current.files))
        if not current.files:
            TOC.create(self._storage, schema(), _INDEX_NAME)
        index = FileIndex(self._storage, indexname=_INDEX_NAME)
        self._writer: SegmentWriter = index.writer(codec=LateralCodec(), compound=False, timeout=PATIENCE)

    @property
    def added(self) -> int:
        """How many articles were added so far."""
        return int(self._writer.docnum)

    @property
    def size(self) -> int:
        """How many words they hold."""
        return int(self._writer.perdocwriter.inverter.size)

    def add(self, article_id: str, source: str, published: int, title: str, body: str) -> int:
        """Add an article; return its number in the new segment."""
        self._writer.add_document(id=article_id, source=source, published=published, title=title, body=body)
        return self.added - 1

    def withdraw(self, number: int) -> None:
        """Delete an article added by this batch."""
        self._writer.newsegment.delete_document(number)

    def delete(self, segment: str, number: int) -> None:
        """Delete an article of the current generation."""
        next(s for s in self._writer.segments if s.segment_id() == segment).delete_document(number)

    def publish(self) -> Manifest:
        """Commit, and make it the current generation."""
        self._writer.commit(mergetype=MergeSmall())
        segments = TOC.read(self._storage, _INDEX_NAME).segments
        facts = [SegmentFacts(s.segment_id(), tuple(sorted(s.deleted_docs()))) for s in segments]
        published = manifest.publish(self._folder, self._storage.names, facts, self._current)
        sweep(self._folder, published)
        return published

    def cancel(self) -> None:
        """Drop what was added."""
        if not self._writer.is_closed:
            self._writer.cancel()
        sweep(self._folder, self._current)


def sweep(folder: Path, current: Manifest) -> None:
    """Delete what no longer belongs to the index: older generations, and what a killed writer left.

    Where a file cannot be deleted because a reader has it open (as on Windows), the next sweep will.
    """
    keep = {manifest.NAME, LOCK_NAME, *current.files}
    for path in folder.iterdir():
        if path.name in keep or path.name.endswith("WRITELOCK"):
            continue
        with contextlib.suppress(OSError):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def current(folder: Path) -> Manifest:
    """Return the generation to write on, checked; the first time, publish an empty one.

    Call it with the lock held.

    Raises:
        EngineDamagedError: The folder holds something that is no sound index.
    """
    if os.name == "posix" and folder.stat().st_uid != os.getuid():
        raise EngineDamagedError("the search index belongs to another user")
    found = manifest.load(folder)
    if not found.generation:
        return manifest.publish(folder, (), (), found)
    try:
        manifest.verify(folder, found, thoroughly=False)
    except FileNotFoundError as error:
        raise EngineDamagedError(f"the search index is damaged: {error.filename} is missing") from error
    return found
