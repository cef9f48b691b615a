"""Commands that read: search, show, compare."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from index.article import Article, date_text
from index.library import Library, article_in_file
from index.records import LibraryError
from tui.commands.saying import filled, open_library, print_json, say, width
from tui.widgets.safe import one_line, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping

#: What an output file's ending says of its format, where no --format does.
_FORMATS: Mapping[str, Literal["markdown", "html", "json"]] = {
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "markdown",
    ".md": "markdown",
}


def search(options: Namespace) -> int:
    """Print what a query finds."""
    with open_library(options) as library:
        limit = options.limit or library.settings.search.limit
        page = library.search(" ".join(options.query), limit=limit, sort=options.sort)
    if options.json:
        print_json(
            {
                "query": page.query,
                "total": page.total,
                "took_ms": page.took_ms,
                "suggestion": page.suggestion,
                "notice": page.notice,
                "results": [
                    {
                        "id": result.article_id,
                        "source": result.source,
                        "title": result.title,
                        "published": date_text(result.published),
                        "url": result.url,
                        "topic": result.topic,
                        "score": round(result.score, 6),
                        "snippet": result.snippet.text,
                    }
                    for result in page.results
                ],
            }
        )
        return 0
    for result in page.results:
        dated = date_text(result.published) or "undated"
        print(f"{one_line(result.article_id)}  {dated}  {one_line(result.source)}")
        print(f"    {one_line(result.title)}")
        if result.snippet.text:
            print(filled(one_line(result.snippet.text), "    "))
    if page.notice:
        say(page.notice)
    if page.suggestion and not page.notice:
        say(f"did you mean: {page.suggestion}")
    say(f"{len(page.results)} of {page.total} articles in {page.took_ms:.0f} ms")
    return 0


def show(options: Namespace) -> int:
    """Print one article."""
    with open_library(options) as library:
        article = library.article(options.id)
        topic = library.topic_of(article.id)
    if options.json:
        print_json(
            {
                "id": article.id,
                "source": article.source,
                "title": article.title,
                "published": date_text(article.published),
                "url": article.url,
                "topic": article.topic or (topic.label if topic else None),
                "language": article.language,
                "authors": list(article.authors),
                "text": article.text,
                "origin": article.origin,
            }
        )
        return 0
    print(filled(one_line(article.title) or "(no headline)"))
    name = article.topic or (topic.label if topic else None)
    about = (article.source, date_text(article.published) or "undated", *article.authors)
    print(filled(one_line(" - ".join(about))))
    for line in (f"topic: {name}" if name else None, article.url):
        if line:
            print(one_line(line))
    for paragraph in article.paragraphs:
        print()
        print(filled(visible(paragraph)))
    return 0


def compare(options: Namespace) -> int:
    """Put two accounts side by side."""
    from index.compare import compare as compare_articles
    from index.compare.report import render

    with open_library(options) as library:
        level = library.settings.compare.strictness if options.strictness is None else options.strictness
        comparison = compare_articles(_account(library, options.a), _account(library, options.b), level)
    format_ = options.format or _FORMATS.get(options.output.suffix.lower() if options.output else "", "text")
    text = render(comparison, format_, width=width())
    if options.output is None:
        sys.stdout.write(text)
    else:
        from index.files import write_atomically

        try:
            write_atomically(options.output, text)
        except OSError as error:
            raise LibraryError(f"{options.output}: {error.strerror or error}") from error
        say(f"written to {options.output}")
    return 0


def _account(library: Library, name: str) -> Article:
    """The article with the id ``name``; failing that, the first one in the file ``name``."""
    from pathlib import Path

    from index.records import UnknownArticleError

    try:
        return library.article(name)
    except UnknownArticleError:
        path = Path(name)
        if not path.is_file():
            raise
    return article_in_file(path)
