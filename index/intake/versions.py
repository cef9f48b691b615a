"""Older versions of articles that their sources corrected: kept beside the corpus, ready to be compared.

They lie in a hidden folder of the corpus, so that searching finds each article once. Version 1 of the article
``northgate-wire-3f9a`` has the id ``northgate-wire-3f9a@1``; the article itself is always the newest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.corpus import Corpus, Entry
from index.files import safe_name

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article

#: The hidden folder.
VERSIONS = ".versions"
_VERSION_ID = re.compile(r"(?P<id>.+)@(?P<number>[1-9]\d{0,5})")


def is_version_id(article_id: str) -> bool:
    """Whether ``article_id`` names an older version (``some-id@2``)."""
    return _VERSION_ID.fullmatch(article_id) is not None


def folder_of(corpus: Path, article_id: str) -> Path:
    """Return the folder of an article's older versions, whether or not it exists."""
    return corpus / VERSIONS / safe_name(article_id)


def versions_of(corpus: Path, article_id: str) -> tuple[Article, ...]:
    """Return the older versions of an article, the oldest first; empty where it was never corrected."""
    folder = folder_of(corpus, article_id)
    if not folder.is_dir():
        return ()
    reader = Corpus(folder)
    entries = (entry for path in reader.scan() for entry in reader.read(path) if isinstance(entry, Entry))
    found = [entry.article for entry in entries if entry.article.id.startswith(f"{article_id}@")]
    return tuple(sorted((one for one in found if is_version_id(one.id)), key=lambda one: number_of(one.id)))


def version(corpus: Path, version_id: str) -> Article | None:
    """Return the older version with the id ``version_id`` (``some-id@2``), or None."""
    match = _VERSION_ID.fullmatch(version_id)
    if match is None:
        return None
    return next((one for one in versions_of(corpus, match["id"]) if one.id == version_id), None)


def number_of(version_id: str) -> int:
    """Return the number of an older version: 2 for ``some-id@2``; 0 where it is the id of no version."""
    match = _VERSION_ID.fullmatch(version_id)
    return int(match["number"]) if match else 0
