"""Sets schedules, pauses them, and tells what comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.domain import forecast
from app.domain.forecast import Forecast
from app.domain.history import Event, What
from app.domain.listing import PostingQuery
from app.domain.postings import State
from app.domain.scheduled_runs import Outcome, ScheduledRun, ScheduleGlance, Timetable
from app.domain.schedules import (
    CLEAN_RUNS,
    Occurrence,
    Permission,
    Rhythm,
    Schedule,
    faults,
)
from app.domain.setup import Connection, ConnectionId, Standing
from app.errors import InputError
from app.ports.guarding import Leases
from app.ports.scheduling import SchedulingUnit, SchedulingWork
from app.services.clean import clean_runs
from app.services.occurrences import coming
from app.services.scribe import Scribe

SOME = 5
"""How many of the next runs are told."""


class Scheduling:
    """The schedules, one at most for each connection."""

    def __init__(
        self,
        work: SchedulingWork,
        leases: Leases,
        scribe: Scribe,
        zone: Callable[[], str],
    ) -> None:
        self._work = work
        self._leases = leases
        self._scribe = scribe
        self._zone = zone

    def all(self) -> tuple[ScheduleGlance, ...]:
        """How every connection's schedule stands, by the name of the connection."""
        with self._work() as work:
            return tuple(
                self._glance(work, c)
                for c in work.connections.all()
                if c.standing is not Standing.REMOVED
            )

    def next_runs(self, rhythm: Rhythm, zone: str) -> tuple[Occurrence, ...]:
        """The next runs if it were set now; InputError where it cannot be."""
        _refuse_faults(rhythm, zone)
        now = self._scribe.now()
        return coming(Schedule(ConnectionId(""), rhythm, zone, now), now, SOME)

    def set(
        self,
        connection_id: ConnectionId,
        rhythm: Rhythm,
        permission: Permission = Permission.PREPARE,
        zone: str = "",
    ) -> Timetable:
        """Have a connection run by itself from now on; by the local time, unless told.

        InputError where it cannot be so, or was not earned yet: posting by itself takes
        some runs by hand without a flaw. What was missed before is not caught up.
        """
        zone = zone or self._zone()
        _refuse_faults(rhythm, zone)
        with self._work() as work:
            old = work.schedules.get(connection_id)
            if permission is Permission.POST:
                _refuse_unearned(work, connection_id, old)
            schedule = Schedule(
                connection_id, rhythm, zone, self._scribe.now(), permission
            )
            made = Timetable(schedule)
            work.schedules.save(made, self._event(schedule, schedule.words))
            work.commit()
        return made

    def pause(self, connection_id: ConnectionId) -> Timetable:
        """Have nothing run by itself until it is resumed."""
        return self._turned(connection_id, paused=True)

    def resume(self, connection_id: ConnectionId) -> Timetable:
        """Go on from now; what was meant for the pause is not caught up."""
        return self._turned(connection_id, paused=False)

    def remove(self, connection_id: ConnectionId) -> None:
        """Have a connection run by hand alone."""
        with self._work() as work:
            schedule = _found(work, connection_id).schedule
            work.schedules.remove(connection_id, self._event(schedule, "Taken away."))
            work.commit()

    def _turned(self, connection_id: ConnectionId, *, paused: bool) -> Timetable:
        with self._work() as work:
            old = _found(work, connection_id)
            if old.schedule.paused is paused:
                return old
            now = self._scribe.now()
            since = old.schedule.since if paused else now
            schedule = replace(old.schedule, paused=paused, since=since)
            new = replace(old, schedule=schedule, again=None, tries=0)
            said = "Paused." if paused else "Resumed."
            work.schedules.save(new, self._event(schedule, said))
            work.commit()
        return new

    def _event(self, schedule: Schedule, said: str) -> Event:
        return self._scribe.event(
            What.SCHEDULE_CHANGED, said, connection_id=schedule.connection_id
        )

    def _coming(
        self, connection: Connection, timetable: Timetable | None
    ) -> tuple[Occurrence, ...]:
        if timetable is None or not connection.in_use:
            return ()
        return coming(timetable.schedule, self._scribe.now(), SOME)

    def _glance(self, work: SchedulingUnit, connection: Connection) -> ScheduleGlance:
        timetable = work.schedules.get(connection.id)
        runs = work.schedules.runs(connection.id)
        at_work = self._leases.is_held(lease(connection.id))
        going_on = [r for r in runs if r.outcome is Outcome.GOING_ON]
        return ScheduleGlance(
            connection.id,
            connection.name,
            timetable.schedule.zone if timetable else self._zone(),
            clean_runs(work, connection.id),
            timetable,
            self._coming(connection, timetable),
            going_on[0] if going_on and at_work else None,
            _last(runs),
            _forecast(work, connection, timetable, self._scribe.now()),
        )


def lease(connection_id: ConnectionId) -> str:
    """The name that only one of all processes holds while it runs a schedule."""
    return f"schedule/{connection_id}"


def next_run(
    work: SchedulingUnit, connection_id: ConnectionId, now: datetime
) -> datetime | None:
    """When a schedule runs a connection next; None where none does, or is paused."""
    timetable = work.schedules.get(connection_id)
    if timetable is None or timetable.schedule.paused:
        return None
    if not work.connections.get(connection_id).in_use:
        return None
    (following,) = coming(timetable.schedule, now, 1)
    return timetable.again or following.at


def _forecast(
    work: SchedulingUnit,
    connection: Connection,
    timetable: Timetable | None,
    now: datetime,
) -> Forecast | None:
    if timetable is None:
        return None
    said = work.reference.allowances(connection.organisation_id).at(now)
    sync = forecast.syncing(0, said.day_left, said.resumes)
    if timetable.schedule.permission is Permission.PREPARE:
        return sync
    query = PostingQuery(connection_id=connection.id, limit=0)
    ready = work.postings.page(query).tallies.get(State.READY)
    if ready is None or not ready.count:
        return sync
    post = forecast.posting(ready.count, said.day_left, said.resumes)
    return replace(
        post, calls=post.calls + sync.calls, seconds=post.seconds + sync.seconds
    )


def _last(runs: tuple[ScheduledRun, ...]) -> ScheduledRun | None:
    return next((r for r in runs if r.outcome is not Outcome.GOING_ON), None)


def _found(work: SchedulingUnit, connection_id: ConnectionId) -> Timetable:
    timetable = work.schedules.get(connection_id)
    if timetable is None:
        raise InputError("This connection has no schedule.")
    return timetable


def _refuse_faults(rhythm: Rhythm, zone: str) -> None:
    if found := faults(rhythm, zone):
        raise InputError(" ".join(found))


def _refuse_unearned(
    work: SchedulingUnit, connection_id: ConnectionId, old: Timetable | None
) -> None:
    if old is not None and old.schedule.permission is Permission.POST:
        return
    count = clean_runs(work, connection_id)
    if count < CLEAN_RUNS:
        raise InputError(
            f"Posting by itself can be switched on after {CLEAN_RUNS} runs by hand that"
            f" posted everything they were given; so far there are {count}."
        )
