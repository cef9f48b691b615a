"""What an article is in the archive: the mapping, and documents to and from articles.

Text is taken apart here and not on the cluster (see :mod:`index.analysis`), which only splits at blanks: an
archive finds exactly what a library of one's own finds, whichever server and version it runs on. What is
only searched is left out of the stored document: the document is the article and nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from index.analysis import RAW_TOKEN, fold, is_unspaced, pieces, stem
from index.article import Article
from index.engines.opensearch_client import NoIndexError
from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.engines.opensearch_client import Cluster

#: Raised whenever the mapping or the documents mean something else.
FORMAT: Final = 1
#: Under this key of the mapping's ``_meta`` an index says that it is Lateral's.
MARK: Final = "lateral"

#: What is stored of an article, in the order of its fields.
STORED: Final = (
    "id",
    "source",
    "title",
    "text",
    "published",
    "url",
    "language",
    "topic",
    "authors",
    "origin",
)
#: Of it, what a list shows.
LISTED: Final = ("id", "source", "title", "published", "url", "topic")

#: Fields that hold words, by where the words stand.
STEMS: Final = {"title": "title_stems", "body": "body_stems"}
FORMS: Final = {"title": "title_forms", "any": "forms"}

#: The whitespace tokenizer cuts longer words apart; characters.
_LONGEST_WORD: Final = 255
#: Longer ids cannot be a document's id; bytes.
_LONGEST_ID: Final = 512
_SAMPLE: Final = (
    "The O'Brien’s ferries' cease-fire, 1,200.5 U.S. ships; Smørrebrød, Паром ещё, مِيناء, 渡船, フェリー"
)


def settings_and_mapping(shards: int) -> dict[str, Any]:
    """Return the body with which an index is made; it is never changed afterwards."""
    words = {"type": "text", "analyzer": "lateral_words"}
    told_only_that = {**words, "index_options": "docs", "norms": False}
    keyword, stored = {"type": "keyword"}, {"type": "text", "index": False}
    fields = {
        "id": keyword,
        "source": keyword,
        "source_words": {**words, "norms": False},
        "title": stored,
        "text": stored,
        "published": {"type": "date", "format": "strict_date_optional_time||epoch_millis"},
        "month": keyword,
        "topic": keyword,
        "language": keyword,
        "title_stems": words,
        "body_stems": words,
        "title_forms": told_only_that,
        "forms": told_only_that,
        "names": told_only_that,
    }
    return {
        "settings": {
            "number_of_shards": shards,
            "auto_expand_replicas": "0-1",
            "analysis": {"analyzer": {"lateral_words": {"type": "custom", "tokenizer": "whitespace"}}},
        },
        "mappings": {
            "dynamic": False,
            "_meta": {MARK: {"format": FORMAT, "analysis": fingerprint(), "made": secrets.token_hex(8)}},
            "_source": {"excludes": sorted(fields.keys() - set(STORED))},
            "properties": fields,
        },
    }


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return what changes when words are taken apart, folded or stemmed otherwise than before."""
    taken_apart = " ".join((*stems(_SAMPLE), *folded(_SAMPLE)))
    return hashlib.sha256(taken_apart.encode()).hexdigest()[:12]


def prepare(cluster: Cluster) -> None:
    """Make the index if there is none; otherwise see that it is Lateral's and of this format.

    Raises:
        LibraryError: It belongs to another program, or to another version of Lateral. It is left as it is.
    """
    try:
        verify(cluster)
    except NoIndexError:
        if cluster.settings.read_only:
            raise
        create(cluster, settings_and_mapping(cluster.settings.shards))
        verify(cluster)


def create(cluster: Cluster, body: Mapping[str, Any]) -> None:
    """Make the index; another process may just have made it."""
    try:
        cluster.ask("PUT", "", body)
    except LibraryError as error:
        if "already exists" not in str(error):
            raise


