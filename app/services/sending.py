"""Sends requests that create journals, and keeps what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.domain.books import Books
from app.domain.history import What
from app.domain.journals import Journal
from app.domain.postings import Posting, PostingId, State
from app.domain.runs import RunId
from app.errors import AppError, ConflictError, LostAnswerError, RefusedError
from app.ports.postings import Attempt
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.ports.xero import Answer, Ledger
from app.services.answering import WHAT, outcomes, refused
from app.services.scribe import Scribe
from app.services.settling import Settling

MOST_JOURNALS = 50
MOST_BYTES = 1_000_000


@dataclass(slots=True)
class Batches:
    """What one run of posting into one organisation carries along.

    ``meant`` has the journals that were changed for this run alone, as they were.
    """

    run_id: RunId
    ledger: Ledger
    books: Books
    tell: Tell
    stop: Stop
    of: int
    meant: dict[PostingId, Journal] = field(default_factory=dict)
    posted: list[PostingId] = field(default_factory=list)
    done: int = 0


class Sending:
    """Commits the intent, sends, and commits the outcome, a batch at a time."""

    def __init__(
        self,
        work: Work,
        settling: Settling,
        scribe: Scribe,
        new_key: Callable[[], str],
    ) -> None:
        self._work = work
        self._settling = settling
        self._scribe = scribe
        self._new_key = new_key

    def batches(
        self, postings: Sequence[Posting], batches: Batches
    ) -> Iterator[tuple[list[Posting], bytes]]:
        """Postings in bodies that Xero takes: few enough, and small enough."""
        for start in range(0, len(postings), MOST_JOURNALS):
            yield from self._fitting(
                list(postings[start : start + MOST_JOURNALS]), batches
            )

    def _fitting(
        self, postings: list[Posting], batches: Batches
    ) -> Iterator[tuple[list[Posting], bytes]]:
        body = batches.ledger.request(
            [p.journal for p in postings if p.journal is not None], batches.books
        )
        if len(body) <= MOST_BYTES or len(postings) == 1:
            yield postings, body
            return
        half = len(postings) // 2
        yield from self._fitting(postings[:half], batches)
        yield from self._fitting(postings[half:], batches)

    def send(self, postings: list[Posting], body: bytes, batches: Batches) -> None:
        """Send one body; what is refused whole, or not found, goes one at a time.

        What somebody changed after it was looked at is left out.
        """
        attempt = Attempt(
            key=self._new_key(),
            organisation_id=postings[0].organisation_id,
            postings=tuple(p.id for p in postings),
            body=body,
            begun=self._scribe.now(),
        )
        try:
            sent = self._committed(postings, attempt, batches.run_id)
        except ConflictError:
            left = self._unchanged(postings)
            if len(left) == len(postings):
                raise
            for some, smaller in self._fitting(left, batches) if left else ():
                self.send(some, smaller, batches)
            return
        try:
            answers = batches.ledger.send(body, attempt.key)
        except LostAnswerError:
            self._settle(attempt, batches)
            return
        except RefusedError as refusal:
            self._refused(sent, attempt, refusal, batches)
            return
        except AppError as error:
            self._settling.give_back(attempt, error.sentence)
            raise
        self._answered(sent, attempt, answers, batches)

    def _committed(
        self, postings: list[Posting], attempt: Attempt, run_id: RunId
    ) -> list[Posting]:
        """The postings as sending, stored together with the attempt."""
        moves = [
            (p, replace(p.moved(State.SENDING), attempt=p.attempt + 1))
            for p in postings
        ]
        with self._work() as work:
            work.attempts.add(attempt)
            work.postings.save(
                [new for _, new in moves],
                self._scribe.of_each(moves, What.SENDING, run_id),
            )
            work.commit()
        with self._work() as work:
            return list(work.postings.many([p.id for p in postings]))

    def _unchanged(self, postings: list[Posting]) -> list[Posting]:
        with self._work() as work:
            now = {
                p.id: p.version for p in work.postings.many([p.id for p in postings])
            }
        return [p for p in postings if now.get(p.id) == p.version]

    def _refused(
        self,
        sent: list[Posting],
        attempt: Attempt,
        refusal: RefusedError,
        batches: Batches,
    ) -> None:
        """A request that was turned down whole: one at a time finds the culprit."""
        if len(sent) > 1:
            self._settling.give_back(attempt, refusal.detail)
            self._one_at_a_time(attempt, batches)
            return
        failed = [refused(sent[0], refusal.detail)]
        self._store(attempt, failed, sent, batches.run_id)

    def _one_at_a_time(self, attempt: Attempt, batches: Batches) -> None:
        """Send what is ready again of a request, each journal in one of its own."""
        with self._work() as work:
            again = work.postings.many(attempt.postings)
        for posting in again:
            if posting.state is not State.READY:
                continue
            for batch, body in self._fitting([posting], batches):
                self.send(batch, body, batches)

    def _answered(
        self,
        sent: list[Posting],
        attempt: Attempt,
        answers: Sequence[Answer],
        batches: Batches,
    ) -> None:
        """Match the answers by narration; what cannot be matched is settled."""
        found = outcomes(sent, answers)
        if found is None:
            self._settle(attempt, batches)
            return
        self._store(attempt, found, sent, batches.run_id)
        batches.posted.extend(p.id for p in found if p.xero_id)

    def _store(
        self,
        attempt: Attempt,
        found: list[Posting],
        sent: list[Posting],
        run_id: RunId,
    ) -> None:
        with self._work() as work:
            events = [
                self._scribe.of(
                    new, WHAT[new.state], new.why, before=old, run_id=run_id
                )
                for old, new in zip(sent, found, strict=True)
            ]
            work.postings.save(found, events)
            work.attempts.settle(attempt.key, self._scribe.now())
            work.commit()

    def _settle(self, attempt: Attempt, batches: Batches) -> None:
        """Ask what became of a request; what it did not bring goes one at a time."""
        self._settling.lost(attempt)
        found = self._settling.settle(attempt.organisation_id, stop=batches.stop)
        batches.posted.extend(found)
        if len(attempt.postings) > 1:
            self._one_at_a_time(attempt, batches)
