"""Connections and the numbered versions of their set-ups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Row, select

from app.domain.books import OrganisationId
from app.domain.expenses import WorkspaceId
from app.domain.history import Event
from app.domain.setup import (
    Connection,
    ConnectionId,
    Setup,
    SetupVersion,
    Standing,
)
from app.store import codec
from app.store.changes import count_change
from app.store.history import SqlHistory
from app.store.rows import put
from app.store.schema import connection as table
from app.store.schema import setup as versions
from app.store.transaction import Transaction


class SqlConnections:
    """Connections as the port has them, each change with its event."""

    def __init__(self, transaction: Transaction, history: SqlHistory) -> None:
        self._transaction = transaction
        self._history = history

    def all(self) -> tuple[Connection, ...]:
        """Every connection but the removed ones, by name."""
        return self._found(table.c.standing != Standing.REMOVED)

    def removed(self) -> tuple[Connection, ...]:
        """Those that are kept for their history, by name."""
        return self._found(table.c.standing == Standing.REMOVED)

    def get(self, connection_id: ConnectionId) -> Connection:
        """One connection; LookupError when there is none."""
        return _connection(self._row(connection_id))

    def save(self, connection: Connection, because: Event) -> None:
        """Keep a new or changed connection.

        One that takes up other reports than before was not synced with all of these.
        """
        writing = self._transaction.write()
        other = (table.c.start_on.is_distinct_from(connection.start_on)) | (
            table.c.states != codec.text(connection.states)
        )
        if connection.start_on is not None:
            again = table.update().where(table.c.id == connection.id, other)
            writing.execute(again.values(synced=None))
        put(
            writing,
            table,
            {"id": connection.id},
            name=connection.name,
            workspace_id=connection.workspace_id,
            organisation_id=connection.organisation_id,
            states=codec.text(connection.states),
            start_on=connection.start_on,
            standing=connection.standing,
        )
        self._history.add([because])

    def setup(self, connection_id: ConnectionId) -> SetupVersion:
        """The newest set-up; LookupError when there is none."""
        rows = self._versions(connection_id)
        return _version(rows, connection_id)

    def setup_version(self, connection_id: ConnectionId, version: int) -> SetupVersion:
        """One version of the set-up; LookupError when there is none."""
        rows = self._versions(connection_id, version)
        return _version(rows, connection_id)

    def save_setup(
        self, connection_id: ConnectionId, setup: Setup, because: Event
    ) -> SetupVersion:
        """Keep a set-up as the next version, unless it equals the newest.

        The event is given the number of the version.
        """
        writing = self._transaction.write()
        rows = self._versions(connection_id)
        newest = _version(rows, connection_id) if rows else None
        if newest and newest.setup == setup:
            return newest
        version = newest.version + 1 if newest else 1
        writing.execute(
            versions.insert().values(
                connection_id=connection_id, version=version, body=codec.dump(setup)
            )
        )
        count_change(writing, table.c.id == connection_id)
        numbered = {**because.after, "version": str(version)}
        self._history.add([replace(because, after=numbered)])
        return SetupVersion(connection_id, version, setup)

    def synced(self, connection_id: ConnectionId) -> datetime | None:
        """When the last complete sync began; None before the first."""
        begun: datetime | None = self._row(connection_id).synced
        return begun

    def note_synced(self, connection_id: ConnectionId, begun: datetime) -> None:
        """Remember when a complete sync began."""
        this = table.update().where(table.c.id == connection_id)
        if not self._transaction.write().execute(this.values(synced=begun)).rowcount:
            raise LookupError(connection_id)

    def looked(self, connection_id: ConnectionId) -> datetime | None:
        """The newest change that a complete look in Xero saw, by Xero's clock."""
        newest: datetime | None = self._row(connection_id).looked
        return newest

    def note_looked(self, connection_id: ConnectionId, newest: datetime) -> None:
        """Remember the newest change that a complete look saw."""
        this = table.update().where(table.c.id == connection_id)
        self._transaction.write().execute(this.values(looked=newest))

    def changes(self, connection_id: ConnectionId) -> int:
        """How often its set-up, books or workspace became another, from 1."""
        count: int = self._row(connection_id).changes
        return count

    def computed(self, connection_id: ConnectionId) -> int:
        """The change by which all that waits was computed; 0 before the first time."""
        count: int = self._row(connection_id).computed
        return count

    def note_computed(self, connection_id: ConnectionId, change: int) -> None:
        """Remember that all that waits was computed by this change."""
        older = (table.c.id == connection_id) & (table.c.computed < change)
        this = table.update().where(older)
        self._transaction.write().execute(this.values(computed=change))

    def _found(self, wanted: ColumnElement[bool]) -> tuple[Connection, ...]:
        found = self._transaction.read().execute(select(table).where(wanted))
        return tuple(
            sorted(map(_connection, found), key=lambda x: (x.name.casefold(), x.id))
        )

    def _row(self, connection_id: ConnectionId) -> Row[tuple[object, ...]]:
        this = select(table).where(table.c.id == connection_id)
        row = self._transaction.read().execute(this).first()
        if row is None:
            raise LookupError(connection_id)
        return row

    def _versions(
        self, connection_id: ConnectionId, version: int | None = None
    ) -> Sequence[Row[tuple[object, ...]]]:
        wanted = [versions.c.connection_id == connection_id]
        if version is not None:
            wanted.append(versions.c.version == version)
        newest = select(versions).where(*wanted).order_by(versions.c.version.desc())
        return self._transaction.read().execute(newest.limit(1)).all()


def _connection(row: Row[tuple[object, ...]]) -> Connection:
    return Connection(
        ConnectionId(row.id),
        row.name,
        WorkspaceId(row.workspace_id),
        OrganisationId(row.organisation_id),
        codec.load(row.states, tuple[str, ...]),
        row.start_on,
        Standing(row.standing),
    )


def _version(
    rows: Sequence[Row[tuple[object, ...]]], connection_id: ConnectionId
) -> SetupVersion:
    for row in rows:
        return SetupVersion(connection_id, row.version, codec.load(row.body, Setup))
    raise LookupError(connection_id)
