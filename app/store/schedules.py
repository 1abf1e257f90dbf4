"""The schedules and their runs, and what has been told of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.history import Event
from app.domain.runs import Progress
from app.domain.scheduled_runs import (
    Outcome,
    ScheduledRun,
    ScheduledRunId,
    Timetable,
)
from app.domain.schedules import Schedule
from app.domain.setup import ConnectionId
from app.store import codec
from app.store.history import SqlHistory
from app.store.rows import pieces, put
from app.store.schema import schedule as table
from app.store.schema import scheduled_run as runs
from app.store.schema import told
from app.store.transaction import Transaction

_NEW = insert(told)
_TELL = _NEW.on_conflict_do_update(
    index_elements=[told.c.key], set_={"at": _NEW.excluded.at}
)


class SqlSchedules:
    """Schedules as the port has them."""

    def __init__(self, transaction: Transaction, history: SqlHistory) -> None:
        self._transaction = transaction
        self._history = history

    def all(self) -> tuple[Timetable, ...]:
        """Every schedule, by the id of its connection."""
        these = select(table).order_by(table.c.connection_id)
        return tuple(map(_timetable, self._transaction.read().execute(these)))

    def get(self, connection_id: ConnectionId) -> Timetable | None:
        """A connection's schedule; None where there is none."""
        this = select(table).where(table.c.connection_id == connection_id)
        row = self._transaction.read().execute(this).first()
        return _timetable(row) if row else None

    def save(self, timetable: Timetable, because: Event | None = None) -> None:
        """Keep a schedule or how far it has come; a person's change has its event."""
        put(
            self._transaction.write(),
            table,
            {"connection_id": timetable.schedule.connection_id},
            body=codec.dump(timetable.schedule),
            done=timetable.done,
            again=timetable.again,
            tries=timetable.tries,
        )
        if because is not None:
            self._history.add([because])

    def remove(self, connection_id: ConnectionId, because: Event) -> None:
        """Take a schedule away; its runs stay."""
        this = delete(table).where(table.c.connection_id == connection_id)
        self._transaction.write().execute(this)
        self._history.add([because])

    def save_run(self, run: ScheduledRun) -> None:
        """Keep a run as it begins, goes on and ends."""
        put(
            self._transaction.write(),
            runs,
            {"id": run.id},
            connection_id=run.connection_id,
            planned=run.planned,
            begun=run.begun,
            ended=run.ended,
            outcome=run.outcome,
            said=run.said,
            missed=run.missed,
            progress=codec.text(run.progress),
        )

    def runs(
        self, connection_id: ConnectionId | None = None, limit: int = 20
    ) -> tuple[ScheduledRun, ...]:
        """Runs, the newest first."""
        newest = select(runs).order_by(runs.c.begun.desc(), runs.c.id.desc())
        if connection_id is not None:
            newest = newest.where(runs.c.connection_id == connection_id)
        return tuple(map(_run, self._transaction.read().execute(newest.limit(limit))))


class SqlTold:
    """What has been told, as the port has it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def all(self) -> frozenset[str]:
        """The keys of everything that was told."""
        return frozenset(self._transaction.read().scalars(select(told.c.key)).all())

    def note(self, keys: frozenset[str], at: datetime) -> None:
        """Remember that these were told."""
        if keys:  # at once: after a first sync there are thousands
            rows = [{"key": key, "at": at} for key in sorted(keys)]
            self._transaction.write().execute(_TELL, rows)

    def forget(self, keys: frozenset[str]) -> None:
        """Have these told again, should they come back."""
        writing = self._transaction.write()
        for some in pieces(sorted(keys)):
            writing.execute(delete(told).where(told.c.key.in_(some)))


def _timetable(row: Row[tuple[object, ...]]) -> Timetable:
    schedule = codec.load(row.body, Schedule)
    return Timetable(schedule, row.done, row.again, row.tries)


def _run(row: Row[tuple[object, ...]]) -> ScheduledRun:
    return ScheduledRun(
        ScheduledRunId(row.id),
        ConnectionId(row.connection_id),
        row.planned,
        row.begun,
        row.ended,
        Outcome(row.outcome),
        row.said,
        row.missed,
        codec.load(row.progress, Progress),
    )
