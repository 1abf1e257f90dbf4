"""Computes postings from stored reports, with the newest set-up and books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

from app.domain.books import Books
from app.domain.expenses import Report, ReportId, Workspace
from app.domain.history import Event, What
from app.domain.overrides import Override
from app.domain.postings import OPEN, Posting, PostingId, State, posting_id
from app.domain.preparing import Computed, Preparer
from app.domain.problems import Code
from app.domain.setup import Connection, ConnectionId, SetupVersion
from app.errors import ConflictError, InputError
from app.ports.expensify import ReadReport
from app.ports.work import UnitOfWork, Work
from app.services.pieces import pieces
from app.services.scribe import Scribe

T = TypeVar("T")

_TRIES = 2
WAITING = OPEN | {State.HELD, State.ELSEWHERE}
"""States of what is not in Xero, and so follows the set-up."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that the computation for one connection needs.

    ``change`` counts what it was made of: another number, another bench.
    """

    connection: Connection
    version: SetupVersion
    books: Books
    workspace: Workspace
    preparer: Preparer
    change: int = 0
    overrides: Mapping[ReportId, Override] = field(default_factory=dict)


def bench(work: UnitOfWork, connection_id: ConnectionId) -> Bench:
    """What the store knows for a connection; InputError where it is not set up."""
    try:
        connection = work.connections.get(connection_id)
        version = work.connections.setup(connection_id)
        books = work.reference.books(connection.organisation_id)
        workspace = work.reference.workspace(connection.workspace_id)
    except LookupError as error:
        raise InputError(f"The connection is not set up yet: {error}.") from error
    return Bench(
        connection,
        version,
        books,
        workspace,
        Preparer(version.setup, books, workspace),
        work.connections.changes(connection_id),
        work.overrides.of(connection_id),
    )


def current(work: UnitOfWork, old: Bench) -> Bench:
    """The bench with all that was changed until this transaction.

    A bench may be as old as a sync is long; neither a new set-up nor a change by hand
    must be missed for that.
    """
    connection_id = old.connection.id
    if work.connections.changes(connection_id) != old.change:
        return bench(work, connection_id)
    return replace(old, overrides=work.overrides.of(connection_id))


class Preparation:
    """Turns reports into postings and keeps those that are open up to date."""

    def __init__(self, read: ReadReport, work: Work, scribe: Scribe) -> None:
        self._read = read
        self._work = work
        self._scribe = scribe

    def read(self, raw: bytes, workspace: Workspace) -> Report:
        """One stored report, normalised."""
        return self._read(raw, workspace)

    def first(self, bench: Bench, report: Report, digest: str, today: date) -> Posting:
        """The posting of a report that was never seen before."""
        override = bench.overrides.get(report.id)
        computed = bench.preparer.prepare(report, today=today, override=override)
        connection = bench.connection
        return Posting(  # in the order of its fields: a sync makes thousands
            posting_id(connection.id, report.id, 1),
            connection.id,
            connection.organisation_id,
            report.id,
            1,
            computed.state,
            report.name,
            report.submitter,
            report.submitter_email,
            report.approved,
            report.currency,
            report.total,
            digest,
            bench.version.version,
            computed.journal,
            computed.problems,
        )

    def again(
        self, bench: Bench, posting: Posting, report: Report, digest: str
    ) -> Posting:
        """An open, held or set-aside posting, computed anew from ``report``.

        One whose report is gone from Expensify stays blocked: what is stored of it is
        no longer true. Only a sync that sees the report again can tell.
        """
        computed = self.computed(bench, posting, report)
        gone = tuple(p for p in posting.problems if p.code is Code.CHANGED_IN_EXPENSIFY)
        if gone:
            problems = (*computed.problems, *gone)
            computed = replace(computed, state=State.BLOCKED, problems=problems)
        twice = tuple(p for p in posting.problems if p.code is Code.TWICE_IN_XERO)
        state = computed.state if posting.state in OPEN else posting.state
        same = computed.journal == posting.journal
        if posting.state is State.FAILED and state is State.READY and same:
            state = State.FAILED
        return replace(
            posting,
            state=state,
            why=posting.why if state is posting.state else "",
            report_name=report.name,
            submitter=report.submitter,
            submitter_email=report.submitter_email,
            approved=report.approved,
            currency=report.currency,
            total=report.total,
            digest=digest,
            setup_version=bench.version.version,
            journal=computed.journal,
            problems=(*computed.problems, *twice),
        )

    def computed(self, bench: Bench, posting: Posting, report: Report) -> Computed:
        """Today's computation for a posting's revision."""
        return bench.preparer.prepare(
            report,
            today=self._today(),
            revision=posting.revision,
            override=bench.overrides.get(posting.report_id),
        )

    def keep_up(self, connection_id: ConnectionId) -> int:
        """Compute anew what is not in Xero, unless it was by what is known now.

        It does not matter who found a change out, nor whether they were cut off then.
        """
        with self._work() as work:
            connections = work.connections
            done = connections.computed(connection_id)
            if done == connections.changes(connection_id):
                return 0
        return self.refresh(connection_id)

    def refresh(self, connection_id: ConnectionId) -> int:
        """Compute anew what is not in Xero; returns how many postings changed."""
        with self._work() as work:
            ready = bench(work, connection_id)
            ids = work.postings.ids(WAITING, connection_id)
        count = sum(
            persistently(partial(self._refreshed, ready, piece))
            for piece in pieces(ids)
        )
        with self._work() as work:
            if work.connections.computed(connection_id) < ready.change:
                work.connections.note_computed(connection_id, ready.change)
                work.commit()
        return count

    def refresh_some(
        self, connection_id: ConnectionId, ids: Sequence[PostingId]
    ) -> int:
        """Compute these anew unless they are in Xero; returns how many changed."""
        with self._work() as work:
            ready = bench(work, connection_id)
        return persistently(partial(self._refreshed, ready, ids))

    def _refreshed(self, bench: Bench, ids: Sequence[PostingId]) -> int:
        with self._work() as work:
            piece = [p for p in work.postings.many(ids) if p.state in WAITING]
            moves = list(self.recomputed(work, bench, piece))
            work.postings.save([new for _, new in moves], self.events(moves))
            work.commit()
        return len(moves)

    def recomputed(
        self, work: UnitOfWork, bench: Bench, postings: Sequence[Posting]
    ) -> Iterable[tuple[Posting, Posting]]:
        """Those that come out differently now, each before and after."""
        bench = current(work, bench)
        wanted = [(p.connection_id, p.report_id, p.digest) for p in postings]
        raws = work.payloads.raws(wanted)
        for old, place in zip(postings, wanted, strict=True):
            if place not in raws:
                continue
            new = self.again(
                bench, old, self._read(raws[place], bench.workspace), old.digest
            )
            if new != replace(old, setup_version=new.setup_version):
                yield old, new

    def events(self, moves: list[tuple[Posting, Posting]]) -> list[Event]:
        """The events of postings that were computed anew."""
        return self._scribe.of_each(moves, What.REPREPARED)

    def _today(self) -> date:
        return self._scribe.now().astimezone().date()


def persistently(step: Callable[[], T]) -> T:
    """What ``step`` returns; done over where somebody else was quicker.

    A step reads what it changes, so that doing it over is right.
    """
    for _ in range(_TRIES):
        try:
            return step()
        except ConflictError:
            continue
    return step()
