"""Explicit dates, years and times of day in a sentence, as the calendar names them.

Used twice: dates are read from these, and the numbers within them are no figures.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.compare.words_within import forms_of, words_within

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


class CalendarSpan(NamedTuple):
    """An explicit date or time.

    Attributes:
        start: First character.
        end: After the last character.
        kind: "day", "month", "year", "decade", "time" or "event" (9/11).
        year: As written, or None.
        month: 1..12 or None.
        day: 1..31 or None.
        clock: "HH:MM" for times.
        last_day: The end of a range of days, or None.
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    last_day: int | None = None


_MONTH = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<{0}>[0-3]?[0-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>1[0-9]{{3}}|20[0-9]{{2}}|2100)"
#: What counted things are called where a bare number between 1000 and 2100 counts them.
_COUNTED = (
    r"\s+(?:people|men|women|children|civilians|troops|soldiers|fighters|workers|jobs|homes|houses|votes|students"
    r"|dead|deaths|cases|migrants|refugees|prisoners|police|officers|protesters|employees|residents|patients|acres"
    r"|hectares|square|km|kilomet|miles|met[er]{2}s|feet|tons|tonnes|pounds|dollars|euros|calories|points|times|days"
    r"|hours|years|times|others|megawatts|percent|pages)\b"
)
_DIGIT = re.compile(r"[0-9]")
#: What dates, times without a colon, and years cannot do without: most sentences have none.
_MONTH_FORMS = forms_of(" ".join(MONTHS))
_CLOCK_WORDS = frozenset({"am", "aM", "Am", "AM", "pm", "pM", "Pm", "PM", "m", "M", "clock"})
_JOINED_DIGITS = re.compile(r"[0-9][-/][0-9]")
_YEAR_DIGITS = re.compile(r"(?:1[4-9]|20)[0-9]{2}")
_DATE = re.compile(
    # August 6, 2024 / Aug. 6-8 / August 6th
    rf"\b{_MONTH.format('m1')}\s+{_DAY.format('d1')}(?![0-9:]|,[0-9]{{3}}\b|\.[0-9])"
    rf"(?:(?:\s?[-–]\s?|\s+and\s+)(?P<d1b>[0-3]?[0-9])(?![0-9:]|\s+[a-z]))?(?:\s*,?\s+{_YEAR.format('y1')}\b(?!,[0-9]))?"
    # 6 August 2024 / 6th of August
    rf"|\b(?<![-.,$€£])(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH.format('m2')}\b"
    rf"(?:\s*,?\s+{_YEAR.format('y2')}\b(?!,[0-9]))?(?!\.?\s+[0-3]?[0-9](?![0-9]))"
    # August 2024 / August of 2024
    rf"|\b{_MONTH.format('m3')}(?:\s+of|,)?\s+{_YEAR.format('y3')}\b(?!,[0-9])"
    # 2024-08-06
    r"|\b(?P<y4>1[0-9]{3}|20[0-9]{2})-(?P<m4>[01][0-9])-(?P<d4>[0-3][0-9])\b"
    # 8/6/2024
    r"|(?<![0-9/])(?P<m5>[0-3]?[0-9])/(?P<d5>[0-3]?[0-9])/(?P<y5>(?:19|20)?[0-9]{2})(?![0-9/])"
)
_TIME = re.compile(
    r"(?<![0-9$€£.,:])(?P<h>[0-2]?[0-9])(?:[:.](?P<min>[0-5][0-9]))?\s?(?P<half>[aApP]\.?[mM]\b\.?)"
    r"|(?<![0-9$€£.,:])(?P<h2>[0-2]?[0-9]):(?P<min2>[0-5][0-9])(?::[0-5][0-9])?(?![0-9:])"
    r"|(?<![0-9$€£.,:])(?P<h3>[0-1]?[0-9])\s+o['’]clock\b"
)
_TIME_BEFORE = re.compile(
    r"\b(?:about|after|and|around|at|before|between|by|from|just|near|nearly|of|on|since|than|till|to|until)\s+$"
    r"|[-–(]\s?$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(
    r"\s?(?:hours|local|on|this|yesterday|today|in the|gmt|utc|[a-z]?[pecm][sd]?t\b|[-–])", re.IGNORECASE
)
_ATTACK = re.compile(r"(?<![0-9/])(?:9/11|7/7|24/7|26/11)(?![0-9/])")
_DECADE = re.compile(r"(?<![0-9])(?:(?P<decade>1[0-9]|20)[0-9]0['’]?s\b|['’][0-9]0s\b)")
_YEARS = re.compile(
    r"(?<![\d.$€£¥#/-])(?<![\d],)(?P<year>1[4-9][0-9]{2}|20[0-9]{2})"
    r"(?:\s?[-–/]\s?(?P<until>(?:1[4-9]|20)?[0-9]{2})(?![0-9]))?"
    rf"(?![\d%]|,[0-9]{{3}}|\.[0-9]|[-–](?:page|foot|mile|meter|year|member|strong|word)|{_COUNTED})"
)
_SURELY_YEAR = re.compile(
    r"(?:\b(?:in|since|until|till|by|during|before|after|early|late|mid|from|year|year's|spring|summer|fall|autumn|winter)"
    r"[ -])$",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?<![\d.,$€£¥#/-])(?:1[4-9][0-9]{2}|20[0-9]{2})(?![\d%-]|,[0-9]{3}|\.[0-9])")


@lru_cache(maxsize=512)
def calendar_spans(text: str) -> tuple[CalendarSpan, ...]:
    """Find explicit dates, times, decades and years in ``text``; in order, without overlap.

    Cached, because figures and dates are read from the same sentences one after the other.
    """
    if _DIGIT.search(text) is None:
        return ()
    words = words_within(text)
    scans = (
        (_dates, _JOINED_DIGITS.search(text) is not None or not _MONTH_FORMS.isdisjoint(words)),
        (_times, ":" in text or not _CLOCK_WORDS.isdisjoint(words)),
        (_events, "/" in text),
        (_decades, "0s" in text or "0's" in text or "0’s" in text),
        (_years, _YEAR_DIGITS.search(text) is not None),
    )
    found: list[CalendarSpan] = []
    for scan in (scan for scan, worth_while in scans if worth_while):
        found.extend(span for span in scan(text) if not any(_overlap(span, other) for other in found))
    return tuple(sorted(found))


def _overlap(one: CalendarSpan, other: CalendarSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _dates(text: str) -> Iterator[CalendarSpan]:
    for match in _DATE.finditer(text):
        group = match.groupdict()
        form = next(number for number in "12345" if group.get(f"m{number}"))
        month_text = group[f"m{form}"]
        month = int(month_text) if month_text.isdigit() else MONTHS[month_text.rstrip(".").lower()]
        day = int(group.get(f"d{form}") or 0) or None
        year = int(group.get(f"y{form}") or 0) or None
        if form == "5" and month > 12 and day is not None:
            month, day = day, month  # 25/12/2024
        if year is not None and year < 100:
            year += 2000 if year < 70 else 1900
        if month > 12 or (day or 1) > 31:
            continue
        last = int(group["d1b"]) if group["d1b"] else None
        yield CalendarSpan(
            match.start(), match.end(), "day" if day else "month", year, month, day, last_day=last
        )


def _times(text: str) -> Iterator[CalendarSpan]:
    for match in _TIME.finditer(text):
        hour = int(match["h"] or match["h2"] or match["h3"])
        minute = int(match["min"] or match["min2"] or 0)
        if match["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
        if hour < 24 and (match["h2"] is None or _tells_time(text, match)):
            yield CalendarSpan(match.start(), match.end(), "time", clock=f"{hour:02}:{minute:02}")


def _tells_time(text: str, match: re.Match[str]) -> bool:
    """Whether digits with a colon are a time of day, and not the length of a video, a verse or a score."""
    before = _TIME_BEFORE.search(text, max(0, match.start() - 12), match.start())
    return before is not None or _TIME_AFTER.match(text, match.end()) is not None


def _events(text: str) -> Iterator[CalendarSpan]:
    for match in _ATTACK.finditer(text):
        yield CalendarSpan(match.start(), match.end(), "event")


def _decades(text: str) -> Iterator[CalendarSpan]:
    for match in _DECADE.finditer(text):
        digits = "".join(c for c in match.group() if c.isdigit())
        yield CalendarSpan(match.start(), match.end(), "decade", int(digits) if len(digits) == 4 else None)


def _years(text: str) -> Iterator[CalendarSpan]:
    for match in _YEARS.finditer(text):
        yield CalendarSpan(match.start(), match.end(), "year", int(match["year"]))
    for match in _BARE_YEAR.finditer(text):
        # "in 2010 people": the word before decides against the noun after.
        if _SURELY_YEAR.search(text, max(0, match.start() - 10), match.start()):
            yield CalendarSpan(match.start(), match.end(), "year", int(match.group()))
