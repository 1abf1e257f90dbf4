"""Keeps what the practice Xero must still know after a restart, in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.practice.xero.values import Journal, Note

T = TypeVar("T")

_TABLES = """
CREATE TABLE IF NOT EXISTS journal (
    id TEXT PRIMARY KEY, organisation TEXT NOT NULL, body BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS journal_organisation ON journal (organisation);
CREATE TABLE IF NOT EXISTS note (
    number INTEGER PRIMARY KEY, journal TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS note_journal ON note (journal);
CREATE TABLE IF NOT EXISTS patch (
    number INTEGER PRIMARY KEY, organisation TEXT NOT NULL, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS document (
    name TEXT PRIMARY KEY, body BLOB NOT NULL
) WITHOUT ROWID;
"""


class Shelf:
    """The file, or memory alone where there is none; used by one thread at a time."""

    def __init__(self, file: Path | None) -> None:
        self._connection = sqlite3.connect(
            file or ":memory:", isolation_level=None, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def journals(self, organisation: str) -> list[Journal]:
        """Give every journal of one organisation, the least recently changed first."""
        rows = self._rows(
            "SELECT body FROM journal WHERE organisation = ?", organisation
        )
        decoder = msgspec.json.Decoder(Journal)
        journals = [decoder.decode(body) for (body,) in rows]
        return sorted(journals, key=lambda x: (x.updated, x.number))

    def keep_journals(
        self, organisation: str, changes: Iterable[tuple[Journal, Note]]
    ) -> None:
        """Keep journals as they now are, each with the note that says why."""
        encode = msgspec.json.Encoder().encode
        changes = list(changes)
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT OR REPLACE INTO journal VALUES (?, ?, ?)",
                [(x.id, organisation, encode(x)) for x, _ in changes],
            )
            self._connection.executemany(
                "INSERT INTO note (journal, body) VALUES (?, ?)",
                [(x.id, encode(note)) for x, note in changes],
            )

    def notes(self, journal: str) -> list[Note]:
        """Give the history of one journal, the latest entry first."""
        rows = self._rows(
            "SELECT body FROM note WHERE journal = ? ORDER BY number DESC", journal
        )
        return [msgspec.json.decode(body, type=Note) for (body,) in rows]

    def keep_note(self, journal: str, note: Note) -> None:
        """Add to the history of one journal."""
        self._connection.execute(
            "INSERT INTO note (journal, body) VALUES (?, ?)",
            (journal, msgspec.json.encode(note)),
        )

    def patches(self, organisation: str, kind: type[T]) -> list[T]:
        """Give the changes made to the reference data, in the order they were made."""
        rows = self._rows(
            "SELECT body FROM patch WHERE organisation = ? ORDER BY number",
            organisation,
        )
        return [msgspec.json.decode(body, type=kind) for (body,) in rows]

    def keep_patch(self, organisation: str, patch: msgspec.Struct) -> None:
        """Keep one more change to the reference data."""
        self._connection.execute(
            "INSERT INTO patch (organisation, body) VALUES (?, ?)",
            (organisation, msgspec.json.encode(patch)),
        )

    def document(self, name: str, kind: type[T]) -> T | None:
        """Read what was last kept under ``name``."""
        row = next(self._rows("SELECT body FROM document WHERE name = ?", name), None)
        return None if row is None else msgspec.json.decode(row[0], type=kind)

    def keep_document(self, name: str, value: object) -> None:
        """Keep ``value`` under ``name`` instead of what was there."""
        self._connection.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?)",
            (name, msgspec.json.encode(value)),
        )

    def _rows(self, query: str, *values: str) -> Iterator[Any]:
        with closing(self._connection.execute(query, values)) as cursor:
            yield from cursor.fetchall()
