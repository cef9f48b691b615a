"""How the dates of two accounts relate; only two explicit dates for one event are called a difference."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from index.compare.result import Fact, FactSide, Link, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.dates_model import DateMention
    from index.compare.facts import ArticleFacts

#: Shared stems about two dates from which they are taken to date one event.
_SAME_EVENT = 4
#: Two weekdays or a weekday and a date may be off by this many days for time zones alone.
_ZONE_DAYS = 1


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
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            if one.value in agreed_a or other.value in agreed_b:
                continue
            link = linked.get((one.sentence, other.sentence))
            if link is not None and _conflict(one, other, link, left, right):
                pairs.append(_Pair(i, j, "differ", f"the same event is dated {one.text} and {other.text}"))
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
    found: dict[tuple[str, str], tuple[int, _Pair]] = {}
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            link = linked.get((one.sentence, other.sentence))
            relation = _relation(one, other, together=link is not None)
            if relation is None:
                continue
            rank = (
                (0 if link is not None and link.kind == "same" else 1 if link is not None else 2) * 10_000
                + i
                + j
            )
            key = (one.value or "", other.value or "")
            if key not in found or rank < found[key][0]:
                verdict, why = relation
                found[key] = (rank, _Pair(i, j, verdict, why))
    return [pair for _, pair in found.values()]


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
        same = one.text.lower() == other.text.lower()
        return "agree", f"both give {one.text}" if same else f"{one.text} and {other.text} are the same date"
    if together and one.kind != "time" != other.kind and (_within(mine, theirs) or _within(theirs, mine)):
        return "compatible", f"{one.text} and {other.text} can be the same date"
    return None


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
    if len(one.context & other.context) < _SAME_EVENT or _alone(one, left) != 1 or _alone(other, right) != 1:
        return False
    if len(one.value) != 10 or len(other.value) != 10 or "-" in (one.value[0], other.value[0]):
        return False
    apart = abs((date.fromisoformat(one.value) - date.fromisoformat(other.value)).days)
    return apart > _ZONE_DAYS


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
