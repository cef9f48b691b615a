"""From a feed's entry to an article: which text it has, and whether that is the whole one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.article import Article
from index.formats.clean import one_line
from index.intake.likeness import contained, short_key, slug
from index.intake.markup import paragraphs_of_html
from index.intake.urls import absolute, host_of, url_key

if TYPE_CHECKING:
    from index.intake.feeds import Entry, FeedDocument
    from index.intake.pages import PageArticle
    from index.settings import Feed

_TEASER_WORDS = 180  # a text with fewer words, or an ellipsis at its end, is a teaser
_CUT_SHORT = re.compile(
    r"(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.|\b(?:continue reading|read more|read the full \w+)\b\W*)\s*$",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(
    r"^(?:the post .{1,300} (?:first )?appeared (?:first )?on .{1,200}"
    r"|(?:continue reading|read more|read the full \w+)\b.{0,200}|comments)\W*$",
    re.IGNORECASE,
)


def source_name(feed: Feed, document: FeedDocument) -> str:
    """Return the name of the source: the settings' own, else the feed's title, else its host."""
    return one_line(feed.name or "", 120) or one_line(document.title, 120) or host_of(feed.url)


def entry_key(entry: Entry) -> str:
    """Return what tells an entry from the others of its feed."""
    return entry.id or (url_key(entry.link) if entry.link else "") or entry.title


def shared_addresses(document: FeedDocument, base: str) -> frozenset[str]:
    """Return the addresses (as :func:`url_key` makes them) that several entries of a feed link to.

    Live pages and changelogs do so: there the address does not tell one entry from another.
    """
    links = (absolute(entry.link, base) for entry in document.entries)
    counts = Counter(url_key(link) for link in links if link)
    return frozenset(address for address, count in counts.items() if count > 1)


def entry_said(entry: Entry) -> str:
    """Return a hash of what an entry says; while it stays the same, nothing has to be loaded or compared."""
    told = "\x00".join([entry.title, entry.link or "", entry.summary, entry.content, str(entry.published)])
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def entry_article(entry: Entry, source: str, base: str, shared: frozenset[str] = frozenset()) -> Article:
    """Return the article as the feed itself tells it; its ``text`` may be empty.

    Its ``id`` is empty too, to be made from its address, unless that address is not its own.

    Args:
        entry: Of a feed.
        source: The name of the source.
        base: The feed's address, which relative links count from.
        shared: Addresses that several entries link to.
    """
    url = absolute(entry.link, base)
    own_id = ""
    if url and url_key(url) in shared:
        told = "\n".join([url_key(base), entry.id or url, "" if entry.id else entry.title])
        own_id = f"{slug(source)}-{short_key(told)}"
    content, summary = text_of(entry.content), text_of(entry.summary)
    text = content if len(content) >= len(summary) else summary
    # A standfirst that the body does not repeat is the article's first paragraph.
    apart = content and 0 < len(summary) < len(content) and not _CUT_SHORT.search(summary)
    if apart and contained(summary, content) < 0.5:
        text = f"{summary}\n\n{content}"
    return Article(
        id=own_id,
        source=source,
        title=entry.title,
        text=text,
        published=entry.published,
        url=url,
        language=entry.language,
        authors=entry.authors,
    )


def is_teaser(article: Article) -> bool:
    """Whether a feed's text is likely not the whole article."""
    return len(article.text.split()) < _TEASER_WORDS or _CUT_SHORT.search(article.text[-200:]) is not None


def with_page(article: Article, page: PageArticle) -> Article:
    """Return the article with the whole text of its page; what the feed said of it stays."""
    if len(page.text) <= len(article.text):
        return article
    return Article(
        id=article.id,
        source=article.source,
        title=article.title or page.title,
        text=page.text,
        published=article.published or page.published,
        url=page.url or article.url,  # a feed may link through a counter that redirects
        language=article.language or page.language,
        topic=article.topic,
        authors=article.authors or page.authors,
    )


def text_of(html: str) -> str:
    """Return the text of an entry's HTML without what blog software adds at its end."""
    paragraphs = paragraphs_of_html(html).split("\n\n")
    while len(paragraphs) > 1 and _POSTSCRIPT.match(paragraphs[-1]):
        paragraphs.pop()
    return "\n\n".join(paragraphs)
