"""SQLite as the store uses it, with its failures in the program's own words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, Transaction
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.store.failures import translated

PATIENCE = 30.0
"""Seconds that a write waits for another writer."""

_BEGIN = "vouch_begin"
_PAGE = 16_384  # payloads of two thousand bytes fit well, and scans are quick
_CACHE = 64_000  # kB: a hundred thousand postings are looked through without reading
_JOURNAL = 32_000_000  # bytes that a long run may write before they are moved over


def connect(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine on the database at ``path``; nothing is opened yet."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        max_overflow=-1,
        connect_args={"timeout": PATIENCE, "isolation_level": None},
    )

    def prepare(opened: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = opened.cursor()
        try:
            cursor.execute(f"PRAGMA page_size = {_PAGE}")  # of a file that is new
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute(f"PRAGMA cache_size = -{_CACHE}")
            cursor.execute(f"PRAGMA wal_autocheckpoint = {_JOURNAL // _PAGE}")
        except sqlite3.Error as error:  # SQLAlchemy does not handle these
            raise translated(error) or error from error
        finally:
            cursor.close()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _translate)
    return engine


def begin_write(connection: Connection) -> Transaction:
    """Begin a transaction that holds the write lock from its first moment."""
    connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
    return connection.begin()


def begin_read(connection: Connection) -> Transaction:
    """Begin a transaction that sees one state and hinders nobody."""
    connection.execution_options(**{_BEGIN: "BEGIN"})
    return connection.begin()


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get(_BEGIN, "BEGIN")
    connection.exec_driver_sql(how)


def _translate(context: ExceptionContext) -> None:
    original = context.original_exception
    ours = translated(original) if isinstance(original, sqlite3.Error) else None
    if ours is not None:
        raise ours from original
