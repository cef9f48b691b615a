"""Find the articles in what the user handed over: a file, a folder, a page, a feed, a stream of bytes."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.article import Article
from index.corpus import source_of
from index.formats import Draft, FormatError, parse_file, suffix_of
from index.formats.clean import one_line
from index.intake.outcomes import Outcome
from index.intake.sniff import sniff
from index.intake.url_list import looks_like_url_list, parse_url_list
from index.intake.urls import host_of
from index.settings import Feed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.intake.opml import FeedList

#: Bytes of the longest single file, page or standard input that is read.
LARGEST_INPUT = 64_000_000
#: Files that may be feeds or lists of feeds; their content tells.
_TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt"})
_FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf", ".opml", ".json"})


@dataclass(frozen=True, slots=True)
class Found:
    """An article, and what to call it in the outcome; its ``id`` and ``source`` are empty where unknown.

    Attributes:
        item: What to call it.
        article: It.
        by_address: Whether its address tells it from others.
        warning: What was given but could not be understood, in one line; may be empty.
    """

    item: str
    article: Article
    by_address: bool = True
    warning: str = ""


#: An article; or a feed that a list names; or what became of an item that holds neither.
Finding: TypeAlias = Found | Feed | Outcome


def in_path(path: Path) -> Iterator[Finding]:
    """Find the articles in a file or a folder with all its sub-folders. Never raises."""
    item = one_line(str(path))
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Outcome(item, "failed", reason=_reason(error))
        return
    if stat.S_ISDIR(kind):
        yield from _in_folder(path)
    else:
        yield from _in_file(path, item, source_of(path.name))


def in_bytes(
    data: bytes,
    item: str,
    *,
    source: str = "",
    url: str | None = None,
    content_type: str = "",
    suffix: str = "",
) -> Iterator[Finding]:
    """Find the articles in a document. Never raises.

    Args:
        data: The document; what it is, is seen from its content.
        item: What to call it.
        source: The name of the source where the document names none.
        url: Where it came from.
        content_type: The HTTP header.
        suffix: Of the file's name; Markdown and plain text are what they are called.
    """
    if len(data) > LARGEST_INPUT:
        yield Outcome(item, "failed", reason=f"larger than {LARGEST_INPUT:,} bytes")
        return
    kind = "text" if suffix in _TEXT_SUFFIXES else sniff(data, content_type)
    if not data.strip(b"\x00 \t\r\n"):
        yield Outcome(item, "failed", reason="empty")
    elif kind == "binary":
        yield Outcome(item, "failed", reason="is neither text nor a page nor a feed")
    elif kind == "xml":
        yield Outcome(item, "failed", reason="is XML, but neither a page nor a feed nor a list of feeds")
    elif kind == "opml":
        yield from _in_opml(data, item)
    elif kind == "feed":
        yield from _in_feed(data, item, url, content_type)
    elif kind == "lines":
        yield from _in_lines(data, item, source)
    elif kind == "text" and looks_like_url_list(data):
        yield from _listed(parse_url_list(data), item)
    else:
        try:
            if kind == "html":
                article, warning = _page(data, url, content_type), ""
            else:
                article, warning = _text(data, suffix)
        except ValueError as error:
            yield Outcome(item, "failed", reason=one_line(str(error)))
            return
        yield Found(item, _named(article, source, url), warning=warning)


def _in_folder(folder: Path) -> Iterator[Finding]:
    trouble: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=trouble.append):  # links to folders are not followed
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(place, name)
            item = one_line(str(path))
            if reason := _unfit(path, folder):
                yield Outcome(item, "skipped", reason=reason)
            else:
                yield from _in_file(path, item, source_of(path.relative_to(folder).as_posix()))
    for error in trouble:
        yield Outcome(one_line(str(error.filename)), "failed", reason=_reason(error))


def _unfit(path: Path, folder: Path) -> str:
    """Say why a file of a folder is passed over, or nothing."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "is no plain file"
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            return "is a link that leads out of the folder; not followed"
    except (OSError, RuntimeError) as error:
        return _reason(error)
    if path.name.lower() == "readme.md" and path.parent == folder:
        return "tells about the folder"
    if suffix_of(path.name) is None and path.suffix.lower() not in _FEED_SUFFIXES:
        return "is no kind of file that holds articles"
    return ""


