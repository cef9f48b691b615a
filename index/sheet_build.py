"""From pairwise comparisons to the sheet of a topic.

Whatever two comparisons say of one statement belongs into one row: rows are the connected statements. The
surest findings connect first, and no row may hold two different values of one article, so that a chain of
likenesses cannot run together what an article itself keeps apart.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from index.article import date_text
from index.sheet import (
    NAMES,
    STANDINGS,
    Between,
    Cell,
    Column,
    RowKind,
    Sheet,
    SheetRow,
    Standing,
    Statement,
    by_date,
    order,
    same_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from index.compare.result import Comparison, Fact, FactSide

#: Links weaker than this carry no claim into the sheet.
CLAIM: Final = 0.7
#: Dates that merely do not exclude each other ("this year", "Tuesday") would chain everything together.
_NOT_OF_DATES: Final = ("compatible", "close")
#: In accounts that may not tell the same story, only these findings count: none of them is a difference.
_CERTAIN: Final = ("agree", "rounding", "compatible")
_ONE_SIDED: Final = ("only_a", "only_b")
#: Verdicts by which two statements give one value.
_ONE_VALUE: Final = ("agree", "told")
#: So much of a sentence says what its date is of. Characters.
_GIST: Final = 72


class Listed(Protocol):
    """What is needed of an article, or of its entry in the catalogue."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102


class _Key(NamedTuple):
    """What makes a statement itself, whichever comparison found it."""

    article_id: str
    group: str
    place: tuple[int | str, ...]


class _Edge(NamedTuple):
    """A finding between two statements."""

    standing: Standing
    kind: RowKind
    what: str
    why: str
    one: _Key
    other: _Key


class _Found(NamedTuple):
    """What one comparison says of two sources, the one with the smaller column first."""

    shares: tuple[float, float]
    links: int
    differences: int
    published: tuple[str | None, str | None]


