"""What the window may ask about running by itself, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.scheduled_runs import ScheduledRun, ScheduleGlance, Timetable
from app.domain.schedules import Due, Occurrence, Permission, Rhythm
from app.domain.setup import ConnectionId
from app.errors import InputError
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class ShowSchedules:
    """How every schedule stands; answered by a tuple of ScheduleGlance."""


@dataclass(frozen=True, slots=True)
class WhatIsDue:
    """What is due now; answered by a tuple of Due."""


@dataclass(frozen=True, slots=True)
class NextRuns:
    """The next runs if it were set now; answered by a NextFew."""

    rhythm: Rhythm
    zone: str


@dataclass(frozen=True, slots=True)
class NextFew:
    """The next runs, or in a sentence why there are none."""

    coming: tuple[Occurrence, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SetSchedule:
    """Have a connection run by itself; answered by the Timetable."""

    connection_id: ConnectionId
    rhythm: Rhythm
    permission: Permission
    zone: str


@dataclass(frozen=True, slots=True)
class PauseSchedule:
    """Have nothing run by itself; answered by the Timetable."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class ResumeSchedule:
    """Go on from now; answered by the Timetable."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class RemoveSchedule:
    """Have a connection run by hand alone; answered by nothing."""

    connection_id: ConnectionId


@dataclass(frozen=True, slots=True)
class DueRun:
    """Run what is due; answered by the runs."""


@dataclass(frozen=True, slots=True)
class RunNow:
    """Do now what a schedule would; answered by the run."""

    connection_id: ConnectionId


ScheduleQuestion = ShowSchedules | WhatIsDue | NextRuns
ScheduleEdit = SetSchedule | PauseSchedule | ResumeSchedule | RemoveSchedule
ScheduleErrand = DueRun | RunNow


class Scheduling(Protocol):
    """Sets schedules and tells what comes."""

    def all(self) -> tuple[ScheduleGlance, ...]:
        """Tell how every schedule stands."""
        ...

    def next_runs(self, rhythm: Rhythm, zone: str) -> tuple[Occurrence, ...]:
        """Tell the next runs if it were set now."""
        ...

    def set(
        self,
        connection_id: ConnectionId,
        rhythm: Rhythm,
        permission: Permission = Permission.PREPARE,
        zone: str = "",
    ) -> Timetable:
        """Have a connection run by itself."""
        ...

    def pause(self, connection_id: ConnectionId) -> Timetable:
        """Have nothing run by itself."""
        ...

    def resume(self, connection_id: ConnectionId) -> Timetable:
        """Go on from now."""
        ...

    def remove(self, connection_id: ConnectionId) -> None:
        """Have a connection run by hand alone."""
        ...


class Scheduled(Protocol):
    """Runs what is due."""

    def due(self) -> tuple[Due, ...]:
        """Tell what is due now."""
        ...

    def run_due(self, *, tell: Tell, stop: Stop) -> tuple[ScheduledRun, ...]:
        """Run it."""
        ...

    def run_now(
        self, connection_id: ConnectionId, *, tell: Tell, stop: Stop
    ) -> ScheduledRun:
        """Do now what a schedule would."""
        ...


class RunsByItself(Protocol):
    """The use cases of what runs by itself."""

    @property
    def scheduling(self) -> Scheduling:
        """Sets schedules."""
        ...

    @property
    def scheduled(self) -> Scheduled:
        """Runs them."""
        ...


def schedule_answer(
    services: RunsByItself, asked: ScheduleQuestion | ScheduleEdit
) -> object:
    """Ask the use case."""
    match asked:
        case ShowSchedules():
            return services.scheduling.all()
        case WhatIsDue():
            return services.scheduled.due()
        case NextRuns(rhythm, zone):
            try:
                return NextFew(services.scheduling.next_runs(rhythm, zone))
            except InputError as error:
                return NextFew((), error.detail)
        case _:
            return _edited(services.scheduling, asked)


def run_by_schedule(
    services: RunsByItself, errand: ScheduleErrand, tell: Tell, stop: Stop
) -> tuple[ScheduledRun, ...]:
    """Have the use case do it."""
    match errand:
        case DueRun():
            return services.scheduled.run_due(tell=tell, stop=stop)
        case RunNow(connection_id):
            return (services.scheduled.run_now(connection_id, tell=tell, stop=stop),)


def _edited(scheduling: Scheduling, edit: ScheduleEdit) -> Timetable | None:
    match edit:
        case SetSchedule(connection_id, rhythm, permission, zone):
            return scheduling.set(connection_id, rhythm, permission, zone)
        case PauseSchedule(connection_id):
            return scheduling.pause(connection_id)
        case ResumeSchedule(connection_id):
            return scheduling.resume(connection_id)
        case RemoveSchedule(connection_id):
            scheduling.remove(connection_id)
            return None
