"""Gathers what a close is made of: what is stored, and what nobody has approved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.books import AccountCode
from app.domain.calendars import Period
from app.domain.closing.checklist import Filed
from app.domain.closing.clearance import Owed, owed, owing
from app.domain.completeness import Completeness
from app.domain.expenses import Report, ReportId
from app.domain.postings import Posting, State
from app.ports.expensify import ExpenseSource, Pull, ReadReport
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.services.completeness import Reckoner
from app.services.preparation import Bench
from app.services.pulling import windows
from app.services.stored import stored
from app.services.telling import Telling

UNAPPROVED = ("OPEN", "SUBMITTED")
"""Expensify's reportState words for what nobody has approved."""

_LOOK_BACK = timedelta(days=364)
_SETTLED = frozenset({State.ELSEWHERE, State.REVERSED, State.NOTHING_TO_POST})
"""States whose costs are in the books already, or are not to be in them."""


@dataclass(slots=True)
class Gathered:
    """What a walk over all stored reports comes to.

    ``booked_on`` has each report that costs something with the day it is booked on;
    ``clearing`` what each clearing account owes; ``filed`` the reports of the period.
    """

    completeness: Completeness
    booked_on: dict[ReportId, tuple[Report, date | None]]
    clearing: dict[AccountCode, list[Owed]]
    filed: list[Filed]


class Gathering:
    """Walks over what is stored once, whatever is to be known of it."""

    def __init__(
        self,
        source: Callable[[], ExpenseSource],
        reckoner: Reckoner,
        work: Work,
        read: ReadReport,
        now: Clock,
    ) -> None:
        self._source = source
        self._reckoner = reckoner
        self._work = work
        self._read = read
        self._now = now

    def stored(
        self, ready: Bench, period: Period, *, asking: bool, tell: Tell, stop: Stop
    ) -> Gathered:
        """Every stored report: when it is booked, what it owes, whether it adds up."""
        reckoning = self._reckoner.begin(
            ready.connection.id,
            period.first,
            period.last,
            fresh=asking,
            tell=tell,
            stop=stop,
        )
        walk = _Walk(ready, period, self._today())
        told, done = Telling(tell, stop), 0
        for piece, reports in stored(self._work, self._read, ready):
            told("Looking at what is booked", done)
            reckoning.take(piece, reports)
            for posting in piece:
                if report := reports.get(posting.report_id):
                    walk.take(posting, report)
            done += len(piece)
        return Gathered(
            self._reckoner.end(reckoning), walk.booked_on, walk.clearing, walk.filed
        )

    def unapproved(
        self, ready: Bench, period: Period, *, tell: Tell, stop: Stop
    ) -> list[Report]:
        """What Expensify has that nobody has approved, within a year of the period."""
        found: dict[ReportId, Report] = {}
        told = Telling(tell, stop)
        source, workspace = self._source(), ready.connection.workspace_id
        first, last = period.first - _LOOK_BACK, period.last + _LOOK_BACK
        for start, end in windows(first, min(last, self._today() + timedelta(days=1))):
            told("Asking Expensify for what is not approved")
            pull = Pull(workspace, UNAPPROVED, start=start, end=end)
            with source.pull(pull, tell) as raws:
                for raw in raws:
                    told("Reading what is not approved", len(found))
                    report = self._read(raw.raw, ready.workspace)
                    if not report.final:
                        found[report.id] = report
        return list(found.values())

    def _today(self) -> date:
        return self._now().astimezone().date()


class _Walk:
    """Goes by each stored report, and remembers what a close asks of it."""

    def __init__(self, ready: Bench, period: Period, today: date) -> None:
        self._ready = ready
        self._period = period
        self._today = today
        rules = ready.version.setup.posting
        self._accounts = dict.fromkeys(
            (rules.clearing_account, rules.card_clearing_account)
        )
        self.booked_on: dict[ReportId, tuple[Report, date | None]] = {}
        self.clearing: dict[AccountCode, list[Owed]] = {x: [] for x in self._accounts}
        self.filed: list[Filed] = []

    def take(self, posting: Posting, report: Report) -> None:
        """Go by one."""
        rules, period = self._ready.version.setup.posting, self._period
        dated = self._dated(posting, report)
        if posting.state not in _SETTLED:
            self.booked_on[report.id] = (report, dated)
        if posting.approved is not None and period.holds(posting.approved):
            self.filed.append(_filed(posting, dated))
        for account in dict.fromkeys((*self._accounts, *owing(posting).values())):
            items = self.clearing.setdefault(account, [])
            items.append(owed(posting, report, account, rules, period.last))

    def _dated(self, posting: Posting, report: Report) -> date | None:
        if posting.journal is not None:
            return posting.journal.dated
        override = self._ready.overrides.get(report.id)
        prepare = self._ready.preparer.prepare
        return prepare(report, today=self._today, override=override).dated


def _filed(posting: Posting, dated: date | None) -> Filed:
    return Filed(
        posting.report_id,
        posting.report_name,
        posting.submitter or posting.submitter_email,
        posting.approved,
        dated,
        posting.state,
        posting.currency,
        posting.total,
        posting.xero_id,
    )
