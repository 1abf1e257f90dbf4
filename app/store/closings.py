"""Accruals and sign-offs, each as one value beside the columns it is found by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select

from app.domain.calendars import Period
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import SignOff
from app.domain.history import Event
from app.domain.setup import ConnectionId
from app.store import codec
from app.store.history import SqlHistory
from app.store.rows import put
from app.store.schema import accrual, sign_off
from app.store.transaction import Transaction


class SqlClosings:
    """The close of periods as the port has it."""

    def __init__(self, transaction: Transaction, history: SqlHistory) -> None:
        self._transaction = transaction
        self._history = history

    def booked(self, connection_id: ConnectionId, period: Period) -> Booked | None:
        """The newest revision of a period's accrual."""
        body = self._newest(accrual, accrual.c.revision, connection_id, period)
        return None if body is None else codec.load(body, Booked)

    def save_booked(self, booked: Booked, because: Event) -> None:
        """Keep an accrual in place of the same revision."""
        key = {
            "connection_id": booked.connection_id,
            "first": booked.period.first,
            "last": booked.period.last,
            "revision": booked.revision,
        }
        body = codec.dump(booked)
        put(self._transaction.write(), accrual, key, body=body)
        self._history.add([because])

    def sign_off(self, connection_id: ConnectionId, period: Period) -> SignOff | None:
        """The last sign-off of a period."""
        body = self._newest(sign_off, sign_off.c.at, connection_id, period)
        return None if body is None else codec.load(body, SignOff)

    def save_sign_off(self, given: SignOff, because: Event) -> None:
        """Keep a sign-off in place of the one of the same moment."""
        key = {
            "connection_id": given.connection_id,
            "first": given.period.first,
            "last": given.period.last,
            "at": given.at,
        }
        put(self._transaction.write(), sign_off, key, body=codec.dump(given))
        self._history.add([because])

    def sign_offs(self, connection_id: ConnectionId) -> tuple[SignOff, ...]:
        """Every sign-off that holds."""
        all_of_it = (
            select(sign_off.c.body)
            .where(sign_off.c.connection_id == connection_id)
            .order_by(sign_off.c.last.desc(), sign_off.c.at.desc())
        )
        rows = self._transaction.read().scalars(all_of_it)
        kept = (codec.load(body, SignOff) for body in rows)
        return tuple(each for each in kept if each.withdrawn is None)

    def _newest(
        self,
        table: Table,
        by: Column[Any],
        connection_id: ConnectionId,
        period: Period,
    ) -> bytes | None:
        newest = (
            select(table.c.body)
            .where(
                table.c.connection_id == connection_id,
                table.c.first == period.first,
                table.c.last == period.last,
            )
            .order_by(by.desc())
            .limit(1)
        )
        body: bytes | None = self._transaction.read().scalar(newest)
        return body
