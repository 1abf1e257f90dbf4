"""What a store in memory keeps, and the history in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Protocol

from app.domain.books import Books, OrganisationId
from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import SignOff
from app.domain.expenses import ReportId, Workspace, WorkspaceId
from app.domain.history import FIRST_LINK, Event, Kept, What, link
from app.domain.listing import Found, HistoryPage, HistoryQuery
from app.domain.overrides import Override
from app.domain.postings import Posting, PostingId
from app.domain.runs import Run, RunId
from app.domain.scheduled_runs import ScheduledRun, ScheduledRunId, Timetable
from app.domain.setup import Connection, ConnectionId, Setup
from app.ports.postings import Attempt
from app.ports.xero import Allowances

PayloadKey = tuple[ConnectionId, ReportId, str]


@dataclass
class Tables:
    """Everything that is kept, by its key."""

    connections: dict[ConnectionId, Connection] = field(default_factory=dict)
    setups: dict[tuple[ConnectionId, int], Setup] = field(default_factory=dict)
    synced: dict[ConnectionId, datetime] = field(default_factory=dict)
    looked: dict[ConnectionId, datetime] = field(default_factory=dict)
    changes: dict[ConnectionId, int] = field(default_factory=dict)
    computed: dict[ConnectionId, int] = field(default_factory=dict)
    books: dict[OrganisationId, Books] = field(default_factory=dict)
    workspaces: dict[WorkspaceId, Workspace] = field(default_factory=dict)
    allowances: dict[OrganisationId, Allowances] = field(default_factory=dict)
    overrides: dict[tuple[ConnectionId, ReportId], Override] = field(
        default_factory=dict
    )
    payloads: dict[PayloadKey, bytes] = field(default_factory=dict)
    postings: dict[PostingId, Posting] = field(default_factory=dict)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    events: list[Kept] = field(default_factory=list)
    runs: dict[RunId, Run] = field(default_factory=dict)
    accruals: list[Booked] = field(default_factory=list)
    sign_offs: list[SignOff] = field(default_factory=list)
    schedules: dict[ConnectionId, Timetable] = field(default_factory=dict)
    scheduled_runs: dict[ScheduledRunId, ScheduledRun] = field(default_factory=dict)
    told: dict[str, datetime] = field(default_factory=dict)

    def copied(self) -> Tables:
        """The same values in tables of their own."""
        return Tables(**{x.name: copy(getattr(self, x.name)) for x in fields(self)})


def count_change(tables: Tables, concerned: Callable[[Connection], bool]) -> None:
    """Count one change for these connections."""
    for which in filter(concerned, tables.connections.values()):
        tables.changes[which.id] = tables.changes.get(which.id, 1) + 1


def require(tables: Tables, connection_id: ConnectionId) -> None:
    """LookupError where the connection is not kept."""
    if connection_id not in tables.connections:
        raise LookupError(connection_id)


class Working(Protocol):
    """A unit of work, as its parts need it."""

    def read(self) -> Tables:
        """The tables to read."""
        ...

    def write(self) -> Tables:
        """The tables to change."""
        ...


@dataclass
class Part:
    """One repository of a unit of work."""

    work: Working


class FakeHistory(Part):
    """Events in a list."""

    def add(self, events: Sequence[Event]) -> None:
        """Chain and keep these, in order."""
        kept = self.work.write().events
        for given in events:
            event = replace(given, at=given.at.astimezone(UTC))
            number, last = len(kept) + 1, kept[-1].link if kept else FIRST_LINK
            kept.append(Kept(number, event, link(last, number, event)))

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        found = [x for x in reversed(self.work.read().events) if _asked(query, x.event)]
        part = found[query.offset : query.offset + query.limit]
        return HistoryPage(query, tuple(part), len(found))

    def touched(
        self, connection_id: ConnectionId, what: Iterable[What]
    ) -> frozenset[ReportId]:
        """The reports of a connection that any of this has ever happened to."""
        wanted = set(what)
        return frozenset(
            ReportId(x.event.report_id)
            for x in self.work.read().events
            if x.event.connection_id == connection_id and x.event.what in wanted
        )

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """The numbers of what matches in the next stretch, which is the whole."""
        events = self.work.read().events
        top = len(events) if below is None else below - 1
        found = (
            x.number
            for x in reversed(events)
            if above < x.number <= top and _asked(query, x.event)
        )
        return Found(tuple(found), 0, len(events))

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """These events, newest first."""
        events = self.work.read().events
        return tuple(x for x in reversed(events) if x.number in numbers)

    def walk(self) -> Iterator[Kept]:
        """Every event, oldest first."""
        return iter(tuple(self.work.read().events))


def _asked(query: HistoryQuery, event: Event) -> bool:
    text = f"{event.detail}\n{event.report_id}\n{event.who}\n{event.what}".casefold()
    return (
        query.report_id in {"", event.report_id}
        and query.connection_id in {"", event.connection_id}
        and query.who.casefold() in event.who.casefold()
        and query.state in {"", event.after.get("state", "")}
        and (not query.what or event.what in query.what)
        and query.text.casefold() in text
        and (query.since is None or event.at >= query.since)
        and (query.until is None or event.at < query.until)
    )
