"""What each command does: one function a command, named like it, from parsed options to an exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal

from index.article import Article, date_text
from index.library import Library, article_in_file
from index.records import LibraryError
from index.settings import Settings, load
from tui.widgets.safe import one_line, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.intake.outcomes import Outcome
    from index.progress import Refresh, Step
    from index.topics import Topic

__all__ = [
    "add",
    "compare",
    "completion",
    "fetch",
    "index",
    "read",
    "search",
    "serve",
    "show",
    "sources",
    "topics",
]

#: Controls and marks of direction: what a terminal might obey, and JSON leaves as it is.
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

#: What an output file's ending says of its format, where no --format does.
_FORMATS: Mapping[str, Literal["markdown", "html", "json"]] = {
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "markdown",
    ".md": "markdown",
}

#: Text is wrapped to the terminal, but never wider than is pleasant to read.
WIDEST = 88


def read(options: Namespace) -> int:
    """Open the reader."""
    settings = _settings(options)
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(
            "lateral: the reader needs a terminal; see lateral --help for commands that do not",
            file=sys.stderr,
        )
        return 1
    from tui.app import LateralApp
    from tui.keys import checked_keymap
    from tui.leaving import crashes_logged

    for problem in checked_keymap(settings.keys)[1]:
        # The binding's name stands in quotation marks in each of these sentences.
        named = next((name for name in settings.keys if repr(name) in problem), None)
        raise LibraryError(f"{settings.places.get(f'keys.{named}', 'keys')}: {problem}")
    corpus = getattr(options, "corpus", None)
    app = LateralApp(
        lambda: Library.open(corpus, settings, refresh=False, apart=True),
        theme=settings.reader.theme,
        measure=settings.reader.measure,
        keys=settings.keys,
    )
    try:
        with crashes_logged(app):
            app.run()
    finally:
        if app.library is not None:
            app.library.close()
    return app.return_code or 0


def serve(options: Namespace) -> int:
    """Let browsers use the reader, until interrupted."""
    from tui.serving import serve as serve_reader

    _settings(options)  # a mistake in them is said here, not in a browser
    chosen = [
        part
        for name in ("config", "corpus")
        if (value := getattr(options, name, None))
        for part in (f"--{name}", str(value))
    ]
    serve_reader(chosen, options.host, options.port)
    return 0


def completion(options: Namespace) -> int:
    """Print what makes a shell complete the command line."""
    import shtab

    from tui.cli import parser

    print(shtab.complete(parser(), shell=options.shell))
    return 0


def search(options: Namespace) -> int:
    """Print what a query finds."""
    with _library(options) as library:
        limit = options.limit or library.settings.search.limit
        page = library.search(" ".join(options.query), limit=limit, sort=options.sort)
    if options.json:
        _print_json(
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
            print(_filled(one_line(result.snippet.text), "    "))
    if page.notice:
        _say(page.notice)
    if page.suggestion and not page.notice:
        _say(f"did you mean: {page.suggestion}")
    _say(f"{len(page.results)} of {page.total} articles in {page.took_ms:.0f} ms")
    return 0


def show(options: Namespace) -> int:
    """Print one article."""
    with _library(options) as library:
        article = library.article(options.id)
        topic = library.topic_of(article.id)
    if options.json:
        _print_json(
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
    print(_filled(one_line(article.title) or "(no headline)"))
    name = article.topic or (topic.label if topic else None)
    about = (article.source, date_text(article.published) or "undated", *article.authors)
    print(_filled(one_line(" - ".join(about))))
    for line in (f"topic: {name}" if name else None, article.url):
        if line:
            print(one_line(line))
    for paragraph in article.paragraphs:
        print()
        print(_filled(visible(paragraph)))
    return 0


def compare(options: Namespace) -> int:
    """Put two accounts side by side."""
    from index.compare import compare as compare_articles
    from index.compare.report import render

    with _library(options) as library:
        level = library.settings.compare.strictness if options.strictness is None else options.strictness
        comparison = compare_articles(_account(library, options.a), _account(library, options.b), level)
    format_ = options.format or _FORMATS.get(options.output.suffix.lower() if options.output else "", "text")
    text = render(comparison, format_, width=_width())
    if options.output is None:
        sys.stdout.write(text)
    else:
        from index.files import write_atomically

        try:
            write_atomically(options.output, text)
        except OSError as error:
            raise LibraryError(f"{options.output}: {error.strerror or error}") from error
        _say(f"written to {options.output}")
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


def topics(options: Namespace) -> int:
    """List the topics, show the sheet of one, or correct them."""
    with _library(options) as library:
        if options.join or options.split or options.rename:
            return _correct(library, options)
        if options.id is not None:
            return _sheet(library, options)
        found = library.topics()
        if options.without is not None:
            found = _blind_spots(library, options.without)
    if options.json:
        _print_json([_topic_json(topic) for topic in found])
        return 0
    for topic in found:
        print(f"{one_line(topic.label)}  [{topic.id}]")
        counted = f"{_count(len(topic.article_ids), 'article')}, {_count(len(topic.sources), 'source')}"
        print(f"    {counted}, {_span(topic)}: {one_line('; '.join(topic.sources))}")
        for story in topic.stories if len(topic.stories) > 1 else ():
            print(f"    - {one_line(story.label)} ({len(story.article_ids)}): {' '.join(story.article_ids)}")
        if len(topic.stories) == 1:
            print(f"    {' '.join(topic.article_ids)}")
    _say(_count(len(found), "topic"))
    return 0


def _blind_spots(library: Library, source: str) -> list[Topic]:
    """The topics that two or more other sources carry and ``source`` does not."""
    names = {known.name.casefold(): known.name for known in library.sources()}
    name = names.get(source.casefold())
    if name is None:
        raise LibraryError(f"no source is called {source!r}; lateral sources lists them")
    return [topic for topic in library.topics() if name not in topic.sources and len(topic.sources) > 1]


def _correct(library: Library, options: Namespace) -> int:
    """Carry out one correction; the id of the topic that it led to is the answer."""
    if options.split:
        library.split_topic(options.split)
        _say(f"{options.split} stands by itself from now on")
        return 0
    topic = library.join_topics(*options.join) if options.join else library.rename_topic(*options.rename)
    print(f"{one_line(topic.id)}  {one_line(topic.label)}")
    return 0


def _sheet(library: Library, options: Namespace) -> int:
    """Print all that the sources of a topic state, beside each other."""
    from index.sheet_export import as_json, render

    sheet = library.sheet(options.id)
    if options.json:
        _print_json(as_json(sheet))
    else:
        sys.stdout.write(render(sheet, options.format, _width()))
    return 0


def _topic_json(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "label": topic.label,
        "terms": list(topic.terms),
        "first": date_text(topic.first),
        "last": date_text(topic.last),
        "sources": list(topic.sources),
        "articles": list(topic.article_ids),
        "stories": [
            {"id": story.id, "label": story.label, "articles": list(story.article_ids)}
            for story in topic.stories
        ],
    }


def _span(topic: Topic) -> str:
    first, last = date_text(topic.first), date_text(topic.last)
    if first is None or last is None:
        return "undated"
    return first[:10] if first[:10] == last[:10] else f"{first[:10]} to {last[:10]}"


def sources(options: Namespace) -> int:
    """List the sources."""
    with _library(options) as library:
        found = library.sources()
    if options.json:
        _print_json(
            [
                {
                    "name": source.name,
                    "articles": source.articles,
                    "first": date_text(source.first),
                    "last": date_text(source.last),
                }
                for source in found
            ]
        )
        return 0
    widest = max((len(str(source.articles)) for source in found), default=1)
    for source in found:
        print(f"{source.articles:{widest}}  {one_line(source.name)}")
    return 0


def index(options: Namespace) -> int:
    """Bring the index up to date, or verify it."""
    with Library.open(getattr(options, "corpus", None), _settings(options), refresh=False) as library:
        if options.check:
            library.check()
            _say(f"the index is sound: {_count(library.count(), 'article')}")
            return 0
        started = time.perf_counter()
        report = library.refresh(_progress(), rebuild=options.rebuild)
        took = time.perf_counter() - started
        _report(report)
        _say(
            f"{_count(library.count(), 'article')}: {report.added} added, {report.changed} changed,"
            f" {report.removed} removed, {_count(len(report.problems), 'problem')} ({took:.1f} s)"
        )
    return 0


def add(options: Namespace) -> int:
    """Bring articles in, and say what became of each item."""
    from index.intake.add import add as bring_in

    corpus = _own_corpus(options)
    try:
        outcomes = bring_in(
            options.item,
            corpus,
            source=options.source,
            published=options.published,
            topic=options.topic,
            stdin=sys.stdin.buffer,
            on_outcome=_tell_outcome,
        )
    except ValueError as error:
        raise LibraryError(str(error)) from error
    return _sum_up(outcomes)


def fetch(options: Namespace) -> int:
    """Bring in what is new in the feeds of the settings."""
    from index.intake.fetch import Progress, fetch_feeds

    settings = _settings(options)
    if not settings.feeds:
        raise LibraryError("no feeds to fetch: name some under feeds: in your config.yaml")

    def tell(progress: Progress) -> None:
        latest = progress.latest
        name = latest.feed.name or latest.feed.url
        told = f": {latest.message}" if latest.message else ""
        _say(f"{progress.done} of {progress.total}: {name}: {latest.status}{told}")
        for outcome in latest.outcomes:
            if outcome.status != "skipped":
                _tell_outcome(outcome)

    feeds = fetch_feeds(settings.feeds, _own_corpus(options), on_progress=tell)
    status = _sum_up([outcome for feed in feeds for outcome in feed.outcomes])
    return 1 if any(feed.status == "failed" for feed in feeds) else status


def _own_corpus(options: Namespace) -> Path:
    """The folder that new articles go to: the user's, never the samples that came with the program."""
    from index.settings import shipped

    corpus: Path = getattr(options, "corpus", None) or _settings(options).corpus
    if corpus.resolve() == shipped("corpus").resolve():
        raise LibraryError(
            "new articles need a folder of your own: name it with --corpus, or as corpus: in your config.yaml"
        )
    return corpus


