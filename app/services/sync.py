"""Pulls approved reports and prepares their journals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice

from app.domain.books import Books
from app.domain.expenses import ReportId, Workspace
from app.domain.history import What
from app.domain.postings import IN_FLIGHT, Posting, PostingId, State
from app.domain.runs import Progress, Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId
from app.errors import AppError, CancelledError, InputError
from app.ports.expensify import ExpenseSource, Pull, RawReport
from app.ports.running import Stop, Tell
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledgers
from app.services.book_news import keep_books
from app.services.drift import DriftWatch
from app.services.pausing import refuse_paused
from app.services.preparation import Bench, Preparation, bench, current, persistently
from app.services.pulling import Span, pulls, span
from app.services.scribe import Scribe
from app.services.watching import Watching


@dataclass(slots=True)
class _Progress:
    """What one sync has seen so far."""

    run: Run
    wanted: Span
    known: dict[ReportId, tuple[PostingId, str]]
    seen: dict[ReportId, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def unseen(self) -> list[PostingId]:
        """The postings of reports that no pull has brought."""
        return [
            posting_id
            for report_id, (posting_id, _digest) in self.known.items()
            if report_id not in self.seen
        ]


@dataclass(slots=True)
class _Kept:
    """What is new of one piece, noted on its way into the store."""

    raws: list[RawReport] = field(default_factory=list)
    known: dict[ReportId, tuple[PostingId, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, raw: RawReport, posting: Posting) -> None:
        """Add a report with its posting."""
        self.raws.append(raw)
        self.known[posting.report_id] = (posting.id, posting.digest)
        self.counts[str(posting.state)] += 1


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
        self._watching = Watching(preparation, work, scribe)
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

        The failure of the last failed one is raised when every connection failed.
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
            run, failure = self._one(connection, since, until, _Told(tell, stop))
            runs.append(run)
            if failure:
                failures.append(failure)
            if isinstance(failure, CancelledError):
                raise failure
        if len(failures) == len(connections):
            raise failures[-1]
        return tuple(runs)

    def _one(
        self,
        connection: Connection,
        since: date | None,
        until: date | None,
        told: _Told,
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
        progress = _Progress(run, wanted, known)
        try:
            self._all(connection, progress, today, told)
        except AppError as error:
            return self._ended(progress, error.sentence), error
        with self._work() as work:
            usual = span(connection, synced and synced.date(), today, None, None)
            if until is None and wanted.first <= usual.first:
                work.connections.note_synced(connection.id, begun)
            said = ", ".join(
                f"{n} {what}" for what, n in sorted(progress.counts.items())
            )
            event = self._scribe.event(
                What.SYNCED, said, connection_id=connection.id, run_id=run.id
            )
            work.history.add([event])
            work.commit()
        return self._ended(progress), None

    def _ended(self, progress: _Progress, error: str = "") -> Run:
        run = replace(
            progress.run,
            ended=self._scribe.now(),
            counts=dict(progress.counts),
            error=error,
        )
        with self._work() as work:
            work.runs.save(run)
            work.commit()
        return run

    def _all(
        self, connection: Connection, progress: _Progress, today: date, told: _Told
    ) -> None:
        told("Reading accounts and categories")
        ready = self.reference(connection)
        source = self._source()
        for pull in pulls(connection, progress.wanted, today):
            told("Asking Expensify for reports")
            self._pulled(source, pull, ready, progress, told)
        self._look_again(source, ready, progress, told)
        told("Looking for changes in Xero")
        ledger = self._ledgers(connection.organisation_id)
        progress.counts["changed"] += self._drift.look(connection, ledger, told.stop)

    def _look_again(
        self, source: ExpenseSource, ready: Bench, progress: _Progress, told: _Told
    ) -> None:
        """Read by id what no pull brought: it may have been edited, or be gone."""
        unseen = self._watching.unseen(ready, progress.unseen)
        for start in range(0, len(unseen), _IDS):
            told("Looking again at earlier reports", start, len(unseen))
            some = unseen[start : start + _IDS]
            ids = tuple(p.report_id for p in some)
            with source.pull(
                Pull(ready.connection.workspace_id, report_ids=ids), told.tell
            ) as raws:
                for piece in _pieces(raws):
                    progress.seen.update((raw.id, raw.digest) for raw in piece)
                    progress.counts["changed"] += self._watching.look(ready, piece)
            gone = [p for p in some if p.report_id not in progress.seen]
            progress.counts["changed"] += self._watching.gone(gone)

    def reference(self, connection: Connection) -> Bench:
        """Fetch what is needed of the organisation and the workspace, and keep it.

        Where something changed, everything that is open is computed anew at once.
        """
        with self._work() as work:
            old_books, old_workspace = _known(work, connection)
        books = self._ledgers(connection.organisation_id).books(old_books)
        source = self._source()
        workspace = source.workspace(connection.workspace_id)
        with self._work() as work:
            keep_books(work, self._scribe, old_books, books)
            work.reference.save_workspace(workspace)
            work.commit()
        same = (
            old_books is not None and replace(old_books, fetched=books.fetched) == books
        )
        if not (same and old_workspace == workspace):
            self._preparation.refresh(connection.id)
        with self._work() as work:
            return bench(work, connection.id)

    def _pulled(
        self,
        source: ExpenseSource,
        pull: Pull,
        ready: Bench,
        progress: _Progress,
        told: _Told,
    ) -> None:
        with source.pull(pull, told.tell, progress.seen) as raws:
            for piece in _pieces(raws):
                progress.seen.update((raw.id, raw.digest) for raw in piece)
                persistently(partial(self._keep, ready, piece, progress))
                told("Preparing journals", sum(progress.counts.values()))

    def _keep(self, ready: Bench, raws: list[RawReport], progress: _Progress) -> None:
        """Store new and changed reports of one piece with their postings."""
        changed = [r for r in raws if progress.known.get(r.id, ("", ""))[1] != r.digest]
        progress.counts["unchanged"] += len(raws) - len(changed)
        if not changed:
            return
        new = [raw for raw in changed if raw.id not in progress.known]
        old = [raw for raw in changed if raw.id in progress.known]
        now = self._scribe.now()
        kept = _Kept()
        first = self._first(ready, new, progress.wanted, kept)
        connection_id = ready.connection.id
        with self._work() as work:
            work.postings.add(
                self._scribe.of_new(first, What.PREPARED, progress.run.id)
            )
            work.payloads.add(connection_id, kept.raws, now)
            work.payloads.keep(connection_id, old, now)
            self._update(work, current(work, ready), old, progress)
            work.commit()
        progress.known |= kept.known
        progress.counts += kept.counts

    def _first(
        self, ready: Bench, raws: Sequence[RawReport], wanted: Span, kept: _Kept
    ) -> Iterator[Posting]:
        """The postings of new reports, each made when it is asked for."""
        today = self._scribe.now().astimezone().date()
        for raw in raws:
            report = self._preparation.read(raw.raw, ready.workspace)
            if wanted.holds(report):
                posting = self._preparation.first(ready, report, raw.digest, today)
                kept.note(raw, posting)
                yield posting

    def _update(
        self,
        work: UnitOfWork,
        ready: Bench,
        raws: Sequence[RawReport],
        progress: _Progress,
    ) -> None:
        """Reports that came with other content than the stored one."""
        found = {
            p.id: p
            for p in work.postings.many([progress.known[raw.id][0] for raw in raws])
        }
        moves, events = [], []
        for raw in raws:
            old = found[progress.known[raw.id][0]]
            if old.state in IN_FLIGHT or old.state is State.REVERSED:
                continue
            new, what, detail = self._watching.move(ready, old, raw)
            moves.append(new)
            events.append(
                self._scribe.of(new, what, detail, before=old, run_id=progress.run.id)
            )
            progress.known[raw.id] = (new.id, raw.digest)
            progress.counts["changed"] += 1
        work.postings.save(moves, events)


_IDS = 2000
_AT_ONCE = 1000  # reports of one transaction: fewer cost more, more keep others waiting


def _known(
    work: UnitOfWork, connection: Connection
) -> tuple[Books | None, Workspace | None]:
    try:
        return (
            work.reference.books(connection.organisation_id),
            work.reference.workspace(connection.workspace_id),
        )
    except LookupError:
        return None, None


class _Told:
    """Tells progress and stops when asked."""

    def __init__(self, tell: Tell, stop: Stop) -> None:
        self.tell = tell
        self.stop = stop

    def __call__(self, words: str, done: int = 0, of: int = 0) -> None:
        if self.stop.is_set():
            raise CancelledError
        self.tell(Progress(words, done, of))


def _pieces(raws: Iterable[RawReport]) -> Iterator[list[RawReport]]:
    walk = iter(raws)
    while piece := list(islice(walk, _AT_ONCE)):
        yield piece
