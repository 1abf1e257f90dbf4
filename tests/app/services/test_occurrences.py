"""Two years of schedules, with daylight saving, missed runs and closing periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendars import CloseCalendar, CloseKind, period_of
from app.domain.schedules import Occurrence, Rate, Rhythm, Schedule
from app.domain.setup import ConnectionId
from app.services.occurrences import coming, due, following

C1 = ConnectionId("c1")
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe")
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2028, 1, 1, tzinfo=UTC)
LEAPS = {
    "Europe/London": set[date](),  # its clocks leap at one
    "America/New_York": {date(2026, 3, 8), date(2027, 3, 14)},
    "Australia/Lord_Howe": {date(2026, 10, 4), date(2027, 10, 3)},  # by half an hour
}

RHYTHMS = (
    Rhythm(Rate.HOURS, time(0), hours=5),
    Rhythm(Rate.DAY, time(2, 15)),
    Rhythm(Rate.WEEK, time(1, 30), days=(0, 2, 6)),
    Rhythm(Rate.CLOSE, nth=3),
    Rhythm(Rate.CLOSE, nth=2, business=False, calendar=CloseCalendar(CloseKind.WEEKS)),
    Rhythm(Rate.CLOSE, nth=5, calendar=CloseCalendar(CloseKind.QUARTER, 6)),
)


def schedule(rhythm: Rhythm, zone: str = ZONES[0], since: datetime = BEGIN) -> Schedule:
    return Schedule(C1, rhythm, zone, since)


def two_years(rhythm: Rhythm, zone: str) -> list[Occurrence]:
    them = following(rhythm, zone, BEGIN, BEGIN)
    return list(takewhile(lambda x: x.at < END, them))


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_two_years_has_one_run(zone: str) -> None:
    there = ZoneInfo(zone)
    found = [x.at.astimezone(there) for x in two_years(RHYTHMS[1], zone)]

    days = [at.date() for at in found]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) == 730
    late = {at.date() for at in found if at.time() != time(2, 15)}
    assert late == LEAPS[zone]


def test_a_time_that_clocks_leap_over_comes_as_much_later() -> None:
    new_york = ZoneInfo("America/New_York")
    after = datetime(2026, 3, 8, 0, tzinfo=new_york)
    first = next(following(RHYTHMS[1], "America/New_York", BEGIN, after))

    assert first.words("America/New_York") == "Sun 08 Mar 2026, 03:15 EDT"


def test_a_time_that_clocks_show_twice_is_the_first_of_both() -> None:
    rhythm = Rhythm(Rate.DAY, time(1, 30))
    begin = datetime(2026, 10, 24, 12, tzinfo=UTC)
    first, second = islice(following(rhythm, ZONES[0], begin, begin), 2)

    assert first.words(ZONES[0]) == "Sun 25 Oct 2026, 01:30 BST"
    assert second.words(ZONES[0]) == "Mon 26 Oct 2026, 01:30 GMT"


@pytest.mark.parametrize("zone", ZONES)
def test_hours_are_hours_whatever_clocks_do(zone: str) -> None:
    found = two_years(RHYTHMS[0], zone)

    gaps = {after.at - before.at for before, after in pairwise(found)}
    assert gaps == {timedelta(hours=5)}


@pytest.mark.parametrize("zone", ZONES)
def test_only_chosen_days_of_the_week_have_a_run(zone: str) -> None:
    found = [x.at.astimezone(ZoneInfo(zone)) for x in two_years(RHYTHMS[2], zone)]

    assert {at.weekday() for at in found} == {0, 2, 6}
    assert len(found) == 312


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("rhythm", "count"), list(zip(RHYTHMS[3:], (24, 24, 8), strict=True))
)
def test_every_period_is_pulled_once_and_whole(
    zone: str, rhythm: Rhythm, count: int
) -> None:
    found = two_years(rhythm, zone)

    assert len(found) == count
    for before, after in pairwise(found):
        assert before.last
        assert after.first == before.last + timedelta(days=1)
    for each in found:
        assert each.first
        period = period_of(rhythm.calendar, each.first)
        assert (each.first, each.last) == (period.first, period.last)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_a_machine_that_is_on_runs_everything_once(zone: str, rhythm: Rhythm) -> None:
    """Look every five hours for two years, as a timer does."""
    expected = [x.at for x in two_years(rhythm, zone)]
    ran: list[datetime] = []
    with time_machine.travel(BEGIN, tick=False) as clock:
        while (now := datetime.now(UTC)) < END + timedelta(hours=5):
            found = due(schedule(rhythm, zone), ran[-1] if ran else None, now)
            if found:
                assert found.missed == 0
                ran.append(found.occurrence.at)
            clock.shift(timedelta(hours=5))

    assert [at for at in ran if at < END] == expected


@given(
    st.sampled_from(RHYTHMS),
    st.sampled_from(ZONES),
    st.lists(st.integers(1, 24 * 70), min_size=1, max_size=8),
)
def test_whatever_was_missed_is_made_up_for_in_one_run(
    rhythm: Rhythm, zone: str, offs: list[int]
) -> None:
    """Be off for so many hours, again and again: nothing is lost or run twice."""
    now, done, covered = BEGIN, None, 0
    spans: list[tuple[date, date]] = []
    for hours in offs:
        now += timedelta(hours=hours)
        found = due(schedule(rhythm, zone), done, now)
        if not found:
            continue
        assert found.occurrence.at <= now
        done = found.occurrence.at
        covered += 1 + found.missed
        if found.occurrence.first and found.occurrence.last:
            spans.append((found.occurrence.first, found.occurrence.last))
        assert due(schedule(rhythm, zone), done, now) is None

    them = following(rhythm, zone, BEGIN, BEGIN)
    assert covered == sum(1 for _ in takewhile(lambda x: x.at <= now, them))
    for (_, last), (first, _) in pairwise(spans):
        assert first == last + timedelta(days=1)


def test_what_was_meant_for_before_it_was_set_is_not_due() -> None:
    set_at_noon = schedule(Rhythm(), since=datetime(2026, 6, 1, 12, tzinfo=UTC))

    assert due(set_at_noon, None, datetime(2026, 6, 1, 20, tzinfo=UTC)) is None
    assert due(set_at_noon, None, datetime(2026, 6, 2, 7, tzinfo=UTC)) is not None


def test_what_is_paused_is_never_due_and_still_says_what_would_come() -> None:
    paused = Schedule(C1, Rhythm(), "UTC", BEGIN, paused=True)

    assert due(paused, None, END) is None
    assert [x.words("UTC") for x in coming(paused, BEGIN, 2)] == [
        "Thu 01 Jan 2026, 07:30 UTC",
        "Fri 02 Jan 2026, 07:30 UTC",
    ]


def test_the_next_five_runs_are_told() -> None:
    monthly = schedule(Rhythm(Rate.CLOSE), "America/New_York")

    said = [x.words("America/New_York") for x in coming(monthly, BEGIN)]

    assert said == [
        "Mon 05 Jan 2026, 07:30 EST, for 01 Dec 2025 to 31 Dec 2025",
        "Wed 04 Feb 2026, 07:30 EST, for 01 Jan 2026 to 31 Jan 2026",
        "Wed 04 Mar 2026, 07:30 EST, for 01 Feb 2026 to 28 Feb 2026",
        "Fri 03 Apr 2026, 07:30 EDT, for 01 Mar 2026 to 31 Mar 2026",
        "Tue 05 May 2026, 07:30 EDT, for 01 Apr 2026 to 30 Apr 2026",
    ]