def verify(cluster: Cluster, current: int | None = FORMAT) -> dict[str, Any]:
    """Return what the index says of itself; ``current`` None: whatever its format.

    Raises:
        NoIndexError: There is none.
        LibraryError: It is not Lateral's, or of another format.
    """
    answer = cluster.ask("GET", "_mapping")
    for found in answer.values():
        meta = found.get("mappings", {}).get("_meta", {}).get(MARK)
        if not isinstance(meta, dict):
            raise LibraryError(
                f"{cluster.name} is not Lateral's and is left as it is; name another one as opensearch.index"
            )
        if current is not None and meta.get("format") != current:
            raise LibraryError(
                f"{cluster.name} has the format {meta.get('format')} of another version of Lateral;"
                f" this one reads and writes {current}"
            )
        return meta
    raise LibraryError(f"{cluster.name} did not describe itself: is it OpenSearch?")


def document_id(article_id: str) -> str:
    """Return the id of the document of an article: the article's own, unless that is too long for one."""
    packed = article_id.encode("utf-8", "replace")
    if len(packed) <= _LONGEST_ID:
        return article_id
    return "sha256:" + hashlib.sha256(packed).hexdigest()


def to_document(article: Article) -> dict[str, Any]:
    """Return what is sent for an article: what is stored of it, and the words that find it."""
    stored = {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "text": article.text,
        "published": iso(article.published) if article.published else None,
        "url": article.url,
        "language": article.language,
        "topic": article.topic,
        "authors": list(article.authors) or None,
        "origin": article.origin or None,
    }
    title, body = folded(article.title), folded(article.text)
    in_title, in_body = set(title), set(body)
    searched = {
        "source_words": " ".join(folded(article.source)),
        "month": month(article.published) if article.published else None,
        "title_stems": " ".join(map(stem, title)),
        "body_stems": " ".join(map(stem, body)),
        "title_forms": " ".join(sorted(in_title)),
        "forms": " ".join(sorted(in_title | in_body)),
        "names": " ".join(sorted({key for form in in_title | in_body if (key := spelling(form)) != form})),
    }
    return {key: value for key, value in (stored | searched).items() if value is not None}


def to_article(stored: Mapping[str, Any]) -> Article:
    """Return the article of a stored document. Raises LibraryError for what cannot be one."""
    try:
        return Article(
            id=str(stored["id"]),
            source=str(stored["source"]),
            title=str(stored.get("title", "")),
            text=str(stored.get("text", "")),
            published=moment(stored.get("published")),
            url=stored.get("url"),
            language=stored.get("language"),
            topic=stored.get("topic"),
            authors=tuple(map(str, stored.get("authors") or ())),
            origin=str(stored.get("origin") or ""),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise LibraryError(f"the archive holds something that is no article: {error}") from error


def iso(published: datetime) -> str:
    """Return a moment as the archive writes it: ISO 8601 in UTC."""
    return published.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def month(published: datetime) -> str:
    """Return the month as it is counted: "2024-08"."""
    moment_ = published.astimezone(UTC)
    return f"{moment_.year:04}-{moment_.month:02}"


def moment(text: object) -> datetime | None:
    """Return the moment that :func:`iso` wrote. Raises ValueError."""
    return None if text is None else datetime.fromisoformat(str(text)).astimezone(UTC)


# Words


def folded(text: str) -> list[str]:
    """Return the words of ``text``, folded, each at its place; scripts without spaces as single characters.

    A pair of characters is found as the two beside each other.
    """
    return [
        word[:_LONGEST_WORD]
        for raw in RAW_TOKEN.findall(text)
        for word, start, end in pieces(raw)
        if end - start != 2 or not is_unspaced(word)
    ]


def stems(text: str) -> list[str]:
    """Return the stems of the words of ``text``, each at its place."""
    return [stem(word) for word in folded(text)]


@lru_cache(maxsize=1 << 17)
def spelling(form: str) -> str:
    """Return the key that the spellings of a name share; an ordinary word is its own."""
    from index.spelling import name_key

    return "".join(name_key(form).split()) or form


def beginning(text: str) -> str:
    """Return the folded beginning of a word."""
    return fold(text)[:_LONGEST_WORD]
