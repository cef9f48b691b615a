"""How the dates of two accounts relate; only two explicit dates for one event are called a difference."""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index.compare.result import Fact, FactSide, Link, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.compare.dates_model import DateMention
    from index.compare.facts import ArticleFacts

#: Shared stems about two dates from which they are taken to date one event.
_SAME_EVENT = 4
#: Two weekdays or a weekday and a date may be off by this many days for time zones alone.
_ZONE_DAYS = 1
#: Ranks: any pair in linked sentences goes before any other.
_RELATED = 1_000_000
_UNLINKED = 2_000_000


_UNITS = {4: "year", 7: "month"}


class _Pair(NamedTuple):
    a: int
    b: int
    verdict: Verdict
    why: str


def date_facts(a: ArticleFacts, b: ArticleFacts, links: Sequence[Link], days_apart: int | None) -> list[Fact]:
    """Relate the resolved dates of ``a`` and ``b``; unresolved ones are left out, repeated ones told once."""
    del days_apart  # dates are resolved against each account's own day already
    linked = {(link.a, link.b): link for link in links}
    left, right = a.dates, b.dates
    pairs = _agreements(left, right, linked)
    agreed_a = {left[pair.a].value for pair in pairs}
    agreed_b = {right[pair.b].value for pair in pairs}
    for i, j in _linked_pairs(left, right, linked):
        one, other = left[i], right[j]
        if one.value in agreed_a or other.value in agreed_b:
            continue
        if _conflict(one, other, linked[one.sentence, other.sentence], left, right):
            why = f"both date the same event: one to {in_words(one)}, the other to {in_words(other)}"
            pairs.append(_Pair(i, j, "differ", why))
    pairs.sort()
    facts = [
        Fact(
            "date",
            _what(left[pair.a], right[pair.b]),
            pair.verdict,
            _side(left[pair.a]),
            _side(right[pair.b]),
            pair.why,
        )
        for pair in pairs
    ]
    facts += _unpaired(left, {left[pair.a].value for pair in pairs}, "only_a")
    facts += _unpaired(right, {right[pair.b].value for pair in pairs}, "only_b")
    return facts


def _agreements(
    left: Sequence[DateMention], right: Sequence[DateMention], linked: dict[tuple[int, int], Link]
) -> list[_Pair]:
    """One pair for every value that both give: in linked sentences if possible, else the first mentions."""
    found: dict[tuple[str, str], tuple[int, list[_Pair]]] = {}
    for i, j in {*_linked_pairs(left, right, linked), *_first_equals(left, right)}:
        one, other = left[i], right[j]
        link = linked.get((one.sentence, other.sentence))
        relation = _relation(one, other, together=link is not None)
        if relation is None:
            continue
        verdict, why = relation
        rank = (
            (0 if link is not None and link.kind == "same" else _RELATED if link is not None else _UNLINKED)
            + i
            + j
        )
        key = (one.value or "", other.value or "")
        best = found.get(key)
        if best is None or rank < best[0]:
            found[key] = (rank, [_Pair(i, j, verdict, why)])
        elif rank == best[0]:
            best[1].append(_Pair(i, j, verdict, why))  # keeping both keeps the facts mirrored
    pairs = [pair for _, same in found.values() for pair in same]
    # Equal values claim each other first: a year is not put beside a day that the other account gives too.
    claimed_a = {left[pair.a].value for pair in pairs if pair.verdict == "agree"}
    claimed_b = {right[pair.b].value for pair in pairs if pair.verdict == "agree"}
    return [
        pair
        for pair in pairs
        if pair.verdict == "agree"
        or not (left[pair.a].value in claimed_a or right[pair.b].value in claimed_b)
    ]


def _linked_pairs(
    left: Sequence[DateMention], right: Sequence[DateMention], linked: dict[tuple[int, int], Link]
) -> Iterator[tuple[int, int]]:
    """Pairs of mentions in linked sentences."""
    here, there = _by_sentence(left), _by_sentence(right)
    for a, b in linked:
        for i in here.get(a, ()):
            for j in there.get(b, ()):
                yield i, j


