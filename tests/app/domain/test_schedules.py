"""Schedules in words, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.domain.calendars import CloseCalendar, CloseKind
from app.domain.schedules import (
    Occurrence,
    Permission,
    Rate,
    Rhythm,
    Schedule,
    faults,
    ordinal,
)
from app.domain.setup import ConnectionId

LONDON = "Europe/London"
SINCE = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm(Rate.HOURS, hours=1), "Every hour, as from 07:30"),
        (Rhythm(Rate.HOURS, time(6), hours=6), "Every 6 hours, as from 06:00"),
        (Rhythm(), "Every day at 07:30"),
        (Rhythm(Rate.WEEK, days=(4,)), "Fridays at 07:30"),
        (Rhythm(Rate.WEEK, days=(3, 0, 1)), "Mondays, Tuesdays and Thursdays at 07:30"),
        (Rhythm(Rate.WEEK, days=(0, 1, 2, 3, 4)), "Mondays to Fridays at 07:30"),
        (Rhythm(Rate.CLOSE), "On the 3rd business day after month end at 07:30"),
        (
            Rhythm(
                Rate.CLOSE,
                nth=11,
                business=False,
                calendar=CloseCalendar(CloseKind.WEEKS),
            ),
            "On the 11th day after the end of a 4-4-5 period at 07:30",
        ),
    ],
)
def test_a_rhythm_is_said_in_words(rhythm: Rhythm, words: str) -> None:
    assert rhythm.words == words


def test_a_schedule_says_where_and_what_it_may() -> None:
    schedule = Schedule(ConnectionId("c1"), Rhythm(), LONDON, SINCE, Permission.DRAFT)

    assert schedule.words == "Every day at 07:30 (Europe/London), post as draft"


def test_an_occurrence_is_said_by_the_clock_on_the_wall() -> None:
    at = datetime(2026, 7, 3, 6, 30, tzinfo=UTC)
    period = Occurrence(at, date(2026, 6, 1), date(2026, 6, 30))

    assert Occurrence(at).words(LONDON) == "Fri 03 Jul 2026, 07:30 BST"
    assert period.words(LONDON).endswith(", for 01 Jun 2026 to 30 Jun 2026")


@pytest.mark.parametrize(
    ("rhythm", "zone", "fault"),
    [
        (Rhythm(Rate.HOURS, hours=0), LONDON, "The hours go from 1 to 168."),
        (Rhythm(Rate.WEEK), LONDON, "Choose at least one day of the week."),
        (Rhythm(Rate.WEEK, days=(7,)), LONDON, "The days of the week go from Monday"),
        (Rhythm(Rate.CLOSE, nth=29), LONDON, "The day after the end of a period goes"),
        (Rhythm(calendar=CloseCalendar(year_ends=0)), LONDON, "The month that"),
        (Rhythm(calendar=CloseCalendar(weekday=9)), LONDON, "The day that the year"),
        (Rhythm(), "Atlantis", "There is no time zone “Atlantis”"),
        (Rhythm(), "../../etc/passwd", "There is no time zone"),
        (Rhythm(), "", "There is no time zone"),
    ],
)
def test_what_cannot_be_used_is_said(rhythm: Rhythm, zone: str, fault: str) -> None:
    (found,) = faults(rhythm, zone)

    assert found.startswith(fault)


def test_a_sound_schedule_has_no_faults() -> None:
    assert faults(Rhythm(), LONDON) == ()


def test_ordinals_know_the_teens() -> None:
    assert [ordinal(x) for x in (1, 2, 3, 4, 11, 12, 13, 21, 22)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd"),
    ]
