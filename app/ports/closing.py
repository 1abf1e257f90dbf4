"""What is kept of the close of periods: accruals and sign-offs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.calendars import Period
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import SignOff
from app.domain.history import Event
from app.domain.setup import ConnectionId
from app.ports.work import UnitOfWork


class Closings(Protocol):
    """The accruals and sign-offs of every connection; none is ever deleted."""

    def booked(self, connection_id: ConnectionId, period: Period) -> Booked | None:
        """The newest revision of a period's accrual; None where there is none."""
        ...

    def save_booked(self, booked: Booked, because: Event) -> None:
        """Keep an accrual, in place of the same revision where there is one."""
        ...

    def sign_off(self, connection_id: ConnectionId, period: Period) -> SignOff | None:
        """The last sign-off of a period, withdrawn or not; None where there is none."""
        ...

    def save_sign_off(self, sign_off: SignOff, because: Event) -> None:
        """Keep a sign-off, in place of the one of the same moment where there is."""
        ...

    def sign_offs(self, connection_id: ConnectionId) -> tuple[SignOff, ...]:
        """Every sign-off that holds, the newest period first."""
        ...


class ClosingUnit(UnitOfWork, Protocol):
    """One transaction over the closes as well."""

    @property
    def closings(self) -> Closings:
        """Accruals and sign-offs."""
        ...


ClosingWork = Callable[[], ClosingUnit]
