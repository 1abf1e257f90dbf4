"""Copies of the store: taken while it is in use, verified, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.errors import DamagedStoreError, InputError, NewerStoreError, StoreError
from app.store import checking
from app.store.checking import bare, beside, journal_of
from app.store.copying import backups_of, copy, stamp
from app.store.failures import usable
from app.store.locks import file_lock
from app.store.opening import Store
from app.store.schema import HEAD

_KEPT = 10


def back_up(store: Store, target: Path) -> None:
    """Copy the store into one verified file; it may be in use meanwhile.

    The secrets inside stay encrypted, and the key to them is not in the copy.
    """
    if target.resolve() == store.path.resolve():
        raise InputError("A back-up needs another place than the store itself.")
    copy(store.path, target)


def back_up_daily(store: Store, at: datetime) -> Path:
    """Make the automatic copy of a day, unless it is there; the last ten are kept."""
    folder = backups_of(store.path)
    target = folder / f"automatic-{at:%Y%m%d}.db"
    if not target.exists():
        copy(store.path, target)
        for old in sorted(folder.glob("automatic-*.db"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    return target


def copies(path: Path) -> tuple[tuple[Path, datetime], ...]:
    """The copies that were made of a store by itself, the newest first, and when."""
    with usable(path):
        found = [
            (x.stat().st_mtime, x) for x in backups_of(path).glob("automatic-*.db")
        ]
    newest = sorted(found, reverse=True)
    return tuple((file, datetime.fromtimestamp(at, UTC)) for at, file in newest)


def restore(file: Path, path: Path, at: datetime) -> Path | None:
    """Put the copy ``file`` in place of the store at ``path``, which nobody may use.

    Says where the old store was moved to, None where there was none. The copy is
    verified first: DamagedStoreError and NewerStoreError leave the store as it is.
    """
    with usable(file):
        if not file.is_file():
            raise InputError(f"There is no file {file}.")
        checking.refuse_cut(file)
    if checking.revision(file) > HEAD:
        raise NewerStoreError(f"{file.name} comes from a newer Vouch.")
    with file_lock(beside(path, "lock")), usable(path):
        scratch = beside(path, "new")
        copy(file, scratch)
        aside = _moved_aside(path, at)
        scratch.replace(path)
    return aside


def _moved_aside(path: Path, at: datetime) -> Path | None:
    if not path.exists() and not journal_of(path).exists():
        return None
    _refuse_use(path)
    aside = backups_of(path) / f"replaced-{stamp(at)}.db"
    aside.parent.mkdir(mode=0o700, exist_ok=True)
    for old, new in ((path, aside), (journal_of(path), journal_of(aside))):
        if old.exists():
            old.replace(new)
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside


def _refuse_use(path: Path) -> None:
    """StoreError where somebody has the store open; a damaged one is not asked."""
    with suppress(DamagedStoreError):
        checking.refuse_cut(path)
        with bare(path) as connection:
            _refuse_company(connection)


def _refuse_company(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        cause = "Another Vouch has it open. Close that one first."
        raise StoreError(cause) from error
