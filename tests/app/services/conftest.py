"""The use cases on a real store, between a made-up Expensify and a made-up Xero."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from app.domain.completeness import Completeness
from app.domain.expenses import Report, ReportId
from app.domain.findings import Findings
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import How, Posting, State
from app.domain.reversing import Outcome
from app.domain.runs import Progress, Run
from app.services.accruing import Accruer
from app.services.checking import Checker
from app.services.clean import Clean
from app.services.closing import Closer
from app.services.completeness import Reckoner
from app.services.drift import DriftWatch
from app.services.holding import Holding
from app.services.overriding import Overriding
from app.services.posting import Poster
from app.services.preparation import Preparation
from app.services.replay import Replayer
from app.services.rereading import Rereading
from app.services.reversal import Reverser
from app.services.scheduled_running import ScheduledRunning
from app.services.scheduled_work import ScheduledWork
from app.services.scheduling import Scheduling
from app.services.scribe import Scribe
from app.services.settling import Settling
from app.services.successors import Successors
from app.services.surplus import Surplus
from app.services.sync import Sync
from app.services.undoing import Undoing
from app.services.watching import Watching
from app.store.opening import Store, open_store
from tests.fakes.examples import BOOKS, CONNECTION, SETUP, WORKSPACE
from tests.fakes.expensify import FakeSource
from tests.fakes.killing import KillableWork, Killer
from tests.fakes.xero import NOON, FakeLedger


class NoLeases:
    """Leases in a world with one process."""

    def hold(self, _name: str) -> AbstractContextManager[None]:
        """Always free."""
        return nullcontext()

    def is_held(self, _name: str) -> bool:
        """By nobody."""
        return False


class PatientStop(Event):
    """A stop that is never asked for and on which no time is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def wait(self, timeout: float | None = None) -> bool:
        """Remember, let something happen, and go on at once."""
        self.waited.append(timeout or 0.0)
        self.meanwhile()
        return self.is_set()


