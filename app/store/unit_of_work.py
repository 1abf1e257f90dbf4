"""One transaction over all that is kept."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from sqlalchemy import Engine

from app.store.attempts import SqlAttempts
from app.store.connections import SqlConnections
from app.store.history import SqlHistory
from app.store.overrides import SqlOverrides
from app.store.payloads import SqlPayloads
from app.store.postings import SqlPostings
from app.store.reference import SqlReference
from app.store.runs import SqlRuns
from app.store.transaction import Transaction

if TYPE_CHECKING:  # most runs need neither, and both take their time to load
    from app.store.closings import SqlClosings
    from app.store.schedules import SqlSchedules, SqlTold

# ruff: noqa: PLC0415 - as with the use cases that need these


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

    @cached_property
    def schedules(self) -> SqlSchedules:
        """The schedules."""
        from app.store.schedules import SqlSchedules

        return SqlSchedules(self._transaction, self.history)

    @cached_property
    def told(self) -> SqlTold:
        """What has been told already."""
        from app.store.schedules import SqlTold

        return SqlTold(self._transaction)

    @cached_property
    def closings(self) -> SqlClosings:
        """The closes of periods."""
        from app.store.closings import SqlClosings

        return SqlClosings(self._transaction, self.history)

    def __enter__(self) -> Self:
        """Begin; the database is touched by the first reading or writing."""
        return self

    def __exit__(self, *_: object) -> None:
        """Roll back whatever was not committed."""
        self._transaction.close()

    def commit(self) -> None:
        """Make everything since the beginning permanent."""
        self._transaction.commit()
