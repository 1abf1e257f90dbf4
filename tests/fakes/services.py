"""The use cases in memory, for the window's tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.books import AccountCode, Organisation, OrganisationId
from app.domain.expenses import Approval, Expense, Report, ReportId, WorkspaceId
from app.domain.history import Event, Kept, What, link
from app.domain.journals import Journal, JournalLine
from app.domain.listing import (
    HistoryQuery,
    PostingPage,
    PostingQuery,
    PostingRow,
    Sort,
    Tally,
)
from app.domain.overview import Detail, Glance, Overview
from app.domain.postings import Posting, PostingId, State, posting_id
from app.domain.problems import Code, Problem
from app.domain.runs import Progress, Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId, Standing
from app.errors import CancelledError
from app.ports.running import Stop, Tell
from tests.fakes.beginning import FakeBeginnings
from tests.fakes.closing_month import FakeClosing
from tests.fakes.connecting import FakeConnecting, Reached
from tests.fakes.digests import FakeDigests
from tests.fakes.journal_files import FakeJournalFiles
from tests.fakes.mapping import FakeMappings
from tests.fakes.overriding import FakeOverriding
from tests.fakes.past import FakeExplaining, FakeExporting, Telling
from tests.fakes.scheduling import FakeScheduling
from tests.fakes.trends import FakeTrends
from tests.fakes.troubles import FakeTroubles
from tests.fakes.undoing import Guarding, Replaying, Reversing, Undone, Voiding

ACME = ConnectionId("acme")
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
SETUP = """{"version": 1, "connections": [{"name": "Acme", "workspace_id": "W1",
"organisation_id": "O1", "posting": {"status": "POSTED", "date_rule": "approved",
"lock_rule": "hold", "tax": "none", "cash_basis": true, "clearing_account": "801",
"card_clearing_account": "802", "narration": "{report_id}"}, "categories":
[{"category": "Travel", "account": "493"}], "tags":
[{"level": 1, "tracking_category": "Region"}], "tax_rates": []}]}"""

_ORGANISATION = Organisation(OrganisationId("O1"), "Acme Ltd", "GBP")
_CONNECTION = Connection(ACME, "Acme", WorkspaceId("W1"), OrganisationId("O1"))
_NAMES = {"493": "Travel", "801": "Expenses payable", "802": "Company cards"}


def posting(number: int, state: State = State.READY, **changes: object) -> Posting:
    """Make a posting of a report with two expenses, one of them a refund."""
    report_id = ReportId(f"R{number:011d}")
    total = 10_000 + number
    blocked = state is State.BLOCKED
    made = Posting(
        id=posting_id(ACME, report_id, 1),
        connection_id=ACME,
        organisation_id=OrganisationId("O1"),
        report_id=report_id,
        revision=1,
        state=state,
        report_name=f"Trip {number}",
        submitter=f"Person {number % 7}",
        submitter_email=f"p{number % 7}@example.com",
        approved=date(2026, 8, 1) + timedelta(days=number % 28),
        currency="GBP",
        total=total,
        digest="d" * 64,
        setup_version=1,
        journal=None if blocked else _journal(report_id, total, number),
        problems=(_UNMAPPED,) if blocked else (),
        xero_id=f"x-{number}" if state is State.POSTED else "",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


_UNMAPPED = Problem(
    Code.CATEGORY_UNMAPPED, "The category Meals is not mapped to an account.", "Meals"
)


def _journal(report_id: str, total: int, number: int) -> Journal:
    debit = JournalLine(
        AccountCode("493"), "Taxi", "NONE", (("Region", "North"),), total, ("e1", "e2")
    )
    credit = JournalLine(
        AccountCode("801"),
        "Ann Lee",
        "NONE",
        (),
        -total,
        ("e1", "e2"),
        clearing=True,
    )
    dated = date(2026, 8, 1) + timedelta(days=number % 28)
    return Journal(dated, f"Expensify {report_id}", "GBP", (debit, credit))


def report_of(posted: Posting) -> Report:
    """Make the report behind a posting."""
    refund = 500
    expenses = tuple(
        Expense(
            id=which,
            merchant=merchant,
            category="Travel",
            currency="GBP",
            amount=worth,
            converted=None,
            modified=0,
            spent=posted.approved,
            tags=("North",),
            reimbursable=True,
            receipt_url=f"https://example.com/{which}.pdf",
        )
        for which, merchant, worth in (
            ("e1", "City Taxi", posted.total + refund),
            ("e2", "City Taxi refund", -refund),
        )
    )
    return Report(
        id=posted.report_id,
        name=posted.report_name,
        workspace_id=WorkspaceId("W1"),
        currency="GBP",
        total=posted.total,
        status="Approved",
        submitter=posted.submitter,
        submitter_email=posted.submitter_email,
        approved=posted.approved,
        expenses=expenses,
        submitted=posted.approved,
        approvals=(Approval("Mia Roy", "mia@example.com", posted.approved),),
    )


@dataclass
class FakeServices(Reached):
    """Keeps postings and events in memory, on whatever thread it is asked.

    ``arriving`` come with the next sync. ``trouble`` is raised by what is named in it,
    once. ``gate`` holds a run open until it is set. ``steps`` is how often progress is
    told of a post. ``refused`` are postings that Xero does not take.
    """

    postings: dict[PostingId, Posting] = field(default_factory=dict)
    events: list[Kept] = field(default_factory=list)
    arriving: list[Posting] = field(default_factory=list)
    trouble: dict[str, BaseException] = field(default_factory=dict)
    gate: threading.Event | None = None
    practice: bool = True
    last_sync: datetime | None = NOW
    connected: bool = True
    asked: list[object] = field(default_factory=list)
    closings: int = 0
    signed_in: bool = True
    steps: int = 0
    refused: set[PostingId] = field(default_factory=set)
    other_addresses: tuple[str, ...] = ()
    written: list[tuple[HistoryQuery, Path]] = field(default_factory=list)
    undone: Undone = field(default_factory=Undone)
    journals: FakeJournalFiles = field(default_factory=FakeJournalFiles)
    overriding: FakeOverriding = field(init=False)
    troubles: FakeTroubles = field(init=False)
    digest: FakeDigests = field(default_factory=FakeDigests)
    schedule: FakeScheduling = field(default_factory=lambda: FakeScheduling(ACME))
    mappings: FakeMappings = field(default_factory=lambda: FakeMappings(ACME))
    beginning: FakeBeginnings = field(default_factory=FakeBeginnings)
    closing: FakeClosing = field(default_factory=FakeClosing)

    @property
    def begun(self) -> FakeBeginnings:
        """Keeps how far it is."""
        return self.beginning

    @property
    def surveyor(self) -> FakeBeginnings:
        """Looks before anything is set up."""
        return self.beginning

    @property
    def connecting(self) -> FakeConnecting:
        """Signs in, and tries credentials."""
        self.joining.trying = self.beginning
        return self.joining

    def __post_init__(self) -> None:
        self.overriding = FakeOverriding(self.postings, self.fail)
        self.troubles = FakeTroubles(self.postings)

    @property
    def closer(self) -> FakeClosing:
        """Surveys and signs."""
        return self.closing

    @property
    def accruer(self) -> FakeClosing:
        """Accrues."""
        return self.closing

    @property
    def packing(self) -> FakeClosing:
        """Packs."""
        return self.closing

    @property
    def sync(self) -> FakeServices:
        """Itself."""
        return self

    @property
    def poster(self) -> FakeServices:
        """Itself."""
        return self

    @property
    def review(self) -> _Reviewing:
        """The list and its details."""
        return _Reviewing(self)

    @property
    def holding(self) -> FakeServices:
        """Itself."""
        return self

    @property
    def history(self) -> Telling:
        """The events."""
        self.fail("history")
        return Telling(self.events)

    @property
    def overview(self) -> FakeServices:
        """Itself."""
        return self

    @property
    def trends(self) -> FakeTrends:
        """The months."""
        self.fail("trends")
        return FakeTrends(tuple(self.postings.values()), _NAMES)

    @property
    def exporting(self) -> FakeExporting:
        """Writes the history."""
        return FakeExporting(self.written)

    @property
    def explaining(self) -> FakeExplaining:
        """Explains."""
        return FakeExplaining(self.postings, report_of, tuple(self.events))

    @property
    def setups(self) -> FakeServices:
        """Itself."""
        return self

    @property
    def mapping(self) -> FakeMappings:
        """The mappings."""
        self.fail("mapping")
        return self.mappings

    @property
    def scheduling(self) -> FakeScheduling:
        """What runs by itself."""
        return self.schedule

    @property
    def autostart(self) -> FakeScheduling:
        """The same."""
        self.fail("autostart")
        return self.schedule

    @property
    def noticing(self) -> FakeScheduling:
        """The same."""
        return self.schedule

    @property
    def keeping_alive(self) -> FakeScheduling:
        """The same."""
        return self.schedule

    @property
    def digests(self) -> FakeDigests:
        """What tells how everything stands."""
        return self.digest

    @property
    def scheduled(self) -> FakeScheduling:
        """The same."""
        return self.schedule

    @property
    def reversal(self) -> Reversing:
        """Undoes."""
        return Reversing(self, self.undone)

    @property
    def replay(self) -> Replaying:
        """Posts anew."""
        return Replaying(self, self.undone)

    @property
    def surplus(self) -> Voiding:
        """Voids second copies."""
        return Voiding(self)

    @property
    def settling(self) -> Guarding:
        """Settles."""
        return Guarding(self, self.undone)

    @property
    def checking(self) -> Guarding:
        """Checks."""
        return Guarding(self, self.undone)

    @property
    def back_up(self) -> Callable[[Path], None]:
        """Backs up."""
        return Guarding(self, self.undone).back_up

    @property
    def back_up_daily(self) -> Callable[[], Path]:
        """Backs up by itself."""
        return Guarding(self, self.undone).back_up_daily

    @property
    def close(self) -> Callable[[], None]:
        """Counts closings."""
        return self._close

    def build(self, _stop: Stop) -> FakeServices:
        """Be built, by both workers."""
        self.fail("build")
        return self

    def run(
        self,
        _connection_ids: Sequence[ConnectionId] = (),
        *,
        since: date | None = None,
        until: date | None = None,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Run, ...]:
        """Take in what is arriving."""
        assert since is None
        assert until is None
        tell(Progress("Reading reports", 0, max(1, len(self.arriving))))
        self._hold_open(stop)
        self.fail("sync")
        for new in self.arriving:
            self.postings[new.id] = new
            self.note(new, What.PREPARED)
        counts = {"reports": len(self.arriving)}
        self.arriving = []
        return (Run(RunId("1"), RunKind.SYNC, ACME, NOW, NOW, counts),)

    def post(
        self, ids: Sequence[PostingId], *, tell: Tell, stop: Stop
    ) -> tuple[Posting, ...]:
        """Post, unless something is in the way."""
        self.asked.append(tuple(ids))
        for step in range(self.steps + 1):
            tell(Progress("Posting", step, max(self.steps, len(ids))))
        self._hold_open(stop)
        self.fail("post")
        return tuple(
            self._move(which, State.FAILED, What.FAILED, why="No such account.")
            if which in self.refused
            else self._move(which, State.POSTED, What.POSTED, xero_id=f"x-{which}")
            for which in ids
        )

    def ready(
        self, _connection_id: ConnectionId | None = None
    ) -> tuple[PostingId, ...]:
        """List what can be posted."""
        return tuple(k for k, v in self.postings.items() if v.state is State.READY)

    def hold(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Hold."""
        self.fail("hold")
        return tuple(self._move(x, State.HELD, What.HELD, why=why) for x in ids)

    def release(self, ids: Sequence[PostingId]) -> tuple[Posting, ...]:
        """Release."""
        return tuple(self._move(x, State.READY, What.RELEASED) for x in ids)

    def elsewhere(self, ids: Sequence[PostingId], why: str) -> tuple[Posting, ...]:
        """Mark as posted elsewhere."""
        return tuple(
            self._move(x, State.ELSEWHERE, What.ELSEWHERE, why=why) for x in ids
        )

    def give_out(self) -> str:
        """Give the set-up out."""
        return SETUP if self.connected else '{"version": 1, "connections": []}'

    def now(self) -> Overview:
        """Sum up."""
        self.fail("overview")
        tallies = tallied(tuple(row_of(x) for x in self.postings.values()))
        glance = Glance(
            self.upkeep.connection,
            _ORGANISATION,
            tallies,
            self.last_sync,
            None,
            4312,
            None,
            signed_in=self.signed_in,
            since=date(2026, 8, 1),
            month=tallies,
            workspace_name="Acme on the road",
        )
        removed = self.upkeep.connection.standing is Standing.REMOVED
        glances = (glance,) if self.connected and not removed else ()
        return Overview(glances, self.practice, self.other_addresses)

    def note(self, about: Posting, what: What, detail: str = "") -> None:
        """Write an event."""
        event = Event(NOW, "tester", what, detail, ACME, about.report_id, about.id)
        number = len(self.events) + 1
        self.events.append(Kept(number, event, link("", number, event)))

    def fail(self, what: str) -> None:
        """Raise the trouble that is due."""
        error = self.trouble.pop(what, None)
        if error is not None:
            raise error

    def _close(self) -> None:
        self.closings += 1

    def _hold_open(self, stop: Stop) -> None:
        while self.gate is not None and not self.gate.is_set():
            if stop.wait(0.01):
                raise CancelledError

    def _move(
        self,
        which: PostingId,
        to: State,
        what: What,
        *,
        why: str = "",
        xero_id: str = "",
    ) -> Posting:
        moved = replace(self.postings[which], state=to, why=why, xero_id=xero_id)
        self.postings[which] = moved
        self.note(moved, what, why)
        return moved


