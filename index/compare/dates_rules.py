"""By which day a relative date is meant: the rules that resolve it against the day of publication.

A weekday is the last one up to that day, unless the words about it speak of the future (the convention of
news agencies). What cannot be resolved stays unresolved.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from index.compare.dates_calendar import MONTHS
from index.compare.dates_model import DateKind
from index.compare.numerals import read_numeral, tokenize
from index.compare.words_within import forms_of, words_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A bare month this near ahead is the coming one where no verb in the past stands before it.
_SOON_MONTHS = 4
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
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
            rf"{WEEKDAY}{PART})\b"
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
_NEEDED = {rule: forms_of(needed) for rule, (needed, _) in _RELATIVE.items()}
_NEEDED_BY_ANY = frozenset().union(*_NEEDED.values())
_FUTURE = re.compile(
    r"\b(?:will|shall|to be|set (?:for|to)|scheduled|slated|due|expected|expects|plans to|planned for"
    r"|planning to|upcoming|coming|next|ahead of|would begin|deadline|going to|about to|as (?:soon|early) as"
    r"|no later than|could|may|might|up for|re-?election in)\b|\b(?:by|until)\s+$",
    re.IGNORECASE,
)
#: Told as done: "by Tuesday, the mayor had", "reports in November that he was".
_PAST_AFTER = re.compile(r"[^.;!?]{0,40}?\b(?:had|was|were|did)\b")
_TO_COME_AFTER = re.compile(r"[^.;!?]{0,40}?\b(?:will|would|could|may|might|is|are)\b")
_FUTURE_AFTER = re.compile(r"\s+(?:is|will|would be)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|began|came|ran|said|won|lost|took|left|made"
    r"|(?!(?:breed|exceed|feed|indeed|need|proceed|seed|speed|succeed)\b)\w{2,}ed)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|tweeted|was|were|had|did)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)

Resolved: TypeAlias = tuple[str | None, DateKind]


def _is_told_as_done(text: str, end: int) -> bool:
    """Whether the words after ``end`` tell what had happened by then, and nothing that will."""
    return _PAST_AFTER.match(text, end) is not None and _TO_COME_AFTER.match(text, end) is None


def _is_future(text: str, start: int, end: int) -> bool:
    """Whether the words about ``start`` to ``end`` in the clause speak of what is to come."""
    if _FUTURE_AFTER.match(text, end):
        return True
    if _is_told_as_done(text, end):
        return False
    before = text[max(0, start - 50) : start]
    if _SAID.search(before) and not re.search(r"\b(?:set|scheduled|due|expected|will)\b", before):
        return False
    clause = re.split(r"[,;:.—]", before)[-1]
    return _FUTURE.search(clause) is not None and _SAID.search(before) is None


def _weekday(phrase: str, text: str, start: int, day: date | None) -> Resolved:
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


def _near(phrase: str, _text: str, _start: int, day: date | None) -> Resolved:
    if day is None:
        return None, "relative"
    lower = phrase.lower()
    shift = -1 if "yesterday" in lower or lower.startswith("last") else 1 if "tomorrow" in lower else 0
    return _shifted(day, shift), "relative"


def _unit(phrase: str, text: str, start: int, day: date | None) -> Resolved:
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


def _season(phrase: str, _text: str, _start: int, day: date | None) -> Resolved:
    year = re.search(r"[0-9]{4}", phrase)
    if year:
        return year.group(), "season"
    if day is None or not phrase.lower().startswith(("this", "next")):
        return None, "season"  # "last winter" may lie in this year or the one before
    return (f"{day.year:04}" if phrase.lower().startswith("this") else None), "season"


def _ago(phrase: str, _text: str, _start: int, day: date | None) -> Resolved:
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


def _month(phrase: str, text: str, start: int, day: date | None) -> Resolved:
    words = re.split(r"[\s-]+", phrase.lower())
    month = MONTHS.get(words[-1].rstrip("."))
    if day is None or month is None:
        return None, "month"
    year = day.year if month <= day.month else day.year - 1
    open_tense = words[0] not in ("last", "since")
    ahead = (month - day.month) % 12
    clause = re.split(r"[,;:.—]", text[max(0, start - 60) : start])[-1]
    past = _PAST.search(clause) is not None or _is_told_as_done(text, start + len(phrase))
    soon = open_tense and 0 < ahead <= _SOON_MONTHS and not past
    future = words[0] == "next" or soon or (open_tense and _is_future(text, start, start + len(phrase)))
    if future:
        year = day.year if month >= day.month else day.year + 1
    if words[0] == "last" and month == day.month:
        year -= 1
    return f"{year:04}-{month:02}", "month"


def _end(phrase: str, _text: str, _start: int, day: date | None) -> Resolved:
    words = phrase.lower().split()
    if day is None:
        return None, "relative"
    return _in_unit(day, words[-1], {"last": -1, "next": 1}.get(words[-2], 0)), "relative"


#: For each kind of mention how it is resolved: (phrase, sentence, where the phrase starts, publication).
RULES: dict[str, Callable[[str, str, int, date | None], Resolved]] = {
    "ago": _ago,
    "end": _end,
    "month": _month,
    "near": _near,
    "season": _season,
    "unit": _unit,
    "weekday": _weekday,
}


def relative(text: str) -> Iterator[re.Match[str]]:
    """The relative dates of ``text``: only the rules whose words it has are tried, for speed."""
    found = _NEEDED_BY_ANY & words_within(text)
    rules = tuple(rule for rule, needed in _NEEDED.items() if not needed.isdisjoint(found))
    return _any_of(rules).finditer(text) if rules else iter(())


@cache
def _any_of(rules: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(_RELATIVE[rule][1] for rule in rules))
