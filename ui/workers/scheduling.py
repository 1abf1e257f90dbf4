"""What the window may ask about running by itself, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.notices import Message, Preferences
from app.domain.scheduled_runs import ScheduledRun, ScheduleGlance, Timetable
from app.domain.schedules import Due, Occurrence, Permission, Rhythm
from app.domain.setup import ConnectionId
from app.errors import InputError
from app.ports.running import Stop, Tell
from ui.workers.digests import (
    DigestEdit,
    DigestQuestion,
    Digests,
    SendDigest,
    digest_answer,
    sent,
)


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


@dataclass(frozen=True, slots=True)
class StartsItself:
    """Whether Vouch starts with the computer; answered by a bool."""


@dataclass(frozen=True, slots=True)
class StartItself:
    """Have Vouch start with the computer, or not; answered by nothing."""

    on: bool


@dataclass(frozen=True, slots=True)
class WhatIsNew:
    """What is new, told once; answered by a Message, or None."""


@dataclass(frozen=True, slots=True)
class ShowPreferences:
    """When and of what a person wants to be told; answered by the Preferences."""


@dataclass(frozen=True, slots=True)
class Prefer:
    """Keep what a person prefers; answered by nothing."""

    preferences: Preferences


@dataclass(frozen=True, slots=True)
class AreIdle:
    """Whether a sign-in has lain idle for long; answered by a bool."""


@dataclass(frozen=True, slots=True)
class RenewRun:
    """Renew the sign-ins that have lain idle; answered by how many were."""


TimeQuestion = ShowSchedules | WhatIsDue | NextRuns | StartsItself
NoticeQuestion = WhatIsNew | ShowPreferences | AreIdle
ScheduleQuestion = TimeQuestion | NoticeQuestion | DigestQuestion
TimeEdit = SetSchedule | PauseSchedule | ResumeSchedule | RemoveSchedule
ScheduleEdit = TimeEdit | StartItself | Prefer | DigestEdit
ScheduleErrand = DueRun | RunNow | RenewRun | SendDigest


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


class Noticing(Protocol):
    """Notices what is new."""

    def news(self) -> Message | None:
        """Tell what is new, once."""
        ...

    def preferences(self) -> Preferences:
        """Tell when and of what a person wants to be told."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Keep what a person prefers."""
        ...


class KeepingAlive(Protocol):
    """Keeps idle sign-ins from lapsing."""

    def idle(self) -> bool:
        """Tell whether one has lain idle for long."""
        ...

    def renew(self) -> int:
        """Renew those."""
        ...


class Autostart(Protocol):
    """Whether Vouch starts with the computer."""

    def is_on(self) -> bool:
        """Tell whether it does."""
        ...

    def turn(self, *, on: bool) -> None:
        """Have it start, or not."""
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

    @property
    def autostart(self) -> Autostart:
        """Starts with the computer."""
        ...

    @property
    def noticing(self) -> Noticing:
        """Notices what is new."""
        ...

    @property
    def keeping_alive(self) -> KeepingAlive:
        """Keeps sign-ins from lapsing."""
        ...

    @property
    def digests(self) -> Digests:
        """Writes and sends digests."""
        ...


def schedule_answer(
    services: RunsByItself, asked: ScheduleQuestion | ScheduleEdit
) -> object:
    """Ask the use case."""
    if isinstance(asked, DigestQuestion | DigestEdit):
        return digest_answer(services.digests, asked)
    if isinstance(asked, NoticeQuestion | Prefer):
        return _noticed(services, asked)
    if isinstance(asked, TimeQuestion):
        return _told(services, asked)
    if isinstance(asked, StartItself):
        services.autostart.turn(on=asked.on)
        return None
    return _edited(services.scheduling, asked)


def run_by_schedule(
    services: RunsByItself, errand: ScheduleErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case DueRun():
            return services.scheduled.run_due(tell=tell, stop=stop)
        case RunNow(connection_id):
            return (services.scheduled.run_now(connection_id, tell=tell, stop=stop),)
        case RenewRun():
            return (services.keeping_alive.renew(),)
        case SendDigest():
            return sent(services.digests, errand)


def _noticed(services: RunsByItself, asked: NoticeQuestion | Prefer) -> object:
    match asked:
        case WhatIsNew():
            return services.noticing.news()
        case ShowPreferences():
            return services.noticing.preferences()
        case AreIdle():
            return services.keeping_alive.idle()
        case Prefer(preferences):
            services.noticing.prefer(preferences)
            return None


def _told(services: RunsByItself, question: TimeQuestion) -> object:
    match question:
        case ShowSchedules():
            return services.scheduling.all()
        case WhatIsDue():
            return services.scheduled.due()
        case StartsItself():
            return services.autostart.is_on()
        case NextRuns(rhythm, zone):
            try:
                return NextFew(services.scheduling.next_runs(rhythm, zone))
            except InputError as error:
                return NextFew((), error.detail)


def _edited(scheduling: Scheduling, edit: TimeEdit) -> Timetable | None:
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