@dataclass(frozen=True)
class _Reviewing:
    world: FakeServices

    def page(self, query: PostingQuery) -> PostingPage:
        """Filter, sort and cut."""
        self.world.fail("page")
        self.world.asked.append(query)
        rows = [row_of(x) for x in self.world.postings.values()]
        found = [row for row in rows if _fits(row, query)]
        shown = [r for r in found if not query.states or r.state in query.states]
        shown.sort(key=lambda row: (_key(row, query.sort), row.id))
        if query.descending:
            shown.reverse()
        cut = shown[query.offset : query.offset + query.limit]
        return PostingPage(query, tuple(cut), len(shown), tallied(tuple(found)))

    def detail(self, which: PostingId) -> Detail:
        """Explain."""
        self.world.fail("detail")
        found = self.world.postings[which]
        return Detail(
            posting=found,
            report=report_of(found),
            connection=_CONNECTION,
            organisation=_ORGANISATION,
            account_names=_NAMES,
            tracking_names=("Region",),
            events=tuple(e for e in self.world.events if e.event.posting_id == which),
            xero_link="https://example.com/xero" if found.xero_id else "",
            expensify_link="https://example.com/expensify",
            earlier=self.world.postings.get(_before(found)),
            override=self.world.overriding.overrides.get(which),
        )


