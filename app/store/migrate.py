"""Brings an old store up to date; imported only when there is one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.store import engine as sqlite
from app.store.checking import refuse_faults
from app.store.copying import backups_of, copy, stamp

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(path: Path, revision: str, scripts: Path = SCRIPTS) -> None:
    """Copy the store aside, verified, and migrate it to the newest revision.

    There is no way down: the copy, ``backups/<revision>-<time>.db``, is the way back. A
    migration that fails leaves the store as it was.
    """
    name = f"{revision or 'base'}-{stamp(datetime.now(UTC))}.db"
    copy(path, backups_of(path) / name)
    engine = sqlite.connect(path, foreign_keys=False)  # tables are made anew
    try:
        with engine.connect() as connection, sqlite.begin_write(connection):
            command.upgrade(config(connection, scripts), "head")
    finally:
        engine.dispose()
    refuse_faults(path)


def config(connection: Connection, scripts: Path = SCRIPTS) -> Config:
    """Alembic's configuration for work on an open connection."""
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(scripts).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made
