"""The requests that were committed before they left."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Row, insert, select

from app.domain.books import OrganisationId
from app.domain.postings import PostingId
from app.ports.postings import Attempt
from app.store import codec
from app.store.schema import attempt as table
from app.store.transaction import Transaction


class SqlAttempts:
    """Attempts as the port has them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, attempt: Attempt) -> None:
        """Keep one before it leaves."""
        self._transaction.write().execute(
            insert(table).values(
                key=attempt.key,
                organisation_id=attempt.organisation_id,
                postings=codec.text(attempt.postings),
                begun=attempt.begun,
                settled=attempt.settled,
                body=attempt.body,
            )
        )

    def open(
        self, organisation_id: OrganisationId | None = None
    ) -> tuple[Attempt, ...]:
        """Those without an outcome, oldest first."""
        wanted: list[ColumnElement[bool]] = [table.c.settled.is_(None)]
        if organisation_id is not None:
            wanted.append(table.c.organisation_id == organisation_id)
        oldest = select(table).where(*wanted).order_by(table.c.begun, table.c.key)
        return tuple(map(_attempt, self._transaction.read().execute(oldest)))

    def of(self, posting_id: PostingId) -> tuple[Attempt, ...]:
        """Those that carried a posting, oldest first."""
        named = table.c.postings.contains(codec.text(posting_id), autoescape=True)
        oldest = select(table).where(named).order_by(table.c.begun, table.c.key)
        return tuple(map(_attempt, self._transaction.read().execute(oldest)))

    def settle(self, key: str, at: datetime) -> None:
        """Say that every posting of it has an outcome."""
        this = table.update().where(table.c.key == key).values(settled=at)
        if not self._transaction.write().execute(this).rowcount:
            raise LookupError(key)


def _attempt(row: Row[tuple[object, ...]]) -> Attempt:
    return Attempt(
        row.key,
        OrganisationId(row.organisation_id),
        codec.load(row.postings, tuple[PostingId, ...]),
        row.body,
        row.begun,
        row.settled,
    )
