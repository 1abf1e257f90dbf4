"""Proves that every report of some days is accounted for, to the minor unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
from app.domain.setup import Connection, ConnectionId, Standing
from app.errors import InputError
from app.ports.expensify import ExpenseSource, ReadReport
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.services.preparation import Bench, bench
from app.services.pulling import Span, pulls, span
from app.services.stored import stored
from app.services.telling import Telling


@dataclass(slots=True)
class Reckoning:
    """What Expensify has and what is here, as far as it is known.

    ``fresh``: ``there`` is what Expensify said just now; otherwise it is gathered from
    what it said last.
    """

    ready: Bench
    days: Span
    fresh: bool
    there: dict[ReportId, Told]
    here: list[Here] = field(default_factory=list)

    def wants(self, posting: Posting) -> bool:
        """Whether it takes more than the posting to tell where its report belongs."""
        return not self.fresh or posting.approved is None

    def take(
        self, postings: Iterable[Posting], reports: Mapping[ReportId, Report]
    ) -> None:
        """Take these in, with the reports of all that it ``wants``."""
        some = [
            (p, reports.get(p.report_id) if self.wants(p) else None) for p in postings
        ]
        if not self.fresh:
            self.there |= {
                report.id: told_of(report)
                for _, report in some
                if report and report.final and self.days.holds(report)
            }
        self.here += [here_of(p) for p, report in some if self._counts(p, report)]

    def _counts(self, posting: Posting, report: Report | None) -> bool:
        """Whether a posting belongs to these days, here or in Expensify."""
        if posting.report_id in self.there:
            return True
        if report is not None:
            return self.days.holds(report)
        day = posting.approved
        return day is not None and self.days.first <= day <= self.days.last


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
        begun = self.begin(
            connection_id, first, last, fresh=fresh, tell=tell, stop=stop
        )
        told, done = Telling(tell, stop), 0
        for piece, reports in stored(self._work, self._read, begun.ready, begun.wants):
            told("Adding up what is here", done)
            begun.take(piece, reports)
            done += len(piece)
        return self.end(begun)

    def begin(  # noqa: PLR0913 - what is asked, and how to be told
        self,
        connection_id: ConnectionId,
        first: date | None,
        last: date | None,
        *,
        fresh: bool,
        tell: Tell,
        stop: Stop,
    ) -> Reckoning:
        """The same for somebody who walks over what is stored: it is to be taken in."""
        if first and last and first > last:
            raise InputError("The first day is after the last.")
        with self._work() as work:
            ready = bench(work, connection_id)
        today = self._now().astimezone().date()
        days = span(ready.connection, None, today, first or self._oldest(ready), last)
        told = Telling(tell, stop)
        there = self._asked(ready, days, today, told) if fresh else {}
        return Reckoning(ready, days, fresh, there)

    def end(self, reckoning: Reckoning) -> Completeness:
        """Account for it, once all that is stored was taken in."""
        there, days = reckoning.there, reckoning.days
        moved = self._moved(reckoning.ready.connection, there)
        here = [x for x in reckoning.here if x.report_id not in moved]
        expensify, parts, differences = accounted(
            there.values(), [*here, *moved.values()]
        )
        return Completeness(
            reckoning.ready.connection.id,
            days.first,
            days.last,
            reckoning.fresh,
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
            for report_id in sorted(work.postings.taken(connection, list(there))):
                for posting in work.postings.newest(report_id):
                    theirs = posting.connection_id != connection.id
                    same = posting.organisation_id == connection.organisation_id
                    if theirs and same and posting.live:
                        keeper = work.connections.get(posting.connection_id)
                        found[report_id] = replace(
                            here_of(posting),
                            keeper=keeper.name,
                            ended=keeper.standing is Standing.REMOVED,
                        )
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
