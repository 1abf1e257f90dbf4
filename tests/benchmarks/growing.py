"""A store grown to the size of many years, by copying what it holds in SQL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

POSTINGS = 100_000
EVENTS = 1_000_000

_ALIKE = {  # what must differ between copies, and how it is made to
    "id": "id || ':' || copy",
    "report_id": "report_id || ':' || copy",
    "posting_id": "posting_id || ':' || copy",
    "search": "search || ':' || copy",
}


def grow(store: Path) -> None:
    """Fill a store up to POSTINGS and EVENTS; its history is chained no more."""
    with closing(sqlite3.connect(store)) as connection, connection:
        for table, most in (
            ("posting", POSTINGS),
            ("posting_body", POSTINGS),
            ("audit", EVENTS),
        ):
            _multiply(connection, table, most)


def _multiply(connection: sqlite3.Connection, table: str, most: int) -> None:
    """Copy every row under other numbers until there are ``most``."""
    (newest,) = connection.execute(
        f"SELECT max(number) FROM {table}"  # noqa: S608 - a table of ours
    ).fetchone()
    columns = [x[1] for x in connection.execute(f"PRAGMA table_info({table})")]
    changed = {"number": f"number + copy * {newest}", **_ALIKE}
    wanted = ", ".join(changed.get(column, column) for column in columns)
    connection.execute(
        "WITH RECURSIVE copies(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 "  # noqa: S608 - tables of ours
        f"FROM copies WHERE copy < {most // newest + 1}) "
        f"INSERT INTO {table} SELECT {wanted} FROM copies CROSS JOIN {table} "
        f"WHERE number <= {newest} AND number + copy * {newest} <= {most}"
    )
