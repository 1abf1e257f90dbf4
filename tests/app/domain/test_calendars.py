"""Close calendars: every day has its period, and none has two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendars import (
    CloseCalendar,
    CloseKind,
    days_after,
    period_after,
    period_before,
    period_of,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CALENDARS = st.builds(
    CloseCalendar,
    st.sampled_from(CloseKind),
    st.integers(1, 12),
    st.integers(0, 6),
    st.booleans(),
)


@given(CALENDARS, DAYS)
def test_every_day_lies_in_its_period(calendar: CloseCalendar, day: date) -> None:
    period = period_of(calendar, day)

    assert period.first <= day <= period.last
    assert period_of(calendar, period.first) == period
    assert period_of(calendar, period.last) == period


@given(CALENDARS, DAYS)
def test_periods_follow_each_other_without_a_gap(
    calendar: CloseCalendar, day: date
) -> None:
    period = period_of(calendar, day)
    following = period_after(calendar, period)

    assert following.first == period.last + timedelta(days=1)
    assert period_before(calendar, following) == period
    assert following.name != period.name


@given(st.integers(1, 12), st.integers(0, 6), st.booleans(), st.integers(2000, 2080))
def test_a_year_of_weeks_has_twelve_periods_of_four_four_and_five_weeks(
    month: int,
    weekday: int,
    nearest: bool,  # noqa: FBT001 - drawn
    year: int,
) -> None:
    calendar = CloseCalendar(CloseKind.WEEKS, month, weekday, nearest)
    period = period_of(calendar, date(year, 1, 1))
    while not period.name.startswith("Period 1 of"):
        period = period_after(calendar, period)
    weeks, last = [], period.last
    for _ in range(12):
        weeks.append(((period.last - period.first).days + 1) / 7)
        last = period.last
        period = period_after(calendar, period)

    assert weeks[:-1] == [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4]
    assert weeks[-1] in {5, 6}
    assert last.weekday() == weekday
    assert period.name.startswith("Period 1 of")


def test_the_last_saturday_of_december_ends_a_year_of_52_weeks() -> None:
    calendar = CloseCalendar(CloseKind.WEEKS)

    assert period_of(calendar, date(2026, 12, 26)).words == (
        "Period 12 of 2026, 22 Nov 2026 to 26 Dec 2026"
    )
    assert period_of(calendar, date(2026, 12, 27)).name == "Period 1 of 2027"


def test_the_nearest_saturday_may_lie_in_the_month_after() -> None:
    last = CloseCalendar(CloseKind.WEEKS, year_ends=1)
    nearest = CloseCalendar(CloseKind.WEEKS, year_ends=1, nearest=True)

    assert period_of(last, date(2025, 1, 31)).name == "Period 1 of 2026"
    assert period_of(nearest, date(2025, 2, 1)).name == "Period 12 of 2025"


@pytest.mark.parametrize(
    ("year_ends", "words"),
    [
        (12, "Quarter 1 of 2026, 01 Jan 2026 to 31 Mar 2026"),
        (3, "Quarter 4 of 2026, 01 Jan 2026 to 31 Mar 2026"),
        (6, "Quarter 3 of 2026, 01 Jan 2026 to 31 Mar 2026"),
        (2, "Quarter 4 of 2026, 01 Dec 2025 to 28 Feb 2026"),
        (11, "Quarter 1 of 2026, 01 Dec 2025 to 28 Feb 2026"),
    ],
)
def test_quarters_go_by_the_end_of_the_financial_year(
    year_ends: int, words: str
) -> None:
    calendar = CloseCalendar(CloseKind.QUARTER, year_ends)

    assert period_of(calendar, date(2026, 2, 14)).words == words


def test_business_days_leave_weekends_out() -> None:
    october = period_of(CloseCalendar(), date(2026, 10, 9))  # ends on a Saturday

    assert days_after(october, 1, business=True) == date(2026, 11, 2)
    assert days_after(october, 5, business=True) == date(2026, 11, 6)
    assert days_after(october, 6, business=True) == date(2026, 11, 9)
    assert days_after(october, 6, business=False) == date(2026, 11, 6)
