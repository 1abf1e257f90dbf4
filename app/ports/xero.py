"""What the use cases need of one Xero organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from app.domain.books import Books, OrganisationId
from app.domain.journals import Journal, Tracking


@dataclass(frozen=True, slots=True)
class Answer:
    """What Xero says of one journal of a batch.

    ``xero_id`` is ``""`` where it was not saved.
    """

    narration: str
    xero_id: str
    status: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A journal line as Xero holds it, in minor units of the base currency."""

    account: str
    minor: int
    tax_type: str
    tracking: Tracking
    description: str = ""


@dataclass(frozen=True, slots=True)
class LedgerJournal:
    """A manual journal as Xero holds it; ``status`` is Xero's own word."""

    xero_id: str
    narration: str
    status: str
    dated: date
    lines: tuple[LedgerLine, ...]
    updated: datetime | None = None
    url: str = ""


class Ledger(Protocol):
    """One Xero organisation.

    Every call may raise OfflineError, BusyError, ParkedError, SignInNeededError,
    DisconnectedError or BrokenAnswerError. Reads are repeated within reason.
    """

    def books(self, known: Books | None = None) -> Books:
        """Organisation, accounts, tax rates and tracking.

        Asks only for what changed since ``known``.
        """
        ...

    def request(self, journals: Sequence[Journal], books: Books) -> bytes:
        """The body that creates ``journals``, to be committed before it is sent."""
        ...

    def send(self, body: bytes, key: str) -> tuple[Answer, ...]:
        """Create the journals of ``body`` under the idempotency key, in Xero's order.

        LostAnswerError where it may have been carried out; RefusedError where Xero
        turned the whole request down and so saved nothing.
        """
        ...

    def find(self, narration: str) -> tuple[LedgerJournal, ...]:
        """The journals with exactly this narration, in any status, with lines."""
        ...

    def modified_since(self, since: datetime) -> Iterable[LedgerJournal]:
        """The journals modified at or after ``since``, with lines, in few calls."""
        ...

    def read(self, xero_id: str) -> LedgerJournal | None:
        """One journal with its lines; None where Xero knows none of that id."""
        ...

    def undo(self, journal: LedgerJournal, key: str) -> LedgerJournal:
        """Delete a draft or void a posted journal; RefusedError in a locked period."""
        ...


Ledgers = Callable[[OrganisationId], Ledger]


@dataclass(frozen=True, slots=True)
class Allowances:
    """Calls to one organisation that are left for the day and the minute.

    None while not known; ``said`` is when Xero told it, ``resumes`` when a used-up day
    ends.
    """

    day_left: int | None
    minute_left: int | None
    resumes: datetime | None = None
    said: datetime | None = None

    def at(self, now: datetime) -> Allowances:
        """What of it still holds: nothing is known once the day it is of is over.

        Where Xero told no end, that day ends at midnight in UTC.
        """
        if self.resumes is not None:
            over = self.resumes <= now
        else:
            over = self.said is None or _day(self.said) != _day(now)
        return Allowances(None, None) if over else self


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
