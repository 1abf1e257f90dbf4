"""What SQLite's failures mean to the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import AppError, ConflictError, DamagedStoreError, StoreError

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


def translated(error: sqlite3.Error) -> AppError | LookupError | None:
    """What ``error`` means to the program; None for a bug."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    if code in _TAKEN:
        return ConflictError("Somebody else has kept the same thing already.")
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return LookupError(str(error))
    primary = code & 0xFF
    if primary in _DAMAGE:
        return DamagedStoreError(f"SQLite says: {error}.")
    sentence = _SENTENCES.get(primary)
    return StoreError(sentence) if sentence else None


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn the failures of the driver, used by itself, into the program's own."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error) or error from error


@contextmanager
def usable(path: Path) -> Iterator[None]:
    """StoreError, naming ``path``, where the system lets nobody use a file."""
    try:
        yield
    except OSError as error:
        cause = f"{path} cannot be used: {error.strerror}."
        raise StoreError(cause) from error
