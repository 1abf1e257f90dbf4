"""A store in memory that keeps the promises of the port."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from app.domain.books import Books, OrganisationId
from app.domain.expenses import ReportId, Workspace, WorkspaceId
from app.domain.history import Event
from app.domain.overrides import Override
from app.domain.postings import PostingId
from app.domain.runs import Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion, Standing
from app.errors import ConflictError
from app.ports.expensify import RawReport
from app.ports.postings import Attempt
from app.ports.xero import Allowances
from tests.fakes.closings import FakeClosings
from tests.fakes.postings import FakePostings
from tests.fakes.schedules import FakeSchedules, FakeTold
from tests.fakes.tables import (
    FakeHistory,
    Part,
    PayloadKey,
    Tables,
    count_change,
    require,
)


class FakeStore:
    """Where units of work begin and what they leave."""

    def __init__(self) -> None:
        self.kept = Tables()

    def work(self) -> FakeUnitOfWork:
        """A unit of work."""
        return FakeUnitOfWork(self)


class FakeUnitOfWork:
    """Works on copies of the tables; committing puts them in place."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store
        self._copy: Tables | None = None
        self.history = FakeHistory(self)
        self.connections = FakeConnections(self, self.history)
        self.reference = FakeReference(self)
        self.payloads = FakePayloads(self)
        self.overrides = FakeOverrides(self)
        self.postings = FakePostings(self, self.history)
        self.attempts = FakeAttempts(self)
        self.runs = FakeRuns(self)
        self.closings = FakeClosings(self, self.history)
        self.schedules = FakeSchedules(self, self.history)
        self.told = FakeTold(self)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget what was not committed."""
        self._copy = None

    def commit(self) -> None:
        """Put the copies in place."""
        if self._copy is not None:
            self._store.kept = self._copy
        self._copy = None

    def read(self) -> Tables:
        """The tables to read."""
        return self._copy or self._store.kept

    def write(self) -> Tables:
        """The tables to change."""
        self._copy = self._copy or self._store.kept.copied()
        return self._copy


@dataclass
class FakeConnections(Part):
    """Connections and set-ups in dicts."""

    history: FakeHistory

    def all(self) -> tuple[Connection, ...]:
        """Every connection, by name."""
        return self._of(removed=False)

    def removed(self) -> tuple[Connection, ...]:
        """Those that are kept for their history."""
        return self._of(removed=True)

    def _of(self, *, removed: bool) -> tuple[Connection, ...]:
        kept = self.work.read().connections.values()
        found = [x for x in kept if (x.standing is Standing.REMOVED) is removed]
        return tuple(sorted(found, key=lambda x: x.name.casefold()))

    def get(self, connection_id: ConnectionId) -> Connection:
        """One connection."""
        return self.work.read().connections[connection_id]

    def save(self, connection: Connection, because: Event) -> None:
        """Keep a new or changed connection."""
        tables = self.work.write()
        old = tables.connections.get(connection.id, connection)
        taken_up = {(x.start_on, x.states) for x in (old, connection)}
        if connection.start_on is not None and len(taken_up) > 1:
            tables.synced.pop(connection.id, None)
        tables.connections[connection.id] = connection
        self.history.add([because])

    def setup(self, connection_id: ConnectionId) -> SetupVersion:
        """The newest set-up."""
        return self.setup_version(connection_id, self._newest(connection_id))

    def setup_version(self, connection_id: ConnectionId, version: int) -> SetupVersion:
        """One version of the set-up."""
        kept = self.work.read().setups[connection_id, version]
        return SetupVersion(connection_id, version, kept)

    def save_setup(
        self, connection_id: ConnectionId, setup: Setup, because: Event
    ) -> SetupVersion:
        """Keep a set-up as the next version, unless it equals the newest."""
        newest = self._newest(connection_id)
        setups = self.work.write().setups
        if setups.get((connection_id, newest)) != setup:
            newest += 1
            setups[connection_id, newest] = setup
            count_change(self.work.write(), lambda x: x.id == connection_id)
            numbered = {**because.after, "version": str(newest)}
            self.history.add([replace(because, after=numbered)])
        return SetupVersion(connection_id, newest, setup)

    def synced(self, connection_id: ConnectionId) -> datetime | None:
        """When the last complete sync began."""
        self.get(connection_id)
        return self.work.read().synced.get(connection_id)

    def note_synced(self, connection_id: ConnectionId, begun: datetime) -> None:
        """Remember when a complete sync began."""
        self.get(connection_id)
        self.work.write().synced[connection_id] = begun

    def looked(self, connection_id: ConnectionId) -> datetime | None:
        """The newest change that a complete look in Xero saw."""
        self.get(connection_id)
        return self.work.read().looked.get(connection_id)

    def note_looked(self, connection_id: ConnectionId, newest: datetime) -> None:
        """Remember the newest change that a complete look saw."""
        self.work.write().looked[connection_id] = newest

    def changes(self, connection_id: ConnectionId) -> int:
        """How often its set-up, books or workspace became another."""
        self.get(connection_id)
        return self.work.read().changes.get(connection_id, 1)

    def computed(self, connection_id: ConnectionId) -> int:
        """The change by which all that waits was computed."""
        self.get(connection_id)
        return self.work.read().computed.get(connection_id, 0)

    def note_computed(self, connection_id: ConnectionId, change: int) -> None:
        """Remember that all that waits was computed by this change."""
        newest = max(change, self.computed(connection_id))
        self.work.write().computed[connection_id] = newest

    def _newest(self, connection_id: ConnectionId) -> int:
        versions = (v for of, v in self.work.read().setups if of == connection_id)
        return max(versions, default=0)


class FakeReference(Part):
    """Organisations and workspaces in dicts."""

    def books(self, organisation_id: OrganisationId) -> Books:
        """An organisation's reference data."""
        return self.work.read().books[organisation_id]

    def save_books(self, books: Books) -> None:
        """Keep it in place of the old."""
        tables, which = self.work.write(), books.organisation.id
        old = tables.books.get(which)
        tables.books[which] = books
        if old is None or replace(old, fetched=books.fetched) != books:
            count_change(tables, lambda x: x.organisation_id == which)

    def all_books(self) -> tuple[Books, ...]:
        """Every organisation, by name."""
        kept = self.work.read().books.values()
        return tuple(sorted(kept, key=lambda x: x.organisation.name.casefold()))

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """A workspace."""
        return self.work.read().workspaces[workspace_id]

    def save_workspace(self, workspace: Workspace) -> None:
        """Keep it in place of the old."""
        tables = self.work.write()
        old = tables.workspaces.get(workspace.id)
        tables.workspaces[workspace.id] = workspace
        if old != workspace:
            count_change(tables, lambda x: x.workspace_id == workspace.id)

    def allowances(self, organisation_id: OrganisationId) -> Allowances:
        """What Xero last said of the calls that are left."""
        unknown = Allowances(None, None)
        return self.work.read().allowances.get(organisation_id, unknown)

    def save_allowances(
        self, organisation_id: OrganisationId, allowances: Allowances
    ) -> None:
        """Keep what Xero said."""
        self.work.write().allowances[organisation_id] = allowances


