"""What the use cases need of the world outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, Self

from app.domain.books import Books, OrganisationId
from app.domain.expenses import Report, ReportId, Workspace, WorkspaceId
from app.domain.history import Event, Kept
from app.domain.journals import Journal, Tracking
from app.domain.listing import HistoryPage, HistoryQuery, PostingPage, PostingQuery
from app.domain.postings import Posting, PostingId, State
from app.domain.runs import Progress, Run, RunId
from app.domain.setup import Connection, ConnectionId, Setup, SetupVersion
from app.domain.values import value

Clock = Callable[[], datetime]
"""The present, aware, in UTC."""

Tell = Callable[[Progress], None]
"""Where progress is told; cheap to call often."""


class Stop(Protocol):
    """Asked between steps whether the user wants to stop; waits can be cut short."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...

    def wait(self, timeout: float | None = None) -> bool:
        """Wait at most ``timeout`` seconds; true when asked to stop."""
        ...


# Expensify


@dataclass(frozen=True, slots=True)
class Pull:
    """Which reports to ask for: by approval, by day of submission, or by id.

    ``states`` are reportState words, none meaning every state. Exactly one of
    ``approved_after``, ``start`` and ``report_ids`` is given; ``end`` bounds the former
    two by the later of creation and submission, at most a year on.
    """

    workspace_id: WorkspaceId
    states: tuple[str, ...] = ()
    approved_after: date | None = None
    start: date | None = None
    end: date | None = None
    report_ids: tuple[ReportId, ...] = ()


@value
class RawReport:
    """A report as it came: its line of the export, and that line's SHA-256 in hex."""

    id: ReportId
    digest: str
    raw: bytes


class ExpenseSource(Protocol):
    """Where approved reports come from; it can only be read."""

    def workspaces(self) -> tuple[Workspace, ...]:
        """All workspaces that the credentials can see, without categories and tags."""
        ...

    def workspace(self, workspace_id: WorkspaceId) -> Workspace:
        """One workspace with categories and tags; RefusedError where there is none."""
        ...

    def pull(
        self, pull: Pull, tell: Tell
    ) -> AbstractContextManager[Iterator[RawReport]]:
        """The reports asked for.

        On entering, the whole export is downloaded and verified: a short, cut or
        inconsistent one raises BrokenAnswerError before a single report is given out.
        A report that comes twice is given out once.
        """
        ...


ReadReport = Callable[[bytes, Workspace], Report]
"""Normalises one stored line; needs the workspace to know how its tags are cut."""


# Xero


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
class Tenant:
    """An organisation that a sign-in may use.

    ``connection_id`` is Xero's id of that permission, ``event_id`` that of the sign-in
    it was given in.
    """

    connection_id: str
    organisation_id: OrganisationId
    name: str
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """A sign-in that was begun: the page to open, and what its answer is held to."""

    client_id: str
    authorize_url: str = field(repr=False)
    redirect_uri: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Allowances:
    """Calls to one organisation that are left for the day and the minute.

    None while not known; ``resumes`` is when a used-up day ends.
    """

    day_left: int | None
    minute_left: int | None
    resumes: datetime | None = None


class XeroSignIns(Protocol):
    """Signing in to Xero, with PKCE and without a secret."""

    def begin(self, client_id: str, redirect_uri: str) -> SignInRequest:
        """A sign-in's address and secrets."""
        ...

    def finish(self, request: SignInRequest, redirected: str) -> tuple[Tenant, ...]:
        """Exchange the address that the browser was sent back to; keeps the tokens.

        The organisation just allowed comes first. RefusedError where the user cancelled
        or the state is another's; SignInNeededError where the code is no longer good.
        """
        ...

    def tenants(self) -> tuple[Tenant, ...]:
        """All organisations that the stored sign-ins may use."""
        ...


# The store


class Connections(Protocol):
    """The stored connections and their set-ups."""

    def all(self) -> tuple[Connection, ...]:
        """Every connection, by name."""
        ...

    def get(self, connection_id: ConnectionId) -> Connection:
        """One connection; LookupError when there is none."""
        ...

    def save(self, connection: Connection, because: Event) -> None:
        """Keep a new or changed connection."""
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


class Payloads(Protocol):
    """The reports as they came, one copy for each content that was ever seen."""

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


