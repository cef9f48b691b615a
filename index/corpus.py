"""A folder of articles: what is in it, and the articles themselves, one after the other.

The corpus is only ever read. Which of its files count is told in :mod:`index.survey`, what they may hold in
:mod:`index.formats`.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.article import Article
from index.formats import SUFFIXES, Draft, FormatError, parse_file, suffix_of
from index.formats.clean import one_line
from index.progress import Problem
from index.survey import CorpusError, FileState, Survey, survey

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Corpus", "CorpusError", "Entry", "FileState", "Place", "Survey", "id_of", "source_of"]

#: Bytes of one file that holds one article; beyond it a text file is something else (a log, a dump).
_LARGEST_FILE = 64_000_000
_NOT_IN_IDS = re.compile(r"[^a-z0-9_]+")
_LONGEST_ID_PART = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands.

    Attributes:
        path: Relative to the corpus, with ``/``.
        offset: Of its first byte; in packed files counted in the unpacked stream.
        length: In bytes.
        line: Its line in a file of many articles, from 1; None where the file is the article.
    """

    path: str
    offset: int
    length: int
    line: int | None = None

    def __str__(self) -> str:
        path = one_line(self.path)
        return path if self.line is None else f"{path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One article and its place."""

    article: Article
    place: Place


class Corpus:
    """The articles in the folder ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root.expanduser().absolute()

    def scan(self) -> dict[str, FileState]:
        """Return the files that may hold articles, by relative path. Raises CorpusError."""
        return self.survey().files

    def survey(self) -> Survey:
        """Walk through the folder, see :func:`index.survey.survey`. Raises CorpusError."""
        return survey(self.root)

    def read(self, path: str) -> Iterator[Entry | Problem]:
        """Yield the articles of one file, and its problems, in the order in which they stand in it.

        Never raises: what cannot be read is a Problem, and the rest is read. One body is held at a time.
        """
        suffix = suffix_of(path)
        if suffix is None:
            yield Problem(one_line(path), "is no kind of file that holds articles")
        elif SUFFIXES[suffix] == "lines":
            yield from self._read_lines(path)
        else:
            yield from self._read_file(path, suffix)

    def _read_file(self, path: str, suffix: str) -> Iterator[Entry | Problem]:
        try:
            with (self.root / path).open("rb") as file:
                data = file.read(_LARGEST_FILE + 1)
        except OSError as error:
            yield Problem(one_line(path), error.strerror or "cannot be read")
            return
        place = Place(path, 0, len(data))
        if len(data) > _LARGEST_FILE:
            yield Problem(str(place), f"is larger than {_LARGEST_FILE // 1_000_000} MB: no article")
            return
        try:
            found = parse_file(data, suffix)
        except FormatError as error:
            yield Problem(str(place), one_line(str(error)))
            return
        yield from _finish(found, place)

    def _read_lines(self, path: str) -> Iterator[Entry | Problem]:
        from index.formats import lines

        long_lines: list[int] = []
        number = 0
        try:
            with lines.open_lines(self.root / path) as file:
                for number, offset, line in lines.read_lines(file, long_lines.append):
                    while long_lines:
                        yield Problem(f"{one_line(path)}:{long_lines.pop()}", "is too long for an article")
                    place = Place(path, offset, len(line), number)
                    try:
                        found = lines.parse_line(line)
                    except FormatError as error:
                        yield Problem(str(place), one_line(str(error)))
                        continue
                    yield from _finish(found, place)
        except lines.damage() as error:
            reason = getattr(error, "strerror", None) or one_line(str(error)) or "cannot be read"
            yield Problem(one_line(path), f"is damaged after line {number}: {reason}" if number else reason)
        for number in long_lines:
            yield Problem(f"{one_line(path)}:{number}", "is too long for an article")

    def read_text(self, place: Place) -> str | None:
        """Return the body of an article in a plain file of lines, or None if it no longer stands there."""
        from index.formats import lines

        try:
            with (self.root / place.path).open("rb") as file:
                file.seek(place.offset)
                return lines.parse_line(file.read(place.length)).text
        except (OSError, FormatError):
            return None


def _finish(found: Draft, place: Place) -> Iterator[Entry | Problem]:
    for warning in found.warnings:
        yield Problem(str(place), warning)
    article = Article(
        id=found.id or id_of(place),
        source=found.source or source_of(place.path),
        title=found.title,
        text=found.text,
        published=found.published,
        url=found.url,
        language=found.language,
        topic=found.topic,
        authors=found.authors,
        origin=str(place),
    )
    yield Entry(article, place)


def source_of(path: str) -> str:
    """Name the source of a file that names none: its folder, else the file, so that two unknowns stay two."""
    folder, _, name = path.rpartition("/")
    if folder:
        return one_line(folder.rpartition("/")[2].replace("_", " "))
    return f"unknown source ({one_line(name)})"


def id_of(place: Place) -> str:
    """Make an id from the place: short, readable, safe as a word on the command line.

    ``wire/Flood in Arden.txt`` becomes ``wire.flood-in-arden``; line 7 of ``feed.jsonl`` becomes ``feed-7``.
    Where nothing readable is left, or the name is very long, a hash of the path stands for it.
    """
    suffix = suffix_of(place.path) or ""
    stem = place.path[: len(place.path) - len(suffix)]
    if not stem.isascii():
        from anyascii import anyascii

        stem = anyascii(stem)
    parts = [_NOT_IN_IDS.sub("-", part.lower()).strip("-") for part in stem.split("/")]
    made = ".".join(part for part in parts if part)
    if not made or len(made) > _LONGEST_ID_PART:
        made = (made[: _LONGEST_ID_PART - 9].strip("-.") + "-" + short_hash(place.path)).lstrip("-")
    return made if place.line is None else f"{made}-{place.line}"


def short_hash(text: str) -> str:
    """Return eight hexadecimal digits that stand for ``text``."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
