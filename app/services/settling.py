"""Finds out what became of requests whose answer never came."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import datetime, timedelta

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import IN_FLIGHT, Posting, PostingId, State
from app.errors import CancelledError, LostAnswerError
from app.ports.guarding import Leases
from app.ports.postings import Attempt
from app.ports.running import Stop
from app.ports.work import Work
from app.ports.xero import Ledger, LedgerJournal, Ledgers
from app.services.answering import narration_sent
from app.services.in_turn import in_turn
from app.services.regaining import Regaining
from app.services.resending import KEY_LIVES, Resending
from app.services.scribe import Scribe
from app.services.settled import said, settled
from app.services.standing import DEAD
from app.services.successors import Successors
from app.services.twins import Twins

PAUSE = 5.0
"""Seconds between two looks; both find nothing before anything is sent again."""

_MARGIN = timedelta(minutes=10)
LATE = timedelta(seconds=30)
"""How old a request is at least before it is taken for one that was not carried out.

One whose answer Vouch gave up waiting for is older than that by then; one that was cut
off is sent again under its own key, which makes one of both if the first still comes.
"""

INTERRUPTED = IN_FLIGHT | {State.REVERSING}
"""States that only last while a request is on its way."""

_FEW = 5


class Settling:
    """Asks Xero about every posting that is on its way, and acts on what it finds.

    Found: the journal is adopted, or the reversal done. Not found, twice and with a
    pause: the request is sent again under its own key while Xero may know that, so that
    one which arrives late counts once. Later than that, the posting is ready again, or
    as it was before. Call ``settle`` only while holding the organisation's lease.
    """

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        ledgers: Ledgers,
        leases: Leases,
        work: Work,
        scribe: Scribe,
        successors: Successors,
        pause: float = PAUSE,
    ) -> None:
        self._ledgers = ledgers
        self._leases = leases
        self._work = work
        self._scribe = scribe
        self._successors = successors
        self._pause = pause
        self._regaining = Regaining(work, scribe)
        self._resending = Resending(work, scribe, successors)
        self._twins = Twins(work, scribe)

    def interrupted(self) -> tuple[OrganisationId, ...]:
        """Organisations with postings on their way."""
        with self._work() as work:
            return tuple(
                sorted({p.organisation_id for p in work.postings.select(INTERRUPTED)})
            )

    def run(self, only: OrganisationId | None = None, *, stop: Stop) -> int:
        """Settle what an earlier run left behind; returns how many there were.

        Everywhere, unless in one organisation ``only``. The gravest failure is raised
        after every organisation was asked.
        """
        count = 0

        def there(place: OrganisationId) -> None:
            nonlocal count
            with self._leases.hold(f"post/{place}"):
                with self._work() as work:
                    count += len(list(work.postings.select(INTERRUPTED, None, place)))
                self.settle(place, stop=stop)

        places = [x for x in self.interrupted() if only in {None, x}]
        in_turn(places, there, stop=stop)
        return count

    def lost(self, attempt: Attempt) -> None:
        """Say of an attempt's postings that the answer never came."""
        self._move_open(attempt, State.UNKNOWN, What.ANSWER_LOST, "")

    def give_back(self, attempt: Attempt, why: str) -> None:
        """Make an attempt's postings ready again: nothing of it was carried out."""
        self._move_open(attempt, State.READY, What.SENT_AGAIN, why)
        with self._work() as work:
            work.attempts.settle(attempt.key, self._scribe.now())
            work.commit()

    def settle(
        self, organisation_id: OrganisationId, *, stop: Stop
    ) -> tuple[PostingId, ...]:
        """Settle everything on its way into an organisation.

        Returns the postings whose journals were found.
        """
        with self._work() as work:
            attempts = work.attempts.open(organisation_id)
            waiting = list(work.postings.select(INTERRUPTED, None, organisation_id))
        marks = [attempt for attempt in attempts if not attempt.postings]
        attempts = tuple(attempt for attempt in attempts if attempt.postings)
        ledger = self._ledgers(organisation_id)
        self._regaining.look(organisation_id, marks, ledger)
        if not waiting:
            self._close(attempts)
            return ()
        since = min((a.begun for a in attempts), default=self._scribe.now()) - _MARGIN
        found = self._look(ledger, waiting, since)
        missing = _without(waiting, found)
        if missing:
            if stop.wait(self._patience(attempts)):
                raise CancelledError
            found |= self._look(ledger, missing, since, again=True)
        self._keep([p for p in waiting if p.id in found], found)
        came = [p.id for p in waiting if p.id in found and p.state in IN_FLIGHT]
        missing = _without(waiting, found)
        came += self._sent_again(ledger, attempts, {p.id for p in missing}, since)
        self._keep(missing, {})
        self._close(attempts)
        return tuple(came)

    def _sent_again(
        self,
        ledger: Ledger,
        attempts: Sequence[Attempt],
        missing: Container[PostingId],
        since: datetime,
    ) -> list[PostingId]:
        """Repeat the requests that may be; look once more where that answer is lost."""
        came: list[PostingId] = []
        for attempt in attempts:
            if not self._resending.worthwhile(attempt, missing):
                continue
            try:
                came += self._resending.send(ledger, attempt)
                self._twins.look_for(ledger, attempt.postings, since)
            except LostAnswerError:
                with self._work() as work:
                    waiting = work.postings.many(attempt.postings)
                found = self._look(ledger, waiting, since)
                self._keep([p for p in waiting if p.id in found], found)
                if _without(waiting, found):
                    raise
                came += [p.id for p in waiting if p.id in found]
        return came

    def _patience(self, attempts: Sequence[Attempt]) -> float:
        """Seconds to wait: what was cut off just now may yet be carried out, or listed.

        A clock that was moved in between makes nobody wait for longer than that.
        """
        now = self._scribe.now()
        left = (min(LATE, self._due(a, now) - now).total_seconds() for a in attempts)
        return max([self._pause, *left])

    def _due(self, attempt: Attempt, now: datetime) -> datetime:
        """When nothing of a request can be on its way any more.

        One that is too old to be sent again may have been, just before.
        """
        over = now + timedelta(seconds=self._pause) - attempt.begun >= KEY_LIVES
        return attempt.begun + (KEY_LIVES + LATE if over and attempt.body else LATE)

    def _look(
        self,
        ledger: Ledger,
        waiting: Sequence[Posting],
        since: datetime,
        *,
        again: bool = False,
    ) -> dict[PostingId, LedgerJournal]:
        """Which of these Xero holds: by narration, then among what was modified since.

        Many at once are looked for among the modified ones first, which is one call for
        a thousand instead of one for each; each for itself only when looking ``again``.
        What was to be voided or deleted is found when it is, by its id.
        """
        created = [p for p in waiting if narration_sent(p)]
        if len(created) > _FEW:
            found = _matched(created, ledger.modified_since(since))
            rest = _without(created, found) if again else []
            found |= self._by_narration(ledger, rest)
        else:
            found = self._by_narration(ledger, created)
            rest = _without(created, found)
            found |= _matched(rest, ledger.modified_since(since)) if rest else {}
        return found | self._dead(ledger, _without(waiting, {p.id for p in created}))

    def _by_narration(
        self, ledger: Ledger, waiting: Sequence[Posting]
    ) -> dict[PostingId, LedgerJournal]:
        found: dict[PostingId, LedgerJournal] = {}
        for posting in waiting:
            found |= _matched([posting], ledger.find(narration_sent(posting)))
        return found

    def _dead(
        self, ledger: Ledger, waiting: Sequence[Posting]
    ) -> dict[PostingId, LedgerJournal]:
        held = {p.id: ledger.read(p.xero_id) for p in waiting if p.xero_id}
        return {of: x for of, x in held.items() if x is not None and x.status in DEAD}

    def _keep(
        self, waiting: Sequence[Posting], found: dict[PostingId, LedgerJournal]
    ) -> None:
        with self._work() as work:
            current = work.postings.many([p.id for p in waiting])
            moves = [
                (p, settled(p, found.get(p.id)))
                for p in current
                if p.state in INTERRUPTED
            ]
            events = [
                self._scribe.of(new, said(old, new), new.why, before=old)
                for old, new in moves
            ]
            work.postings.save([new for _, new in moves], events)
            self._successors.add(work, [new for _, new in moves])
            work.commit()

    def _close(self, attempts: Sequence[Attempt]) -> None:
        if not attempts:
            return
        with self._work() as work:
            for attempt in attempts:
                work.attempts.settle(attempt.key, self._scribe.now())
            work.commit()

    def _move_open(self, attempt: Attempt, to: State, what: What, why: str) -> None:
        with self._work() as work:
            olds = [
                p for p in work.postings.many(attempt.postings) if p.state in IN_FLIGHT
            ]
            moves = [(p, p.moved(to)) for p in olds]
            events = [self._scribe.of(new, what, why, before=old) for old, new in moves]
            work.postings.save([new for _, new in moves], events)
            work.commit()


def _matched(
    waiting: Sequence[Posting], held: Iterable[LedgerJournal]
) -> dict[PostingId, LedgerJournal]:
    """Postings and the journals with their narration; a live one before a dead one."""
    ids = {narration_sent(p): p.id for p in waiting}
    found: dict[PostingId, LedgerJournal] = {}
    for journal in held:
        posting_id = ids.get(journal.narration)
        if posting_id is None:
            continue
        if posting_id not in found or found[posting_id].status in DEAD:
            found[posting_id] = journal
    return found


def _without(postings: Sequence[Posting], ids: Container[PostingId]) -> list[Posting]:
    return [p for p in postings if p.id not in ids]