@dataclass
class Firm:
    """Everything a test may look at or turn."""

    store: Store
    source: FakeSource
    ledger: FakeLedger
    stop: PatientStop = field(default_factory=PatientStop)
    at: datetime = NOON
    told: list[Progress] = field(default_factory=list)
    killer: Killer = field(default_factory=Killer)
    faults: tuple[str, ...] = ()
    diary: list[str] = field(default_factory=list)
    keys: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.ledger.step = self.killer.step
        work = self.work

        def new_key() -> str:
            return f"key-{next(self.keys)}"

        self.scribe = Scribe(self._now, "Bo")
        self.preparation = Preparation(self.source.read, work, self.scribe)
        ledgers, leases = (lambda _id: self.ledger), NoLeases()
        successors = Successors(self.preparation, self.scribe)
        self.settling = Settling(ledgers, leases, work, self.scribe, successors)
        self.sync = Sync(
            lambda: self.source, ledgers, work, self.preparation, self.scribe
        )
        self.poster = Poster(
            ledgers,
            leases,
            work,
            self.preparation,
            self.settling,
            self.scribe,
            new_key,
        )
        undoing = Undoing(work, successors, self.scribe, new_key)
        self.reverser = Reverser(
            ledgers, leases, work, self.settling, undoing, self._now
        )
        self.replayer = Replayer(self.reverser, self.poster, work, successors)
        self.surplus = Surplus(ledgers, leases, work, self.scribe, new_key)
        self.drift = DriftWatch(work, self.scribe)
        self.reckoner = Reckoner(lambda: self.source, work, self.source.read, self._now)
        watching = Watching(self.preparation, work, self.scribe)
        self.checker = Checker(
            ledgers,
            work,
            self.settling,
            Rereading(lambda: self.source, watching, work),
            self.drift,
            self.reckoner,
            lambda: self.store.faults() + self.faults,
        )
        self.holding = Holding(work, self.preparation, self.scribe)
        self.overriding = Overriding(work, self.preparation, self.scribe)
        self.accruer = Accruer(ledgers, leases, work, self.scribe, new_key)
        self.doing = ScheduledWork(
            self.settling, self.sync, self.poster, Clean(work), work
        )
        self.scheduling = Scheduling(work, leases, self.scribe, lambda: "Europe/London")
        self.scheduled = ScheduledRunning(
            work, leases, lambda: self.doing, self.scribe, self.diary.append
        )
        self.closer = Closer(
            lambda: self.source,
            self.sync.reference,
            self.reckoner,
            self.accruer,
            work,
            self.source.read,
            self.scribe,
        )

    def work(self) -> KillableWork:
        """A unit of work in which the process may end."""
        return KillableWork(self.store.engine, self.killer)

    def restarted(self) -> Firm:
        """The same firm in a new process."""
        return Firm(self.store, self.source, self.ledger, at=self.at, keys=self.keys)

    def pull(self, *reports: Report) -> Run:
        """Put these reports into Expensify and sync."""
        for report in reports:
            self.source.put(report)
        return self.sync.run(tell=self.told.append, stop=self.stop)[0]

    def post(self, *report_ids: str) -> tuple[Posting, ...]:
        """Post these reports, or all that are ready."""
        ids = [self.posting(x).id for x in report_ids] or self.poster.ready()
        return self.poster.post(ids, tell=self.told.append, stop=self.stop)

    def reverse(
        self, *report_ids: str, how: How | None = None, on: date | None = None
    ) -> tuple[Outcome, ...]:
        """Reverse these reports, or R1."""
        ids = [self.posting(x).id for x in report_ids or ("R1",)]
        plans = self.reverser.plan(ids, how, on)
        return self.reverser.run(plans, tell=self.told.append, stop=self.stop)

    def replay(
        self, *report_ids: str, how: How | None = None, on: date | None = None
    ) -> tuple[Outcome, ...]:
        """Replay these reports, or R1."""
        ids = [self.posting(x).id for x in report_ids or ("R1",)]
        return self.replayer.run(ids, how, on, tell=self.told.append, stop=self.stop)

    def void_copies(self, *report_ids: str) -> tuple[Outcome, ...]:
        """Void the second copies of these reports, or of R1."""
        ids = [self.posting(x).id for x in report_ids or ("R1",)]
        return self.surplus.void(ids, tell=self.told.append, stop=self.stop)

    def look(self) -> int:
        """Look at what was modified in Xero since the last sync."""
        return self.drift.look(CONNECTION, self.ledger, self.stop)

    def reckon(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        fresh: bool = True,
    ) -> Completeness:
        """Add everything up."""
        return self.reckoner.reckon(
            CONNECTION.id,
            first,
            last,
            fresh=fresh,
            tell=self.told.append,
            stop=self.stop,
        )

    def check(self) -> Findings:
        """Check everything."""
        return self.checker.check(tell=self.told.append, stop=self.stop)

    def posting(self, report_id: str = "R1") -> Posting:
        """A report's newest posting."""
        with self.store.work() as work:
            return work.postings.newest(ReportId(report_id))[0]

    def superseded(self) -> tuple[Posting, ...]:
        """The revisions before the newest that were in Xero."""
        with self.store.work() as work:
            return work.postings.many(work.postings.superseded())

    def state(self, report_id: str = "R1") -> State:
        """Where a report stands."""
        return self.posting(report_id).state

    def story(self, report_id: str = "R1") -> list[What]:
        """What happened to a report, oldest first."""
        with self.store.work() as work:
            page = work.history.page(HistoryQuery(report_id=report_id))
        return [kept.event.what for kept in reversed(page.events)]

    def _now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


@pytest.fixture
def firm(tmp_path: Path) -> Iterator[Firm]:
    """A firm with one connection and an empty list of reports."""
    firm = opened(tmp_path)
    yield firm
    firm.store.close()


def opened(folder: Path) -> Firm:
    """A firm that keeps its things in a folder; whoever asked closes its store."""
    file = folder / "vouch.db"
    file.write_bytes(_with_one_connection())
    return _firm(file)


@cache
def _with_one_connection() -> bytes:
    """The store that every firm begins with; made once, since that takes a while."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "vouch.db"
        firm = _firm(file)
        with firm.store.work() as work:
            work.connections.save(CONNECTION, firm.scribe.event(What.CONNECTED))
            work.connections.save_setup(
                CONNECTION.id, SETUP, firm.scribe.event(What.SETUP_CHANGED)
            )
            work.commit()
        firm.store.close()
        return file.read_bytes()


def _firm(file: Path) -> Firm:
    return Firm(open_store(file), FakeSource(WORKSPACE), FakeLedger(BOOKS))
