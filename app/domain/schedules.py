"""When a connection runs by itself, and what it may do then."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.calendars import CloseCalendar
from app.domain.setup import ConnectionId

MOST_HOURS = 168
MOST_DAYS = 28
CLEAN_RUNS = 3
"""Runs by hand, one after another without a flaw, before it may post by itself."""


class Permission(StrEnum):
    """What a run may do without a person."""

    PREPARE = "prepare"
    DRAFT = "draft"
    POST = "post"

    @property
    def words(self) -> str:
        """As people read it."""
        return _PERMITTED[self]


_PERMITTED = {
    Permission.PREPARE: "Prepare only",
    Permission.DRAFT: "Post as draft",
    Permission.POST: "Post what is clean",
}


class Rate(StrEnum):
    """What a schedule goes by."""

    HOURS = "hours"
    DAY = "day"
    WEEK = "week"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often; only what its ``rate`` asks for counts.

    ``hours`` are hours that pass, whatever clocks do, counted from ``at``. ``at`` is
    the time on the wall: where clocks leap over it, the run is as much later as they
    leap; where they show it twice, it is the first. ``days`` are weekdays, Monday being
    0. With CLOSE it is the ``nth`` day after a period of ``calendar``, and the run
    pulls exactly that period.
    """

    rate: Rate = Rate.DAY
    at: time = time(7, 30)
    hours: int = 4
    days: tuple[int, ...] = ()
    nth: int = 3
    business: bool = True
    calendar: CloseCalendar = field(default_factory=CloseCalendar)

    @property
    def words(self) -> str:
        """How often, in words."""
        at = f"at {self.at:%H:%M}"
        match self.rate:
            case Rate.HOURS if self.hours == 1:
                return f"Every hour, as from {self.at:%H:%M}"
            case Rate.HOURS:
                return f"Every {self.hours} hours, as from {self.at:%H:%M}"
            case Rate.DAY:
                return f"Every day {at}"
            case Rate.WEEK:
                return f"{named(self.days)} {at}"
            case Rate.CLOSE:
                kind = "business day" if self.business else "day"
                ends = self.calendar.kind.words
                return f"On the {ordinal(self.nth)} {kind} after {ends} {at}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When one connection runs by itself.

    ``zone`` is a name of the IANA's, as Europe/London. Nothing that was meant for
    before ``since``, when it was set or resumed, is due.
    """

    connection_id: ConnectionId
    rhythm: Rhythm
    zone: str
    since: datetime
    permission: Permission = Permission.PREPARE
    paused: bool = False

    @property
    def words(self) -> str:
        """How often and what, in one line."""
        return f"{self.rhythm.words} ({self.zone}), {self.permission.words.lower()}"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One moment of a schedule, and the days it pulls where they are a period's.

    ``first`` and ``last`` are None where a run looks as far back as any sync.
    """

    at: datetime
    first: date | None = None
    last: date | None = None

    def words(self, zone: str) -> str:
        """The moment as the clock on the wall shows it there, and the days."""
        local = self.at.astimezone(ZoneInfo(zone))
        said = f"{local:%a %d %b %Y, %H:%M %Z}"
        if self.first and self.last:
            said += f", for {self.first:%d %b %Y} to {self.last:%d %b %Y}"
        return said


@dataclass(frozen=True, slots=True)
class Due:
    """A run whose time has come.

    ``missed`` counts the earlier ones, since the last run, that it makes up for; what
    it pulls reaches back over their periods too.
    """

    schedule: Schedule
    occurrence: Occurrence
    missed: int = 0


def faults(rhythm: Rhythm, zone: str) -> tuple[str, ...]:
    """What is wrong with a schedule, in sentences; nothing where it can be used."""
    found = []
    if rhythm.rate is Rate.HOURS and not 1 <= rhythm.hours <= MOST_HOURS:
        found.append(f"The hours go from 1 to {MOST_HOURS}.")
    if rhythm.rate is Rate.WEEK and not rhythm.days:
        found.append("Choose at least one day of the week.")
    if not set(rhythm.days) <= set(range(len(DAYS))):
        found.append("The days of the week go from Monday to Sunday.")
    if rhythm.rate is Rate.CLOSE and not 1 <= rhythm.nth <= MOST_DAYS:
        found.append(f"The day after the end of a period goes from 1 to {MOST_DAYS}.")
    if not 1 <= rhythm.calendar.year_ends <= 12:  # noqa: PLR2004 - months
        found.append("The month that the year ends in goes from 1 to 12.")
    if not 0 <= rhythm.calendar.weekday < len(DAYS):
        found.append("The day that the year ends on goes from Monday to Sunday.")
    if not is_zone(zone):
        found.append(f"There is no time zone “{zone}”; write it as Europe/London.")
    return tuple(found)


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, that clocks there show ``at`` on ``day``.

    A time that they leap over is taken by the offset before the leap, so that it comes
    as much later as they leap; of two it is the first.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    teens = number % 100 in {11, 12, 13}
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def named(days: tuple[int, ...]) -> str:
    """Weekdays in words: Mondays and Thursdays."""
    if set(days) == set(range(5)):
        return "Mondays to Fridays"
    *others, last = [f"{DAYS[day]}s" for day in sorted(set(days))] or ["No day"]
    return f"{', '.join(others)} and {last}" if others else last
