"""The runs, newest first."""

from __future__ import annotations

from sqlalchemy import Row, select

from app.domain.runs import Run, RunId, RunKind
from app.domain.setup import ConnectionId
from app.store import codec
from app.store.rows import put
from app.store.schema import run as table
from app.store.transaction import Transaction


class SqlRuns:
    """Runs as the port has them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def save(self, run: Run) -> None:
        """Keep a run as it begins, and again as it ends."""
        put(
            self._transaction.write(),
            table,
            {"id": run.id},
            kind=run.kind,
            connection_id=run.connection_id,
            begun=run.begun,
            ended=run.ended,
            counts=codec.text(run.counts),
            error=run.error,
            planned=run.planned,
        )

    def last(self, connection_id: ConnectionId) -> Run | None:
        """The newest run of a connection; None before its first."""
        these = select(table).where(table.c.connection_id == connection_id)
        newest = these.order_by(table.c.begun.desc(), table.c.id.desc()).limit(1)
        row = self._transaction.read().execute(newest).first()
        return _run(row) if row else None

    def posted(self, connection_id: ConnectionId, limit: int = 20) -> tuple[Run, ...]:
        """The newest runs by hand that posted, or tried to."""
        these = select(table).where(
            table.c.connection_id == connection_id,
            table.c.kind == RunKind.POST,
            table.c.planned.is_(None),
            table.c.ended.is_not(None),
        )
        newest = these.order_by(table.c.begun.desc(), table.c.id.desc())
        return tuple(map(_run, self._transaction.read().execute(newest.limit(limit))))

    def get(self, run_id: RunId) -> Run:
        """One run; LookupError when there is none."""
        this = select(table).where(table.c.id == run_id)
        row = self._transaction.read().execute(this).first()
        if row is None:
            raise LookupError(run_id)
        return _run(row)


def _run(row: Row[tuple[object, ...]]) -> Run:
    return Run(
        RunId(row.id),
        RunKind(row.kind),
        ConnectionId(row.connection_id),
        row.begun,
        row.ended,
        codec.load(row.counts, dict[str, int]),
        row.error,
        row.planned,
    )
