"""No approved report slips through, however Expensify reads its own filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ports.expensify import Pull
from app.services.pulling import Span, pulls, span
from tests.fakes.examples import CONNECTION, report

TODAY = date(2026, 11, 22)
YEAR = timedelta(days=366)
DAYS = st.dates(date(2019, 1, 1), TODAY)

Server = Callable[[Pull, date, date], bool]


def exclusive(pull: Pull, latest: date, approved: date) -> bool:
    """Approved after the day, not on it; the end bounds the day of submission."""
    if pull.approved_after is not None and approved <= pull.approved_after:
        return False
    return _submitted_within(pull, latest)


def inclusive(pull: Pull, latest: date, approved: date) -> bool:
    """Approved on the day or later."""
    if pull.approved_after is not None and approved < pull.approved_after:
        return False
    return _submitted_within(pull, latest)


def deaf_to_ends(pull: Pull, latest: date, approved: date) -> bool:
    """The end counts only beside a start."""
    alone = replace(pull, end=pull.end if pull.start else None)
    return exclusive(alone, latest, approved)


SERVERS = [exclusive, inclusive, deaf_to_ends]


@pytest.mark.parametrize("server", SERVERS)
@given(DAYS, DAYS, DAYS, st.integers(0, 500))
def test_a_report_approved_within_the_span_is_in_one_of_the_pulls(
    server: Server, one: date, other: date, approved: date, waited: int
) -> None:
    wanted = Span(*sorted((one, other)))
    if not wanted.first <= approved <= wanted.last:
        return
    submitted = approved - timedelta(days=waited)

    asked = pulls(CONNECTION, wanted, TODAY)

    assert any(server(pull, submitted, approved) for pull in asked)


@given(DAYS, DAYS)
def test_no_pull_spans_more_than_a_year(one: date, other: date) -> None:
    for pull in pulls(CONNECTION, Span(*sorted((one, other))), TODAY):
        first = pull.approved_after or pull.start
        assert first is not None
        assert (pull.end or TODAY) - first <= YEAR


@given(DAYS, DAYS)
def test_a_closed_report_that_was_never_approved_is_found_by_its_day(
    one: date, other: date
) -> None:
    wanted = Span(*sorted((one, other)))
    closing = replace(CONNECTION, states=("APPROVED", "ARCHIVED"))

    by_day = [pull for pull in pulls(closing, wanted, TODAY) if pull.start]

    for day in (wanted.first, wanted.last):
        assert any(_submitted_within(pull, day) for pull in by_day)


def test_the_first_sync_goes_back_to_the_day_the_connection_starts_on() -> None:
    assert span(CONNECTION, None, TODAY, None, None).first == date(2026, 6, 1)


def test_without_such_a_day_it_goes_back_ninety_days() -> None:
    anywhere = replace(CONNECTION, start_on=None)

    assert span(anywhere, None, TODAY, None, None).first == date(2026, 8, 24)


def test_a_later_sync_goes_back_thirty_days_behind_the_last() -> None:
    last = date(2026, 11, 20)

    assert span(CONNECTION, last, TODAY, None, None).first == date(2026, 10, 21)


def test_the_days_that_are_asked_for_win() -> None:
    since, until = date(2026, 1, 1), date(2026, 1, 31)

    assert span(CONNECTION, TODAY, TODAY, since, until) == Span(since, until)


def test_a_report_without_approval_belongs_where_it_was_submitted() -> None:
    closed = replace(report(), approved=None, submitted=date(2026, 3, 5))

    assert Span(date(2026, 3, 1), date(2026, 3, 31)).holds(closed)
    assert not Span(date(2026, 4, 1), date(2026, 4, 30)).holds(closed)


def _submitted_within(pull: Pull, latest: date) -> bool:
    if pull.start is not None and latest < pull.start:
        return False
    return pull.end is None or latest <= pull.end
