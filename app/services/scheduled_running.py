"""Runs what is due, each once among all processes on the store."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from app.domain.calendars import period_before, period_of
from app.domain.history import What
from app.domain.runs import Progress
from app.domain.scheduled_runs import (
    Outcome,
    ScheduledRun,
    ScheduledRunId,
    Timetable,
    Upshot,
)
from app.domain.schedules import Due, Occurrence, Rate, Schedule
from app.domain.setup import ConnectionId
from app.errors import (
    AppError,
    BrokenAnswerError,
    BusyError,
    CancelledError,
    InputError,
    KeyLockedError,
    LostAnswerError,
    OfflineError,
    ParkedError,
    SignInNeededError,
)
from app.ports.guarding import Leases
from app.ports.running import Stop, Tell
from app.ports.scheduling import SchedulingWork
from app.services.occurrences import due
from app.services.pausing import in_use
from app.services.scheduling import lease
from app.services.scribe import Scribe

logger = logging.getLogger(__name__)

_TRANSIENT = (OfflineError, BusyError, LostAnswerError, BrokenAnswerError)
_WAITS = (timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1))
_TELLING = timedelta(seconds=1)


class Doing(Protocol):
    """Does what a schedule allows."""

    def do(self, due: Due, *, tell: Tell, stop: Stop) -> Upshot:
        """Do it; AppError where it cannot be done."""
        ...


@dataclass(slots=True)
class _Telling:
    """Tells progress on, and keeps it now and then for other processes to see."""

    running: ScheduledRunning
    run: ScheduledRun
    tell: Tell
    kept: datetime | None = None

    def __call__(self, progress: Progress) -> None:
        self.tell(progress)
        self.run = replace(self.run, progress=progress)
        self.kept = self.running.keep_now_and_then(self.run, self.kept)


class ScheduledRunning:
    """Claims runs through the lease, so that none is done twice, and records them.

    A run is done once it has ended: one that was cut off, whatever cut it off, is due
    again, and made up for together with any that were missed since.
    """

    def __init__(
        self,
        work: SchedulingWork,
        leases: Leases,
        doing: Callable[[], Doing],
        scribe: Scribe,
        note: Callable[[str], None],
    ) -> None:
        self._work = work
        self._leases = leases
        self._doing = doing
        self._scribe = scribe
        self._note = note

    def due(self) -> tuple[Due, ...]:
        """What is due now and not held off by a failure, oldest first."""
        now = self._scribe.now()
        with self._work() as work:
            able = in_use(work)
            found = [
                _due(timetable, now)
                for timetable in work.schedules.all()
                if timetable.schedule.connection_id in able
            ]
        return tuple(sorted((x for x in found if x), key=lambda x: x.occurrence.at))

    def run_due(self, *, tell: Tell, stop: Stop) -> tuple[ScheduledRun, ...]:
        """Run what is due; what another process runs already is left to it.

        A run that fails does not stop the others. CancelledError when stopped.
        """
        runs = []
        for one in self.due():
            connection_id = one.schedule.connection_id
            try:
                with self._leases.hold(lease(connection_id)):
                    run = self._claimed(connection_id, tell, stop)
            except BusyError:
                logger.info("%s is being run by another process", connection_id)
                continue
            if run is not None:
                runs.append(run)
        return tuple(runs)

    def run_now(
        self, connection_id: ConnectionId, *, tell: Tell, stop: Stop
    ) -> ScheduledRun:
        """Do now what the schedule would, whatever the time; BusyError where it is.

        By a close calendar it pulls the period that ended last.
        """
        with self._leases.hold(lease(connection_id)):
            with self._work() as work:
                timetable = work.schedules.get(connection_id)
            if timetable is None:
                raise InputError("This connection has no schedule.")
            now = self._scribe.now()
            one = due(timetable.schedule, timetable.done, now)
            one = one or Due(timetable.schedule, _at(timetable.schedule, now))
            return self._run(one, timetable, tell, stop)

    def keep_now_and_then(
        self, run: ScheduledRun, kept: datetime | None
    ) -> datetime | None:
        """Keep how far a run is, once a second at most; says when it was last kept."""
        now = self._scribe.now()
        if kept is not None and abs(now - kept) < _TELLING:
            return kept
        with self._work() as work:
            work.schedules.save_run(run)
            work.commit()
        return now

    def _claimed(
        self, connection_id: ConnectionId, tell: Tell, stop: Stop
    ) -> ScheduledRun | None:
        """Look again now that nobody else can run it: it may have been done."""
        with self._work() as work:
            timetable = work.schedules.get(connection_id)
        found = _due(timetable, self._scribe.now()) if timetable else None
        if timetable is None or found is None:
            return None
        return self._run(found, timetable, tell, stop)

    def _run(
        self, one: Due, timetable: Timetable, tell: Tell, stop: Stop
    ) -> ScheduledRun:
        run = self._begun(one)
        telling = _Telling(self, run, tell)
        try:
            upshot = self._doing().do(one, tell=telling, stop=stop)
        except CancelledError as error:
            self._ended(run, timetable, Outcome.CUT_OFF, error)
            raise
        except ParkedError as error:
            return self._ended(run, timetable, Outcome.LATER, error, error.resumes)
        except _TRANSIENT as error:
            return self._failed_for_now(run, timetable, error)
        except (SignInNeededError, KeyLockedError) as error:
            return self._ended(run, timetable, Outcome.SIGN_IN, error)
        except AppError as error:
            return self._ended(run, timetable, Outcome.FAILED, error)
        return self._ended(run, timetable, upshot.outcome, upshot.said)

    def _begun(self, one: Due) -> ScheduledRun:
        begun = self._scribe.now()
        connection_id = one.schedule.connection_id
        run = ScheduledRun(
            ScheduledRunId(f"{begun:%Y%m%dT%H%M%S.%f}-{connection_id}"),
            connection_id,
            one.occurrence.at,
            begun,
            missed=one.missed,
        )
        with self._work() as work:
            name = work.connections.get(connection_id).name
            for left in work.schedules.runs(connection_id):
                if left.outcome is Outcome.GOING_ON:
                    work.schedules.save_run(
                        replace(left, outcome=Outcome.CUT_OFF, said=_CUT_OFF)
                    )
            work.schedules.save_run(run)
            work.commit()
        self._note(f"{name}: begun. {one.schedule.words}.")
        return run

    def _failed_for_now(
        self, run: ScheduledRun, timetable: Timetable, error: AppError
    ) -> ScheduledRun:
        if timetable.tries >= len(_WAITS):
            return self._ended(run, timetable, Outcome.FAILED, error)
        again = self._scribe.now() + _WAITS[timetable.tries]
        return self._ended(run, timetable, Outcome.LATER, error, again)

    def _ended(
        self,
        run: ScheduledRun,
        timetable: Timetable,
        outcome: Outcome,
        why: AppError | str,
        again: datetime | None = None,
    ) -> ScheduledRun:
        said = why if isinstance(why, str) else why.sentence
        now = self._scribe.now()
        ended = replace(run, ended=now, outcome=outcome, said=said)
        if run.missed:
            made_up = "run that was" if run.missed == 1 else "runs that were"
            ended = replace(
                ended, said=f"{said} Made up for {run.missed} {made_up} missed."
            )
        with self._work() as work:
            name = work.connections.get(run.connection_id).name
            work.schedules.save_run(ended)
            current = work.schedules.get(run.connection_id)
            if current is not None and current.schedule == timetable.schedule:
                work.schedules.save(_moved(current, ended, again))
            event = self._scribe.event(
                What.SCHEDULED,
                f"{outcome.value.capitalize()}: {ended.said}",
                connection_id=run.connection_id,
            )
            work.history.add([event])
            work.commit()
        self._note(f"{name}: {event.detail}")
        return ended


_CUT_OFF = "It was cut off, and is done again."


def _moved(
    timetable: Timetable, run: ScheduledRun, again: datetime | None
) -> Timetable:
    """How far a schedule has come after a run."""
    match run.outcome:
        case Outcome.CUT_OFF | Outcome.GOING_ON:
            return timetable
        case Outcome.LATER:
            return replace(timetable, again=again, tries=timetable.tries + 1)
        case _:
            done = max(filter(None, (timetable.done, run.planned)))
            return replace(timetable, done=done, again=None, tries=0)


def _due(timetable: Timetable, now: datetime) -> Due | None:
    if timetable.again is not None and now < timetable.again:
        return None
    return due(timetable.schedule, timetable.done, now)


def _at(schedule: Schedule, now: datetime) -> Occurrence:
    if schedule.rhythm.rate is not Rate.CLOSE:
        return Occurrence(now)
    calendar = schedule.rhythm.calendar
    today = now.astimezone(ZoneInfo(schedule.zone)).date()
    period = period_before(calendar, period_of(calendar, today))
    return Occurrence(now, period.first, period.last)
