"""From an article and its highlights to what the panes show; runs in a worker thread, so no widgets here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.dates import full_date
from tui.linking import Link, is_safe, links_in
from tui.widgets.lines import Document
from tui.widgets.safe import one_line, visible
from tui.widgets.wrapping import Span

if TYPE_CHECKING:
    from index.article import Article
    from index.library import Highlights

# A line break inside a paragraph is only where the file was folded, unless an item of a list begins after it.
_SOFT_BREAK = re.compile(r"(?<=\S)([ \t]?)\n(?=[^\s])(?![-*•–>]\s|\d{1,2}[.)]\s)")


# A paragraph of a few words that does not end as a sentence does is a heading, if text follows it.
_HEADING = re.compile(r"(?<=\n\n)(?=\S)[^\n]{2,70}(?<![.!?…:;,)\]”\"’'»])(?=\n\n+\S)")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article made ready for the screen.

    Attributes:
        article_id: Which article it is.
        source, title, topic: One line each, harmless to a terminal.
        date: In full, or "undated".
        title_hits: Spans of found words in ``title``.
        document: Authors, address and body.
        hits: Spans of found words in the document's text, in reading order.
        links: Addresses in the document's text, in reading order.
        url: Where the article was published, if that is an address that can be opened.
    """

    article_id: str
    source: str
    title: str
    topic: str
    date: str
    title_hits: tuple[Span, ...]
    document: Document
    hits: tuple[Span, ...]
    links: tuple[Link, ...] = ()
    url: str | None = None


def reading(article: Article, highlights: Highlights | None, topic: str | None = None) -> Reading:
    """Prepare ``article`` for reading; ``topic`` is used where the article itself names none."""
    lines = []
    if article.authors:
        lines.append("By " + ", ".join(one_line(name) for name in article.authors))
    if article.url:
        lines.append(one_line(article.url))
    head = "\n".join(lines) + "\n\n" if lines else ""
    body = visible(_SOFT_BREAK.sub(r"\1 ", article.text)) if article.text.strip() else ""
    if not body:
        body = "This article has no text. Its file may be cut short or be only a headline."
    shift = len(head)
    found = highlights.text if highlights is not None and article.text.strip() else ()
    hits = tuple(Span(start + shift, end + shift, "hit") for start, end in found)
    looks = [Span(match.start() + shift, match.end() + shift, "heading") for match in _HEADING.finditer(body)]
    if head:
        looks.append(Span(0, shift, "quiet"))
    links = tuple(links_in(head + body))
    looks += [Span(link.start, link.end, "link") for link in links]
    return Reading(
        article_id=article.id,
        source=one_line(article.source),
        title=one_line(article.title) or "(untitled)",
        topic=one_line(article.topic or topic or ""),
        date=full_date(article.published),
        title_hits=tuple(Span(start, end, "hit") for start, end in highlights.title)
        if highlights is not None and article.title
        else (),
        document=Document(head + body, tuple(sorted((*looks, *hits)))),
        hits=hits,
        links=links,
        url=article.url if article.url and is_safe(article.url) else None,
    )
