"""When the runs of a schedule come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, WEEKLY, rrule

from app.domain.calendars import days_after, period_after, period_before, period_of
from app.domain.schedules import Due, Occurrence, Rate, Rhythm, Schedule, moment

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=62)  # further than the latest day after a period


def following(
    rhythm: Rhythm, zone: str, since: datetime, after: datetime
) -> Iterator[Occurrence]:
    """The runs after a moment, without end; ``since`` is what hours are counted by."""
    there = ZoneInfo(zone)
    match rhythm.rate:
        case Rate.HOURS:
            return _hours(rhythm, there, since, after)
        case Rate.DAY | Rate.WEEK:
            return _days(rhythm, there, after)
        case Rate.CLOSE:
            return _closes(rhythm, there, after)


def coming(schedule: Schedule, now: datetime, count: int = 5) -> tuple[Occurrence, ...]:
    """The next runs, also of one that is paused."""
    after = max(now, schedule.since)
    them = following(schedule.rhythm, schedule.zone, schedule.since, after)
    return tuple(islice(them, count))


def due(schedule: Schedule, done: datetime | None, now: datetime) -> Due | None:
    """The run whose time has come since the last one, all that were missed in one.

    ``done`` is what the last run was meant for. Periods that were missed are pulled
    with the newest.
    """
    if schedule.paused:
        return None
    after = max(done, schedule.since) if done else schedule.since
    found: Occurrence | None = None
    first: date | None = None
    missed = -1
    them = following(schedule.rhythm, schedule.zone, schedule.since, after)
    for occurrence in them:
        if occurrence.at > now:
            break
        first = first or occurrence.first
        found, missed = occurrence, missed + 1
    if found is None:
        return None
    return Due(schedule, Occurrence(found.at, first, found.last), missed)


def _hours(
    rhythm: Rhythm, zone: ZoneInfo, since: datetime, after: datetime
) -> Iterator[Occurrence]:
    step = timedelta(hours=rhythm.hours)
    begin = moment(since.astimezone(zone).date(), rhythm.at, zone)
    at = begin + ((after - begin) // step + 1) * step
    while True:
        yield Occurrence(at)
        at += step


def _days(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> Iterator[Occurrence]:
    begin = datetime.combine(after.astimezone(zone).date() - _DAY, time())
    rule = (
        rrule(DAILY, dtstart=begin)
        if rhythm.rate is Rate.DAY
        else rrule(WEEKLY, byweekday=rhythm.days, dtstart=begin)
    )
    for day in rule:
        at = moment(day.date(), rhythm.at, zone)
        if at > after:
            yield Occurrence(at)


def _closes(rhythm: Rhythm, zone: ZoneInfo, after: datetime) -> Iterator[Occurrence]:
    calendar = rhythm.calendar
    period = period_of(calendar, after.astimezone(zone).date() - _LOOK_BACK)
    period = period_before(calendar, period)
    while True:
        day = days_after(period, rhythm.nth, business=rhythm.business)
        at = moment(day, rhythm.at, zone)
        if at > after:
            yield Occurrence(at, period.first, period.last)
        period = period_after(calendar, period)
