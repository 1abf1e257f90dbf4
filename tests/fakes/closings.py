"""Accruals and sign-offs in memory."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.calendars import Period
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import SignOff
from app.domain.history import Event
from app.domain.setup import ConnectionId
from tests.fakes.tables import FakeHistory, Part, require


@dataclass
class FakeClosings(Part):
    """The close of periods in lists."""

    history: FakeHistory

    def booked(self, connection_id: ConnectionId, period: Period) -> Booked | None:
        """The newest revision of a period's accrual."""
        found = [
            x
            for x in self.work.read().accruals
            if (x.connection_id, x.period) == (connection_id, period)
        ]
        return max(found, key=lambda x: x.revision, default=None)

    def save_booked(self, booked: Booked, because: Event) -> None:
        """Keep an accrual in place of the same revision."""
        tables = self.work.write()
        require(tables, booked.connection_id)
        kept = [x for x in tables.accruals if _revision(x) != _revision(booked)]
        tables.accruals = [*kept, booked]
        self.history.add([because])

    def sign_off(self, connection_id: ConnectionId, period: Period) -> SignOff | None:
        """The last sign-off of a period."""
        found = [
            x
            for x in self.work.read().sign_offs
            if (x.connection_id, x.period) == (connection_id, period)
        ]
        return max(found, key=lambda x: x.at, default=None)

    def save_sign_off(self, given: SignOff, because: Event) -> None:
        """Keep a sign-off in place of the one of the same moment."""
        tables = self.work.write()
        require(tables, given.connection_id)
        kept = [x for x in tables.sign_offs if _moment(x) != _moment(given)]
        tables.sign_offs = [*kept, given]
        self.history.add([because])

    def sign_offs(self, connection_id: ConnectionId) -> tuple[SignOff, ...]:
        """Every sign-off that holds, the newest period first."""
        found = [
            x
            for x in self.work.read().sign_offs
            if x.connection_id == connection_id and x.withdrawn is None
        ]
        newest = sorted(found, key=lambda x: (x.period.last, x.at), reverse=True)
        return tuple(newest)


def _revision(booked: Booked) -> tuple[ConnectionId, Period, int]:
    return booked.connection_id, booked.period, booked.revision


def _moment(given: SignOff) -> tuple[object, ...]:
    return given.connection_id, given.period, given.at
