"""A store's file, looked at before it is trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.errors import DamagedStoreError
from app.store.failures import translated_errors

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_LARGEST_PAGE = 65536  # which SQLite writes as 1
_NO_SUCH_TABLE = "no such table"


def beside(path: Path, ending: str) -> Path:
    """A file next to the store's, with the store's name and one more ending."""
    return path.with_name(f"{path.name}.{ending}")


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what is not in the main file yet; gone after a clean end."""
    return path.with_name(f"{path.name}-wal")


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of the driver itself to a file that is there."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    with (
        translated_errors(),
        closing(sqlite3.connect(address, uri=True, isolation_level=None)) as opened,
    ):
        yield opened


def refuse_cut(path: Path) -> None:
    """DamagedStoreError where the file cannot be a whole database.

    SQLite takes an empty file for a new database, clears away what lies beside a
    strange one, and reads a cut one without complaint until it comes to the missing
    part. The first bytes and the size tell at once, and nothing is touched.
    """
    if _is_cut(path):
        raise DamagedStoreError(f"{path.name} is no database, or only a part of one.")


def refuse_faults(path: Path, check: str = "integrity_check") -> None:
    """DamagedStoreError where SQLite finds something wrong with the file."""
    for fault in _found(path, check):
        raise DamagedStoreError(f"{path.name}: {fault}.")


def faults(path: Path) -> tuple[str, ...]:
    """What a thorough look at the whole file finds wrong; nothing if it is sound."""
    try:
        unsound = _found(path, "integrity_check")
        with bare(path) as connection:
            strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    except DamagedStoreError as error:
        return (error.detail,)
    return (*unsound, *(f"a row of {stray[0]} belongs to nothing" for stray in strays))


def _found(path: Path, check: str) -> tuple[str, ...]:
    with bare(path) as connection:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA {check}")]
    return tuple(fault for fault in said if fault != "ok")


def revision(path: Path) -> str:
    """The migration that the store is at, ``""`` before the first.

    DamagedStoreError where the file is no store.
    """
    with bare(path) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version")
            found = row.fetchone()
        except sqlite3.OperationalError as error:
            if _NO_SUCH_TABLE in str(error):
                cause = f"{path.name} holds something else."
                raise DamagedStoreError(cause) from error
            raise
    return str(found[0]) if found else ""


def _is_cut(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return True
    if journal_of(path).exists():
        return False  # the rest may be in there
    size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    written, counted = header[24:28], header[92:96]
    if written != counted:
        return False  # the number of pages is not up to date
    return path.stat().st_size < pages * (_LARGEST_PAGE if size == 1 else size)
