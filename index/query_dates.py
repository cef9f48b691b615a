"""What a date in a query means: the days from the first to the last that it stands for."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"-(\d{1,5})([dwmy])", re.IGNORECASE)


def days(value: str, today: date) -> tuple[date, date] | None:
    """Return the first and last day that ``value`` means, or None if it is no date.

    Args:
        value: A day, month or year ("2024-08-06", "2024-08", "2024"), so many days, weeks, months or years
            back ("-7d", "-2w", "-1m", "-1y"), "today" or "yesterday".
        today: The day it is.
    """
    named = {"today": today, "yesterday": today - timedelta(days=1)}.get(value.lower())
    if named:
        return named, named
    try:
        if ago := _AGO.fullmatch(value):
            day = _back(today, int(ago[1]), ago[2].lower())
            return day, day
        if not (match := _DATE.fullmatch(value)):
            return None
        year, month, day_of_month = int(match[1]), match[2], match[3]
        if day_of_month:
            day = date(year, int(month), int(day_of_month))
            return day, day
        if month:
            return date(year, int(month), 1), date(year, int(month), calendar.monthrange(year, int(month))[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None


def _back(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today - timedelta(days=count * (7 if unit == "w" else 1))
    month = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
