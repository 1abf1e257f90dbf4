"""Decides whether an incoming journal can be kept, and as what."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from msgspec import UNSET

from app.domain.money import plain
from app.practice.xero.chart import Chart
from app.practice.xero.dates import day_of
from app.practice.xero.habits import Habits
from app.practice.xero.incoming import IncomingJournal
from app.practice.xero.lines import LineReader, Remarks
from app.practice.xero.values import AmountTypes, Journal, Line, Status

_MINIMUM_LINES = 2

_NEXT: dict[Status | None, set[Status]] = {
    None: {Status.DRAFT, Status.POSTED},
    Status.DRAFT: {Status.DRAFT, Status.POSTED, Status.DELETED},
    Status.POSTED: {Status.POSTED, Status.VOIDED},
    Status.VOIDED: set(),
    Status.DELETED: set(),
    Status.ARCHIVED: set(),
}


@dataclass(frozen=True, slots=True)
class Drafted:
    """What becomes of an incoming journal; it is kept only without errors."""

    journal: Journal
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


class Drafter:
    """Checks journals as Xero does, all at once for each."""

    def __init__(self, chart: Chart, habits: Habits, now: datetime) -> None:
        self._chart = chart
        self._habits = habits
        self._now = now

    def draft(self, incoming: IncomingJournal, before: Journal | None) -> Drafted:
        """Read ``incoming`` as a new journal, or as a change of ``before``."""
        remarks = Remarks()
        journal = self._journal(incoming, before or self._blank(), remarks)
        self._check_narration(incoming, journal, before, remarks)
        status = self._status(incoming, before, remarks)
        journal = replace(journal, status=status, updated=self._now)
        if status not in {Status.VOIDED, Status.DELETED}:
            self._check_lines(journal, remarks)
        self._check_locks(journal, before, remarks)
        if self._habits.inclusive_read_back == "exclusive":
            journal = _shown_exclusive(journal)
        return Drafted(journal, tuple(remarks.errors), tuple(remarks.warnings))

    def _blank(self) -> Journal:
        return Journal(
            id=str(uuid.uuid4()),
            number=0,
            narration="",
            dated=self._now.date(),
            status=Status.DRAFT,
            amount_types=AmountTypes.NO_TAX,
            cash_basis=True,
            url=None,
            lines=(),
            created=self._now,
            updated=self._now,
        )

    def _journal(
        self, incoming: IncomingJournal, base: Journal, remarks: Remarks
    ) -> Journal:
        """Lay what was sent over what there was."""
        amount_types = _amount_types(incoming, base, remarks)
        lines = base.lines
        if incoming.journal_lines is not None:
            reader = LineReader(self._chart, self._habits, amount_types)
            lines = reader.read(incoming.journal_lines, remarks)
        cash_basis = incoming.show_on_cash_basis_reports
        narration = incoming.narration
        return replace(
            base,
            narration=base.narration if narration is None else narration,
            dated=_dated(incoming, base, remarks),
            amount_types=amount_types,
            cash_basis=base.cash_basis if cash_basis is None else cash_basis,
            url=base.url if incoming.url is UNSET else incoming.url,
            lines=lines,
        )

    def _check_narration(
        self,
        incoming: IncomingJournal,
        journal: Journal,
        before: Journal | None,
        remarks: Remarks,
    ) -> None:
        sent = bool((incoming.narration or "").strip())
        needed = before is None or self._habits.update_needs_narration
        if (needed and not sent) or not journal.narration.strip():
            remarks.refuse("Narration is mandatory")
        limit = self._habits.narration_limit
        if limit is not None and len(journal.narration) > limit:
            remarks.refuse(f"The Narration must be at most {limit} characters")

    def _status(
        self, incoming: IncomingJournal, before: Journal | None, remarks: Remarks
    ) -> Status:
        current = before.status if before else None
        if not _NEXT[current]:
            remarks.refuse(f"This document cannot be edited as it is {current}")
            return current or Status.DRAFT
        if not incoming.status:
            return current or Status.DRAFT
        if incoming.status in _NEXT[current]:
            return Status(incoming.status)
        remarks.refuse(
            f"The status '{incoming.status}' cannot be applied to the document"
        )
        return current or Status.DRAFT

    def _check_lines(self, journal: Journal, remarks: Remarks) -> None:
        lines = [line for line in journal.lines if not line.blank]
        if len(lines) < _MINIMUM_LINES:
            remarks.refuse("A manual journal must have at least two journal lines")
            return
        if journal.status is Status.POSTED:
            lines = [line for line in lines if line.account is not None]
        net = journal.amount_types is AmountTypes.EXCLUSIVE
        gross = [line.amount + (line.tax if net else 0) for line in lines]
        if sum(gross):
            debits = plain(sum(x for x in gross if x > 0), self._chart.currency)
            credits_ = plain(sum(x for x in gross if x < 0), self._chart.currency)
            remarks.refuse(
                f"The total debits ({debits}) must equal total credits ({credits_})"
            )

    def _check_locks(
        self, journal: Journal, before: Journal | None, remarks: Remarks
    ) -> None:
        if not self._locks_hold(journal.status):
            return
        days = {journal.dated}
        if before and before.status is Status.POSTED:
            days.add(before.dated)
        for message in self._locked(days):
            remarks.refuse(message)

    def _locks_hold(self, status: Status) -> bool:
        match status:
            case Status.POSTED:
                return True
            case Status.VOIDED:
                return self._habits.void_in_locked_period == "refuse"
            case Status.DRAFT:
                return self._habits.draft_in_locked_period == "refuse"
            case Status.DELETED | Status.ARCHIVED:
                return False

    def _locked(self, days: set[date]) -> Iterable[str]:
        first = min(days)
        year, period = self._chart.year_lock, self._chart.period_lock
        if year and first <= year:
            yield "The document date cannot be before the end of year lock date"
        elif period and first <= period and not self._habits.adviser:
            shown = f"{period.day} {period:%b %Y}"
            yield f"The document date cannot be before the period lock date of {shown}."


def _amount_types(
    incoming: IncomingJournal, base: Journal, remarks: Remarks
) -> AmountTypes:
    if incoming.line_amount_types is None:
        return base.amount_types
    try:
        return AmountTypes(incoming.line_amount_types)
    except ValueError:
        remarks.refuse(
            f"The LineAmountTypes '{incoming.line_amount_types}' is not valid"
        )
        return base.amount_types


def _dated(incoming: IncomingJournal, base: Journal, remarks: Remarks) -> date:
    if incoming.date is None:
        return base.dated
    try:
        return day_of(incoming.date)
    except ValueError:
        remarks.refuse(f"The date '{incoming.date}' is not valid")
        return base.dated


def _shown_exclusive(journal: Journal) -> Journal:
    if journal.amount_types is not AmountTypes.INCLUSIVE:
        return journal
    lines = tuple(_net(line) for line in journal.lines)
    return replace(journal, amount_types=AmountTypes.EXCLUSIVE, lines=lines)


def _net(line: Line) -> Line:
    return replace(line, amount=line.amount - line.tax)
