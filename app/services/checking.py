"""Looks whether anything was lost, doubled, changed unseen or tampered with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from app.domain.completeness import Completeness
from app.domain.findings import Audit, Drift, Findings, audited
from app.domain.history import FIRST_LINK, Kept
from app.domain.postings import Posting, State, posting_id
from app.domain.problems import Code
from app.domain.runs import Progress
from app.domain.setup import Connection, ConnectionId
from app.errors import AppError, CancelledError, DamagedStoreError
from app.ports.running import Stop, Tell
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledgers
from app.services.completeness import Reckoner
from app.services.drift import DriftWatch
from app.services.pieces import pieces
from app.services.preparation import bench
from app.services.rereading import Rereading
from app.services.settling import INTERRUPTED, Settling

_NEWS = 5000


@dataclass(slots=True)
class _Check:
    """One check as it goes on."""

    first: date | None
    last: date | None
    tell: Tell
    stop: Stop
    settled: int = 0
    completeness: list[Completeness] = field(default_factory=list)
    drift: list[Drift] = field(default_factory=list)
    failures: list[AppError] = field(default_factory=list)

    @contextmanager
    def part(self, words: str) -> Iterator[None]:
        """A part that the others do not depend on: its failure is noted."""
        if words:
            self.tell(Progress(words))
        try:
            yield
        except CancelledError:
            raise
        except AppError as error:
            self.failures.append(error)


class Checker:
    """Checks everything; what was interrupted is settled, what drifted is marked."""

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        ledgers: Ledgers,
        work: Work,
        settling: Settling,
        rereading: Rereading,
        drift: DriftWatch,
        reckoner: Reckoner,
        faults: Callable[[], tuple[str, ...]],
    ) -> None:
        self._ledgers = ledgers
        self._work = work
        self._settling = settling
        self._rereading = rereading
        self._drift = drift
        self._reckoner = reckoner
        self._faults = faults

    def check(  # noqa: PLR0913 - what is asked, and how to be told
        self,
        connection_ids: Sequence[ConnectionId] = (),
        first: date | None = None,
        last: date | None = None,
        *,
        tell: Tell,
        stop: Stop,
        failed: Callable[[AppError], None] = lambda _error: None,
    ) -> Findings:
        """Check these connections, or all, over some days of approval.

        A service that is out of reach does not stop the rest: it is among the findings,
        and ``failed`` is told of it.
        """
        check = _Check(first, last, tell, stop)
        with self._work() as work:
            connections = [
                c
                for c in work.connections.all()
                if not connection_ids or c.id in connection_ids
            ]
        tell(Progress("Looking through the store and its history"))
        faults, audit = self._faults(), self.audit(tell=tell, stop=stop)
        with check.part("Settling what was interrupted"):
            check.settled = self._settling.run(stop=stop)
        for connection in connections:
            self._one(connection, check)
        for error in check.failures:
            failed(error)
        return self._found(connections, check, faults, audit)

    def _one(self, connection: Connection, check: _Check) -> None:
        ready, drift = None, Drift(connection.id)
        with check.part(""), self._work() as work:
            ready = bench(work, connection.id)
        if ready is None:
            return
        with check.part(f"{connection.name}: asking Expensify"):
            moved = self._rereading.run(ready, tell=check.tell, stop=check.stop)
            drift = replace(drift, in_expensify=moved)
        with check.part(f"{connection.name}: asking Xero"):
            ledger = self._ledgers(connection.organisation_id)
            moved, doubles = self._drift.survey(connection, ledger, check.stop)
            drift = replace(drift, in_xero=moved, doubles=doubles)
        check.drift.append(drift)
        with check.part(f"{connection.name}: adding up"):
            check.completeness.append(
                self._reckoner.reckon(
                    connection.id,
                    check.first,
                    check.last,
                    tell=check.tell,
                    stop=check.stop,
                )
            )

    def _found(
        self,
        connections: Sequence[Connection],
        check: _Check,
        faults: tuple[str, ...],
        audit: Audit,
    ) -> Findings:
        ids = {connection.id for connection in connections}
        with self._work() as work:
            changed = [*work.postings.select([State.CHANGED]), *_off(work)]
            return Findings(
                audit=audit,
                faults=faults,
                settled=check.settled,
                completeness=tuple(check.completeness),
                drift=tuple(check.drift),
                open=_of(ids, work.postings.select(INTERRUPTED)),
                changed=_of(ids, changed),
                held=_of(ids, work.postings.select([State.HELD])),
                failures=tuple(error.sentence for error in check.failures),
            )

    def audit(self, *, tell: Tell, stop: Stop) -> Audit:
        """Walk the history, and see that it explains every posting."""
        trail = _Trail(tell, stop)
        with self._work() as work:
            try:
                audit = audited(trail.walked(work.history.walk()))
            except DamagedStoreError as error:
                return Audit(trail.events, trail.head, trail.events + 1, error.detail)
            if audit.bad:
                return audit
            said = next(trail.unexplained(work), "")
        return replace(audit, bad=audit.events + 1, said=said) if said else audit


class _Trail:
    """Counts the events of each posting as they go by."""

    def __init__(self, tell: Tell, stop: Stop) -> None:
        self._tell, self._stop = tell, stop
        self.events = 0
        self.head = FIRST_LINK
        self._counts: Counter[str] = Counter()

    def walked(self, events: Iterable[Kept]) -> Iterator[Kept]:
        """Give them out again."""
        for kept in events:
            self._counts[kept.event.posting_id] += 1
            if kept.number % _NEWS == 0:
                if self._stop.is_set():
                    raise CancelledError
                self._tell(Progress("Walking the history", kept.number))
            yield kept
            self.events, self.head = kept.number, kept.link

    def unexplained(self, work: UnitOfWork) -> Iterator[str]:
        """Postings that were changed more often than their events say, in words.

        Every change is kept together with its event: an end that was cut off the
        history, which no chain can show, is seen by this.
        """
        walk = work.postings.select(State)
        for piece in pieces(walk):
            earlier = [
                posting_id(p.connection_id, p.report_id, revision)
                for p in piece
                for revision in range(1, p.revision)
            ]
            for posting in (*piece, *work.postings.many(earlier)):
                if self._counts[posting.id] <= posting.version:
                    yield (
                        f"Report {posting.report_id} has changed since the last event "
                        "that is kept of it: later events are missing."
                    )


def _off(work: UnitOfWork) -> Iterator[Posting]:
    """What was reversed, and is not as it should be in Xero."""
    earlier = work.postings.many(work.postings.superseded())
    return (
        posting
        for posting in chain(work.postings.select([State.REVERSED]), earlier)
        if {Code.CHANGED_IN_XERO, Code.TWICE_IN_XERO} & set(posting.codes)
    )


def _of(ids: set[ConnectionId], postings: Iterable[Posting]) -> tuple[Posting, ...]:
    return tuple(p for p in postings if p.connection_id in ids)
