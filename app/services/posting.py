"""Posts ready journals to Xero, each exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.postings import SENDABLE, Posting, PostingId, State
from app.domain.runs import Progress, Run, RunId, RunKind
from app.domain.setup import Connection, ConnectionId, JournalStatus
from app.errors import AppError, CancelledError
from app.ports.guarding import Leases
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledgers
from app.services.in_turn import Failed, in_turn
from app.services.last_look import LastLook
from app.services.pausing import in_use, refuse_paused
from app.services.preparation import Preparation
from app.services.readback import ReadBack
from app.services.scribe import Scribe
from app.services.sending import Batches, Sending
from app.services.settling import Settling


@dataclass(frozen=True, slots=True)
class Terms:
    """On whose behalf it is posted; ``planned`` is what a schedule meant it for.

    ``as_draft``: whatever the set-up says, journals arrive as drafts.
    """

    as_draft: bool = False
    planned: datetime | None = None


BY_HAND = Terms()


class Poster:
    """Sends journals in batches; every step is committed before the next one begins.

    The intent (state, body and idempotency key) is in the store before a request
    leaves. An answer that was lost is settled by asking Xero, never by guessing.
    """

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        ledgers: Ledgers,
        leases: Leases,
        work: Work,
        preparation: Preparation,
        settling: Settling,
        scribe: Scribe,
        new_key: Callable[[], str],
    ) -> None:
        self._ledgers = ledgers
        self._leases = leases
        self._work = work
        self._settling = settling
        self._scribe = scribe
        self._sending = Sending(work, settling, scribe, new_key)
        self._readback = ReadBack(work, scribe)
        self._last_look = LastLook(work, preparation, scribe)

    def ready(self, connection_id: ConnectionId | None = None) -> tuple[PostingId, ...]:
        """The ids of all that is ready, oldest day first."""
        with self._work() as work:
            able = in_use(work)
            return tuple(
                p.id
                for p in work.postings.select([State.READY], connection_id)
                if p.connection_id in able
            )

    def post(
        self,
        ids: Sequence[PostingId],
        *,
        tell: Tell,
        stop: Stop,
        terms: Terms = BY_HAND,
        failed: Failed | None = None,
    ) -> tuple[Posting, ...]:
        """Post those of ``ids`` that are ready or failed; returns them as they are now.

        A journal that Xero refuses becomes failed and does not stop the others. What
        concerns all of a connection (offline, sign-in, the day's limit) is raised after
        everything that was done is stored, of several failures the gravest. Where it
        did not concern every connection, ``failed`` is told of each instead, if given.
        """
        with self._work() as work:
            wanted = work.postings.many(ids)
        by_place: dict[tuple[OrganisationId, ConnectionId], list[PostingId]] = (
            defaultdict(list)
        )
        for posting in wanted:
            by_place[posting.organisation_id, posting.connection_id].append(posting.id)

        def into(place: tuple[OrganisationId, ConnectionId]) -> None:
            with self._leases.hold(f"post/{place[0]}"):
                self._run(*place, by_place[place], tell, stop, terms)

        in_turn(by_place, into, stop=stop, failed=failed)
        with self._work() as work:
            return work.postings.many(ids)

    def _run(  # noqa: PLR0913 - what one run is told
        self,
        organisation_id: OrganisationId,
        connection_id: ConnectionId,
        ids: Sequence[PostingId],
        tell: Tell,
        stop: Stop,
        terms: Terms,
    ) -> None:
        begun = self._scribe.now()
        run = Run(
            RunId(f"{begun:%Y%m%dT%H%M%S.%f}"),
            RunKind.POST,
            connection_id,
            begun,
            planned=terms.planned,
        )
        with self._work() as work:
            connection = work.connections.get(connection_id)
            refuse_paused(connection)
            work.runs.save(run)
            work.commit()
        failure: AppError | None = None
        batches: Batches | None = None
        try:
            tell(Progress("Reading the books"))
            ledger = self._ledgers(organisation_id)
            self._settling.settle(organisation_id, stop=stop)
            books = self._last_look.books(connection, ledger)
            batches = Batches(run.id, ledger, books, tell, stop, len(ids))
            self._send_all(connection, ids, batches, terms)
        except AppError as error:
            failure = error
        counts = {"posted": len(batches.posted), "of": len(ids)} if batches else {}
        if batches and batches.posted:
            tell(Progress("Reading back what was posted", len(ids), len(ids)))
            try:
                off = self._readback.check(
                    batches.ledger, batches.posted, begun, run.id
                )
                counts["not as sent"] = off
            except AppError as error:
                failure = failure or error
        if batches and batches.meant:
            self._as_meant(batches)
        said = failure.sentence if failure else ""
        ended = replace(run, ended=self._scribe.now(), counts=counts, error=said)
        self._keep(ended, len(ids))
        if failure:
            raise failure

    def _keep(self, run: Run, of: int) -> None:
        """Keep how a run went that was to post so many."""
        detail = f"{run.counts.get('posted', 0)} of {of} posted. {run.error}".strip()
        with self._work() as work:
            work.runs.save(run)
            event = self._scribe.event(
                What.POST_RUN, detail, connection_id=run.connection_id, run_id=run.id
            )
            work.history.add([event])
            work.commit()

    def _send_all(
        self,
        connection: Connection,
        ids: Sequence[PostingId],
        batches: Batches,
        terms: Terms,
    ) -> None:
        for piece in self._last_look.sendable(connection, ids, batches.ledger):
            sendable = piece
            if terms.as_draft:
                batches.meant |= {p.id: p.journal for p in piece if p.journal}
                sendable = [_as_draft(p) for p in piece]
            for batch, body in self._sending.batches(sendable, batches):
                if batches.stop.is_set():
                    raise CancelledError
                self._sending.send(batch, body, batches)
                batches.done += len(batch)
                batches.tell(Progress("Posting", batches.done, batches.of))

    def _as_meant(self, batches: Batches) -> None:
        """What did not go as a draft is as before, for whoever posts it next."""
        with self._work() as work:
            moves = [
                (p, replace(p, journal=meant))
                for p in work.postings.many(list(batches.meant))
                if p.state in SENDABLE
                and (meant := batches.meant[p.id]) != p.journal
                and p.journal == _drafted(meant)
            ]
            events = self._scribe.of_each(moves, What.REPREPARED, batches.run_id)
            work.postings.save([new for _, new in moves], events)
            work.commit()


def _as_draft(posting: Posting) -> Posting:
    journal = posting.journal
    return replace(posting, journal=_drafted(journal) if journal else None)


def _drafted(journal: Journal) -> Journal:
    return replace(journal, status=JournalStatus.DRAFT)
