"""Sends a request again whose work Xero seems not to have done, under its own key."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import timedelta

from app.domain.history import What
from app.domain.postings import IN_FLIGHT, Posting, PostingId, State
from app.errors import LostAnswerError, RefusedError
from app.ports.postings import Attempt
from app.ports.work import Work
from app.ports.xero import Ledger
from app.services.answering import WHAT, outcomes, refused
from app.services.scribe import Scribe
from app.services.successors import Successors

KEY_LIVES = timedelta(minutes=5)
"""How old a request may be to be sent again as it is.

Xero keeps a key for six minutes (facts: Xero, 3). A request that is still on its way
there and one that is sent again under the same key are one to Xero, whichever of them
it comes to first: a new key would make them two.
"""

_SAID = "Xero did not have it, and it was sent again under the same key."
_UNMATCHED = "Xero's answer is about something else."
_UNDER_WAY = IN_FLIGHT | {State.REVERSING}


class Resending:
    """Repeats a request to the byte, and keeps what Xero answers."""

    def __init__(self, work: Work, scribe: Scribe, successors: Successors) -> None:
        self._work = work
        self._scribe = scribe
        self._successors = successors

    def worthwhile(self, attempt: Attempt, missing: Container[PostingId]) -> bool:
        """Whether Xero may still know the key, and has nothing of the request.

        A request of which anything was found was carried out: under a key that lapsed
        meanwhile, all of it would be again.
        """
        age = self._scribe.now() - attempt.begun
        young = timedelta() <= age < KEY_LIVES
        return (
            young and bool(attempt.body) and all(p in missing for p in attempt.postings)
        )

    def send(self, ledger: Ledger, attempt: Attempt) -> tuple[PostingId, ...]:
        """Send it again; returns the postings whose journals Xero has by that.

        LostAnswerError where this answer is lost too, and then nothing is decided.
        """
        with self._work() as work:
            sent = work.postings.many(attempt.postings)
            again = self._scribe.of_each(
                [(p, p) for p in sent], What.RESENT, said=_SAID
            )
            work.history.add(again)
            work.commit()
        try:
            answers = ledger.send(attempt.body, attempt.key)
        except RefusedError as refusal:
            words, alone = refusal.detail, len(sent) == 1
            return self._keep(attempt, lambda p: _turned_down(p, words, alone=alone))
        found = outcomes(sent, answers)
        if found is None:
            raise LostAnswerError(_UNMATCHED)
        after = {posting.id: posting for posting in found}
        return self._keep(attempt, lambda p: after[p.id])

    def _keep(
        self, attempt: Attempt, after: Callable[[Posting], Posting]
    ) -> tuple[PostingId, ...]:
        with self._work() as work:
            olds = work.postings.many(attempt.postings)
            moves = [(old, after(old)) for old in olds if old.state in _UNDER_WAY]
            events = [
                self._scribe.of(new, _what(old, new), new.why, before=old)
                for old, new in moves
            ]
            work.postings.save([new for _, new in moves], events)
            work.attempts.settle(attempt.key, self._scribe.now())
            self._successors.add(work, [new for _, new in moves])
            work.commit()
        return tuple(
            new.id for old, new in moves if old.state in IN_FLIGHT and new.xero_id
        )


def _turned_down(posting: Posting, words: str, *, alone: bool) -> Posting:
    """A request that was turned down whole; of several, nobody knows the culprit."""
    if alone or posting.state is State.REVERSING:
        return refused(posting, words)
    return posting.moved(State.READY)


def _what(old: Posting, new: Posting) -> What:
    if old.state is State.REVERSING:
        return What.REVERSED if new.state is State.REVERSED else What.NOT_REVERSED
    return WHAT.get(new.state, What.SENT_AGAIN)
