"""The least that a sync could do: decode, group and write, with nothing kept safe.

Run as ``python -m tests.benchmarks.floor EXPORT DATABASE``. It decodes the same fields
that the program decodes, groups the expenses, and writes the raw report, its journal
and one line of history each by plain ``sqlite3`` in a single transaction. No network,
no checks, no problems, no mapping, no chain.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict

import msgspec

from app.clients.expensify.records import ReportRecord, decoded


def main(export: str, database: str) -> None:
    """Write everything in ``export`` into a new ``database``."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(
        "CREATE TABLE payload (id TEXT PRIMARY KEY, raw BLOB);"
        "CREATE TABLE posting"
        " (id TEXT PRIMARY KEY, name TEXT, total INTEGER, journal BLOB);"
        "CREATE TABLE audit (number INTEGER PRIMARY KEY, report TEXT, said TEXT);"
    )
    with open(export, "rb") as lines, connection:  # noqa: PTH123 - the least
        for line in lines:
            report = decoded(line)
            if isinstance(report, ReportRecord):
                _write(connection, report, line)
    connection.close()


def _write(connection: sqlite3.Connection, report: ReportRecord, line: bytes) -> None:
    groups: defaultdict[tuple[str | None, str | None], int] = defaultdict(int)
    for expense in report.expenses or ():
        amount = expense.modified_amount or expense.amount
        groups[expense.category, expense.tag] += int(amount or 0)
    journal = msgspec.json.encode(list(groups.items()))
    told = (report.report_id, report.report_name, report.total, journal)
    connection.execute("INSERT INTO payload VALUES (?, ?)", (report.report_id, line))
    connection.execute("INSERT INTO posting VALUES (?, ?, ?, ?)", told)
    said = (report.report_id, "prepared")
    connection.execute("INSERT INTO audit (report, said) VALUES (?, ?)", said)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
