"""The list of topics as it was made last, kept in a file beside the index: thousands open at once.

Plain JSON in which nothing chooses a class. A file that is damaged, or was made of other places or other
corrections, is as good as none: the list is made anew.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from index.topics import Story, Topic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Raised whenever the list is made or written otherwise.
FORMAT: Final = 1


def kept(path: Path, version: str) -> list[Topic] | None:
    """Return the topics kept at ``path`` if they were made of the same ``version``, else None."""
    with suppress(OSError, ValueError, TypeError, KeyError, IndexError):
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        if data["format"] == FORMAT and data["version"] == version:
            return [_thaw(one) for one in data["topics"]]
    return None


def keep(path: Path, version: str, topics: Sequence[Topic]) -> None:
    """Keep ``topics``; where that cannot be done (a full disk), they are made anew the next time."""
    from index.files import write_atomically

    data = {"format": FORMAT, "version": version, "topics": [_freeze(topic) for topic in topics]}
    with suppress(OSError):
        write_atomically(path, json.dumps(data, separators=(",", ":")))


def _freeze(topic: Topic) -> list[Any]:
    stories = [[story.id, story.label, story.article_ids] for story in topic.stories]
    span = [moment.isoformat() if moment else None for moment in (topic.first, topic.last)]
    return [topic.id, topic.label, topic.terms, *span, topic.sources, topic.article_ids, stories, topic.days]


def _thaw(data: list[Any]) -> Topic:
    name, label, terms, first, last, sources, article_ids, stories, days = data
    return Topic(
        name,
        label,
        tuple(terms),
        datetime.fromisoformat(first) if first else None,
        datetime.fromisoformat(last) if last else None,
        tuple(sources),
        tuple(article_ids),
        tuple(Story(story, headline, tuple(told)) for story, headline, told in stories),
        tuple(days),
    )
