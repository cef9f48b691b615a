"""Commands about topics and sources."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from index.article import date_text
from tui.commands.saying import count, open_library, print_json, say, width
from tui.widgets.safe import one_line

if TYPE_CHECKING:
    from argparse import Namespace

    from index.library import Library
    from index.topics import Topic


def topics(options: Namespace) -> int:
    """List the topics, show the sheet of one, or correct them."""
    with open_library(options) as library:
        if options.join or options.split or options.rename or options.undo:
            return _correct(library, options)
        if options.why:
            print(one_line(library.review.why(*(library.article(one).id for one in options.why))))
            return 0
        if options.id is not None:
            return _sheet(library, options)
        found = _listed(library, options)
    if options.json:
        print_json([_topic_json(topic) for topic in found])
        return 0
    for topic in found:
        print(f"{one_line(topic.label)}  [{topic.id}]")
        counted = f"{count(len(topic.article_ids), 'article')}, {count(len(topic.sources), 'source')}"
        print(f"    {counted}, {_span(topic)}: {one_line('; '.join(topic.sources))}")
        for story in topic.stories if len(topic.stories) > 1 else ():
            print(f"    - {one_line(story.label)} ({len(story.article_ids)}): {' '.join(story.article_ids)}")
        if len(topic.stories) == 1:
            print(f"    {' '.join(topic.article_ids)}")
    say(count(len(found), "topic"))
    return 0


def _listed(library: Library, options: Namespace) -> list[Topic]:
    """All topics, or those that one source does not carry, or what one source alone tells."""
    if options.without is not None:
        return library.review.without(options.without)
    return library.topics() if options.only is None else library.review.only(options.only)


def _correct(library: Library, options: Namespace) -> int:
    """Carry out one correction; the id of the topic that it led to is the answer."""
    if options.split:
        library.review.split(options.split)
        say(f"{options.split} stands by itself from now on")
        return 0
    if options.undo:
        say(f"taken back: {one_line(library.review.undo())}")
        return 0
    topic = library.review.join(*options.join) if options.join else library.review.rename(*options.rename)
    print(f"{one_line(topic.id)}  {one_line(topic.label)}")
    return 0


def _sheet(library: Library, options: Namespace) -> int:
    """Print all that the sources of a topic state, beside each other."""
    from index.sheet_export import as_json, render

    sheet = library.sheet(options.id)
    if options.json:
        print_json(as_json(sheet))
    else:
        sys.stdout.write(render(sheet, options.format, width()))
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
    with open_library(options) as library:
        found = library.sources()
    if options.json:
        print_json(
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
