"""The dates of an article: calendar dates, weekdays and relative expressions, resolved against its own date.

What cannot be resolved stays unresolved: "a week after the attack" needs the attack's date. A weekday is the
last one up to the day of publication, unless the words before it speak of the future (the convention of news
agencies).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from index.compare.dates_calendar import MONTHS, CalendarSpan, calendar_spans
from index.compare.dates_model import DateKind, DateMention
from index.compare.dates_verdicts import date_facts
from index.compare.figures_context import context_of
from index.compare.numerals import Token, read_numeral, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.compare.sentences import Sentence

__all__ = ["DateMention", "date_facts", "dates"]

_LONGEST_SENTENCE = 6_000
#: A bare month this near ahead is the coming one where no verb in the past stands before it.
_SOON_MONTHS = 4
#: Stands in for an unknown year, so that 29 February is a day.
_LEAP_YEAR = 2000
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
_MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\."
    r"|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_COUNT = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,3}|several|a\s+few"
    r"|a\s+couple(?:\s+of)?)"
)
_SPAN = r"(?:hour|day|week|month|year|decade)"

#: Rules by which a mention is resolved against the day of publication: a word that it cannot do without, and
#: how it reads.
_RELATIVE: dict[str, tuple[str, str]] = {
    "weekday": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        (
            rf"\b(?P<weekday>(?:(?:last|next|this\s+past|this\s+coming|this|early|late|earlier|previous)\s+)?"
            rf"{_WEEKDAY}{_PART})\b"
        ),
    ),
    "near": (
        "afternoon evening morning night today tomorrow tonight yesterday",
        (
            r"\b(?P<near>(?i:(?:(?:earlier|later)\s+)?(?:today|tonight|yesterday|tomorrow)|last\s+night)"
            r"|(?i:this)\s+(?:morning|afternoon|evening))\b"
        ),
    ),
    "unit": (
        "month week weekend year",
        r"\b(?P<unit>(?:(?i:earlier|later|late|early)\s+)?(?i:this|last|next)\s+(?:week(?:end)?|month|year))\b",
    ),
    "season": (
        "autumn fall spring summer winter",
        (
            r"\b(?P<season>(?:(?:this|last|next|in\s+the|early|late)\s+)?(?:spring|summer|fall|autumn|winter)"
            r"(?:\s+of)?\s+(?:1[89]|20)[0-9]{2}|(?:this|last|next)\s+(?:spring|summer|fall|autumn|winter))\b"
        ),
    ),
    "ago": ("ago", rf"(?<![\w-])(?P<ago>(?i:{_COUNT})\s+{_SPAN}s?\s+ago)\b"),
    "month": (
        (
            "Apr April Aug August Dec December Feb February Jan January July June March May Nov November Oct "
            "October Sept September"
        ),
        (
            r"\b(?P<month>(?:since|last|next|this|in|by|until|early|late|mid|from|through|of|between|and|to|during)"
            rf"(?:\s+|-)(?:early\s+|late\s+|mid-?\s*)?{_MONTH_NAME})(?!\w)"
        ),
    ),
    "end": (
        "beginning end start",
        r"\b(?P<end>(?:the\s+)?(?:end|beginning|start)\s+of\s+(?:the|this|last|next)\s+(?:year|month|week))\b",
    ),
    "vague": (
        "after before coming earlier following last later next past previous recent same",
        (
            r"\b(?P<vague>(?i:in|over|during|for|within)\s+(?:the\s+)?(?:recent|coming|past|last|next)\s+"
            rf"(?:(?:few|{_COUNT})\s+)?{_SPAN}s"
            rf"|(?<![\w-])(?i:{_COUNT})\s+{_SPAN}s?\s+(?:after|before|later|earlier)"
            rf"|the\s+(?:previous|following|same|next)\s+{_SPAN})\b"
        ),
    ),
}
_NEEDED = {
    rule: frozenset(form for word in needed.split() for form in (word, word.capitalize(), word.upper()))
    for rule, (needed, _) in _RELATIVE.items()
}
_WORD = re.compile(r"[A-Za-z]+")
_FUTURE = re.compile(
    r"\b(?:will|shall|to be|set (?:for|to)|scheduled|slated|due|expected|expects|plans to|planned for"
    r"|planning to|upcoming|coming|next|ahead of|would begin|deadline|going to|about to|as (?:soon|early) as"
    r"|no later than|could|may|might|up for|re-?election in)\b|\b(?:by|until)\s+$",
    re.IGNORECASE,
)
_FUTURE_AFTER = re.compile(r"\s+(?:is|will|would be)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|began|came|ran|said|won|lost|took|left|made|\w{2,}ed)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|tweeted|was|were|had|did)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ATTACK_AFTER = re.compile(
    r"\s+(?:terror|attack|victim|famil|hijack|commission|law|memorial|conspirac|suspect|style)", re.IGNORECASE
)
_RELATION = re.compile(r"\b(since|until|till|by|before|after)\s+(?:the\s+)?$", re.IGNORECASE)
_PREFIX = re.compile(r"\b(?:early|mid|late)(?:\s+(?:in\s+)?|-)$", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(rf"\b{_WEEKDAY}{_PART}\s*(?:,\s*|\()$")
_LEAD = re.compile(r"^(?:in|of|between|and|to|from|through|during|by|until)(?:\s+|-)", re.IGNORECASE)

_Resolved: TypeAlias = tuple[str | None, DateKind]


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
    for match in _relative(text):
        start, end = match.span()
        rule = match.lastgroup or "vague"
        if rule == "month":
            start += len(((lead := _LEAD.match(match.group())) and lead.group()) or "")
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        value, kind = _RULES[rule](text[start:end], text, start, day) if rule in _RULES else (None, "vague")
        spans.append((start, end, value, kind))
    spans.sort()
    tokens = tokenize(text) if spans else []
    return [_mention(number, text, tokens, *span) for span in spans]


def _relative(text: str) -> Iterator[re.Match[str]]:
    """The relative dates of ``text``: only the rules whose words it has are tried, for speed."""
    found = _WORD.findall(text)
    rules = tuple(rule for rule, needed in _NEEDED.items() if not needed.isdisjoint(found))
    return _any_of(rules).finditer(text) if rules else iter(())


@cache
def _any_of(rules: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_RELATIVE[rule][1] for rule in rules))


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


def _resolve_calendar(span: CalendarSpan, text: str, day: date | None) -> _Resolved:
    if span.kind == "time":
        return f"T{span.clock}", "time"
    if span.kind == "decade":
        return (f"{span.year // 10}X" if span.year else None), "decade"
    if span.kind == "year":
        return f"{span.year:04}", "year"
    if span.kind == "month":
        return f"{span.year:04}-{span.month:02}", "month"
    month, number = span.month or 1, span.day or 1
    year = span.year or _year_of(month, number, text, span.start, day)
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


def _year_of(month: int, number: int, text: str, start: int, day: date | None) -> int | None:
    """The year that brings a day and month nearest to publication; after "since" never a future one."""
    if day is None:
        return None
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


def _is_future(text: str, start: int, end: int) -> bool:
    """Whether the words about ``start`` to ``end`` in the clause speak of what is to come."""
    if _FUTURE_AFTER.match(text, end):
        return True
    before = text[max(0, start - 50) : start]
    if _SAID.search(before) and not re.search(r"\b(?:set|scheduled|due|expected|will)\b", before):
        return False
    clause = re.split(r"[,;:.—]", before)[-1]
    return _FUTURE.search(clause) is not None and _SAID.search(before) is None


def _weekday(phrase: str, text: str, start: int, day: date | None) -> _Resolved:
    if day is None:
        return None, "weekday"
    words = phrase.lower().split()
    number = next(_WEEKDAYS[word] for word in words if word in _WEEKDAYS)
    back = (day.weekday() - number) % 7
    if (
        words[0] == "next"
        or "coming" in words
        or (words[0] not in ("last", "previous") and _is_future(text, start, start + len(phrase)))
    ):
        ahead = (number - day.weekday()) % 7
        return (day + timedelta(days=ahead or (7 if words[0] == "next" else 0))).isoformat(), "weekday"
    if words[0] in ("last", "previous") and back == 0:
        back = 7
    return _shifted(day, -back), "weekday"


def _shifted(day: date, days: int) -> str | None:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


def _near(phrase: str, _text: str, _start: int, day: date | None) -> _Resolved:
    if day is None:
        return None, "relative"
    lower = phrase.lower()
    shift = -1 if "yesterday" in lower or lower.startswith("last") else 1 if "tomorrow" in lower else 0
    return _shifted(day, shift), "relative"


def _unit(phrase: str, text: str, start: int, day: date | None) -> _Resolved:
    if day is None:
        return None, "relative"
    words = phrase.lower().split()
    if text[max(0, start - 4) : start].lower() == "the ":
        return None, "vague"  # "over the last week" ends today
    shift = {"last": -1, "next": 1}.get(words[-2], 0)
    return _in_unit(day, words[-1], shift), "relative"


def _in_unit(day: date, unit: str, shift: int) -> str | None:
    """The week, month or year that lies ``shift`` of them from ``day``."""
    try:
        if unit.startswith("week"):
            year, week, _ = (day + timedelta(weeks=shift)).isocalendar()
            return f"{year:04}-W{week:02}"
        if unit.startswith("month"):
            months = day.year * 12 + day.month - 1 + shift
            return f"{months // 12:04}-{months % 12 + 1:02}" if months >= 12 else None
        return f"{day.year + shift:04}" if day.year + shift > 0 else None
    except OverflowError:
        return None


def _season(phrase: str, _text: str, _start: int, day: date | None) -> _Resolved:
    year = re.search(r"[0-9]{4}", phrase)
    if year:
        return year.group(), "season"
    if day is None or not phrase.lower().startswith(("this", "next")):
        return None, "season"  # "last winter" may lie in this year or the one before
    return (f"{day.year:04}" if phrase.lower().startswith("this") else None), "season"


def _ago(phrase: str, _text: str, _start: int, day: date | None) -> _Resolved:
    words = phrase.lower().split()
    unit = words[-2].rstrip("s")
    tokens = tokenize(" ".join(words[:-2]))
    numeral = read_numeral(tokens, 0)
    count = 1 if words[0] in ("a", "an") and len(words) == 3 else int(numeral.value) if numeral else None
    if day is None or count is None or unit in ("hour", "decade"):
        return None, "relative"
    if unit == "day":
        return _shifted(day, -count), "relative"
    return _in_unit(day, unit, -count), "relative"


def _month(phrase: str, text: str, start: int, day: date | None) -> _Resolved:
    words = re.split(r"[\s-]+", phrase.lower())
    month = MONTHS.get(words[-1].rstrip("."))
    if day is None or month is None:
        return None, "month"
    year = day.year if month <= day.month else day.year - 1
    open_tense = words[0] not in ("last", "since")
    ahead = (month - day.month) % 12
    clause = re.split(r"[,;:.—]", text[max(0, start - 60) : start])[-1]
    soon = open_tense and 0 < ahead <= _SOON_MONTHS and _PAST.search(clause) is None
    future = words[0] == "next" or soon or (open_tense and _is_future(text, start, start + len(phrase)))
    if future:
        year = day.year if month >= day.month else day.year + 1
    if words[0] == "last" and month == day.month:
        year -= 1
    return f"{year:04}-{month:02}", "month"


def _end(phrase: str, _text: str, _start: int, day: date | None) -> _Resolved:
    words = phrase.lower().split()
    if day is None:
        return None, "relative"
    return _in_unit(day, words[-1], {"last": -1, "next": 1}.get(words[-2], 0)), "relative"


_RULES: dict[str, Callable[[str, str, int, date | None], _Resolved]] = {
    "ago": _ago,
    "end": _end,
    "month": _month,
    "near": _near,
    "season": _season,
    "unit": _unit,
    "weekday": _weekday,
}
