"""Schedules and what has been told, in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.history import Event
from app.domain.scheduled_runs import ScheduledRun, Timetable
from app.domain.setup import ConnectionId
from tests.fakes.tables import FakeHistory, Part, require


@dataclass
class FakeSchedules(Part):
    """Schedules and their runs in dicts."""

    history: FakeHistory

    def all(self) -> tuple[Timetable, ...]:
        """Every schedule, by the id of its connection."""
        return tuple(x for _, x in sorted(self.work.read().schedules.items()))

    def get(self, connection_id: ConnectionId) -> Timetable | None:
        """A connection's schedule."""
        return self.work.read().schedules.get(connection_id)

    def save(self, timetable: Timetable, because: Event | None = None) -> None:
        """Keep a schedule or how far it has come."""
        tables = self.work.write()
        require(tables, timetable.schedule.connection_id)
        tables.schedules[timetable.schedule.connection_id] = timetable
        if because is not None:
            self.history.add([because])

    def remove(self, connection_id: ConnectionId, because: Event) -> None:
        """Take a schedule away."""
        self.work.write().schedules.pop(connection_id, None)
        self.history.add([because])

    def save_run(self, run: ScheduledRun) -> None:
        """Keep a run."""
        self.work.write().scheduled_runs[run.id] = run

    def runs(
        self, connection_id: ConnectionId | None = None, limit: int = 20
    ) -> tuple[ScheduledRun, ...]:
        """Runs, the newest first."""
        kept = self.work.read().scheduled_runs.values()
        mine = (x for x in kept if connection_id in {None, x.connection_id})
        return tuple(sorted(mine, key=lambda x: (x.begun, x.id), reverse=True)[:limit])


class FakeTold(Part):
    """What was told, in a dict."""

    def all(self) -> frozenset[str]:
        """The keys of everything that was told."""
        return frozenset(self.work.read().told)

    def note(self, keys: frozenset[str], at: datetime) -> None:
        """Remember that these were told."""
        self.work.write().told.update(dict.fromkeys(keys, at))

    def forget(self, keys: frozenset[str]) -> None:
        """Have these told again."""
        told = self.work.write().told
        for key in keys:
            told.pop(key, None)
