"""What the sidebar lists: the ways into the library, or what the present search can be narrowed by."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tui.palette import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.engines.base import Sort
    from index.library import Library
    from index.topics import Topic

RowKind: TypeAlias = Literal["view", "saved", "source", "topic", "month"]

#: So many of each kind can be chosen by a digit: sources with 1 to 3, topics with 4 to 6, months with 7 to 9.
DIGITS_EACH: Final = 3
#: So many of each kind are offered to narrow a search by.
_MOST_FACETS: Final = 12
#: So many topics are listed as ways into the library; all of them have a screen of their own.
_MOST_TOPICS: Final = 100
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, slots=True)
class SideRow:
    """One way to go.

    Attributes:
        kind: What it leads to.
        name: As it is shown.
        query: What is searched for when it is chosen; for a facet, what is added to the search.
        count: How many articles (unread ones, among the ways into the library); None: not counted.
        digit: The key that chooses it at once, or nothing.
        chosen: Whether the search is narrowed by it already.
    """

    kind: RowKind
    name: str
    query: str
    count: int | None = None
    digit: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; an empty heading is not shown."""

    heading: str
    rows: tuple[SideRow, ...]


def ways_in(library: Library, saved: Mapping[str, str]) -> list[Section]:
    """Return the ways into the library, with what is unread in each. Blocking."""
    unread = frozenset(library.matching("is:unread"))
    views = (
        SideRow("view", "All articles", "", None),
        SideRow("view", "Unread", "is:unread", len(unread)),
        # What is marked may be of another corpus: only what the search will find is counted.
        SideRow("view", "Starred", "is:starred", len(library.matching("is:starred"))),
        SideRow("view", "With a note", "is:noted", len(library.matching("is:noted"))),
    )
    searches = tuple(
        SideRow("saved", name, query, sum(one in unread for one in library.matching(query)))
        for name, query in saved.items()
    )
    by_source = dict(library.facets("is:unread").sources)
    sources = tuple(
        SideRow("source", source.name, quoted("source", source.name), by_source.get(source.name, 0))
        for source in library.sources()
    )
    topics = tuple(
        SideRow(
            "topic",
            topic.label,
            quoted("topic", topic.label),
            sum(one in unread for one in topic.article_ids),
        )
        for topic in library.topics()[:_MOST_TOPICS]
    )
    return [
        section
        for section in (
            Section("", views),
            Section("Saved searches", searches),
            Section("Sources", sources),
            Section("Topics", topics),
        )
        if section.rows
    ]


def facets(
    library: Library, query: str, sort: Sort = "relevance", *, unfinished: bool = False
) -> list[Section]:
    """Return what the articles that a search finds can be narrowed down by, most first. Blocking."""
    found = library.facets(query, sort=sort, unfinished=unfinished)
    topics = _topics_of(library.matching(query, sort=sort, unfinished=unfinished), library.topics())
    months = sorted(found.months, reverse=True)
    return [
        section
        for section in (
            _section(
                query,
                "Sources",
                "source",
                [(name, quoted("source", name), n) for name, n in found.sources],
                1,
            ),
            _section(query, "Topics", "topic", [(name, quoted("topic", name), n) for name, n in topics], 4),
            _section(query, "Months", "month", [(month_name(m), f"on:{m}", n) for m, n in months], 7),
        )
        if section.rows
    ]


def _section(
    query: str, heading: str, kind: RowKind, found: Sequence[tuple[str, str, int]], digit: int
) -> Section:
    return Section(
        heading,
        tuple(
            SideRow(
                kind,
                name,
                filter_,
                count,
                str(digit + place) if place < DIGITS_EACH else "",
                narrowed_by(query, filter_),
            )
            for place, (name, filter_, count) in enumerate(found[:_MOST_FACETS])
        ),
    )


def _topics_of(article_ids: Iterable[str], topics: Iterable[Topic]) -> list[tuple[str, int]]:
    """Return the topics of articles and how many of the articles each has, most first."""
    label_of = {one: topic.label for topic in topics for one in topic.article_ids}
    return Counter(label_of[one] for one in article_ids if one in label_of).most_common(_MOST_FACETS)


def month_name(month: str) -> str:
    """Return "Aug 2024" for "2024-08"."""
    year, _, number = month.partition("-")
    return f"{_MONTHS[int(number) - 1]} {int(year)}" if number.isdecimal() else month


def narrowed_by(query: str, filter_: str) -> bool:
    """Whether a query holds a filter as it stands."""
    return re.search(rf"(?<!\S){re.escape(filter_)}(?!\S)", query) is not None


def toggled(query: str, filter_: str) -> str:
    """Return the query with a filter added to it, or without it where it stood in it.

    A query with OR in it is put in parentheses first: the filter is for all of it.
    """
    if narrowed_by(query, filter_):
        without = re.sub(rf"(?<!\S){re.escape(filter_)}(?!\S)", " ", query)
        return " ".join(without.split())
    query = query.strip()
    if re.search(r"(?<!\S)OR(?!\S)", query) and not re.fullmatch(r"\([^()]*\)( \S+)*", query):
        query = f"({query})"
    return f"{query} {filter_}".strip()
