"""What became of the runs of a schedule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from app.domain.forecast import Forecast
from app.domain.runs import Progress
from app.domain.schedules import Occurrence, Schedule
from app.domain.setup import ConnectionId

ScheduledRunId = NewType("ScheduledRunId", str)


class Outcome(StrEnum):
    """How a run by itself ended."""

    GOING_ON = "going on"
    DONE = "done"
    ATTENTION = "needs a person"
    LATER = "tried again later"
    SIGN_IN = "sign-in needed"
    FAILED = "failed"
    CUT_OFF = "cut off"


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """One run by itself; ``planned`` is what it was meant for, ``ended`` None before.

    ``said`` is a sentence about what came of it; ``progress`` how far it was when it
    last told. ``missed`` counts the runs that it made up for.
    """

    id: ScheduledRunId
    connection_id: ConnectionId
    planned: datetime
    begun: datetime
    ended: datetime | None = None
    outcome: Outcome = Outcome.GOING_ON
    said: str = ""
    missed: int = 0
    progress: Progress = field(default_factory=lambda: Progress(""))


@dataclass(frozen=True, slots=True)
class Timetable:
    """A schedule and how far it has come.

    ``done`` is what the last run was meant for, None before the first. After a run that
    failed for the moment it is tried ``again`` from then on; ``tries`` counts those.
    """

    schedule: Schedule
    done: datetime | None = None
    again: datetime | None = None
    tries: int = 0


_AT_REST = "The connection is paused"


@dataclass(frozen=True, slots=True)
class ScheduleGlance:
    """A connection's schedule as a page shows it.

    ``timetable`` is None where there is none. ``coming`` are its next runs, none while
    the connection is paused. ``going_on`` is the run that is under way, in this process
    or another, and ``last`` the one that ended last. ``clean_runs`` counts the runs by
    hand since the last flaw; ``forecast`` is what the next run takes of Xero's day.
    """

    connection_id: ConnectionId
    name: str
    zone: str
    clean_runs: int
    timetable: Timetable | None = None
    coming: tuple[Occurrence, ...] = ()
    going_on: ScheduledRun | None = None
    last: ScheduledRun | None = None
    forecast: Forecast | None = None

    @property
    def next_words(self) -> str:
        """When it runs next, in words."""
        if self.timetable is None:
            return "No schedule"
        if self.timetable.schedule.paused:
            return "Paused"
        return self.next_up.words(self.zone) if self.next_up else _AT_REST

    @property
    def next_up(self) -> Occurrence | None:
        """What runs next: nothing else does before what failed is tried again."""
        again = self.timetable.again if self.timetable else None
        if again is not None and self.coming:
            return Occurrence(again)
        return self.coming[0] if self.coming else None


@dataclass(frozen=True, slots=True)
class Upshot:
    """What came of it, and how to say so."""

    outcome: Outcome
    said: str
