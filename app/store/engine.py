"""SQLite as the store uses it, with its failures in the program's own words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, Transaction
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import AppError, ConflictError, DamagedStoreError, StoreError

PATIENCE = 30.0
"""Seconds that a write waits for another writer."""

_BEGIN = "vouch_begin"

_SENTENCES = {
    sqlite3.SQLITE_BUSY: "Another program has been writing to it for half a minute.",
    sqlite3.SQLITE_LOCKED: "Another program has been writing to it for half a minute.",
    sqlite3.SQLITE_FULL: "The disk is full.",
    sqlite3.SQLITE_READONLY: "Its file or folder may only be read.",
    sqlite3.SQLITE_PERM: "This account may not use its file or folder.",
    sqlite3.SQLITE_CANTOPEN: "Its file cannot be opened.",
    sqlite3.SQLITE_IOERR: "The disk failed.",
}
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_TAKEN = frozenset(
    {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
)


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
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
            cursor.execute("PRAGMA temp_store = MEMORY")
            cursor.execute("PRAGMA wal_autocheckpoint = 4000")
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


def translated(error: sqlite3.Error) -> AppError | LookupError | None:
    """What ``error`` means to the program; None for a bug."""
    code = getattr(error, "sqlite_errorcode", 0)
    if code in _TAKEN:
        return ConflictError(str(error))
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LookupError(str(error))
    primary = code & 0xFF
    if primary in _DAMAGE:
        return DamagedStoreError(f"SQLite says: {error}.")
    sentence = _SENTENCES.get(primary)
    return StoreError(sentence) if sentence else None


def _begin(connection: Connection) -> None:
    how = connection.get_execution_options().get(_BEGIN, "BEGIN")
    connection.exec_driver_sql(how)


def _translate(context: ExceptionContext) -> None:
    original = context.original_exception
    ours = translated(original) if isinstance(original, sqlite3.Error) else None
    if ours is not None:
        raise ours from original
