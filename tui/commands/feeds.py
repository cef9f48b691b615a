"""The command about feeds: how they are doing, and lists of them from and for other readers."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.article import date_text
from index.records import LibraryError
from tui.commands.saying import count, print_json, say, settings_of
from tui.widgets.safe import one_line, visible

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from index.intake.subscriptions import Subscription
    from index.settings import Feed


def feeds(options: Namespace) -> int:
    """List the feeds of the settings, or those of another reader's list."""
    from index.intake.opml import opml_export
    from index.intake.subscriptions import settings_export, subscriptions

    settings = settings_of(options)
    found = settings.feeds if options.list is None else _listed(options.list)
    if options.opml:
        sys.stdout.write(opml_export(found))
    elif options.yaml:
        sys.stdout.write(visible(settings_export(found)))
    else:
        listed = subscriptions(found, getattr(options, "corpus", None) or settings.corpus)
        if options.json:
            print_json([_as_json(one) for one in listed])
        for one in () if options.json else listed:
            _print(one)
    if not found and options.list is None:
        say("no feeds: name some under feeds: in your config.yaml")
    else:
        say(count(len(found), "feed"))
    return 0


def _listed(name: str) -> Sequence[Feed]:
    from index.intake.opml import LARGEST_LIST
    from index.intake.subscriptions import ListError, parse_feed_list

    if name == "-":
        data = sys.stdin.buffer.read(LARGEST_LIST + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST_LIST + 1)
    try:
        listed = parse_feed_list(data)
    except ListError as error:
        raise LibraryError(f"{name}: {error}") from error
    for reason in listed.skipped:
        say(one_line(reason))
    return listed.feeds


def _print(one: Subscription) -> None:
    name = f"{one.feed.name}  " if one.feed.name else ""
    print(one_line(f"{name}{one.feed.url}"))
    if one.feed.tags:
        print(one_line(f"    tags: {', '.join(one.feed.tags)}"))
    result = one.result
    if result is None:
        print("    never fetched")
        return
    kept = f"{count(one.kept, 'article')} kept"
    if result.fetched is not None:
        new = f", {result.new} new" if result.failing is None else ""
        print(f"    last fetched {_moment(result.fetched)}{new}; {kept}")
    if result.failing is not None:
        print(one_line(f"    failing since {_moment(result.failing)}: {result.told}"))
    elif result.told:
        print(one_line(f"    {result.told}"))


def _as_json(one: Subscription) -> dict[str, Any]:
    feed, result = one.feed, one.result
    return {
        "url": feed.url,
        "name": feed.name,
        "tags": list(feed.tags),
        "full_text": feed.full_text,
        "keep": {"days": feed.keep.days, "count": feed.keep.count},
        "asked": _moment(result.asked) if result else None,
        "fetched": _moment(result.fetched) if result and result.fetched is not None else None,
        "new": result.new if result else 0,
        "failing_since": _moment(result.failing) if result and result.failing is not None else None,
        "message": result.told if result else "",
        "kept": one.kept,
    }


def _moment(seconds: float) -> str:
    return date_text(datetime.fromtimestamp(int(seconds), UTC)) or ""
