"""The reports as they came, one copy for each content that was ever seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from app.domain.expenses import ReportId
from app.domain.setup import ConnectionId
from app.ports.expensify import RawReport
from app.store.rows import append, pieces
from app.store.schema import instant, payload
from app.store.transaction import Transaction

Key = tuple[ConnectionId, ReportId, str]

_ADD = insert(payload)
_KNOWN = select(payload.c.report_id, payload.c.digest).where(
    payload.c.report_id.in_(bindparam("ids", expanding=True)),
    payload.c.connection_id == bindparam("of"),
)


class SqlPayloads:
    """Payloads as the port has them; they are never changed."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], at: datetime
    ) -> None:
        """Keep these, of reports of which nothing was kept before."""
        if reports:
            moment = instant(at)
            rows = [
                (None, connection_id, x.id, x.digest, moment, x.raw) for x in reports
            ]
            append(self._transaction.write(), _ADD, rows)

    def keep(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], at: datetime
    ) -> None:
        """Keep these; one that is there already is left alone."""
        writing = self._transaction.write()
        new = {(x.id, x.digest): x.raw for x in reports}
        for some in pieces([x.id for x in reports]):
            # no unique index: under the write lock a look does, and is far cheaper
            for known in writing.execute(_KNOWN, {"of": connection_id, "ids": some}):
                new.pop(tuple(known), None)
        left = [RawReport(*key, raw) for key, raw in new.items()]
        self.add(connection_id, left, at)

    def raw(
        self, connection_id: ConnectionId, report_id: ReportId, digest: str
    ) -> bytes:
        """One payload; LookupError when there is none."""
        key = (connection_id, report_id, digest)
        return self.raws([key])[key]

    def raws(self, wanted: Sequence[Key]) -> Mapping[Key, bytes]:
        """Several payloads at once; what is not there is left out."""
        reports = defaultdict(list)
        for connection_id, report_id, _ in wanted:
            reports[connection_id].append(report_id)
        asked = set(wanted)
        found: dict[Key, bytes] = {}
        for connection_id, ids in reports.items():
            for some in pieces(ids):
                found |= self._of(connection_id, some, asked)
        return found

    def _of(
        self, connection_id: ConnectionId, reports: Sequence[ReportId], asked: set[Key]
    ) -> dict[Key, bytes]:
        rows = self._transaction.read().execute(
            select(payload.c.report_id, payload.c.digest, payload.c.raw).where(
                payload.c.connection_id == connection_id,
                payload.c.report_id.in_(reports),
            )
        )
        keyed = (((connection_id, report, digest), raw) for report, digest, raw in rows)
        return {key: raw for key, raw in keyed if key in asked}