def _by_sentence(mentions: Sequence[DateMention]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for index, mention in enumerate(mentions):
        places.setdefault(mention.sentence, []).append(index)
    return places


def _first_equals(left: Sequence[DateMention], right: Sequence[DateMention]) -> Iterator[tuple[int, int]]:
    """The first mention of every value in A with the first of the same day in B; the year may be unknown."""
    firsts: dict[str, int] = {}
    for j, other in enumerate(right):
        for key in _keys(other):
            firsts.setdefault(key, j)
    seen: set[str] = set()
    for i, one in enumerate(left):
        if one.value is None or one.value in seen:
            continue
        seen.add(one.value)
        for key in _keys(one):
            if key in firsts:
                yield i, firsts[key]


def _keys(mention: DateMention) -> tuple[str, ...]:
    """What the mention may be found by: its value, and a full day also by day and month alone."""
    value = mention.value
    if value is None:
        return ()
    return (value, f"-{value[4:]}") if _is_day(value) else (value,)


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-" and value[0] != "-"


def _relation(one: DateMention, other: DateMention, *, together: bool) -> tuple[Verdict, str] | None:
    if one.value is None or other.value is None:
        return None
    mine, theirs = one.value, other.value
    if (
        mine == theirs
        or (mine.startswith("--") and theirs.endswith(mine[1:]))
        or (theirs.startswith("--") and mine.endswith(theirs[1:]))
    ):
        if one.kind == "time" and not together:
            return None
        return "agree", _same_day(one, other)
    if together and one.kind != "time" != other.kind and (_within(mine, theirs) or _within(theirs, mine)):
        wide, narrow = (one, other) if _within(mine, theirs) else (other, one)
        return "compatible", f"{in_words(narrow)} lies within {in_words(wide)}"
    return None


def _same_day(one: DateMention, other: DateMention) -> str:
    """Why two mentions of one value agree: "both give Tuesday", "Tuesday and August 6 are the same day"."""
    if one.text.lower() == other.text.lower():
        return f"both give {in_words(one)}"
    value = max(one.value or "", other.value or "", key=len)
    if one.kind == "time":
        return f"{one.text} and {other.text} are the same time"
    unit = "day" if _is_day(value) else "week" if "W" in value else _UNITS.get(len(value), "date")
    return f"{one.text} and {other.text} are the same {unit}, {spoken(value)}"


def in_words(mention: DateMention) -> str:
    """The mention, and the date that its own words do not tell: "Tuesday (6 August 2024)"."""
    value = mention.value or ""
    if mention.kind in ("weekday", "relative", "day") and not re.search(r"[0-9]{4}", mention.text):
        told = spoken(value)
        return mention.text if told == value or told in mention.text else f"{mention.text} ({told})"
    return mention.text


def spoken(value: str) -> str:
    """A day, month or year as one says it ("6 August 2024"); any other value unchanged."""
    if _is_day(value):
        day = date.fromisoformat(value)
        return f"{day.day} {month_name[day.month]} {day.year}"
    if len(value) == 7 and value[:4].isdigit() and value[5:].isdigit():
        return f"{month_name[int(value[5:])]} {value[:4]}"
    if "-W" in value and len(value) == 8:
        first = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return f"the week of {spoken(first.isoformat())}"
    return value


def _within(outer: str, inner: str) -> bool:
    """Whether the day, month or week ``inner`` lies in the year, month or week ``outer``."""
    if "W" in outer and len(inner) == 10 and inner[4] == "-":
        year, week, _ = date.fromisoformat(inner).isocalendar()
        return outer == f"{year:04}-W{week:02}"
    if "W" in inner or "/" in inner or "X" in outer or outer.startswith("-"):
        return False
    return len(outer) < len(inner) and inner.startswith(outer + "-")


def _conflict(
    one: DateMention,
    other: DateMention,
    link: Link,
    left: Sequence[DateMention],
    right: Sequence[DateMention],
) -> bool:
    """Whether both date one event explicitly, in linked sentences without another date, over a day apart."""
    if link.kind != "same" or one.relation != other.relation or one.kind != other.kind:
        return False
    if one.kind not in ("day", "weekday") or one.value is None or other.value is None:
        return False
    if _alone(one, left) != 1 or _alone(other, right) != 1:
        return False
    shared = len(one.context & other.context)
    calendar = one.kind == other.kind == "day"
    told_alike = calendar and shared > 1 and 2 * shared >= min(len(one.context), len(other.context))
    if shared < _SAME_EVENT and not told_alike:
        return False
    if len(one.value) != 10 or len(other.value) != 10 or "-" in (one.value[0], other.value[0]):
        return False
    apart = abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days)
    return apart > (0 if told_alike else _ZONE_DAYS)


def _alone(mention: DateMention, mentions: Sequence[DateMention]) -> int:
    return sum(other.sentence == mention.sentence and other.kind != "time" for other in mentions)


def _what(one: DateMention, other: DateMention) -> str:
    kind = "time" if one.kind == "time" else "year" if one.kind == other.kind == "year" else "date"
    return kind if one.relation == "on" else f"{kind} ({one.relation})"


def _unpaired(mentions: Sequence[DateMention], paired: set[str | None], verdict: Verdict) -> list[Fact]:
    facts: list[Fact] = []
    told = set(paired)
    for mention in mentions:
        if mention.value is None or mention.value in told:
            continue
        told.add(mention.value)
        side = _side(mention)
        facts.append(
            Fact(
                "date", _what(mention, mention), verdict,
                side if verdict == "only_a" else None, side if verdict == "only_b" else None,
                "no date of the other account matches it",
            )
        )  # fmt: skip
    return facts


def _side(mention: DateMention) -> FactSide:
    return FactSide(mention.sentence, mention.start, mention.end, mention.text, mention.value)
