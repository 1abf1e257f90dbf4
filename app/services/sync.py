"""Pulls approved reports and prepares their journals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from app.domain.history import What
from app.domain.runs import Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId
from app.errors import AppError, CancelledError, InputError, gravest
from app.ports.expensify import ExpenseSource, Pull
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledgers
from app.services.book_news import keep_books
from app.services.drift import DriftWatch
from app.services.intake import Intake, Seen
from app.services.pausing import refuse_paused
from app.services.pieces import pieces
from app.services.preparation import Bench, Preparation, bench
from app.services.pulling import pulls, span
from app.services.reading_books import known_books
from app.services.rereading import Rereading
from app.services.scribe import Scribe
from app.services.telling import Telling
from app.services.watching import Watching


class Sync:
    """Brings the store up to what Expensify and Xero say today.

    Nothing is lost when it is stopped or cut off: what was stored is kept, the rest is
    pulled again next time.
    """

    def __init__(
        self,
        source: Callable[[], ExpenseSource],
        ledgers: Ledgers,
        work: Work,
        preparation: Preparation,
        scribe: Scribe,
    ) -> None:
        self._source = source
        self._ledgers = ledgers
        self._work = work
        self._preparation = preparation
        self._scribe = scribe
        watching = Watching(preparation, work, scribe)
        self._intake = Intake(work, preparation, watching, scribe)
        self._rereading = Rereading(source, watching, work)
        self._drift = DriftWatch(work, scribe)

    def run(
        self,
        connection_ids: Sequence[ConnectionId] = (),
        *,
        since: date | None = None,
        until: date | None = None,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Run, ...]:
        """Sync these connections, or all; one that fails does not stop the others.

        The gravest failure is raised when every connection failed.
        """
        if since and until and since > until:
            raise InputError("The first day is after the last.")
        with self._work() as work:
            connections = [
                c
                for c in work.connections.all()
                if (c.id in connection_ids if connection_ids else c.in_use)
            ]
        for connection in connections:
            refuse_paused(connection)
        if not connections:
            raise InputError("There is no connection to sync.")
        runs, failures = [], []
        for connection in connections:
            run, failure = self._one(connection, since, until, Telling(tell, stop))
            runs.append(run)
            if failure:
                failures.append(failure)
            if isinstance(failure, CancelledError):
                raise failure
        if len(failures) == len(connections):
            raise gravest(failures)
        return tuple(runs)

    def _one(
        self,
        connection: Connection,
        since: date | None,
        until: date | None,
        told: Telling,
    ) -> tuple[Run, AppError | None]:
        begun = self._scribe.now()
        run = Run(
            RunId(f"{begun:%Y%m%dT%H%M%S.%f}"), RunKind.SYNC, connection.id, begun
        )
        today = begun.astimezone().date()
        with self._work() as work:
            work.runs.save(run)
            synced = work.connections.synced(connection.id)
            known = dict(work.postings.digests(connection.id))
            work.commit()
        wanted = span(connection, synced and synced.date(), today, since, until)
        seen = Seen(run.id, wanted, known)
        try:
            self._all(connection, seen, today, told)
        except AppError as error:
            return self._ended(run, seen, error.sentence), error
        with self._work() as work:
            usual = span(connection, synced and synced.date(), today, None, None)
            if until is None and wanted.first <= usual.first:
                work.connections.note_synced(connection.id, begun)
            said = ", ".join(f"{n} {what}" for what, n in sorted(seen.counts.items()))
            event = self._scribe.event(
                What.SYNCED, said, connection_id=connection.id, run_id=run.id
            )
            work.history.add([event])
            work.commit()
        return self._ended(run, seen), None

    def _ended(self, run: Run, seen: Seen, error: str = "") -> Run:
        run = replace(
            run,
            ended=self._scribe.now(),
            counts=dict(seen.counts),
            error=error,
        )
        with self._work() as work:
            work.runs.save(run)
            work.commit()
        return run

    def _all(
        self, connection: Connection, seen: Seen, today: date, told: Telling
    ) -> None:
        told("Reading accounts and categories")
        ready = self.reference(connection)
        source = self._source()
        for pull in pulls(connection, seen.wanted, today):
            told("Asking Expensify for reports")
            if pull.start and source.listed(pull, told.tell) <= seen.reports.keys():
                continue  # the pulls by approval brought them all
            self._pulled(source, pull, ready, seen, told)
        # what no pull brought may have been edited, or be gone
        seen.counts["changed"] += self._rereading.these(
            ready, seen.unseen, tell=told.tell, stop=told.stop
        )
        told("Looking for changes in Xero")
        ledger = self._ledgers(connection.organisation_id)
        seen.counts["changed"] += self._drift.look(connection, ledger, told.stop)

    def reference(self, connection: Connection) -> Bench:
        """Fetch what is needed of the organisation and the workspace, and keep it.

        Where something changed since what is open was computed, it is at once.
        """
        with self._work() as work:
            old = known_books(work, connection.organisation_id)
        books = self._ledgers(connection.organisation_id).books(old)
        source = self._source()
        workspace = source.workspace(connection.workspace_id)
        with self._work() as work:
            keep_books(work, self._scribe, old, books)
            work.reference.save_workspace(workspace)
            work.commit()
        self._preparation.keep_up(connection.id)
        with self._work() as work:
            return bench(work, connection.id)

    def _pulled(
        self,
        source: ExpenseSource,
        pull: Pull,
        ready: Bench,
        seen: Seen,
        told: Telling,
    ) -> None:
        with source.pull(pull, told.tell, seen.reports) as raws:
            for piece in pieces(raws, _AT_ONCE):
                self._intake.take(ready, piece, seen)
                told("Preparing journals", sum(seen.counts.values()))


_AT_ONCE = 1000  # reports of one transaction: fewer cost more, more keep others waiting
