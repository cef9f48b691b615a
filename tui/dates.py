"""Dates as a reader wants them: short in a list, whole over an article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

UNDATED = "undated"


def age(published: datetime | None, now: datetime) -> str:
    """Return how old something is, briefly: "5 min", "3 h", "2 d", this year "13 Aug", else "13 Aug 2024"."""
    if published is None:
        return UNDATED
    moment = published.astimezone(UTC)
    passed = now.astimezone(UTC) - moment
    if timedelta(0) <= passed < timedelta(days=7) and not _is_day_only(moment):
        if passed < timedelta(hours=1):
            return f"{max(1, int(passed.total_seconds() // 60))} min"
        if passed < timedelta(days=1):
            return f"{int(passed.total_seconds() // 3600)} h"
        return f"{passed.days} d"
    # %-d is not portable, so the day is written by itself.
    same_year = moment.year == now.astimezone(UTC).year
    return f"{moment.day} {moment:%b}" if same_year else f"{moment.day} {moment:%b} {moment.year}"


def full_date(published: datetime | None) -> str:
    """Return the date in full, with the time where it is known: "Tue 13 Aug 2024, 14:05 UTC"."""
    if published is None:
        return UNDATED
    moment = published.astimezone(UTC)
    day = f"{moment:%a} {moment.day} {moment:%b} {moment.year}"
    return day if _is_day_only(moment) else f"{day}, {moment:%H:%M} UTC"


def _is_day_only(moment: datetime) -> bool:
    """Midnight exactly means that only the day is known (see Article.published)."""
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
