"""What runs by itself, in memory, for the window's tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.domain.notices import Message, Preferences
from app.domain.runs import Progress
from app.domain.scheduled_runs import (
    Outcome,
    ScheduledRun,
    ScheduledRunId,
    ScheduleGlance,
    Timetable,
)
from app.domain.schedules import Due, Occurrence, Permission, Rhythm, Schedule, faults
from app.domain.setup import ConnectionId
from app.errors import CancelledError, InputError
from app.ports.running import Stop, Tell
from app.services.occurrences import coming

SINCE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@dataclass
class FakeScheduling:
    """One connection's schedule; ``dues`` counts how often it is due from now on.

    ``gate`` holds a run open until it is set; ``elsewhere`` is one that another process
    makes. ``at_rest``: the connection is paused.
    """

    connection_id: ConnectionId
    name: str = "Acme"
    timetable: Timetable | None = None
    clean_runs: int = 0
    dues: int = 0
    last: ScheduledRun | None = None
    elsewhere: ScheduledRun | None = None
    gate: threading.Event | None = None
    ran: list[str] = field(default_factory=list)
    starts: bool = False
    message: Message | None = None
    preferred: Preferences = field(default_factory=Preferences)
    idle_ones: int = 0
    at_rest: bool = False

    def all(self) -> tuple[ScheduleGlance, ...]:
        """How it stands."""
        schedule = self.timetable.schedule if self.timetable else None
        glance = ScheduleGlance(
            self.connection_id,
            self.name,
            schedule.zone if schedule else "Europe/London",
            self.clean_runs,
            self.timetable,
            coming(schedule, SINCE) if schedule and not self.at_rest else (),
            self.elsewhere,
            self.last,
        )
        return (glance,)

    def news(self) -> Message | None:
        """What is new, once."""
        told, self.message = self.message, None
        return told

    def preferences(self) -> Preferences:
        """What a person prefers."""
        return self.preferred

    def prefer(self, preferences: Preferences) -> None:
        """Keep it."""
        self.preferred = preferences

    def idle(self) -> bool:
        """Whether a sign-in lies idle."""
        return bool(self.idle_ones)

    def renew(self) -> int:
        """Renew them."""
        count, self.idle_ones = self.idle_ones, 0
        self.ran.append("renew")
        return count

    def is_on(self) -> bool:
        """Whether it starts with the computer."""
        return self.starts

    def turn(self, *, on: bool) -> None:
        """Have it start with the computer."""
        self.starts = on

    def next_runs(self, rhythm: Rhythm, zone: str) -> tuple[Occurrence, ...]:
        """The next runs."""
        if found := faults(rhythm, zone):
            raise InputError(" ".join(found))
        return coming(Schedule(self.connection_id, rhythm, zone, SINCE), SINCE)

    def set(
        self,
        connection_id: ConnectionId,
        rhythm: Rhythm,
        permission: Permission = Permission.PREPARE,
        zone: str = "",
    ) -> Timetable:
        """Set it."""
        self.timetable = Timetable(
            Schedule(connection_id, rhythm, zone, SINCE, permission)
        )
        return self.timetable

    def pause(self, _connection_id: ConnectionId) -> Timetable:
        """Pause it."""
        return self._turned(paused=True)

    def resume(self, _connection_id: ConnectionId) -> Timetable:
        """Resume it."""
        return self._turned(paused=False)

    def remove(self, _connection_id: ConnectionId) -> None:
        """Take it away."""
        self.timetable = None

    def due(self) -> tuple[Due, ...]:
        """What is due."""
        if not self.dues or self.timetable is None:
            return ()
        return (Due(self.timetable.schedule, Occurrence(SINCE)),)

    def run_due(self, *, tell: Tell, stop: Stop) -> tuple[ScheduledRun, ...]:
        """Run it."""
        self.dues -= 1
        return (self._run("due", tell, stop),)

    def run_now(
        self, _connection_id: ConnectionId, *, tell: Tell, stop: Stop
    ) -> ScheduledRun:
        """Run it now."""
        return self._run("now", tell, stop)

    def begin_elsewhere(self, done: int, of: int) -> None:
        """Be run by another process, which is so far."""
        progress = Progress("Preparing journals", done, of)
        self.elsewhere = replace(
            _RUN, connection_id=self.connection_id, progress=progress
        )

    def end_elsewhere(self, said: str) -> None:
        """Have the other process end."""
        assert self.elsewhere
        self.last = replace(
            self.elsewhere, ended=SINCE, outcome=Outcome.DONE, said=said
        )
        self.elsewhere = None

    def _run(self, how: str, tell: Tell, stop: Stop) -> ScheduledRun:
        self.ran.append(how)
        tell(Progress("Preparing journals", 1, 2))
        while self.gate is not None and not self.gate.is_set():
            if stop.wait(0.01):
                raise CancelledError
        self.last = replace(
            _RUN,
            connection_id=self.connection_id,
            ended=SINCE,
            outcome=Outcome.DONE,
            said="3 new report ready.",
        )
        return self.last

    def _turned(self, *, paused: bool) -> Timetable:
        assert self.timetable
        schedule = replace(self.timetable.schedule, paused=paused)
        self.timetable = replace(self.timetable, schedule=schedule)
        return self.timetable


_RUN = ScheduledRun(ScheduledRunId("1"), ConnectionId(""), SINCE, SINCE)