def _in_file(path: Path, item: str, source: str) -> Iterator[Finding]:
    from index.formats import lines

    suffix = suffix_of(path.name) or path.suffix.lower()
    try:
        if suffix.startswith(".jsonl"):
            with lines.open_lines(path) as file:
                yield from _lines(file, item, source)
        else:
            with path.open("rb") as file:
                data = file.read(LARGEST_INPUT + 1)
            yield from in_bytes(data, item, source=source, suffix=suffix)
    except lines.damage() as error:
        yield Outcome(item, "failed", reason=_reason(error))


def _in_lines(data: bytes, item: str, source: str) -> Iterator[Finding]:
    import io

    if data.count(b"\n", 0, -1) and b"{" not in data.partition(b"\n")[2].lstrip()[:1]:
        # One object over several lines: it is read as a line of its own.
        data = b" ".join(data.split(b"\n"))
    yield from _lines(io.BytesIO(data), item, source)


def _lines(file: object, item: str, source: str) -> Iterator[Finding]:
    from index.formats import lines

    long_lines: list[int] = []
    for number, _offset, line in lines.read_lines(file, long_lines.append):  # type: ignore[arg-type]
        place = f"{item}:{number}"
        try:
            draft = lines.parse_line(line)
        except FormatError as error:
            yield Outcome(place, "failed", reason=one_line(str(error)))
        else:
            yield Found(place, _named(_article(draft), source, None), warning="; ".join(draft.warnings))
    for number in long_lines:
        yield Outcome(f"{item}:{number}", "failed", reason="is too long for an article")


def _in_opml(data: bytes, item: str) -> Iterator[Finding]:
    from index.intake.opml import OpmlError, parse_opml

    try:
        listed = parse_opml(data)
    except OpmlError as error:
        yield Outcome(item, "failed", reason=str(error))
        return
    yield from _listed(listed, item)


def _listed(listed: FeedList, item: str) -> Iterator[Finding]:
    if not listed.feeds:
        yield Outcome(item, "failed", reason="a list of feeds without a feed that can be opened")
    for reason in listed.skipped:
        yield Outcome(item, "skipped", reason=reason)
    yield from listed.feeds


def _in_feed(data: bytes, item: str, url: str | None, content_type: str) -> Iterator[Finding]:
    from index.intake.entries import entry_article, shared_addresses, source_name
    from index.intake.feeds import FeedError, parse_feed

    try:
        document = parse_feed(data, url=url or "", content_type=content_type)
    except FeedError as error:
        yield Outcome(item, "failed", reason=str(error))
        return
    base = url or document.link or ""
    shared = shared_addresses(document, base)
    source = source_name(Feed(base), document) or f"unknown source ({item})"
    if not document.entries:
        yield Outcome(item, "skipped", reason="a feed without entries")
    for number, entry in enumerate(document.entries, 1):
        named = entry.title or entry.link or f"entry {number}"
        article = entry_article(entry, source, base, shared)
        yield Found(f"{item}: {named}", article, by_address=not article.id)


def _page(data: bytes, url: str | None, content_type: str) -> Article:
    from index.intake.pages import read_page

    page = read_page(data, url=url, content_type=content_type)
    return Article(
        id="",
        source=page.source or "",
        title=page.title,
        text=page.text,
        published=page.published,
        url=page.url,
        language=page.language,
        authors=page.authors,
    )


def _text(data: bytes, suffix: str) -> tuple[Article, str]:
    """Return the article and what was not understood of it."""
    try:
        draft = parse_file(data, suffix if suffix in _TEXT_SUFFIXES else ".txt")
    except FormatError as error:
        raise ValueError(str(error)) from None
    return _article(draft), "; ".join(draft.warnings)


def _article(draft: Draft) -> Article:
    return Article(
        id=draft.id or "",
        source=draft.source or "",
        title=draft.title,
        text=draft.text,
        published=draft.published,
        url=draft.url,
        language=draft.language,
        topic=draft.topic,
        authors=draft.authors,
    )


def _named(article: Article, source: str, url: str | None) -> Article:
    from dataclasses import replace

    host = re.sub(r"^www\.", "", host_of(url)) if url else ""
    return replace(article, source=article.source or host or source, url=article.url or url)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or one_line(str(error), 120) or "cannot be read"