class SheetBuilder:
    """Takes comparisons of a topic's articles one by one; :meth:`sheet` may be asked for at any time."""

    def __init__(
        self, topic_id: str, label: str, articles: Sequence[Listed], planned: int, left_out: int = 0
    ) -> None:
        """Start with the articles of the topic; ``planned`` comparisons will come.

        Of a very large topic ``left_out`` articles are not looked at.
        """
        self._topic = topic_id, label
        self._planned = planned
        self._left_out = left_out
        self._compared = 0
        self.columns = _columns(articles)
        self._column_of = {
            article_id: number
            for number, column in enumerate(self.columns)
            for article_id in column.article_ids
        }
        self._statements: dict[_Key, Statement] = {}
        self._kinds: dict[_Key, tuple[RowKind, str]] = {}
        self._edges: list[_Edge] = []
        self._between: defaultdict[tuple[int, int], list[_Found]] = defaultdict(list)

    def add(self, comparison: Comparison) -> None:
        """Take what a comparison found."""
        self._compared += 1
        likely = comparison.same_story.likely
        for fact in comparison.facts:
            one = self._note(comparison, fact, fact.a, "a") if fact.a else None
            other = self._note(comparison, fact, fact.b, "b") if fact.b else None
            vague = fact.kind == "date" and fact.verdict in _NOT_OF_DATES
            if one and other and not vague and (likely or fact.verdict in _CERTAIN):
                self._edges.append(_Edge(fact.verdict, fact.kind, fact.what, fact.why, one, other))
        if likely:
            self._add_claims(comparison)
        a, b = self._column_of[comparison.a.id], self._column_of[comparison.b.id]
        if a != b:
            self._between[min(a, b), max(a, b)].append(_found(comparison, turned=a > b))

    def _add_claims(self, comparison: Comparison) -> None:
        for link in comparison.links:
            if link.kind != "same" or link.score < CLAIM:
                continue
            keys = []
            for account, sentence in ((comparison.a, link.a), (comparison.b, link.b)):
                key = _Key(account.id, "claim", (sentence,))
                text = account.sentences[sentence]
                self._statements[key] = Statement(
                    account.id, self._column_of[account.id], account.published,
                    sentence, 0, len(text), text, text,
                )  # fmt: skip
                keys.append(key)
            self._edges.append(_Edge("told", "claim", "", link.why, keys[0], keys[1]))

    def _note(self, comparison: Comparison, fact: Fact, side: FactSide, name: str) -> _Key:
        account = comparison.a if name == "a" else comparison.b
        if fact.kind in NAMES:
            key = _Key(account.id, "name", (str(side.value),))
        elif fact.kind == "quotation":
            key = _Key(account.id, "quotation", (str(side.value),))
        else:
            key = _Key(account.id, fact.kind, (side.sentence, side.start, side.end))
        self._statements.setdefault(
            key,
            Statement(
                account.id, self._column_of[account.id], account.published,
                side.sentence, side.start, side.end, side.text, account.sentences[side.sentence],
                side.value, side.unit, side.speaker,
            ),
        )  # fmt: skip
        self._kinds.setdefault(key, (fact.kind, fact.what))
        return key

    def sheet(self) -> Sheet:
        """Return what is known so far."""
        groups, edges = self._connected()
        rows, alone = [], []
        for root, keys in groups.items():
            row = self._row(keys, edges.get(root, []))
            if row.sources > 1 or row.standing in ("differ", "then_now"):
                rows.append(row)
            elif row.kind != "claim":
                alone.append(row)
        topic_id, label = self._topic
        return Sheet(
            topic_id, label, self.columns, order(rows), order(_really_alone(alone, rows)),
            tuple(_between(a, b, found) for (a, b), found in sorted(self._between.items())),
            self._compared, self._planned, self._left_out,
        )  # fmt: skip

    def _connected(self) -> tuple[dict[_Key, list[_Key]], dict[_Key, list[_Edge]]]:
        """Statements by row, and each row's findings; one that would mix two values is left out."""
        root = {key: key for key in self._statements}
        members = {key: [key] for key in self._statements}
        kept: defaultdict[_Key, list[_Edge]] = defaultdict(list)

        def find(key: _Key) -> _Key:
            while root[key] != key:
                root[key] = root[root[key]]
                key = root[key]
            return key

        surest = sorted(self._edges, key=lambda e: (-STANDINGS.index(e.standing), e.one, e.other))
        for edge in surest:
            one, other = find(edge.one), find(edge.other)
            if one != other:
                if self._at_odds(members[one], members[other]):
                    continue
                root[other] = one
                members[one] += members.pop(other)
                kept[one] += kept.pop(other, [])
            kept[one].append(edge)
        return members, kept

    def _at_odds(self, one: list[_Key], other: list[_Key]) -> bool:
        """Whether some article would have two different values, or two sentences, in one row."""
        by_article: defaultdict[str, list[Statement]] = defaultdict(list)
        for key in one:
            by_article[key.article_id].append(self._statements[key])
        return any(
            not same_value(mine, self._statements[key])
            for key in other
            for mine in by_article.get(key.article_id, ())
        )

    def _row(self, keys: list[_Key], edges: list[_Edge]) -> SheetRow:
        values = _values(keys, edges)
        statements: defaultdict[int, list[_Key]] = defaultdict(list)
        for key in keys:
            statements[self._statements[key].column].append(key)
        spread = Counter(value for column in statements.values() for value in {values[key] for key in column})
        common = max(spread, key=lambda value: spread[value])
        cells: list[Cell | None] = [None] * len(self.columns)
        for column, stated in statements.items():
            own = {values[key] for key in stated}
            told = tuple(sorted((self._statements[key] for key in stated), key=by_date))
            cells[column] = Cell(told, _mark(own, set(stated), common, spread, edges))
        kind, what = self._name(keys, edges)
        standing: Standing = min((edge.standing for edge in edges), key=STANDINGS.index, default="only_a")
        reasons = sorted(edges, key=lambda e: (STANDINGS.index(e.standing), e.one, e.other))
        return SheetRow(kind, what, standing, tuple(cells), tuple(dict.fromkeys(e.why for e in reasons))[:5])

    def _name(self, keys: list[_Key], edges: list[_Edge]) -> tuple[RowKind, str]:
        stated = [self._statements[key] for key in keys]
        if keys[0].group == "claim":
            return "claim", min((one.text for one in stated), key=lambda text: (len(text), text))
        kinds: Counter[tuple[RowKind, str]] = Counter((edge.kind, edge.what) for edge in edges)
        kinds.update(self._kinds[key] for key in keys)
        kind, what = max(kinds, key=lambda found: (kinds[found], found))
        if keys[0].group == "name":
            names = Counter(str(one.value) for one in stated)
            what = max(names, key=lambda name: (names[name], len(name), name))
        if kind == "date":
            # "date" and "year" alone would name a hundred rows of a large topic alike.
            said = min(stated, key=by_date).said
            gist = textwrap.shorten(said, _GIST, placeholder="…")
            what = gist if what == "date" else f"{what}: {gist}"
        return kind, what


