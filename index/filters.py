"""Filters that no engine knows: ``topic:`` and ``is:`` become the articles that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.query import Among, And, Marked, Not, Or, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from index.query import Query
    from index.state import State
    from index.topics import Topic as TopicOfArticles


def resolved(query: Query, resolve: Callable[[Topic | Marked], Query]) -> Query:
    """Return ``query`` with each ``topic:`` and ``is:`` in it replaced by what ``resolve`` makes of it."""
    match query:
        case Topic() | Marked():
            return resolve(query)
        case And(parts):
            return And(tuple(resolved(part, resolve) for part in parts))
        case Or(parts):
            return Or(tuple(resolved(part, resolve) for part in parts))
        case Not(part):
            return Not(resolved(part, resolve))
        case _:
            return query


def members(name: str, topics: Iterable[TopicOfArticles]) -> Among:
    """Return the articles of the topics whose id is ``name``, or whose label holds it as whole words."""
    from index.analysis import words

    wanted = words(name)
    found: set[str] = set()
    for topic in topics:
        label = words(topic.label)
        spread = range(len(label) - len(wanted) + 1)
        if name == topic.id or (wanted and any(label[i : i + len(wanted)] == wanted for i in spread)):
            found.update(topic.article_ids)
    return Among(frozenset(found))


def marked(mark: Marked, state: State) -> Query:
    """Return the articles that the reader has marked so."""
    ids: Collection[str]
    match mark.name:
        case "read" | "unread":
            ids = state.read_ids()
        case "starred":
            ids = state.starred_ids()
        case "noted":
            ids = [note.article_id for note in state.notes()]
    among = Among(frozenset(ids))
    return Not(among) if mark.name == "unread" else among
