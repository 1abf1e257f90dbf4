"""One transaction over all that is kept."""

from __future__ import annotations

from typing import Self

from sqlalchemy import Engine

from app.store.attempts import SqlAttempts
from app.store.closings import SqlClosings
from app.store.connections import SqlConnections
from app.store.history import SqlHistory
from app.store.overrides import SqlOverrides
from app.store.payloads import SqlPayloads
from app.store.postings import SqlPostings
from app.store.reference import SqlReference
from app.store.runs import SqlRuns
from app.store.schedules import SqlSchedules, SqlTold
from app.store.transaction import Transaction


class SqlUnitOfWork:
    """The unit of work of the port; the next begins where one is committed."""

    def __init__(self, engine: Engine) -> None:
        self._transaction = Transaction(engine)
        self.history = SqlHistory(self._transaction)
        self.connections = SqlConnections(self._transaction, self.history)
        self.reference = SqlReference(self._transaction)
        self.payloads = SqlPayloads(self._transaction)
        self.overrides = SqlOverrides(self._transaction)
        self.postings = SqlPostings(self._transaction, self.history)
        self.attempts = SqlAttempts(self._transaction)
        self.runs = SqlRuns(self._transaction)
        self.schedules = SqlSchedules(self._transaction, self.history)
        self.told = SqlTold(self._transaction)
        self.closings = SqlClosings(self._transaction, self.history)

    def __enter__(self) -> Self:
        """Begin; the database is touched by the first reading or writing."""
        return self

    def __exit__(self, *_: object) -> None:
        """Roll back whatever was not committed."""
        self._transaction.close()

    def commit(self) -> None:
        """Make everything since the beginning permanent."""
        self._transaction.commit()
