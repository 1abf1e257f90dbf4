"""Opening a store: made where there is none, brought up to date where it is old."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from app.errors import DamagedStoreError, NewerStoreError
from app.store import checking, held, schema
from app.store import engine as sqlite
from app.store.checking import beside, journal_of
from app.store.failures import usable
from app.store.locks import file_lock
from app.store.unit_of_work import SqlUnitOfWork


class Store:
    """An open store; one for each process, used from any thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self.engine = engine
        self._closed = False
        held.hold(path)

    def work(self) -> SqlUnitOfWork:
        """A unit of work."""
        return SqlUnitOfWork(self.engine)

    def faults(self) -> tuple[str, ...]:
        """What a thorough look at the whole file finds wrong; nothing if sound."""
        return checking.faults(self.path)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if not self._closed:
            self._closed = True
            held.let_go(self.path)


def open_store(path: Path) -> Store:
    """Open the store at ``path``, making an empty one where there is none.

    NewerStoreError where a newer Vouch wrote it, DamagedStoreError where it cannot be
    read; neither is touched. An older one is copied aside before it is migrated.
    """
    with file_lock(beside(path, "lock")), usable(path):
        if path.exists():
            _bring_up_to_date(path)
        else:
            _make(path)
        return Store(path, sqlite.connect(path))


def _make(path: Path) -> None:
    """Make it aside, so that an empty one at ``path`` can only be a damaged one."""
    if journal_of(path).exists():
        raise DamagedStoreError(f"{path.name} is gone, but its journal is still there.")
    scratch = beside(path, "new")
    scratch.unlink(missing_ok=True)
    scratch.touch(mode=0o600)  # SQLite gives what it puts beside it the same
    engine = sqlite.connect(scratch)
    try:
        with engine.connect() as connection, sqlite.begin_write(connection):
            schema.create(connection)
    finally:
        engine.dispose()
    scratch.replace(path)


def _bring_up_to_date(path: Path) -> None:
    if not held.is_held(path):
        checking.refuse_cut(path)
    if journal_of(path).exists():  # it did not end cleanly, or is open elsewhere
        checking.refuse_faults(path, "quick_check(1)")
    revision = checking.revision(path)
    if revision > schema.HEAD:
        raise NewerStoreError(f"It is at {revision}, this Vouch at {schema.HEAD}.")
    if revision < schema.HEAD:
        from app.store import migrate  # noqa: PLC0415 - Alembic takes a quarter second

        migrate.upgrade(path, revision)
