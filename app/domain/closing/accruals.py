"""The accrual of a period: what is owed for it, and the journal that takes it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Changes
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from app.domain.books import AccountCode, Organisation, OrganisationId
from app.domain.calendars import Period
from app.domain.closing.lateness import Late, Why
from app.domain.expenses import Expense, ReportId, effective
from app.domain.journals import Journal, JournalLine
from app.domain.lines import debit_lines
from app.domain.mapping import NO_TAX, Mapping, Place
from app.domain.narration import LONGEST, clean, day
from app.domain.overrides import Change, Override, Side, changes_of
from app.domain.setup import ConnectionId, JournalStatus, TaxRule

USUAL = frozenset({Why.BOOKED_LATER, Why.WAITING})
"""What is accrued unless told otherwise: costs that their submitter stands by."""


Overrides = Changes[ReportId, Override]
NO_OVERRIDES: Overrides = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Costs that cannot be accrued; ``why`` is a sentence."""

    report_id: ReportId
    name: str
    currency: str
    minor: int
    why: str


@dataclass(frozen=True, slots=True)
class Accrual:
    """Two drafts for Xero: the costs of a period, and the same back a day later.

    ``reports`` are the ids of those whose costs are in it.
    """

    journal: Journal
    reversal: Journal
    reports: tuple[ReportId, ...]

    @property
    def journals(self) -> tuple[Journal, Journal]:
        """Both, in order."""
        return self.journal, self.reversal


@dataclass(frozen=True, slots=True)
class Terms:
    """How a period is accrued: by whom, into what, credited to which account."""

    name: str
    organisation: Organisation
    period: Period
    account: AccountCode
    cash_basis: bool = False
    included: AbstractSet[Why] = USUAL


class Progress(StrEnum):
    """Where the drafts of an accrual stand."""

    SENDING = "sending"
    DRAFTED = "drafted"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Booked:
    """An accrual on its way to Xero, or there.

    ``xero_ids`` belong to the journal and its reversal, ``""`` where Xero has none.
    ``key`` is the idempotency key of the request, ``begun`` when it left; ``why`` is
    Xero's refusal. Revisions count from 1.
    """

    connection_id: ConnectionId
    organisation_id: OrganisationId
    period: Period
    revision: int
    accrual: Accrual
    progress: Progress
    key: str
    begun: datetime
    xero_ids: tuple[str, str] = ("", "")
    why: str = ""

    @property
    def minor(self) -> int:
        """What is accrued, in minor units."""
        return self.accrual.journal.debits


def accrual(
    lates: Sequence[Late],
    mapping: Mapping,
    terms: Terms,
    revision: int = 1,
    by_hand: Overrides = NO_OVERRIDES,
) -> tuple[Accrual | None, tuple[LeftOut, ...]]:
    """The accrual of what is late, None where there is nothing; and what it lacks.

    Costs go to the accounts and tracking that their journals will use, what was changed
    ``by_hand`` in these included, without tax: input tax is claimed when the report is
    booked. Nothing unmapped is accrued.
    """
    counted: list[tuple[Expense, int]] = []
    places: list[Place] = []
    reports: list[ReportId] = []
    left: list[LeftOut] = []
    for each in lates:
        if each.why not in terms.included:
            continue
        before = len(counted)
        changes = changes_of(by_hand.get(each.report.id), Side.COST)
        for expense in each.expenses:
            found = _place(expense, changes, mapping)
            place, why = _placed(each, found, terms)
            minor = _net(expense, effective(expense, each.report.currency), mapping)
            if place is None:
                left.append(_left_out(each, minor, why))
            else:
                counted.append((expense, minor))
                places.append(place)
        if len(counted) > before:
            reports.append(each.report.id)
    lines = debit_lines(counted, [x.group for x in places])
    if not lines:
        return None, _gathered(left)
    return _made(lines, tuple(reports), terms, revision), _gathered(left)


def _place(expense: Expense, changes: Changes[str, Change], mapping: Mapping) -> Place:
    change = changes.get(expense.id)
    return mapping.changed(expense, change) if change else mapping.place(expense)


def _placed(late: Late, place: Place, terms: Terms) -> tuple[Place | None, str]:
    base = terms.organisation.base_currency
    if late.report.currency != base:
        return None, f"It is in {late.report.currency}, the books are in {base}."
    if place.problems or place.group is None:
        first = place.problems[0].message if place.problems else "It is not mapped."
        return None, first
    return Place(place.group._replace(tax_type=NO_TAX)), ""


def _net(expense: Expense, minor: int, mapping: Mapping) -> int:
    """An expense without the tax in it, where tax is booked and the amounts agree."""
    tax = expense.tax_minor if mapping.taxed and expense.has_tax else 0
    contained = abs(tax) <= abs(minor) and tax * minor >= 0
    return minor - tax if contained else minor


def _left_out(late: Late, minor: int, why: str) -> LeftOut:
    report = late.report
    return LeftOut(report.id, report.name, report.currency, minor, why)


def _gathered(left: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """One of each report and reason."""
    totals: dict[tuple[ReportId, str], LeftOut] = {}
    for each in left:
        known = totals.get((each.report_id, each.why))
        minor = each.minor + (known.minor if known else 0)
        totals[each.report_id, each.why] = replace(each, minor=minor)
    return tuple(totals.values())


def _made(
    lines: Sequence[JournalLine],
    reports: tuple[ReportId, ...],
    terms: Terms,
    revision: int,
) -> Accrual:
    whole = (*lines, *_owed(lines, terms))
    journal = Journal(
        dated=terms.period.last,
        narration=_narration("Accrual", terms, revision),
        currency=terms.organisation.base_currency,
        lines=whole,
        status=JournalStatus.DRAFT,
        tax=TaxRule.NONE,
        cash_basis=terms.cash_basis,
    )
    back = replace(
        journal,
        dated=terms.period.day_after,
        narration=_narration("Reversal of accrual", terms, revision),
        lines=tuple(replace(line, minor=-line.minor) for line in whole),
    )
    return Accrual(journal, back, reports)


def _owed(lines: Sequence[JournalLine], terms: Terms) -> Iterator[JournalLine]:
    total = sum(line.minor for line in lines)
    if total:
        said = f"Accrued expenses, {terms.period.name}"
        yield JournalLine(terms.account, said, NO_TAX, (), -total)


def _narration(what: str, terms: Terms, revision: int) -> str:
    """What it is found again by in Xero: names everything that sets it apart."""
    again = f" · revision {revision}" if revision > 1 else ""
    end = f" · {day(terms.period.first)} to {day(terms.period.last)}{again}"
    start = clean(f"{what} of expenses · {terms.name}")
    return start[: LONGEST - len(end)].rstrip() + end


def refusal(dated: date, locked_until: date | None) -> str:
    """Why Xero would not take an accrual of this day; ``""`` where it would."""
    if locked_until is None or dated > locked_until:
        return ""
    return (
        f"Xero has locked everything up to {day(locked_until)}, and the accrual is "
        f"dated {day(dated)}. Make it before the period is locked."
    )
