"""Proves that every report of some days is accounted for, to the minor unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from app.domain.completeness import (
    Completeness,
    Here,
    Told,
    accounted,
    here_of,
    told_of,
)
from app.domain.expenses import Report, ReportId
from app.domain.postings import Posting, State
from app.domain.setup import Connection, ConnectionId
from app.errors import InputError
from app.ports.expensify import ExpenseSource, ReadReport
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.services.pieces import pieces
from app.services.preparation import Bench, bench
from app.services.pulling import Span, pulls, span
from app.services.telling import Telling


class Reckoner:
    """Adds up what Expensify has, and where the money of each report is here."""

    def __init__(
        self,
        source: Callable[[], ExpenseSource],
        work: Work,
        read: ReadReport,
        now: Clock,
    ) -> None:
        self._source = source
        self._work = work
        self._read = read
        self._now = now

    def reckon(  # noqa: PLR0913 - what is asked, and how to be told
        self,
        connection_id: ConnectionId,
        first: date | None = None,
        last: date | None = None,
        *,
        fresh: bool = True,
        tell: Tell,
        stop: Stop,
    ) -> Completeness:
        """Account for the days of approval from ``first`` to ``last``.

        By default for all that was ever pulled, until today. ``fresh`` asks Expensify;
        otherwise what it said last is taken, and nothing needs to answer.
        """
        if first and last and first > last:
            raise InputError("The first day is after the last.")
        told = Telling(tell, stop)
        with self._work() as work:
            ready = bench(work, connection_id)
        today = self._now().astimezone().date()
        days = span(ready.connection, None, today, first or self._oldest(ready), last)
        there = self._asked(ready, days, today, told) if fresh else {}
        here = []
        for piece, reports in self._stored(ready, told, everything=not fresh):
            if not fresh:
                there |= _latest(reports, days)
            here += [here_of(p) for p in piece if _counts(p, days, reports, there)]
        moved = self._moved(ready.connection, there)
        here = [*(x for x in here if x.report_id not in moved), *moved.values()]
        expensify, parts, differences = accounted(there.values(), here)
        return Completeness(
            connection_id,
            days.first,
            days.last,
            fresh,
            expensify,
            parts,
            differences,
            tuple(x for x in moved.values() if x.settled),
        )

    def _moved(
        self, connection: Connection, there: Mapping[ReportId, Told]
    ) -> Mapping[ReportId, Here]:
        """Those that other connections have live, from a workspace they were in before.

        The one live posting of a report in an organisation is the one that counts.
        """
        found: dict[ReportId, Here] = {}
        with self._work() as work:
            names = {c.id: c.name for c in work.connections.all()}
            for report_id in sorted(work.postings.taken(connection, list(there))):
                for posting in work.postings.newest(report_id):
                    theirs = posting.connection_id != connection.id
                    same = posting.organisation_id == connection.organisation_id
                    if theirs and same and posting.live:
                        keeper = names[posting.connection_id]
                        found[report_id] = replace(here_of(posting), keeper=keeper)
        return found

    def _oldest(self, ready: Bench) -> date | None:
        """The first day that was ever pulled, or the connection's if that is before."""
        with self._work() as work:
            known = work.postings.select(State, ready.connection.id)
            oldest = min((p.approved for p in known if p.approved), default=None)
        start = ready.connection.start_on
        return min(oldest, start) if oldest and start else oldest or start

    def _asked(
        self, ready: Bench, days: Span, today: date, told: Telling
    ) -> dict[ReportId, Told]:
        """What Expensify has now."""
        there: dict[ReportId, Told] = {}
        source = self._source()
        for pull in pulls(ready.connection, days, today):
            with source.pull(pull, told.tell) as raws:
                for raw in raws:
                    told("Adding up what Expensify has", len(there))
                    report = self._read(raw.raw, ready.workspace)
                    if days.holds(report):
                        there[report.id] = told_of(report)
        return there

    def _stored(
        self, ready: Bench, told: Telling, *, everything: bool
    ) -> Iterator[tuple[list[Posting], Mapping[ReportId, Report]]]:
        """Postings in pieces, with the reports of those that have no day of their own.

        ``everything`` gives all of the reports, as they were last pulled.
        """
        done = 0
        with self._work() as work:
            walk = work.postings.select(State, ready.connection.id)
            for piece in pieces(walk):
                told("Adding up what is here", done)
                wanted = [
                    (p.connection_id, p.report_id, p.digest)
                    for p in piece
                    if everything or p.approved is None
                ]
                raws = work.payloads.raws(wanted)
                yield (
                    piece,
                    {
                        of: self._read(raw, ready.workspace)
                        for (_, of, _), raw in raws.items()
                    },
                )
                done += len(piece)


def _latest(reports: Mapping[ReportId, Report], days: Span) -> dict[ReportId, Told]:
    """What Expensify had when it was last asked."""
    return {
        of: told_of(report)
        for of, report in reports.items()
        if report.final and days.holds(report)
    }


def _counts(
    posting: Posting,
    days: Span,
    reports: Mapping[ReportId, Report],
    there: Mapping[ReportId, Told],
) -> bool:
    """Whether a posting belongs to these days, here or in Expensify."""
    if posting.report_id in there:
        return True
    report = reports.get(posting.report_id)
    if report is not None:
        return days.holds(report)
    return posting.approved is not None and days.first <= posting.approved <= days.last