class FakeOverrides(Part):
    """Overrides in a dict."""

    def of(self, connection_id: ConnectionId) -> Mapping[ReportId, Override]:
        """Every override of a connection, by report."""
        kept = self.work.read().overrides
        return {report: x for (of, report), x in kept.items() if of == connection_id}

    def save(
        self,
        connection_id: ConnectionId,
        report_id: ReportId,
        override: Override | None,
    ) -> None:
        """Keep this in place of the old, or with None nothing any more."""
        tables = self.work.write()
        require(tables, connection_id)
        tables.overrides.pop((connection_id, report_id), None)
        if override is not None:
            tables.overrides[connection_id, report_id] = override


class FakePayloads(Part):
    """Payloads in a dict."""

    def add(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], at: datetime
    ) -> None:
        """Keep these, of reports of which nothing was kept before."""
        self.keep(connection_id, reports, at)

    def keep(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], _at: datetime
    ) -> None:
        """Keep these; one that is there already is left alone."""
        tables = self.work.write()
        require(tables, connection_id)
        for x in reports:
            tables.payloads.setdefault((connection_id, x.id, x.digest), x.raw)

    def raw(
        self, connection_id: ConnectionId, report_id: ReportId, digest: str
    ) -> bytes:
        """One payload."""
        return self.work.read().payloads[connection_id, report_id, digest]

    def raws(self, wanted: Sequence[PayloadKey]) -> Mapping[PayloadKey, bytes]:
        """Several payloads at once."""
        kept = self.work.read().payloads
        return {key: kept[key] for key in wanted if key in kept}


class FakeAttempts(Part):
    """Attempts in a dict."""

    def add(self, attempt: Attempt) -> None:
        """Keep one before it leaves."""
        attempts = self.work.write().attempts
        if attempt.key in attempts:
            raise ConflictError(attempt.key)
        attempts[attempt.key] = attempt

    def open(
        self, organisation_id: OrganisationId | None = None
    ) -> tuple[Attempt, ...]:
        """Those without an outcome, oldest first."""
        found = [
            x
            for x in self.work.read().attempts.values()
            if x.settled is None and organisation_id in {None, x.organisation_id}
        ]
        return tuple(sorted(found, key=lambda x: x.begun))

    def of(self, posting_id: PostingId) -> tuple[Attempt, ...]:
        """Those that carried a posting, oldest first."""
        every = self.work.read().attempts.values()
        found = (x for x in every if posting_id in x.postings)
        return tuple(sorted(found, key=lambda x: x.begun))

    def settle(self, key: str, at: datetime) -> None:
        """Say that every posting of it has an outcome."""
        attempts = self.work.write().attempts
        attempts[key] = replace(attempts[key], settled=at)


class FakeRuns(Part):
    """Runs in a dict."""

    def save(self, run: Run) -> None:
        """Keep a run as it begins, and again as it ends."""
        self.work.write().runs[run.id] = run

    def last(self, connection_id: ConnectionId) -> Run | None:
        """The newest run of a connection."""
        newest = (x for x in self._newest() if x.connection_id == connection_id)
        return next(newest, None)

    def posted(self, connection_id: ConnectionId, limit: int = 20) -> tuple[Run, ...]:
        """The newest runs by hand that posted, or tried to."""
        return tuple(
            run
            for run in self._newest()
            if (run.kind, run.connection_id) == (RunKind.POST, connection_id)
            and run.ended
            and not run.planned
        )[:limit]

    def get(self, run_id: RunId) -> Run:
        """One run."""
        return self.work.read().runs[run_id]

    def _newest(self) -> list[Run]:
        kept = self.work.read().runs.values()
        return sorted(kept, key=lambda x: (x.begun, x.id), reverse=True)
