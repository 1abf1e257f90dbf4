"""What the window may ask about closing a period, and who answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.calendars import Period
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import Close, SignOff, Wish
from app.domain.setup import ConnectionId
from app.ports.running import Stop, Tell


@dataclass(frozen=True, slots=True)
class SurveyRun:
    """See how far a close is; answered by a Close."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class AccrueRun:
    """Save what a close shows to accrue as drafts; answered by a Booked."""

    close: Close


@dataclass(frozen=True, slots=True)
class UnaccrueRun:
    """Take an accrual back; answered by a Booked."""

    connection_id: ConnectionId
    period: Period


@dataclass(frozen=True, slots=True)
class PackRun:
    """Write the pack of a close into a folder; answered by both files."""

    close: Close
    folder: Path


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign a close off; answered by a SignOff."""

    close: Close
    name: str
    remark: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Take a sign-off back; answered by a SignOff."""

    connection_id: ConnectionId
    period: Period
    why: str


ClosingErrand = SurveyRun | AccrueRun | UnaccrueRun | PackRun
ClosingEdit = Sign | Reopen


class Closer(Protocol):
    """Gathers what a close takes, and signs it off."""

    def survey(self, wish: Wish, *, tell: Tell, stop: Stop) -> Close:
        """See how far it is."""
        ...

    def sign(self, close: Close, name: str, remark: str = "") -> SignOff:
        """Sign it off."""
        ...

    def withdraw(
        self, connection_id: ConnectionId, period: Period, why: str
    ) -> SignOff:
        """Take that back."""
        ...


class Accruer(Protocol):
    """Brings accruals into Xero, and takes them back."""

    def book(self, close: Close, *, stop: Stop) -> Booked:
        """Save it as drafts."""
        ...

    def undo(
        self, connection_id: ConnectionId, period: Period, *, stop: Stop
    ) -> Booked:
        """Delete them."""
        ...


class Packing(Protocol):
    """Writes close packs."""

    def write(self, close: Close, folder: Path) -> tuple[Path, Path]:
        """Write one."""
        ...


class Closing(Protocol):
    """The use cases of a close."""

    @property
    def closer(self) -> Closer:
        """Surveys and signs."""
        ...

    @property
    def accruer(self) -> Accruer:
        """Accrues."""
        ...

    @property
    def packing(self) -> Packing:
        """Packs."""
        ...


def closed_by(
    services: Closing, errand: ClosingErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it."""
    match errand:
        case SurveyRun(wish):
            return (services.closer.survey(wish, tell=tell, stop=stop),)
        case AccrueRun(close):
            return (services.accruer.book(close, stop=stop),)
        case UnaccrueRun(of, period):
            return (services.accruer.undo(of, period, stop=stop),)
        case PackRun(close, folder):
            return services.packing.write(close, folder)


def closing_answer(services: Closing, edit: ClosingEdit) -> SignOff:
    """Have the use case make a quick edit."""
    match edit:
        case Sign(close, name, remark):
            return services.closer.sign(close, name, remark)
        case Reopen(of, period, why):
            return services.closer.withdraw(of, period, why)
