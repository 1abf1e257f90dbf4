"""What is kept of schedules and of the runs that they make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from app.domain.history import Event
from app.domain.scheduled_runs import ScheduledRun, Timetable
from app.domain.setup import ConnectionId
from app.ports.work import UnitOfWork


class Schedules(Protocol):
    """The schedules, one at most for each connection, and their runs."""

    def all(self) -> tuple[Timetable, ...]:
        """Every schedule, by the id of its connection."""
        ...

    def get(self, connection_id: ConnectionId) -> Timetable | None:
        """A connection's schedule; None where there is none."""
        ...

    def save(self, timetable: Timetable, because: Event | None = None) -> None:
        """Keep a schedule or how far it has come; a person's change has its event."""
        ...

    def remove(self, connection_id: ConnectionId, because: Event) -> None:
        """Take a schedule away; its runs stay."""
        ...

    def save_run(self, run: ScheduledRun) -> None:
        """Keep a run as it begins, goes on and ends."""
        ...

    def runs(
        self, connection_id: ConnectionId | None = None, limit: int = 20
    ) -> tuple[ScheduledRun, ...]:
        """Runs, the newest first."""
        ...


class Told(Protocol):
    """What has been told already, so that nothing is told twice."""

    def all(self) -> frozenset[str]:
        """The keys of everything that was told."""
        ...

    def note(self, keys: frozenset[str], at: datetime) -> None:
        """Remember that these were told."""
        ...

    def forget(self, keys: frozenset[str]) -> None:
        """Have these told again, should they come back."""
        ...


class SchedulingUnit(UnitOfWork, Protocol):
    """One transaction over the schedules, and what was told of them, as well."""

    @property
    def schedules(self) -> Schedules:
        """Schedules and their runs."""
        ...

    @property
    def told(self) -> Told:
        """What has been told already."""
        ...


SchedulingWork = Callable[[], SchedulingUnit]
