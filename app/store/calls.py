"""When services were called, seen by every process on this store."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from app.store.opening import Store
from app.store.schema import call as table
from app.store.transaction import Transaction

_KEPT = timedelta(days=2)


class StoreCallLog:
    """The ``call`` table; what is older than two days is dropped on the way."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def recent(self, service: str, since: datetime) -> tuple[datetime, ...]:
        """When ``service`` was called at or after ``since``, oldest first."""
        with Transaction(self._store.engine) as transaction:
            these = (
                select(table.c.at)
                .where(table.c.service == service, table.c.at >= since)
                .order_by(table.c.at)
            )
            return tuple(transaction.read().scalars(these))

    def note(self, service: str, at: datetime) -> None:
        """Remember a call."""
        with Transaction(self._store.engine) as transaction:
            writing = transaction.write()
            old = (table.c.service == service) & (table.c.at < at - _KEPT)
            writing.execute(delete(table).where(old))
            writing.execute(insert(table).values(service=service, at=at))
            transaction.commit()
