"""Writing rows: many at once with little ado, and one in place of the old."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Insert, Table

T = TypeVar("T")

_VALUES = 5000  # of one statement, which is begun once for all of them


def append(
    connection: Connection, statement: Insert, rows: Sequence[tuple[object, ...]]
) -> None:
    """Insert rows given as tuples in the order of the statement's parameters.

    The values go to the driver as they are: this is for tables that grow by thousands
    of rows in one go, where converting each value would cost more than storing it.
    """
    if not rows:
        return
    dialect, size = connection.dialect, _room(connection) // len(rows[0])
    whole = len(rows) - len(rows) % size
    if whole:
        together = [
            tuple(chain.from_iterable(rows[start : start + size]))
            for start in range(0, whole, size)
        ]
        connection.exec_driver_sql(_sql(statement, dialect, size), together)
    if rest := list(rows[whole:]):
        connection.exec_driver_sql(_sql(statement, dialect), rest)


def _room(connection: Connection) -> int:
    """How many values one statement may have; an old SQLite takes 999."""
    opened = connection.connection.driver_connection
    if not isinstance(opened, sqlite3.Connection):
        return _VALUES
    return min(_VALUES, opened.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER))


@lru_cache(maxsize=32)
def _sql(statement: Insert, dialect: Dialect, rows: int = 1) -> str:
    """The statement with the values of so many rows."""
    before, values, row = str(statement.compile(dialect=dialect)).partition(" VALUES ")
    return before + values + ", ".join([row] * rows)


def put(
    connection: Connection, table: Table, key: Mapping[str, Any], **values: object
) -> None:
    """Write the row with this key, in place of the old one if there is one."""
    same = [table.c[name] == value for name, value in key.items()]
    if not connection.execute(table.update().where(*same).values(values)).rowcount:
        connection.execute(table.insert().values({**key, **values}))


def pieces(items: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The items in pieces that SQLite takes as parameters of one statement."""
    return (items[start : start + size] for start in range(0, len(items), size))
