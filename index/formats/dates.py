"""The date of an article, however its file writes it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

#: Hours from UTC of the abbreviations that feeds and pages use: RFC 2822's own, and Europe's. Those with two
#: meanings in news (IST, BST as Bangladesh) are left out or taken as the one that datelines use.
_ZONES = {
    "AKDT": -8, "AKST": -9, "BST": 1, "CDT": -5, "CEST": 2, "CET": 1, "CST": -6, "EDT": -4, "EEST": 3,
    "EET": 2, "EST": -5, "GMT": 0, "HST": -10, "MDT": -6, "MSK": 3, "MST": -7, "PDT": -7, "PST": -8, "UT": 0,
    "UTC": 0, "WEST": 1, "WET": 0, "Z": 0,
}  # fmt: skip

_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_TIME = (
    r"(?:[\s,T·|–—-]*(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>[+\-−]\d{2}:?\d{2}|[A-Z]{1,4})?\)?)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?" + _MONTH + r",?[\s-]+(?P<year>\d{4,9})",
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4,9})",
        r"(?P<year>\d{4,9})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<first>\d{1,2})/(?P<other>\d{1,2})/(?P<year>\d{4})",
    )
)
_PLAIN_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EPOCH_SECONDS = range(100_000_000, 10_000_000_000)
_LONGEST = 80


def parse_published(value: object) -> datetime | None:
    """Read a date as front matter, JSON, feeds and pages write it.

    Takes ISO 8601 (day, or date and time with or without zone), ``13 August 2024``, ``Aug. 13, 2024``,
    RFC 2822, ``13.08.2024``, seconds or milliseconds since 1970. A time without a zone is taken as UTC.
    Absurd years that a calendar has (0001, 2050) are kept as given.

    Returns:
        An aware datetime in UTC, midnight where only the day is given; None where ``value`` says nothing.

    Raises:
        ValueError: ``value`` is no date; the message is one line for the user.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_epoch(value)
    if not isinstance(value, str):
        value = repr(value)
    if _PLAIN_DAY.fullmatch(value):  # nearly all bulk data: no need for the expressions below
        year, month, day = value.split("-")
        try:
            return datetime(int(year), int(month), int(day), tzinfo=UTC)
        except ValueError:
            raise ValueError(f"no such day: {value}") from None
    text = " ".join(value.split())
    return _parse_text(text) if text else None


def _parse_text(text: str) -> datetime:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if len(text) > _LONGEST:
        raise ValueError(f"not a date: {shown}")
    try:
        return _in_utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    if text.isdecimal() and text.isascii():
        return _from_epoch(int(text))
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _from_match(match, shown)
    raise ValueError(f"not a date: {shown}")


def _from_match(match: re.Match[str], shown: str) -> datetime:
    parts = match.groupdict()
    day, month = _day_and_month(parts, shown)
    try:
        moment = datetime(int(parts["year"]), month, day, tzinfo=UTC)
        if parts["hour"] is None:
            return moment
        hour = int(parts["hour"])
        if parts["half"]:
            hour = hour % 12 + (12 if parts["half"].lower().startswith("p") else 0)
        moment = moment.replace(hour=hour, minute=int(parts["minute"]), second=int(parts["second"] or 0))
        return _in_utc(moment.replace(tzinfo=_zone(parts["zone"], shown)))
    except (ValueError, OverflowError):
        raise ValueError(f"no such day or time: {shown}") from None


def _day_and_month(parts: dict[str, str | None], shown: str) -> tuple[int, int]:
    if parts.get("month"):
        return int(parts["day"] or 0), _MONTHS[str(parts["month"]).lower()]
    if parts.get("number"):
        return int(parts["day"] or 0), int(parts["number"] or 0)
    first, other = int(parts["first"] or 0), int(parts["other"] or 0)
    if first <= 12 and other <= 12 and first != other:
        raise ValueError(f"day and month cannot be told apart: {shown} (write it as YYYY-MM-DD)")
    return (first, other) if first > 12 else (other, first)


def _zone(text: str | None, shown: str) -> timezone:
    if not text:
        return UTC
    if text[0] in "+-−":
        digits = text[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(shift if text[0] == "+" else -shift)
    if text.upper() not in _ZONES:
        raise ValueError(f"unknown time zone: {shown}")
    return timezone(timedelta(hours=_ZONES[text.upper()]))


def _from_epoch(seconds: float) -> datetime:
    if abs(seconds) >= _EPOCH_SECONDS.stop:
        seconds /= 1000  # JavaScript counts milliseconds
    if not _EPOCH_SECONDS.start <= seconds < _EPOCH_SECONDS.stop:
        raise ValueError(f"not a date: {seconds:g}")
    return datetime.fromtimestamp(int(seconds), UTC)


def _in_utc(moment: datetime) -> datetime:
    moment = moment.replace(microsecond=0)
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first or last day of the calendar, shifted beyond it
        return moment.replace(tzinfo=UTC)
