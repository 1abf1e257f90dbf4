"""What is kept: connections, reference data, reports, history and runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from app.domain.books import Books, OrganisationId
from app.domain.expenses import ReportId, Workspace, WorkspaceId
from app.domain.history import Event, Kept, What
from app.domain.listing import (
    Found,
    HistoryPage,
    HistoryQuery,
)
from app.domain.overrides import Override
from app.domain.runs import Run, RunId
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion
from app.ports.expensify import RawReport
from app.ports.xero import Allowances


class Connections(Protocol):
    """The stored connections and their set-ups."""

    def all(self) -> tuple[Connection, ...]:
        """Every connection but the removed ones, by name."""
        ...

    def removed(self) -> tuple[Connection, ...]:
        """Those that are kept for their history, by name."""
        ...

    def get(self, connection_id: ConnectionId) -> Connection:
        """One connection; LookupError when there is none."""
        ...

    def save(self, connection: Connection, because: Event) -> None:
        """Keep a new or changed connection.

        One that begins on a day, and takes up other reports than before, is one that
        was not synced yet.
        """
        ...

    def setup(self, connection_id: ConnectionId) -> SetupVersion:
        """The newest set-up; LookupError when there is none."""
        ...

    def setup_version(self, connection_id: ConnectionId, version: int) -> SetupVersion:
        """One version of the set-up; LookupError when there is none."""
        ...

    def save_setup(
        self, connection_id: ConnectionId, setup: Setup, because: Event
    ) -> SetupVersion:
        """Keep a set-up as the next version, unless it equals the newest.

        The event is given the number of the version.
        """
        ...

    def synced(self, connection_id: ConnectionId) -> datetime | None:
        """When the last complete sync began; None before the first."""
        ...

    def note_synced(self, connection_id: ConnectionId, begun: datetime) -> None:
        """Remember when a complete sync began."""
        ...

    def looked(self, connection_id: ConnectionId) -> datetime | None:
        """The newest change that a complete look in Xero saw, by Xero's clock.

        None before the first.
        """
        ...

    def note_looked(self, connection_id: ConnectionId, newest: datetime) -> None:
        """Remember the newest change that a complete look saw."""
        ...

    def changes(self, connection_id: ConnectionId) -> int:
        """How often its set-up, books or workspace became another, from 1."""
        ...

    def computed(self, connection_id: ConnectionId) -> int:
        """The change by which all that waits was computed; 0 before the first time."""
        ...

    def note_computed(self, connection_id: ConnectionId, change: int) -> None:
        """Remember that all that waits was computed by this change."""
        ...


class Reference(Protocol):
    """What was last fetched of workspaces and organisations."""

    def books(self, organisation_id: OrganisationId) -> Books:
        """An organisation's reference data; LookupError when it was never fetched."""
        ...

    def save_books(self, books: Books) -> None:
        """Keep an organisation's reference data in place of the old."""
        ...

    def all_books(self) -> tuple[Books, ...]:
        """Every organisation, by name."""
        ...

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """A workspace; LookupError when it was never fetched."""
        ...

    def save_workspace(self, workspace: Workspace) -> None:
        """Keep a workspace in place of the old."""
        ...

    def allowances(self, organisation_id: OrganisationId) -> Allowances:
        """What Xero last said of the calls that are left."""
        ...

    def save_allowances(
        self, organisation_id: OrganisationId, allowances: Allowances
    ) -> None:
        """Keep what Xero said of the calls that are left."""
        ...


class Overrides(Protocol):
    """What people changed by hand in the journals of single reports."""

    def of(self, connection_id: ConnectionId) -> Mapping[ReportId, Override]:
        """Every override of a connection, by report."""
        ...

    def save(
        self,
        connection_id: ConnectionId,
        report_id: ReportId,
        override: Override | None,
    ) -> None:
        """Keep this in place of the old, or with None nothing any more.

        Why stands in the event of the posting that is saved with it.
        """
        ...


class Payloads(Protocol):
    """The reports as they came, one copy for each content that was ever seen."""

    def add(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], at: datetime
    ) -> None:
        """Keep these, of reports of which nothing was kept before."""
        ...

    def keep(
        self, connection_id: ConnectionId, reports: Sequence[RawReport], at: datetime
    ) -> None:
        """Keep these; one that is there already is left alone."""
        ...

    def raw(
        self, connection_id: ConnectionId, report_id: ReportId, digest: str
    ) -> bytes:
        """One payload; LookupError when there is none."""
        ...

    def raws(
        self, wanted: Sequence[tuple[ConnectionId, ReportId, str]]
    ) -> Mapping[tuple[ConnectionId, ReportId, str], bytes]:
        """Several payloads at once; what is not there is left out."""
        ...


class History(Protocol):
    """The chained events; they can be added to and read, nothing else."""

    def add(self, events: Sequence[Event]) -> None:
        """Chain and keep these, in order."""
        ...

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        ...

    def touched(
        self, connection_id: ConnectionId, what: Iterable[What]
    ) -> frozenset[ReportId]:
        """The reports of a connection that any of this has ever happened to."""
        ...

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """The numbers of matching events, newest first, in one stretch of the history.

        The stretch ends under ``below``, or with the newest event, and holds nothing
        up to ``above``.
        """
        ...

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """These events, newest first; unknown numbers are left out."""
        ...

    def walk(self) -> Iterator[Kept]:
        """Every event, oldest first, in small pieces."""
        ...


class Runs(Protocol):
    """The runs."""

    def save(self, run: Run) -> None:
        """Keep a run as it begins, and again as it ends."""
        ...

    def last(self, connection_id: ConnectionId) -> Run | None:
        """The newest run of a connection; None before its first."""
        ...

    def posted(self, connection_id: ConnectionId, limit: int = 20) -> tuple[Run, ...]:
        """The newest runs by hand that posted, or tried to."""
        ...

    def get(self, run_id: RunId) -> Run:
        """One run; LookupError when there is none."""
        ...
