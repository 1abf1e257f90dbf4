"""Takes the reports of one sync into the store, each with its first posting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from app.domain.expenses import ReportId
from app.domain.history import What
from app.domain.postings import IN_FLIGHT, Posting, PostingId, State
from app.domain.runs import RunId
from app.errors import ConflictError
from app.ports.expensify import RawReport
from app.ports.work import UnitOfWork, Work
from app.services.preparation import Bench, Preparation, current, persistently
from app.services.pulling import Span
from app.services.scribe import Scribe
from app.services.watching import Watching


@dataclass(slots=True)
class Seen:
    """What one sync knew before, and has seen so far.

    ``known`` has every report's newest posting and the digest it was computed from;
    ``reports`` the digest of all that came by; ``counts`` what became of them, by word.
    """

    run_id: RunId
    wanted: Span
    known: dict[ReportId, tuple[PostingId, str]]
    reports: dict[ReportId, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def unseen(self) -> list[PostingId]:
        """The postings of reports that no pull has brought."""
        return [
            posting_id
            for report_id, (posting_id, _digest) in self.known.items()
            if report_id not in self.reports
        ]

    def note(self, raws: Sequence[RawReport]) -> None:
        """Remember that these came by."""
        self.reports.update((raw.id, raw.digest) for raw in raws)


@dataclass(slots=True)
class _News:
    """What one piece brings, which counts once it is in the store.

    ``raws`` are the reports never seen before; ``held`` says why some were held in the
    workspace that they come from.
    """

    raws: list[RawReport] = field(default_factory=list)
    held: Mapping[ReportId, str] = field(default_factory=dict)
    known: dict[ReportId, tuple[PostingId, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, raw: RawReport, posting: Posting) -> None:
        """Add a new report with its posting."""
        self.raws.append(raw)
        self.known[posting.report_id] = (posting.id, posting.digest)
        self.counts[str(posting.state)] += 1


class Intake:
    """Stores what is new or came with other content, and leaves the rest alone.

    A report that moved here from another workspace stays with the connection of that
    one while it is live there.
    """

    def __init__(
        self, work: Work, preparation: Preparation, watching: Watching, scribe: Scribe
    ) -> None:
        self._work = work
        self._preparation = preparation
        self._watching = watching
        self._scribe = scribe

    def take(self, ready: Bench, raws: Sequence[RawReport], seen: Seen) -> None:
        """Store one piece, in one transaction."""
        seen.note(raws)
        try:
            self._take(ready, raws, seen)
        except ConflictError:  # another process pulled some of them meanwhile
            with self._work() as work:
                seen.known = dict(work.postings.digests(ready.connection.id))
            persistently(partial(self._take, ready, raws, seen))

    def _take(self, ready: Bench, raws: Sequence[RawReport], seen: Seen) -> None:
        known = seen.known
        first = [raw for raw in raws if raw.id not in known]
        again = [x for x in raws if x.id in known and known[x.id][1] != x.digest]
        news = _News()
        news.counts["unchanged"] = len(raws) - len(first) - len(again)
        if first or again:
            self._keep(ready, first, again, seen, news)
        seen.known |= news.known
        seen.counts += news.counts

    def _keep(
        self,
        ready: Bench,
        first: Sequence[RawReport],
        again: Sequence[RawReport],
        seen: Seen,
        news: _News,
    ) -> None:
        connection_id, now = ready.connection.id, self._scribe.now()
        with self._work() as work:
            ready = current(work, ready)
            ids = [raw.id for raw in (*first, *again)]
            if taken := work.postings.taken(ready.connection, ids):
                news.counts["with another connection"] = len(taken)
                first = [raw for raw in first if raw.id not in taken]
                again = [raw for raw in again if raw.id not in taken]
            news.held = work.postings.held(ready.connection, [raw.id for raw in first])
            made = self._first(ready, first, seen.wanted, news)
            work.postings.add(self._scribe.of_new(made, What.PREPARED, seen.run_id))
            work.payloads.add(connection_id, news.raws, now)
            work.payloads.keep(connection_id, again, now)
            self._update(work, ready, again, seen, news)
            work.commit()

    def _first(
        self, ready: Bench, raws: Sequence[RawReport], wanted: Span, news: _News
    ) -> Iterator[Posting]:
        """The postings of reports never seen before, each made when it is asked for."""
        today = self._scribe.now().astimezone().date()
        for raw in raws:
            report = self._preparation.read(raw.raw, ready.workspace)
            if wanted.holds(report):
                posting = self._preparation.first(ready, report, raw.digest, today)
                if why := news.held.get(raw.id):
                    posting = posting.moved(State.HELD, why=why)
                news.note(raw, posting)
                yield posting

    def _update(
        self,
        work: UnitOfWork,
        ready: Bench,
        raws: Sequence[RawReport],
        seen: Seen,
        news: _News,
    ) -> None:
        """Reports that came with other content than the stored one."""
        ids = [seen.known[raw.id][0] for raw in raws]
        found = {posting.id: posting for posting in work.postings.many(ids)}
        moves, events = [], []
        for raw in raws:
            old = found[seen.known[raw.id][0]]
            if old.state in IN_FLIGHT:
                continue
            new, what, detail = self._watching.move(work, ready, old, raw)
            moves.append(new)
            events.append(
                self._scribe.of(new, what, detail, before=old, run_id=seen.run_id)
            )
            news.known[raw.id] = (new.id, raw.digest)
            news.counts["changed"] += 1
        work.postings.save(moves, events)
