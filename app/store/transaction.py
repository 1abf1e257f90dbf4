"""A transaction that reads until it is first asked to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Connection, Engine

from app.store import engine as sqlite


class Transaction:
    """What the repositories of one unit of work share.

    Until the first write everything read is of one moment and nobody is hindered. The
    first write takes the write lock, and from then on reads see the newest state; what
    was read earlier is guarded by versions and unique indexes, not by the lock.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._writing = False

    def __enter__(self) -> Self:
        """Begin; the database is touched by the first reading or writing."""
        return self

    def __exit__(self, *_: object) -> None:
        """Undo what was not committed."""
        self.close()

    def read(self) -> Connection:
        """A connection to read with."""
        connection = self._opened()
        if not connection.in_transaction():
            sqlite.begin_read(connection)
        return connection

    def write(self) -> Connection:
        """A connection that holds the write lock; waits for another writer."""
        connection = self._opened()
        if not self._writing:
            connection.rollback()
            sqlite.begin_write(connection)
            self._writing = True
        return connection

    @contextmanager
    def whole(self) -> Iterator[Connection]:
        """A connection to write with: all that is written inside is kept, or none."""
        connection = self.write()
        with connection.begin_nested():
            yield connection

    def commit(self) -> None:
        """Make everything permanent."""
        if self._connection is not None:
            self._connection.commit()
        self._writing = False

    def close(self) -> None:
        """Undo what was not committed and give the connection back."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._writing = False

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection
