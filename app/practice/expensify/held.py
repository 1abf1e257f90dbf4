"""The workspaces and reports of the practice Expensify, with what was changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.practice.company import ExpensifyCompany, Record
from app.practice.expensify.rendering import report_line, with_entities

_TABLES = """
CREATE TABLE IF NOT EXISTS changed (
    kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB, PRIMARY KEY (kind, id)
) WITHOUT ROWID;
"""
_GONE = None


class Held:
    """What Expensify holds; changes outlive the process where there is a ``store``."""

    def __init__(
        self, companies: Sequence[ExpensifyCompany], store: Path | None
    ) -> None:
        self._reports = {r["reportID"]: r for x in companies for r in x.reports}
        self._policies = {p["id"]: p for x in companies for p in x.policies}
        self._lines: dict[tuple[str, bool], bytes] = {}
        self._store = sqlite3.connect(
            store or ":memory:", isolation_level=None, check_same_thread=False
        )
        self._store.execute("PRAGMA journal_mode = WAL")
        self._store.executescript(_TABLES)
        for kind, known in (("report", self._reports), ("policy", self._policies)):
            _lay_over(known, self._changes(kind))

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def reports(self) -> Iterator[Record]:
        """Give every report."""
        return iter(self._reports.values())

    def report(self, report_id: str) -> Record:
        """Give one report; LookupError when there is none."""
        return self._reports[report_id]

    def put(self, report: Record) -> None:
        """Add a report, or keep it in place of the old."""
        report_id = report["reportID"]
        self._reports[report_id] = report
        self._forget_lines(report_id)
        self._keep("report", report_id, report)

    def remove(self, report_id: str) -> None:
        """Delete a report; LookupError when there is none."""
        del self._reports[report_id]
        self._forget_lines(report_id)
        self._keep("report", report_id, _GONE)

    def policies(self) -> Iterator[Record]:
        """Give every workspace."""
        return iter(self._policies.values())

    def policy(self, policy_id: str) -> Record:
        """Give one workspace; LookupError when there is none."""
        return self._policies[policy_id]

    def put_policy(self, policy: Record) -> None:
        """Keep a workspace in place of the old."""
        self._policies[policy["id"]] = policy
        self._keep("policy", policy["id"], policy)

    def line(self, report: Record, *, entities: bool) -> bytes:
        """Render a report, once for as long as it does not change."""
        key = (report["reportID"], entities)
        if key not in self._lines:
            shown = with_entities(report) if entities else report
            self._lines[key] = report_line(shown)
        return self._lines[key]

    def document(self, name: str) -> bytes | None:
        """Read what was kept under ``name``."""
        row = self._store.execute(
            "SELECT body FROM changed WHERE kind = 'document' AND id = ?", (name,)
        ).fetchone()
        return row and bytes(row[0])

    def keep_document(self, name: str, value: object) -> None:
        """Keep ``value`` under ``name``."""
        self._keep("document", name, value)

    def _forget_lines(self, report_id: str) -> None:
        for entities in (False, True):
            self._lines.pop((report_id, entities), None)

    def _changes(self, kind: str) -> list[tuple[str, bytes | None]]:
        return self._store.execute(
            "SELECT id, body FROM changed WHERE kind = ?", (kind,)
        ).fetchall()

    def _keep(self, kind: str, key: str, value: object) -> None:
        body = None if value is _GONE else msgspec.json.encode(value)
        self._store.execute(
            "INSERT OR REPLACE INTO changed VALUES (?, ?, ?)", (kind, key, body)
        )


def _lay_over(
    known: dict[Any, Record], changes: Sequence[tuple[str, bytes | None]]
) -> None:
    for key, body in changes:
        if body is None:
            known.pop(key, None)
        else:
            known[key] = msgspec.json.decode(body)
