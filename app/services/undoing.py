"""Keeps what is being undone: every step of a reversal with its event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.history import What
from app.domain.postings import How, Posting, PostingId
from app.domain.reversing import ReversalPlan, begun, not_undone, undone
from app.ports.postings import Attempt
from app.ports.work import Work
from app.ports.xero import LedgerJournal
from app.services.preparation import persistently
from app.services.scribe import Scribe
from app.services.standing import judged, noticed
from app.services.successors import Successors


class Undoing:
    """The store's side of reversals; each method is one transaction."""

    def __init__(
        self,
        work: Work,
        successors: Successors,
        scribe: Scribe,
        new_key: Callable[[], str],
    ) -> None:
        self._work = work
        self._successors = successors
        self._scribe = scribe
        self._new_key = new_key

    def posting(self, posting_id: PostingId) -> Posting:
        """The posting as it is now."""
        with self._work() as work:
            return work.postings.get(posting_id)

    def begin(self, plan: ReversalPlan, body: bytes, *, again: bool) -> Attempt:
        """Keep the intent, before anything leaves."""
        old = plan.posting
        new = begun(old, plan, again=again)
        attempt = Attempt(
            key=self._new_key(),
            organisation_id=old.organisation_id,
            postings=(old.id,),
            body=body,
            begun=self._scribe.now(),
        )
        with self._work() as work:
            work.attempts.add(attempt)
            event = self._scribe.of(new, What.REVERSING, before=old)
            work.postings.save([new], [event])
            work.commit()
        return attempt

    def lost(self, attempt: Attempt, why: str) -> None:
        """Keep that the answer never came."""
        with self._work() as work:
            posting = work.postings.get(attempt.postings[0])
            event = self._scribe.of(posting, What.ANSWER_LOST, why, before=posting)
            work.history.add([event])
            work.commit()

    def end(self, attempt: Attempt, mirror_id: str) -> None:
        """Keep that it was carried out, and make the successor that was asked for."""
        persistently(
            lambda: self._ended(
                attempt, lambda old: undone(old, mirror_id), What.REVERSED
            )
        )

    def give_back(self, attempt: Attempt, why: str) -> None:
        """Keep that nothing of it was carried out: the posting is as it was before."""
        persistently(
            lambda: self._ended(
                attempt, lambda old: not_undone(old, why), What.NOT_REVERSED
            )
        )

    def nothing_left(self, plan: ReversalPlan, said: str, *, again: bool) -> None:
        """Keep that Xero has nothing to undo any more."""
        old = plan.posting
        gone = replace(plan, how=How.VOID)
        new = undone(begun(old, gone, again=again))
        with self._work() as work:
            event = self._scribe.of(new, What.REVERSED, said, before=old)
            work.postings.save([new], [event])
            self._successors.add(work, [new])
            work.commit()

    def seen(self, posting: Posting, held: LedgerJournal | None) -> None:
        """Keep what a look at a journal in Xero showed."""
        new = judged(posting, held)
        if new == posting:
            return
        with self._work() as work:
            event = noticed(self._scribe, posting, new)
            work.postings.save([new], [event])
            work.commit()

    def _ended(
        self, attempt: Attempt, moved: Callable[[Posting], Posting], what: What
    ) -> None:
        with self._work() as work:
            old = work.postings.get(attempt.postings[0])
            new = moved(old)
            event = self._scribe.of(new, what, new.why, before=old)
            work.postings.save([new], [event])
            work.attempts.settle(attempt.key, self._scribe.now())
            self._successors.add(work, [new])
            work.commit()
