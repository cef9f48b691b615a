"""What the index consists of, under our own seal: nothing is read that the manifest does not vouch for.

Whoosh finds the newest generation by looking at file names and then unpickles what it finds. Here one small
JSON file, replaced in one step after everything else is safely on disk, names the files of the current
generation with their sizes and checksums. So a crash at any moment leaves the generation before, files of a
foreign or damaged index are never opened, and a reader notices another process's commit by looking at one
file.
"""

from __future__ import annotations

import json
import os
import unicodedata
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from index.engines.base import EngineDamagedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME: Final = "manifest.json"
LOCK_NAME: Final = "write.lock"
FORMAT: Final = 3

_TEMPORARY: Final = f"{NAME}.new"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it was when it was published; ``changed`` is its modification time in nanoseconds."""

    size: int
    checksum: int
    changed: int


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """A segment: its name, and the numbers of its articles that are deleted."""

    name: str
    deleted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation of the index."""

    generation: int = 0
    files: dict[str, FileFacts] = field(default_factory=dict)
    segments: tuple[SegmentFacts, ...] = ()


def _circumstances(folder: Path) -> dict[str, Any]:
    """What must be the same for an index to be read again: format, tables of characters, place and owner."""
    return {
        "format": FORMAT,
        "unicode": unicodedata.unidata_version,
        "folder": str(folder.resolve()),
        "user": os.getuid() if hasattr(os, "getuid") else None,
    }


def stamp(folder: Path) -> tuple[int, int, int] | None:
    """What changes whenever a manifest is published; None where there is none. Costs one call of stat."""
    try:
        found = (folder / NAME).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def load(folder: Path) -> Manifest:
    """Read the manifest; an empty or missing folder is an empty index.

    Raises:
        EngineDamagedError: It is damaged, or made by another version, for another place or by another user.
    """
    try:
        text = (folder / NAME).read_bytes()
    except FileNotFoundError:
        if folder.is_dir() and any(path.name not in (LOCK_NAME, _TEMPORARY) for path in folder.iterdir()):
            raise EngineDamagedError("the search index has lost its manifest") from None
        return Manifest()
    except OSError as error:
        raise EngineDamagedError(
            f"the manifest of the search index cannot be read: {error.strerror}"
        ) from error
    body, _, checksum = text.rstrip(b"\n").rpartition(b"\n")
    if checksum != b"%08x" % zlib.crc32(body):
        raise EngineDamagedError("the manifest of the search index is damaged")
    data = json.loads(body)
    for key, here in _circumstances(folder).items():
        if data["circumstances"].get(key) != here:
            raise EngineDamagedError(
                f"the search index was made elsewhere or by another version (its {key} differs)"
            )
    return Manifest(
        data["generation"],
        {name: FileFacts(*facts) for name, facts in data["files"].items()},
        tuple(SegmentFacts(name, tuple(deleted)) for name, deleted in data["segments"]),
    )


def publish(
    folder: Path, names: Iterable[str], segments: Iterable[SegmentFacts], before: Manifest
) -> Manifest:
    """Make ``names`` and ``segments`` the current generation, durably and in one step."""
    files: dict[str, FileFacts] = {}
    for name in sorted(names):
        files[name] = before.files.get(name) or _facts(folder / name)
    manifest = Manifest(before.generation + 1, files, tuple(segments))
    body = json.dumps(
        {
            "circumstances": _circumstances(folder),
            "generation": manifest.generation,
            "files": {name: (facts.size, facts.checksum, facts.changed) for name, facts in files.items()},
            "segments": [(segment.name, segment.deleted) for segment in manifest.segments],
        }
    ).encode()
    temporary = folder / _TEMPORARY
    with temporary.open("wb") as file:
        file.write(body + b"\n%08x\n" % zlib.crc32(body))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / NAME)
    _sync_folder(folder)
    return manifest


def _facts(path: Path) -> FileFacts:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    found = path.stat()
    return FileFacts(found.st_size, _checksum(path), found.st_mtime_ns)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # pragma: no cover (folders cannot be opened there)
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def verify(folder: Path, manifest: Manifest, *, thoroughly: bool) -> None:
    """Check that the files are what was published.

    Not ``thoroughly``: sizes, and contents of those files only that were touched since (as their
    modification time tells), so that opening a large library takes no reading.

    Raises:
        FileNotFoundError: A file is gone: another process may have published since.
        EngineDamagedError: A file differs.
    """
    for name, facts in manifest.files.items():
        path = folder / name
        found = path.stat()
        if found.st_size != facts.size:
            raise EngineDamagedError(f"the search index is damaged: {name} has the wrong size")
        # Whoosh unpickles its table of contents: that one is never taken on trust.
        suspect = thoroughly or found.st_mtime_ns != facts.changed or name.endswith(".toc")
        if suspect and _checksum(path) != facts.checksum:
            raise EngineDamagedError(f"the search index is damaged: {name} has changed")
