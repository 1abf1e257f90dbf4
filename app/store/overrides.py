"""What people changed by hand in the journals of single reports."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.domain.expenses import ReportId
from app.domain.overrides import Override
from app.domain.setup import ConnectionId
from app.store import codec
from app.store.rows import put
from app.store.schema import override as table
from app.store.transaction import Transaction


class SqlOverrides:
    """Overrides as the port has them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def of(self, connection_id: ConnectionId) -> Mapping[ReportId, Override]:
        """Every override of a connection, by report."""
        these = select(table.c.report_id, table.c.body).where(
            table.c.connection_id == connection_id
        )
        rows = self._transaction.read().execute(these)
        return {ReportId(row[0]): codec.load(row[1], Override) for row in rows}

    def save(
        self,
        connection_id: ConnectionId,
        report_id: ReportId,
        override: Override | None,
    ) -> None:
        """Keep this in place of the old, or with None nothing any more."""
        key = {"connection_id": connection_id, "report_id": report_id}
        begun = self._transaction.write()
        if override is not None:
            put(begun, table, key, body=codec.dump(override))
            return
        same = [table.c[name] == value for name, value in key.items()]
        begun.execute(table.delete().where(*same))
