"""A month that can be looked at, accrued, signed off and packed, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from app.domain.books import AccountCode
from app.domain.calendars import Period
from app.domain.closing.accruals import Booked, Progress, Terms, accrual
from app.domain.closing.checklist import Close, Filed, SignOff, Wish
from app.domain.closing.clearance import cleared
from app.domain.closing.lateness import late
from app.domain.completeness import Completeness, Part
from app.domain.expenses import ReportId
from app.domain.listing import Tally
from app.domain.mapping import Mapping
from app.domain.postings import State
from app.domain.runs import Progress as Told
from app.domain.setup import ConnectionId
from app.errors import AppError
from app.ports.running import Stop, Tell
from tests.fakes.examples import (
    BOOKS,
    CONNECTION,
    ORGANISATION,
    SETUP,
    expense,
    report,
)

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_MONEY = Tally(2, {"GBP": 2150})
_POSTED = Filed(
    ReportId("R1"),
    "Trip",
    "Ann Example",
    None,
    None,
    State.POSTED,
    "GBP",
    1075,
    "x",
)


def surveyed(wish: Wish) -> Close:
    """A month of which two reports are posted and one comes late."""
    period = wish.period
    spent = replace(expense(3000), spent=period.last)
    lates = late([(report("R9", spent, name="Late trip"), None)], period)
    terms = Terms("Acme", ORGANISATION, period, AccountCode("801"))
    made, left = accrual(lates, Mapping(SETUP, BOOKS), terms)
    reports = tuple(
        replace(_POSTED, report_id=report_id, approved=period.first, dated=period.first)
        for report_id in (ReportId("R1"), ReportId("R2"))
    )
    return Close(
        connection=replace(CONNECTION, id=wish.connection_id),
        organisation=ORGANISATION,
        period=period,
        at=AT,
        asked=wish.asking,
        synced=AT,
        completeness=Completeness(
            wish.connection_id,
            period.first,
            period.last,
            wish.asking,
            _MONEY,
            {Part.POSTED: _MONEY},
            (),
        ),
        late=lates,
        accrual=made,
        left_out=left,
        booked=None,
        clearing=(
            cleared(AccountCode("801"), "Expenses payable", "GBP", period.last, ()),
        ),
        accounts=(),
        reports=reports,
    )


@dataclass
class FakeClosing:
    """The use cases of a close; ``trouble`` is raised by the next of them."""

    trouble: AppError | None = None
    wishes: list[Wish] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def survey(self, wish: Wish, *, tell: Tell, stop: Stop) -> Close:
        """See how far it is."""
        assert not stop.is_set()
        tell(Told("Adding up", 1, 1))
        self._fail()
        self.wishes.append(wish)
        return surveyed(wish)

    def sign(self, close: Close, name: str, remark: str = "") -> SignOff:
        """Sign it off."""
        self.done.append(f"signed by {name}: {remark}")
        return SignOff(close.connection.id, close.period, name, AT, remark)

    def withdraw(
        self, connection_id: ConnectionId, period: Period, why: str
    ) -> SignOff:
        """Take that back."""
        self.done.append(f"reopened: {why}")
        return SignOff(connection_id, period, "Bo", AT, withdrawn=AT, why=why)

    def book(self, close: Close, *, stop: Stop) -> Booked:
        """Save it as drafts."""
        assert not stop.is_set()
        self._fail()
        assert close.accrual is not None
        self.done.append("accrued")
        return Booked(
            close.connection.id,
            close.organisation.id,
            close.period,
            1,
            close.accrual,
            Progress.DRAFTED,
            "key",
            AT,
            ("x-1", "x-2"),
        )

    def undo(
        self, connection_id: ConnectionId, period: Period, *, stop: Stop
    ) -> Booked:
        """Delete them."""
        booked = self.book(surveyed(Wish(connection_id, period)), stop=stop)
        self.done.append("taken back")
        return replace(booked, progress=Progress.UNDONE)

    def write(self, _close: Close, folder: Path) -> tuple[Path, Path]:
        """Write a pack."""
        self.done.append(f"packed into {folder.name}")
        return folder / "close.pdf", folder / "close.xlsx"

    def _fail(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
