"""The postings as they are kept, and the requests that carried them to Xero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.books import OrganisationId
from app.domain.expenses import ReportId
from app.domain.history import Event
from app.domain.listing import (
    PostingPage,
    PostingQuery,
)
from app.domain.postings import Posting, PostingId, State
from app.domain.setup import Connection, ConnectionId
from app.domain.trends import Flow, OnAccount
from app.domain.troubles import Alike, Troubled


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

    def troubled(self, states: Iterable[State]) -> Iterator[Troubled]:
        """Newest revisions in these states without their journals, in any order."""
        ...

    def alike(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[Alike, ...]:
        """Newest revisions in these states, together by state and causes."""
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

    def tried(self, connection_id: ConnectionId) -> tuple[PostingId, ...]:
        """The newest revisions that were sent once and wait again, not in Xero."""
        ...

    def taken(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> frozenset[ReportId]:
        """Which of these another connection has live in the same organisation."""
        ...

    def held(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> Mapping[ReportId, str]:
        """Why another connection into the same organisation holds some of these."""
        ...

    def superseded(
        self, connection_id: ConnectionId | None = None
    ) -> tuple[PostingId, ...]:
        """The revisions before the newest that Xero has journals of."""
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

    def flows(self, first: date, last: date) -> tuple[Flow, ...]:
        """Newest revisions dated in these days, by connection, currency and state."""
        ...

    def on_accounts(self, first: date, last: date) -> Sequence[OnAccount]:
        """What the journals dated in these days leave on each account.

        A report without a journal counts with its total, on no account.
        """
        ...

    def add(self, new: Iterable[tuple[Posting, Event]]) -> None:
        """Keep new postings, each with the event that made it.

        They may be made while they are asked for: all are, before anything is written.
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

    def of(self, posting_id: PostingId) -> tuple[Attempt, ...]:
        """Those that carried a posting, oldest first."""
        ...

    def settle(self, key: str, at: datetime) -> None:
        """Say that every posting of it has an outcome."""
        ...
