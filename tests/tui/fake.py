# ruff: noqa: E501 - the articles are told in whole paragraphs
"""A small library in memory, for tests of the screens: the same methods as the real one, no files, no index.

Everything told here is invented. Delays and failures can be asked for, to see how the screens bear them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.article import Article
from index.compare.result import Account, Comparison, Reuse, Row, SameStory
from index.engines.base import Facets
from index.library import (
    Counterpart,
    Highlights,
    LibraryError,
    OnStep,
    Page,
    Problem,
    Refresh,
    Result,
    Snippet,
    SourceSummary,
    Step,
    UnknownArticleError,
)
from index.query import And, Everything, Query, Word
from index.settings import Settings, load
from index.state import State
from index.topics import Topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from threading import Event

    from index.engines.base import Sort

#: No test waits longer than this for a gate that nobody opens, in seconds.
PATIENCE = 10

NOW = datetime(2025, 4, 10, 12, 0, tzinfo=UTC)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


FERRY = "Ferry strike in Sund"
BRIDGE = "Cracks in the Halden bridge"

ARTICLES = (
    Article(
        "ferry-courier",
        "Sund Courier",
        "Ferry crews walk out for 48 hours, stranding 3,000 islanders",
        "Crews of the Sund ferries stopped work at midnight on Tuesday, leaving about 3,000 islanders without a way"
        " to the mainland for two days.\n\nThe union says its members have worked without a new agreement since"
        " January. “We did not choose this week,” said its chair, Marit Oskarsen. “The company did, when it left the"
        " table.”\n\nThe company calls the ferry strike unlawful and wants a court to end it. A hearing is set for"
        " Friday.\n\nHospitals on the islands have moved 14 patients to the mainland in advance, the health board"
        " said. A navy vessel stands by for emergencies.\n\nThe last strike of the ferry crews, in 2016, ended after"
        " nine hours.",
        day("2025-04-08T06:40"),
        "https://courier.example/sund/ferry-walkout",
        "en",
        FERRY,
        ("Ane Lund", "Per Holm"),
    ),
    Article(
        "ferry-herald",
        "The Mainland Herald",
        "Court to rule on ferry strike as hospitals move patients",
        "A court will decide on Friday whether the ferry strike in Sund may go on, hours before it would end by"
        " itself.\n\nSome 2,400 people live on the three islands that are cut off. Twelve patients were moved to the"
        " mainland, a spokesman of the ferry company said.\n\nThe company offers 3.1 per cent; the union wants"
        " 5.\n\n“This strike hits those who can least afford it,” said managing director Jon Aas.",
        day("2025-04-09T16:05"),
        "https://herald.example/ferry-court",
        "en",
        FERRY,
        ("Staff",),
    ),
    Article(
        "ferry-wire",
        "Norrland Wire",
        "Sund ferries halted",
        "Ferry traffic in Sund is halted for 48 hours from midnight because of a strike, the company said.\n\nAbout"
        " 3,000 people are affected. Negotiations broke down on Monday.",
        day("2025-04-08"),
        None,
        "en",
        FERRY,
    ),
    Article(
        "bridge-gazette",
        "Halden Gazette",
        "Halden bridge closed to lorries after engineers find 31 cracks in the steel under its eastern span",
        "Lorries over 7.5 tonnes may no longer use the Halden bridge. Engineers found 31 cracks in the steel of the"
        " eastern span, the longest 42 centimetres.\n\nThe bridge carries 18,000 vehicles a day. Repairs will take"
        " until autumn and cost 6.2 million, the road office said.\n\nThe detour through Vik adds 26 kilometres.",
        day("2025-03-30"),
        "https://gazette.example/bridge",
        "en",
        BRIDGE,
        ("Ingrid Moe",),
    ),
    Article(
        "bridge-evening",
        "Evening Standard of Vik",
        "Vik braces for lorries",
        "With the Halden bridge closed to heavy lorries, Vik expects 1,100 of them a day in its main street.\n\n"
        "The mayor wants a limit of 30 kilometres an hour.",
        day("2025-04-01"),
        None,
        "en",
        BRIDGE,
    ),
    Article(
        "orchard",
        "Sund Courier",
        "An orchard older than the town",
        "Nobody planted it on purpose, says the warden.\n\nThe pear trees behind the ferry landing are 240 years"
        " old.",
        None,
        None,
        "en",
        None,
    ),
    Article(
        "tokyo",
        "Minato News",
        "港のフェリー、48時間運休 — ferry notice",
        "フェリーは火曜日の深夜から四十八時間運休する。会社は金曜日の裁判を待つと述べた。\n\n"
        "About the café\u0301 at the pier: it stays open. 🚢👩‍✈️",
        day("2024-11-02"),
        None,
        "ja",
        None,
    ),
    Article(
        "hostile",
        "Prank \x1b[31mDaily[/]",
        "[bold red]Markup[/] and \x1b]0;escape\x07 sequences",
        "This text tries \x1b[2J to clear the screen, and \u202eto turn around.\n\n[link=file:///etc/passwd]click[/link]",
        day("2023-01-05"),
        None,
        None,
        None,
    ),
)


SETTINGS = load()


@dataclass
class FakeLibrary:
    """Behaves like a library; see the fields for how it can be made to misbehave."""

    articles: tuple[Article, ...] = ARTICLES
    problems: tuple[Problem, ...] = ()
    suggestion: str | None = None
    notice: str | None = None
    search_gate: Event | None = None
    broken_articles: frozenset[str] = frozenset()
    search_error: Exception | None = None
    refresh_gate: Event | None = None
    slow_gate: Event | None = None  # holds up everything but searching and refreshing
    held_up: list[str] = field(default_factory=list)
    added: int = 0
    searches: list[tuple[str, int, str]] = field(default_factory=list)
    refreshes: int = 0
    state: State = field(default_factory=State.in_memory)
    settings: Settings = SETTINGS

    def refresh(
        self,
        on_step: OnStep | None = None,
        *,
        rebuild: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refresh:
        self.refreshes += 1
        if on_step is not None:
            on_step(Step("indexing", len(self.articles) // 2, len(self.articles)))
        if self.refresh_gate is not None:
            for _ in range(PATIENCE * 50):
                if self.refresh_gate.wait(0.02) or (cancelled is not None and cancelled()):
                    break
        return Refresh(self.added, 0, 0, self.problems)

    def close(self) -> None: ...

    def count(self) -> int:
        return len(self.articles)

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: str = "relevance",
        unfinished: bool = False,
    ) -> Page:
        self.searches.append((query, offset, sort))
        if self.search_gate is not None:
            self.search_gate.wait(PATIENCE)
        if self.search_error is not None:
            raise self.search_error
        words = [word for word in query.casefold().split() if ":" not in word and '"' not in word]
        found = self._matches(query)
        found.sort(key=lambda a: a.published or day("1900-01-01"), reverse=sort != "oldest")
        if words and sort == "relevance":
            found.sort(key=lambda a: -sum(f"{a.title} {a.text}".casefold().count(word) for word in words))
        read_as: Query = And(tuple(Word(word) for word in words)) if words else Everything()
        return Page(
            query,
            len(found),
            3.2,
            tuple(self._result(article, words) for article in found[offset : offset + limit]),
            read_as,
            self.notice,
            self.suggestion if not found or self.notice else None,
        )

    def _result(self, article: Article, words: list[str]) -> Result:
        text = " ".join(article.text.split())
        first = min((text.casefold().find(word) for word in words), default=0)
        start = 0 if first < 60 else text.find(" ", first - 40) + 1
        piece = ("…" if start else "") + text[start : start + 180]
        return Result(
            article.id,
            article.source,
            article.title,
            article.published,
            article.url,
            article.topic,
            0.0,
            Snippet(piece, find_words(piece, words)),
        )

    def article(self, article_id: str) -> Article:
        self._hold_up("article")
        if article_id in self.broken_articles:
            raise LibraryError(f"the file of {article_id} is no longer there")
        for article in self.articles:
            if article.id == article_id:
                return article
        raise UnknownArticleError(f"no article has the id {article_id!r}")

    def _matches(self, query: str) -> list[Article]:
        """Knows words, is:read and its kind, and source:, which is all that the screens ask by themselves."""
        read, starred = self.state.read_ids(), self.state.starred_ids()
        noted = [note.article_id for note in self.state.notes()]
        tests = {
            "is:read": lambda a: a.id in read,
            "is:unread": lambda a: a.id not in read,
            "is:starred": lambda a: a.id in starred,
            "is:noted": lambda a: a.id in noted,
        }
        found = list(self.articles)
        for field_, name in re.findall(r'(source|topic):"([^"]*)"', query):
            found = [a for a in found if getattr(a, field_) == name]
        for month in re.findall(r"on:(\d{4}-\d\d)", query):
            found = [a for a in found if a.published and f"{a.published:%Y-%m}" == month]
        for word in re.sub(r'\w+:"[^"]*"|on:\S+', "", query).casefold().split():
            test = tests.get(word, lambda a, word=word: word in f"{a.title} {a.text}".casefold())
            found = [a for a in found if test(a)]
        return found

    def _hold_up(self, what: str) -> None:
        if self.slow_gate is not None:
            self.held_up.append(what)
            self.slow_gate.wait(PATIENCE)

    def matching(self, query: str, *, sort: Sort = "newest", unfinished: bool = False) -> tuple[str, ...]:
        self._hold_up("matching")
        return tuple(article.id for article in self._matches(query))

    def facets(self, query: str, *, sort: Sort = "relevance", unfinished: bool = False) -> Facets:
        self._hold_up("facets")
        found = self._matches(query)
        sources = Counter(a.source for a in found)
        months = Counter(f"{a.published:%Y-%m}" for a in found if a.published)
        return Facets(tuple(sources.most_common()), tuple(months.most_common()))

    def similar(self, article_id: str, limit: int = 10) -> list[Result]:
        mine = self.article(article_id)
        return [self._result(a, []) for a in self.articles if a.topic == mine.topic and a.id != mine.id][
            :limit
        ]

    def highlights(self, article: Article, read_as: Query) -> Highlights:
        words = (
            [part.text for part in read_as.parts if isinstance(part, Word)]
            if isinstance(read_as, And)
            else []
        )
        return Highlights(find_words(article.title, words), find_words(article.text, words))

    def counterparts(self, article_id: str, limit: int = 10) -> list[Counterpart]:
        mine = self.article(article_id)
        found = [
            Counterpart(
                a.id, a.source, a.title, a.published, 0.8, "same topic; both name Sund and the company"
            )
            for a in self.articles
            if mine.topic and a.topic == mine.topic and a.source != mine.source
        ]
        return found[:limit]

    def compare(self, article_id_a: str, article_id_b: str) -> Comparison:
        sides = []
        for article_id in (article_id_a, article_id_b):
            article = self.article(article_id)
            sides.append(
                Account(
                    article.id,
                    article.source,
                    article.title,
                    article.published.date().isoformat() if article.published else None,
                    article.paragraphs,
                    tuple(range(len(article.paragraphs))),
                )
            )
        a, b = sides
        rows = [Row("only_a", (n,), ()) for n in range(len(a.sentences))]
        rows += [Row("only_b", (), (n,)) for n in range(len(b.sentences))]
        return Comparison(a, b, (), tuple(rows), (), Reuse(0, 0), None, SameStory(0.5, likely=True))

    def topics(self) -> list[Topic]:
        names = dict.fromkeys(a.topic for a in self.articles if a.topic)
        return [self._topic(name) for name in names]

    def _topic(self, name: str) -> Topic:
        own = [a for a in self.articles if a.topic == name]
        sources = tuple(dict.fromkeys(a.source for a in own))
        return Topic(name, name, (), None, None, sources, tuple(a.id for a in own), ())

    def topic_of(self, article_id: str) -> None:
        return None

    def sources(self) -> list[SourceSummary]:
        names = sorted({article.source for article in self.articles})
        return [
            SourceSummary(name, sum(article.source == name for article in self.articles), None, None)
            for name in names
        ]


def find_words(text: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    if not words:
        return ()
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    return tuple(match.span() for match in pattern.finditer(text))


def many(number: int) -> tuple[Article, ...]:
    """Articles enough to scroll and to load in pages."""
    return tuple(
        Article(
            f"report-{n:04}",
            f"Source {n % 7}",
            f"Report {n} on the harbour works",
            f"Report {n}: dredging of the harbour went on.\n\nNothing else of note was seen on day {n}.",
            datetime(2024, 1, 1 + n % 28, n % 23 + 1, tzinfo=UTC),
            topic=f"Harbour {n % 5}",
        )
        for n in range(number)
    )
