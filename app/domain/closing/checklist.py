"""What it takes to close a period, and how far that is."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.books import Account, AccountCode, Organisation
from app.domain.calendars import Period
from app.domain.closing.accruals import (
    USUAL,
    Accrual,
    Booked,
    LeftOut,
    Progress,
)
from app.domain.closing.clearance import Clearing
from app.domain.closing.lateness import Late, Why
from app.domain.closing.steps import Item, Standing, Step
from app.domain.completeness import Completeness, Part
from app.domain.expenses import ReportId
from app.domain.listing import Tally
from app.domain.money import grouped
from app.domain.narration import day
from app.domain.postings import State
from app.domain.setup import Connection, ConnectionId


@dataclass(frozen=True, slots=True)
class Wish:
    """Which close to look at.

    ``asking``: Expensify and Xero are asked; otherwise what is known is taken.
    ``account`` is credited with what is accrued, by default the clearing account.
    """

    connection_id: ConnectionId
    period: Period
    asking: bool = True
    account: AccountCode | None = None
    included: AbstractSet[Why] = USUAL


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who closed a period, and when; ``remark`` is theirs.

    ``withdrawn`` is when it was taken back, for the reason ``why``; None while it
    holds. ``open_steps`` are those that were not done.
    """

    connection_id: ConnectionId
    period: Period
    name: str
    at: datetime
    remark: str = ""
    open_steps: tuple[str, ...] = ()
    withdrawn: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A report approved in the period, and where it stands; ``minor`` is its total."""

    report_id: ReportId
    name: str
    submitter: str
    approved: date | None
    dated: date | None
    state: State
    currency: str
    minor: int
    xero_id: str


@dataclass(frozen=True, slots=True)
class Close:
    """A period of a connection, as far as it is.

    ``asked``: Expensify was asked just now, for what is not approved too; otherwise
    ``late`` knows approved reports only. ``accrual`` is what would be accrued today,
    ``booked`` what is in Xero; ``accounts`` may be credited with it.
    """

    connection: Connection
    organisation: Organisation
    period: Period
    at: datetime
    asked: bool
    synced: datetime | None
    completeness: Completeness
    late: tuple[Late, ...]
    accrual: Accrual | None
    left_out: tuple[LeftOut, ...]
    booked: Booked | None
    clearing: tuple[Clearing, ...]
    accounts: tuple[Account, ...]
    reports: tuple[Filed, ...] = ()
    sign_off: SignOff | None = None

    @property
    def currency(self) -> str:
        """The currency of the books."""
        return self.organisation.base_currency

    @property
    def items(self) -> tuple[Item, ...]:
        """Every step as it stands."""
        return tuple(_items(self))

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """The steps that are not done."""
        return tuple(x.step for x in self.items if x.standing is not Standing.DONE)


def _items(close: Close) -> Iterator[Item]:
    yield _pulled(close)
    yield _posted(close)
    yield _cut_off(close)
    yield _complete(close)
    yield _accrued(close)
    yield _cleared(close)
    yield _locked(close)


def _pulled(close: Close) -> Item:
    if close.synced is None:
        said = "This connection was never synced."
        return Item(Step.PULLED, Standing.ATTENTION, said)
    last = close.synced.astimezone().date()
    if last <= close.period.last:
        said = (
            f"The last sync was on {day(last)}, within the period. Sync once more, "
            f"after {day(close.period.last)}."
        )
        return Item(Step.PULLED, Standing.ATTENTION, said)
    return Item(Step.PULLED, Standing.DONE, f"Last sync {day(last)}.")


_WAITING = (Part.READY, Part.ATTENTION, Part.HELD, Part.ON_ITS_WAY)


def _posted(close: Close) -> Item:
    parts = close.completeness.parts
    waiting = [
        f"{part.words} {_money(parts[part])}"
        for part in _WAITING
        if part in parts and parts[part].count
    ]
    if waiting:
        return Item(Step.POSTED, Standing.ATTENTION, f"{'; '.join(waiting)}.")
    posted = parts.get(Part.POSTED, Tally(0))
    said = [f"{_money(posted)} posted."] if posted.count else []
    if Part.OTHER in parts:
        said.append(
            f"{close.completeness.words(Part.OTHER)}: {_money(parts[Part.OTHER])}."
        )
    words = " ".join(said) or "No report was approved."
    return Item(Step.POSTED, Standing.DONE, words)


def _cut_off(close: Close) -> Item:
    if not close.asked:
        said = "Expensify was not asked for what is not approved yet."
        return Item(Step.CUT_OFF, Standing.UNKNOWN, said)
    if not close.late:
        said = f"Nothing spent by {day(close.period.last)} is outside its books."
        return Item(Step.CUT_OFF, Standing.DONE, said)
    counts = [(why, sum(x.why is why for x in close.late)) for why in Why]
    said = ", ".join(f"{count} {why.words.lower()}" for why, count in counts if count)
    return Item(Step.CUT_OFF, Standing.DONE, f"Listed: {said}.")


def _complete(close: Close) -> Item:
    differences = len(close.completeness.differences)
    if differences:
        said = f"{_counted(differences, 'report')} differ from Expensify."
        return Item(Step.COMPLETE, Standing.ATTENTION, said)
    said = f"{_money(close.completeness.expensify)} in Expensify, all accounted for."
    if not close.completeness.fresh:
        said = f"{said} By what was pulled last."
        return Item(Step.COMPLETE, Standing.UNKNOWN, said)
    return Item(Step.COMPLETE, Standing.DONE, said)


def _accrued(close: Close) -> Item:
    booked = close.booked
    if booked is None or booked.progress is Progress.UNDONE:
        return _to_accrue(close)
    if booked.progress is not Progress.DRAFTED:
        why = booked.why or "Xero's answer was lost. Make it again: it looks first."
        return Item(Step.ACCRUED, Standing.ATTENTION, f"Not done. {why}")
    said = f"{_amount(booked.minor, close)} accrued as drafts, and reversed."
    lines = close.accrual.journal.lines if close.accrual else ()
    amiss = booked.why
    if close.asked and lines != booked.accrual.journal.lines:
        amiss = f"Today it would be {_amount(_wanted(close), close)}."
    if amiss:
        return Item(Step.ACCRUED, Standing.ATTENTION, f"{said} {amiss}")
    return Item(Step.ACCRUED, Standing.DONE, said)


def _to_accrue(close: Close) -> Item:
    if not close.asked:
        said = "Not known before Expensify was asked."
        return Item(Step.ACCRUED, Standing.UNKNOWN, said)
    if close.accrual is None:
        return Item(Step.ACCRUED, Standing.DONE, "Nothing to accrue.")
    said = f"{_amount(_wanted(close), close)} to accrue."
    return Item(Step.ACCRUED, Standing.ATTENTION, said)


def _wanted(close: Close) -> int:
    return close.accrual.journal.debits if close.accrual else 0


def _cleared(close: Close) -> Item:
    overpaid = sum(len(x.overpaid) for x in close.clearing)
    still = sum(x.open for x in close.clearing)
    count = sum(len(x.items) for x in close.clearing)
    if overpaid:
        said = f"{_counted(overpaid, 'report')} paid back and not posted in full."
        return Item(Step.CLEARED, Standing.ATTENTION, said)
    if count:
        said = f"{_amount(still, close)} still owed on {_counted(count, 'report')}."
        return Item(Step.CLEARED, Standing.DONE, said)
    return Item(Step.CLEARED, Standing.DONE, "Nothing is owed any more.")


def _locked(close: Close) -> Item:
    locked = close.organisation.locked_until
    if locked is not None and locked >= close.period.last:
        return Item(Step.LOCKED, Standing.DONE, f"Locked up to {day(locked)}.")
    until = f"Xero's lock date is {day(locked)}" if locked else "Xero has no lock date"
    said = f"{until}; set it to {day(close.period.last)} in Xero."
    return Item(Step.LOCKED, Standing.ATTENTION, said)


def closable(period: Period, today: date) -> str:
    """Why a period cannot be closed yet; ``""`` when it can."""
    if period.last < today:
        return ""
    return f"It ends on {day(period.last)}; close it after that."


def _money(tally: Tally) -> str:
    totals = ", ".join(f"{grouped(m, c)} {c}" for c, m in sorted(tally.totals.items()))
    count = _counted(tally.count, "report")
    return f"{count}, {totals}" if totals else count


def _amount(minor: int, close: Close) -> str:
    return f"{grouped(minor, close.currency)} {close.currency}"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