def _before(found: Posting) -> PostingId:
    return posting_id(found.connection_id, found.report_id, found.revision - 1)


def row_of(posted: Posting) -> PostingRow:
    """Make the line of a list."""
    return PostingRow(
        id=posted.id,
        connection_id=posted.connection_id,
        report_id=posted.report_id,
        report_name=posted.report_name,
        submitter=posted.submitter,
        state=posted.state,
        dated=posted.journal.dated if posted.journal else posted.approved,
        currency=posted.currency,
        total=posted.total,
        headline=posted.problems[0].message if posted.problems else "",
        codes=posted.codes,
        revision=posted.revision,
        xero_id=posted.xero_id,
    )


def tallied(rows: Sequence[PostingRow]) -> dict[State, Tally]:
    """Count rows by state."""
    made: dict[State, Tally] = {}
    for row in rows:
        old = made.get(row.state, Tally(0))
        totals = dict(old.totals)
        totals[row.currency] = totals.get(row.currency, 0) + row.total
        made[row.state] = Tally(old.count + 1, totals)
    return made


def _fits(row: PostingRow, query: PostingQuery) -> bool:
    words = f"{row.report_id} {row.report_name} {row.submitter}".casefold()
    return (
        query.text.casefold() in words
        and (query.ids is None or row.id in query.ids)
        and (query.first or date.min) <= (row.dated or date.min)
        and (row.dated or date.max) <= (query.last or date.max)
        and query.connection_id in {None, row.connection_id}
        and query.currency in {"", row.currency}
        and query.setup_version in {None, 1}
    )


def _key(row: PostingRow, sort: Sort) -> str:
    keys = {
        Sort.DATE: str(row.dated),
        Sort.REPORT: row.report_name,
        Sort.SUBMITTER: row.submitter,
        Sort.TOTAL: f"{row.total:012d}",
        Sort.STATE: str(row.state),
    }
    return keys[sort]
