"""Counts what changes under the journals that wait, so that none stays as it was."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection

from app.store.schema import connection as table


def count_change(writing: Connection, concerned: ColumnElement[bool]) -> None:
    """Count one change for these connections, in the transaction that makes it."""
    counted = table.update().where(concerned)
    writing.execute(counted.values(changes=table.c.changes + 1))
