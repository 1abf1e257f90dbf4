"""Spans of days that a check can be about."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)
_RECENT = timedelta(days=89)


class Period(StrEnum):
    """Days of approval, as bookkeepers name them."""

    EVERYTHING = "Everything"
    RECENT = "Last 90 days"
    THIS_MONTH = "This month"
    LAST_MONTH = "Last month"
    THIS_YEAR = "This year"
    LAST_YEAR = "Last year"
    OTHER = "Other days"


def days(period: Period, today: date) -> tuple[date | None, date | None]:
    """Give the first and the last day, None where there is no end to them."""
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    before = month - _DAY
    spans: dict[Period, tuple[date | None, date | None]] = {
        Period.RECENT: (today - _RECENT, today),
        Period.THIS_MONTH: (month, today),
        Period.LAST_MONTH: (before.replace(day=1), before),
        Period.THIS_YEAR: (year, today),
        Period.LAST_YEAR: (year.replace(year=year.year - 1), year - _DAY),
    }
    return spans.get(period, (None, None))
