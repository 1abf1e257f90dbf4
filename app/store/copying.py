"""A verified copy of a store, taken while it may be in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.store.checking import bare, beside, refuse_faults
from app.store.failures import translated_errors, usable


def backups_of(path: Path) -> Path:
    """The folder of a store's own copies."""
    return path.parent / "backups"


def stamp(at: datetime) -> str:
    """A moment as a part of a file's name; sorts as time does."""
    return f"{at:%Y%m%dT%H%M%S%fZ}"


def copy(source: Path, target: Path) -> None:
    """Copy the store at ``source`` into one file, checked before it gets its name.

    DamagedStoreError where the copy is not sound; ``target`` is then left as it was.
    """
    scratch = beside(target, "part")
    with usable(target):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        scratch.unlink(missing_ok=True)
        scratch.touch(mode=0o600)
        try:
            _filled(scratch, source)
            refuse_faults(scratch)
            scratch.replace(target)
        finally:
            scratch.unlink(missing_ok=True)


def _filled(scratch: Path, source: Path) -> None:
    with (
        bare(source) as old,
        translated_errors(),
        closing(sqlite3.connect(scratch)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