class Postings(Protocol):
    """The stored postings."""

    def get(self, posting_id: PostingId) -> Posting:
        """One posting; LookupError when there is none."""
        ...

    def newest(
        self, report_id: ReportId, connection_id: ConnectionId | None = None
    ) -> tuple[Posting, ...]:
        """The newest revision of a report, in each connection that has it."""
        ...

    def select(
        self,
        states: Iterable[State],
        connection_id: ConnectionId | None = None,
        organisation_id: OrganisationId | None = None,
    ) -> Iterator[Posting]:
        """Newest revisions in these states, oldest day first, read in small pieces."""
        ...

    def many(self, ids: Sequence[PostingId]) -> tuple[Posting, ...]:
        """These postings, in the order given; unknown ids are left out."""
        ...

    def digests(
        self, connection_id: ConnectionId
    ) -> Mapping[ReportId, tuple[PostingId, str]]:
        """Of every report: its newest posting and the digest that was computed from."""
        ...

    def ids(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[PostingId, ...]:
        """The newest revisions in these states, those of a state together."""
        ...

    def approved_since(
        self, connection_id: ConnectionId, day: date
    ) -> Mapping[ReportId, str]:
        """Of every report approved on or after ``day``: its newest posting's digest."""
        ...

    def last_approved(self, connection_id: ConnectionId) -> date | None:
        """The latest day of approval; None where there is no report."""
        ...

    def by_setup(self, connection_id: ConnectionId) -> Mapping[int, int]:
        """How many journals Xero has of each version of the set-up."""
        ...

    def add(self, postings: Sequence[Posting], because: Sequence[Event]) -> None:
        """Keep new postings, each with the event that made it.

        ConflictError where a report has a live one already.
        """
        ...

    def save(self, postings: Sequence[Posting], because: Sequence[Event]) -> None:
        """Keep changed postings, each with its event.

        ConflictError where one was changed in the meantime.
        """
        ...

    def page(self, query: PostingQuery) -> PostingPage:
        """Part of the list, with the tallies by state."""
        ...


@dataclass(frozen=True, slots=True)
class Attempt:
    """A request that creates journals, as committed before it left.

    ``postings`` are in the order of the body; ``settled`` is None until every one of
    them has an outcome.
    """

    key: str
    organisation_id: OrganisationId
    postings: tuple[PostingId, ...]
    body: bytes
    begun: datetime
    settled: datetime | None = None


class Attempts(Protocol):
    """The requests that were committed before they left."""

    def add(self, attempt: Attempt) -> None:
        """Keep one before it leaves."""
        ...

    def open(
        self, organisation_id: OrganisationId | None = None
    ) -> tuple[Attempt, ...]:
        """Those without an outcome, oldest first."""
        ...

    def settle(self, key: str, at: datetime) -> None:
        """Say that every posting of it has an outcome."""
        ...


class History(Protocol):
    """The chained events; they can be added to and read, nothing else."""

    def add(self, events: Sequence[Event]) -> None:
        """Chain and keep these, in order."""
        ...

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        ...

    def walk(self) -> Iterator[Kept]:
        """Every event, oldest first, in small pieces."""
        ...


class Runs(Protocol):
    """The runs."""

    def save(self, run: Run) -> None:
        """Keep a run as it begins, and again as it ends."""
        ...

    def latest(self, limit: int = 20) -> tuple[Run, ...]:
        """The newest runs first."""
        ...

    def get(self, run_id: RunId) -> Run:
        """One run; LookupError when there is none."""
        ...


class UnitOfWork(Protocol):
    """One transaction; rolled back unless committed.

    Reading and writing may raise StoreError. A write waits for another writer, at
    most half a minute.
    """

    @property
    def connections(self) -> Connections:
        """Connections and set-ups."""
        ...

    @property
    def reference(self) -> Reference:
        """Organisations and workspaces."""
        ...

    @property
    def payloads(self) -> Payloads:
        """Reports as they came."""
        ...

    @property
    def postings(self) -> Postings:
        """Postings."""
        ...

    @property
    def attempts(self) -> Attempts:
        """Requests on their way."""
        ...

    @property
    def history(self) -> History:
        """Events."""
        ...

    @property
    def runs(self) -> Runs:
        """Runs."""
        ...

    def __enter__(self) -> Self:
        """Begin."""
        ...

    def __exit__(self, *_: object) -> None:
        """Roll back whatever was not committed."""
        ...

    def commit(self) -> None:
        """Make everything since the beginning permanent."""
        ...


Work = Callable[[], UnitOfWork]


class Leases(Protocol):
    """Who may post into an organisation, across processes; alive while it beats."""

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Hold ``name`` while inside; BusyError where another live process holds it.

        A lease whose holder stopped beating half a minute ago is taken over.
        """
        ...


class Vault(Protocol):
    """Secrets, encrypted; a value is bound to its name."""

    def get(self, name: str) -> str | None:
        """A secret, or None; KeyLockedError when the key cannot be had."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Keep a secret, committed when this returns."""
        ...

    def remove(self, name: str) -> None:
        """Forget a secret; nothing happens when there is none."""
        ...

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """The names that begin with ``prefix``; needs no key."""
        ...

    def locked(self, name: str) -> AbstractContextManager[None]:
        """Only one at a time is inside, across threads and processes."""
        ...
