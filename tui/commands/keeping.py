"""Commands that bring articles in and keep the library in order."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from index.library import Library
from index.records import LibraryError
from tui.commands.saying import count, progress, say, settings_of, stopping, tell_report
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from pathlib import Path

    from index.intake.outcomes import Outcome


def index(options: Namespace) -> int:
    """Bring the index up to date, or verify it."""
    with Library.open(getattr(options, "corpus", None), settings_of(options), refresh=False) as library:
        if options.check:
            library.check()
            say(f"the index is sound: {count(library.count(), 'article')}")
            return 0
        started = time.perf_counter()
        with stopping() as stopped:
            report = library.refresh(progress(), rebuild=options.rebuild, cancelled=stopped)
            if stopped():
                sys.stderr.write("\n" if sys.stderr.isatty() else "")
                say("stopped; lateral index goes on from there")
                return 130
        took = time.perf_counter() - started
        tell_report(report)
        say(
            f"{count(library.count(), 'article')}: {report.added} added, {report.changed} changed,"
            f" {report.removed} removed, {count(len(report.problems), 'problem')} ({took:.1f} s)"
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
            on_step=progress(),
            on_notice=say,
        )
    except ValueError as error:
        raise LibraryError(str(error)) from error
    return _sum_up(outcomes)


def fetch(options: Namespace) -> int:
    """Bring in what is new in the feeds of the settings, and let go what their rules let go."""
    from index.intake.fetch import FetchEvent, Notice, Progress, fetch_feeds
    from index.intake.retention import held_by
    from index.intake.subscriptions import why_not
    from index.progress import Step
    from index.state import State

    settings = settings_of(options)
    corpus = getattr(options, "corpus", None) or settings.corpus
    if reason := why_not(settings.feeds, corpus):
        raise LibraryError(reason)
    on_step = progress()

    def tell(event: FetchEvent) -> None:
        match event:
            case Step() if on_step is not None:
                on_step(event)
            case Notice(text):
                say(text)
            case Progress(done, total, latest):
                name = latest.feed.name or latest.feed.url
                told = f": {latest.message}" if latest.message else ""
                say(f"{done} of {total}: {name}: {latest.status}{told}")
                for outcome in latest.outcomes:
                    if outcome.status != "skipped":
                        _tell_outcome(outcome)

    state = State()
    try:
        feeds = fetch_feeds(settings.feeds, corpus, held=lambda: held_by(state), on_event=tell)
    finally:
        state.close()
    status = _sum_up([outcome for feed in feeds for outcome in feed.outcomes])
    return 1 if any(feed.status == "failed" for feed in feeds) else status


def _own_corpus(options: Namespace) -> Path:
    """The folder that new articles go to: the user's, never the samples that came with the program."""
    from index.intake.subscriptions import why_not_into

    corpus: Path = getattr(options, "corpus", None) or settings_of(options).corpus
    if reason := why_not_into(corpus):
        raise LibraryError(reason)
    return corpus


def _tell_outcome(outcome: Outcome) -> None:
    """One line for each item: what is in the corpus now goes to standard output, the rest is talk."""
    in_corpus = outcome.status in {"kept", "corrected"}
    if in_corpus:
        print(f"{outcome.status}  {one_line(outcome.article_id or '')}  {one_line(str(outcome.kept or ''))}")
    if not in_corpus or (outcome.status == "kept" and outcome.reason):
        say(one_line(f"{outcome.item}: {outcome.status}: {outcome.reason}"))


def _sum_up(outcomes: Sequence[Outcome]) -> int:
    """Say how many items became what; the status is 1 where something failed."""
    counts = Counter(outcome.status for outcome in outcomes)
    told = [f"{counts[status]} {status}" for status in ("kept", "corrected", "skipped", "failed")]
    say(", ".join([*told, f"{counts['removed']} removed"] if counts["removed"] else told))
    return 1 if counts["failed"] else 0
