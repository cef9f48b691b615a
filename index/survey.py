"""What stands in a folder of articles, found without opening a file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.formats import suffix_of
from index.formats.clean import one_line
from index.progress import Problem

if TYPE_CHECKING:
    from pathlib import Path

#: It tells of the articles beside it and is none itself; only at the top.
_README = "readme.md"


class CorpusError(Exception):
    """The corpus cannot be read at all; the message is one line."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells whether a file has changed without reading it: bytes, and nanoseconds since 1970."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a walk through the folder found: files by relative path, and what could not be entered."""

    files: dict[str, FileState]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Walk:
    """A walk under way. Folders are named by their relative path with ``/`` at the end; the root by ""."""

    root: Path
    real_root: str
    files: dict[str, FileState] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)

    def report(self, path: str, reason: str | None) -> None:
        self.problems.append(Problem(one_line(path), reason or "cannot be read"))


def survey(root: Path) -> Survey:
    """Walk through the folder ``root``.

    Hidden files, files of unknown kinds and the ``README.md`` at the top are passed over. What a link leads
    to inside the folder is found where it stands; a link to a file or folder elsewhere is followed.

    Raises:
        CorpusError: There is no such folder, or it may not be entered.
    """
    if not root.is_dir():
        raise CorpusError(f"{root}: no such folder of articles")
    walk = _Walk(root, os.path.realpath(root), waiting=[""])
    while walk.waiting:
        folder = walk.waiting.pop()
        try:
            with os.scandir(root / folder) as items:
                for item in items:
                    _look_at(item, folder, walk)
        except OSError as error:
            if not folder:
                raise CorpusError(f"{root}: {error.strerror or error}") from None
            walk.report(folder, error.strerror)
    return Survey(dict(sorted(walk.files.items())), tuple(sorted(walk.problems, key=lambda each: each.place)))


def _look_at(item: os.DirEntry[str], folder: str, walk: _Walk) -> None:
    """Sort one item of ``folder`` into what the walk has found, and what it has still to enter."""
    path = folder + item.name
    if _is_passed_over(path):
        return
    try:
        if item.is_symlink():
            if not _is_worth_following(item, folder, walk):
                return
        elif item.is_dir():
            walk.waiting.append(path + "/")
            return
        # Nothing but a plain file: a pipe or device with a harmless name would block for ever.
        if suffix_of(item.name) and item.is_file():
            path.encode()
            state = item.stat()
            walk.files[path] = FileState(state.st_size, state.st_mtime_ns)
    except UnicodeEncodeError:
        walk.report(path, "has a name that is not valid UTF-8; rename it to have it read")
    except OSError as error:
        walk.report(path, error.strerror)


def _is_passed_over(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/")) or path.lower() == _README


def _is_worth_following(item: os.DirEntry[str], folder: str, walk: _Walk) -> bool:
    """Whether a link leads to a file that is not found by itself under its own name.

    A link to a folder elsewhere is entered, once: whoever laid it wants that folder read too.
    """
    if not item.is_dir() and not suffix_of(item.name):
        return False
    target = os.path.realpath(item.path)
    if not _is_inside(target, walk.real_root):
        if not item.is_dir():
            return True
        # A folder that holds the corpus, or one that was entered before, would go round in circles.
        if not _is_inside(walk.real_root, target) and target not in walk.elsewhere:
            walk.elsewhere.add(target)
            walk.waiting.append(folder + item.name + "/")
        return False
    inside = os.path.relpath(target, walk.real_root)
    return not item.is_dir() and (_is_passed_over(inside) or not suffix_of(inside))


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
