"""What a comparison needs to know of an article, extracted once and cached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 (its type is looked up when facts are read back)
from typing import TYPE_CHECKING, Any

from index.compare.codec import decode, encode
from index.compare.dates import DateMention, dates
from index.compare.figures import Figure, figures
from index.compare.names import Name, names, referents
from index.compare.quotations import Quotation, quotations
from index.compare.sentences import Sentence, sentences
from index.garbage import uncollected

if TYPE_CHECKING:
    from index.article import Article

#: Raised whenever an extractor changes what it finds: facts cached under another number are extracted anew.
VERSION = 7


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """An article as the comparison sees it. Every record points at a sentence and at its exact characters.

    Attributes:
        id: The article's id.
        source: The outlet.
        title: The headline; it is not among the sentences.
        published: As in the article.
        url: As in the article.
        sentences: The body in reading order.
        figures: Numbers with what they count.
        dates: Mentions of dates, resolved against ``published`` where possible.
        names: People, places and organisations with all their mentions.
        quotations: What stands in quotation marks, with the speaker where clear.
        referents: For each sentence the canonical names that pronouns and short forms in it refer to.
    """

    id: str
    source: str
    title: str
    published: datetime | None
    url: str | None
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quotation, ...]
    referents: tuple[frozenset[str], ...]


@uncollected
def extract(article: Article) -> ArticleFacts:
    """Extract everything that a comparison needs from ``article``. Linear in its length; never raises."""
    found = sentences(article)
    known = names(found)
    return ArticleFacts(
        id=article.id,
        source=article.source,
        title=article.title,
        published=article.published,
        url=article.url,
        sentences=found,
        figures=figures(found),
        dates=dates(found, article.published),
        names=known,
        quotations=quotations(found, known),
        referents=referents(found, known),
    )


def to_json(facts: ArticleFacts) -> Any:
    """Return ``facts`` as plain JSON values that :func:`from_json` reads back; it bears ``VERSION``."""
    return {"version": VERSION, "facts": encode(facts)}


def from_json(data: Any) -> ArticleFacts:
    """Return the facts that :func:`to_json` wrote. Raises ValueError for another version or anything else."""
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError("facts of another version")
    return decode(ArticleFacts, data["facts"])