def _columns(articles: Sequence[Listed]) -> tuple[Column, ...]:
    """The sources in the order in which they first told of the topic."""
    by_source: defaultdict[str, list[Listed]] = defaultdict(list)
    for article in articles:
        by_source[article.source].append(article)
    columns = []
    for source, own in by_source.items():
        own.sort(key=lambda a: (a.published is None, date_text(a.published) or "", a.id))
        columns.append(Column(source, tuple(a.id for a in own), date_text(own[0].published)))
    return tuple(sorted(columns, key=lambda c: (c.first is None, c.first or "", c.source)))


def _values(keys: Iterable[_Key], edges: Iterable[_Edge]) -> dict[_Key, _Key]:
    """Which statements of a row give one value, by what the comparisons said."""
    value = {key: key for key in keys}

    def find(key: _Key) -> _Key:
        while value[key] != key:
            key = value[key]
        return key

    for edge in edges:
        if edge.standing in _ONE_VALUE:
            value[find(edge.other)] = find(edge.one)
    return {key: find(key) for key in value}


def _mark(
    own: set[_Key], stated: set[_Key], common: _Key, spread: Counter[_Key], edges: list[_Edge]
) -> Standing | None:
    """How a cell stands to the others: "agree" with the value that most give, if two or more do."""
    if common in own and spread[common] > 1:
        claim = any(edge.standing == "told" for edge in edges)
        return "told" if claim else "agree"
    found = [edge.standing for edge in edges if edge.one in stated or edge.other in stated]
    return min(found, key=STANDINGS.index, default=None)


def _really_alone(alone: list[SheetRow], rows: list[SheetRow]) -> list[SheetRow]:
    """Without facts of which another source gives the same value, though no comparison connected them."""
    sources: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for row in (*rows, *alone):
        for statement in row.statements:
            sources[_gist(row, statement)].add(statement.column)
    really = [row for row in alone if all(len(sources[_gist(row, one)]) == 1 for one in row.statements)]
    return _said_once(really)


def _said_once(alone: list[SheetRow]) -> list[SheetRow]:
    """What a source alone states several times, in one row."""
    said: dict[tuple[object, ...], list[SheetRow]] = {}
    for row in alone:
        one = row.statements[0]
        said.setdefault((row.kind, row.what, one.column, _gist(row, one)), []).append(row)
    return [_together(rows) for rows in said.values()]


def _together(rows: Sequence[SheetRow]) -> SheetRow:
    if len(rows) == 1:
        return rows[0]
    statements = tuple(sorted((one for row in rows for one in row.statements), key=by_date))
    cells = tuple(None if cell is None else replace(cell, statements=statements) for cell in rows[0].cells)
    return replace(rows[0], cells=cells)


def _gist(row: SheetRow, statement: Statement) -> tuple[object, ...]:
    kind = "name" if row.kind in NAMES else row.kind
    value = statement.value
    return kind, value.casefold() if isinstance(value, str) else value, statement.unit


def _found(comparison: Comparison, *, turned: bool) -> _Found:
    shares = comparison.reuse.a_in_b, comparison.reuse.b_in_a
    published = comparison.a.published, comparison.b.published
    likely = comparison.same_story.likely
    return _Found(
        shares[::-1] if turned else shares,
        sum(link.tells_same for link in comparison.links),
        sum(fact.verdict == "differ" for fact in comparison.facts) if likely else 0,
        published[::-1] if turned else published,
    )


def _between(a: int, b: int, found: list[_Found]) -> Between:
    most = max(found, key=lambda one: max(one.shares))
    return Between(
        a,
        b,
        len(found),
        max(one.shares[0] for one in found),
        max(one.shares[1] for one in found),
        sum(one.links for one in found),
        sum(one.differences for one in found),
        _later(*most.published, a, b) if max(most.shares) > 0 else None,
    )


def _later(first: str | None, second: str | None, a: int, b: int) -> int | None:
    """Which of two came later, by the day: clocks of two newsrooms are no evidence."""
    if first is None or second is None or first[:10] == second[:10]:
        return None
    return a if first > second else b
