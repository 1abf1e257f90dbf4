"""The periods that books are closed by: months, quarters, and weeks by 4-4-5."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_MONTHS = 12
_QUARTER = 3
_WORKING_DAYS = 5
_HALF_WEEK = 3
_WEEKS_BY_PERIOD = (4, 4, 5) * 4


class CloseKind(StrEnum):
    """What a period is made of."""

    MONTH = "month"
    QUARTER = "quarter"
    WEEKS = "4-4-5"

    @property
    def words(self) -> str:
        """What ends, as in “after month end”."""
        return _ENDS[self]


_ENDS = {
    CloseKind.MONTH: "month end",
    CloseKind.QUARTER: "quarter end",
    CloseKind.WEEKS: "the end of a 4-4-5 period",
}


@dataclass(frozen=True, slots=True)
class CloseCalendar:
    """How a year is cut into periods.

    ``year_ends`` is the month (1 to 12) in which the financial year ends; months do not
    ask for it. A 4-4-5 year ends on a ``weekday`` (Monday is 0): the last of that month
    or, where ``nearest``, the one nearest to the month's last day. It has 52 weeks or
    53, of which the last period takes the odd one.
    """

    kind: CloseKind = CloseKind.MONTH
    year_ends: int = 12
    weekday: int = 5
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last, both included."""

    first: date
    last: date
    name: str

    @property
    def words(self) -> str:
        """Its name and its days."""
        return f"{self.name}, {self.first:%d %b %Y} to {self.last:%d %b %Y}"

    @property
    def day_after(self) -> date:
        """The first day that no longer belongs to it."""
        return self.last + _DAY

    def holds(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= day <= self.last


def month_of(day: date) -> Period:
    """The calendar month that a day belongs to."""
    return period_of(CloseCalendar(), day)


def period_of(calendar: CloseCalendar, day: date) -> Period:
    """The period that a day belongs to."""
    match calendar.kind:
        case CloseKind.MONTH:
            return _months(day.year, day.month, 1, f"{day:%B %Y}")
        case CloseKind.QUARTER:
            return _quarter(calendar, day)
        case CloseKind.WEEKS:
            return _weeks(calendar, day)


def period_after(calendar: CloseCalendar, period: Period) -> Period:
    """The next period."""
    return period_of(calendar, period.last + _DAY)


def period_before(calendar: CloseCalendar, period: Period) -> Period:
    """The period before."""
    return period_of(calendar, period.first - _DAY)


def days_after(period: Period, count: int, *, business: bool) -> date:
    """The ``count``-th day after a period's last one.

    Business days are Mondays to Fridays: public holidays are not known here.
    """
    if not business:
        return period.last + count * _DAY
    day = period.last
    while count:
        day += _DAY
        count -= day.weekday() < _WORKING_DAYS
    return day


def _quarter(calendar: CloseCalendar, day: date) -> Period:
    month = (day.month - calendar.year_ends - 1) % _MONTHS  # of the financial year
    back = month % _QUARTER
    months = day.year * _MONTHS + day.month - 1 - back
    year, first = divmod(months, _MONTHS)
    ends_in = year + (first + 1 > calendar.year_ends)
    number = month // _QUARTER + 1
    return _months(year, first + 1, _QUARTER, f"Quarter {number} of {ends_in}")


def _months(year: int, month: int, count: int, name: str) -> Period:
    over, last = divmod(year * _MONTHS + month - 1 + count - 1, _MONTHS)
    days = monthrange(over, last + 1)[1]
    return Period(date(year, month, 1), date(over, last + 1, days), name)


def _weeks(calendar: CloseCalendar, day: date) -> Period:
    year = day.year - 1
    while _year_end(calendar, year) < day:
        year += 1
    end = _year_end(calendar, year)
    first = _year_end(calendar, year - 1) + _DAY
    for number, weeks in enumerate(_WEEKS_BY_PERIOD, 1):
        last = first + weeks * _WEEK - _DAY
        if number == len(_WEEKS_BY_PERIOD):
            last = end
        if day <= last:
            return Period(first, last, f"Period {number} of {year}")
        first = last + _DAY
    raise AssertionError(day)  # the last period ends with the year


def _year_end(calendar: CloseCalendar, year: int) -> date:
    days = monthrange(year, calendar.year_ends)[1]
    month_end = date(year, calendar.year_ends, days)
    back = (month_end.weekday() - calendar.weekday) % 7
    if calendar.nearest and back > _HALF_WEEK:
        back -= 7
    return month_end - back * _DAY
