"""The dates of an article: calendar dates, weekdays and relative expressions, resolved against its own date.

What cannot be resolved stays unresolved: "a week after the attack" needs the attack's date. A weekday is the
last one up to the day of publication, unless the words before it speak of the future (the convention of news
agencies).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from index.compare.dates_calendar import CalendarSpan, calendar_spans
from index.compare.dates_model import DateKind, DateMention
from index.compare.dates_rules import PART, RULES, WEEKDAY, Resolved, relative
from index.compare.dates_verdicts import date_facts
from index.compare.figures_context import context_of
from index.compare.numerals import Token, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.compare.sentences import Sentence

__all__ = ["DateMention", "date_facts", "dates"]

_LONGEST_SENTENCE = 6_000
#: Stands in for an unknown year, so that 29 February is a day.
_LEAP_YEAR = 2000

_TITLE_BEFORE = re.compile(r"\b[A-Z]\w* $")
_NO_DAY_BEFORE = re.compile(
    r"\b(?:Super|Black|Good|Bloody|Cyber|Fat|Ash|Palm|Easter|[Aa]|[Ee]very|[Ee]ach)\s+$"
)
_OF_YEAR = re.compile(r"\s+of\s+(this|last|next)\s+year\b")
_ATTACK_AFTER = re.compile(
    r"\s+(?:terror|attack|victim|famil|hijack|commission|law|memorial|conspirac|suspect|style)", re.IGNORECASE
)
_RELATION = re.compile(r"\b(since|until|till|by|before|after)\s+(?:the\s+)?$", re.IGNORECASE)
_PREFIX = re.compile(r"\b(?:early|mid|late)(?:\s+(?:in\s+)?|-)$", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(rf"\b{WEEKDAY}{PART}\s*(?:,\s*|\()$")
_LEAD = re.compile(r"^(?:in|of|between|and|to|from|through|during|by|until)(?:\s+|-)", re.IGNORECASE)


def dates(sentences: Sequence[Sentence], published: datetime | None) -> tuple[DateMention, ...]:
    """Find the dates in ``sentences`` and resolve them against ``published``. Never raises."""
    day = published.date() if published is not None else None
    found: list[DateMention] = []
    for number, sentence in enumerate(sentences):
        text = sentence.text
        if len(text) <= _LONGEST_SENTENCE:
            found.extend(_read(number, text, day))
    return tuple(found)


def _read(number: int, text: str, day: date | None) -> list[DateMention]:
    spans: list[tuple[int, int, str | None, DateKind]] = []
    for span in calendar_spans(text):
        if span.kind == "event" or _is_attack(span, text):
            continue
        start = _extended(text, span)
        value, kind = _resolve_calendar(span, text, day)
        spans.append((start, span.end, value, kind))
    taken = [(start, end) for start, end, _, _ in spans]
    for match in relative(text):
        start, end = match.span()
        rule = match.lastgroup or "vague"
        if rule == "month":
            start += len(((lead := _LEAD.match(match.group())) and lead.group()) or "")
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if rule == "near" and _TITLE_BEFORE.search(text, max(0, start - 24), start) and text[start].isupper():
            continue  # USA TODAY, Psychology Today
        if rule == "weekday" and _NO_DAY_BEFORE.search(text, max(0, start - 12), start):
            continue  # Super Tuesday, "falls on a Saturday"
        value, kind = RULES[rule](text[start:end], text, start, day) if rule in RULES else (None, "vague")
        spans.append((start, end, value, kind))
    spans.sort()
    tokens = tokenize(text) if spans else []
    return [_mention(number, text, tokens, *span) for span in spans]


def _is_attack(span: CalendarSpan, text: str) -> bool:
    """Whether "Sept. 11" names the attacks of 2001 rather than a day of the year at hand."""
    if (span.month, span.day, span.year) != (9, 11, None):
        return False
    return _ATTACK_AFTER.match(text, span.end) is not None or text[: span.start].lower().endswith(
        ("post-", "pre-")
    )


def _extended(text: str, span: CalendarSpan) -> int:
    """Include "late" in "late 2025" and "Saturday, " in "Saturday, 8 October 2011"."""
    window = max(0, span.start - 24)
    match = _WEEKDAY_BEFORE.search(text, window, span.start) if span.kind == "day" else None
    match = match or (_PREFIX.search(text, window, span.start) if span.kind != "time" else None)
    return match.start() if match else span.start


def _mention(
    number: int, text: str, tokens: Sequence[Token], start: int, end: int, value: str | None, kind: DateKind
) -> DateMention:
    relation = _RELATION.search(text, max(0, start - 12), start)
    word = relation.group(1).lower() if relation else "on"
    leading = text[start:end].split(maxsplit=1)[0].lower()
    if leading == "since":
        word = "since"
    first = next((n for n, token in enumerate(tokens) if token.end > start), 0)
    last = next((n for n in range(first, len(tokens)) if tokens[n].start >= end), len(tokens))
    return DateMention(
        number, start, end, text[start:end], value, kind, word, context_of(tokens, first, last)
    )


def _resolve_calendar(span: CalendarSpan, text: str, day: date | None) -> Resolved:
    if span.kind == "time":
        return f"T{span.clock}", "time"
    if span.kind == "decade":
        return (f"{span.year // 10}X" if span.year else None), "decade"
    if span.kind == "year":
        return f"{span.year:04}", "year"
    if span.kind == "month":
        return f"{span.year:04}-{span.month:02}", "month"
    month, number = span.month or 1, span.day or 1
    year = span.year or _year_of(month, number, text, (span.start, span.end), day)
    value = _day_value(year, month, number)
    if value is not None and span.last_day is not None:
        until = _day_value(year, month, span.last_day)
        return (f"{value}/{until}" if until else value), "day"
    return value, "day"


def _day_value(year: int | None, month: int, number: int) -> str | None:
    try:
        day = date(year if year is not None else _LEAP_YEAR, month, number).isoformat()
    except ValueError:
        return None
    return day if year is not None else f"-{day[4:]}"


def _year_of(month: int, number: int, text: str, span: tuple[int, int], day: date | None) -> int | None:
    """The year that brings a day and month nearest to publication; after "since" never a future one."""
    if day is None:
        return None
    start, end = span
    of_year = _OF_YEAR.match(text, end)
    if of_year is not None:
        return day.year + {"last": -1, "next": 1}.get(of_year.group(1), 0)
    since = re.search(r"\bsince\s+$", text[max(0, start - 8) : start], re.IGNORECASE) is not None
    best: tuple[int, int] | None = None
    for year in (day.year - 1, day.year, day.year + 1):
        value = _day_value(year, month, number)
        if value is None:
            continue
        distance = (date.fromisoformat(value) - day).days
        if since and distance > 0:
            continue
        # Most dates in news lie behind it: the future has to be clearly nearer.
        weighed = -distance if distance <= 0 else int(distance * 1.3)
        best = min(best, (weighed, year)) if best else (weighed, year)
    return best[1] if best else None