def _tell_outcome(outcome: Outcome) -> None:
    """One line for each item: what is in the corpus now goes to standard output, the rest is talk."""
    if outcome.status in {"kept", "corrected"}:
        print(f"{outcome.status}  {one_line(outcome.article_id or '')}  {one_line(str(outcome.kept or ''))}")
    else:
        _say(one_line(f"{outcome.item}: {outcome.status}: {outcome.reason}"))


def _sum_up(outcomes: Sequence[Outcome]) -> int:
    """Say how many items became what; the status is 1 where something failed."""
    counts = Counter(outcome.status for outcome in outcomes)
    _say(", ".join(f"{counts[status]} {status}" for status in ("kept", "corrected", "skipped", "failed")))
    return 1 if counts["failed"] else 0


def _settings(options: Namespace) -> Settings:
    return load(getattr(options, "config", None))


def _library(options: Namespace) -> Library:
    """Open the library, up to date; what could not be read is told on standard error."""
    library = Library.open(getattr(options, "corpus", None), _settings(options), refresh=False)
    try:
        _report(library.refresh(_progress()))
    except BaseException:
        library.close()
        raise
    return library


def _report(report: Refresh) -> None:
    for notice in report.notices:
        _say(notice)
    for problem in report.problems:
        _say(one_line(f"{problem.place}: {problem.reason}"))


def _progress() -> Any:
    """Tell of long work on a terminal: one line that is written over, at most ten times a second."""
    if not sys.stderr.isatty():
        return None
    last = 0.0

    def tell(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        finished = step.total is not None and step.done >= step.total
        if now - last < 0.1 and not finished:
            return
        last = now
        of = f" of {step.total}" if step.total is not None else ""
        end = "\r\x1b[K" if finished else ""
        sys.stderr.write(f"\r\x1b[K{step.phase} {step.done}{of}{end}")
        sys.stderr.flush()

    return tell


def _say(line: str) -> None:
    print(f"lateral: {visible(line)}", file=sys.stderr)


def _print_json(value: Any) -> None:
    # Escaped where a terminal might obey; a JSON reader sees the characters all the same.
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.write(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _width() -> int:
    return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)


def _filled(text: str, indent: str = "") -> str:
    return textwrap.fill(text, _width(), initial_indent=indent, subsequent_indent=indent) or indent
