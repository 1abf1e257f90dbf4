"""Takes one journal back in Xero, as it was planned and looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.books import Books
from app.domain.journals import Journal
from app.domain.postings import How, Posting, State
from app.domain.reversing import REVERSIBLE, ReversalPlan, planned
from app.errors import AppError, ConflictError, LostAnswerError, RefusedError
from app.ports.postings import Attempt
from app.ports.running import Clock, Stop
from app.ports.xero import Ledger, LedgerJournal
from app.services.readback import unlike_lines
from app.services.settling import Settling
from app.services.standing import DEAD, held_journal, living
from app.services.undoing import Undoing


@dataclass(frozen=True, slots=True)
class Errand:
    """What the reversals in one organisation have in common."""

    ledger: Ledger
    books: Books
    again: bool
    stop: Stop


class TakingBack:
    """One journal at a time, the intent of each in the store before a request leaves.

    An answer that was lost is settled by asking Xero, never by guessing.
    """

    def __init__(self, undoing: Undoing, settling: Settling, now: Clock) -> None:
        self._undoing = undoing
        self._settling = settling
        self._now = now

    def one(self, plan: ReversalPlan, errand: Errand) -> str:
        """Do one; returns in words why it was not done, or ``""``."""
        if plan.why_not:
            return plan.why_not
        posting = self._undoing.posting(plan.posting.id)
        if posting.state not in REVERSIBLE:
            return f"It is {posting.state.words.lower()}."
        try:
            held = _found(errand.ledger, posting)
            if held is None or held.status in DEAD:
                status = held.status.lower() if held else "no longer known"
                said = f"It was {status} in Xero already."
                now = replace(plan, posting=posting)
                self._undoing.nothing_left(now, said, again=errand.again)
                return ""
            return self._done(plan, posting, held, errand)
        except (RefusedError, ConflictError) as error:
            return error.detail or error.title

    def _done(
        self,
        plan: ReversalPlan,
        posting: Posting,
        held: LedgerJournal,
        errand: Errand,
    ) -> str:
        """Decide again by what Xero says now, and do it if that is what was planned."""
        mirror = plan.mirror if plan.how is How.MIRROR else None
        now = planned(
            posting,
            held_journal(posting, held),
            errand.books,
            today=today(self._now),
            how=plan.how,
            on=mirror.dated if mirror else None,
        )
        if now.why_not:
            return now.why_not
        if now.how is not How.MIRROR:
            return self._sent(now, b"", errand, lambda x: _undone(errand, held, x.key))
        if mirror is None or now.mirror is None or now.mirror.lines != mirror.lines:
            self._undoing.seen(posting, held)
            return "It was edited in Xero after it was looked at. Look at it again."
        return self._mirror(now, now.mirror, errand)

    def _mirror(self, plan: ReversalPlan, mirror: Journal, errand: Errand) -> str:
        twin = living(errand.ledger, mirror.narration)
        if twin is None:
            body = errand.ledger.request([mirror], errand.books)
            return self._sent(plan, body, errand, lambda x: _posted(errand, mirror, x))
        if unlike_lines(mirror, twin):
            return f"Xero holds another journal that is called “{mirror.narration}”."
        return self._sent(plan, b"", errand, lambda _: twin.xero_id)

    def _sent(
        self,
        plan: ReversalPlan,
        body: bytes,
        errand: Errand,
        send: Callable[[Attempt], str],
    ) -> str:
        """Keep the intent, send, and keep what became of it."""
        attempt = self._undoing.begin(plan, body, again=errand.again)
        try:
            mirror_id = send(attempt)
        except LostAnswerError as error:
            return self._settled(attempt, error.detail, errand)
        except RefusedError as refusal:
            self._undoing.give_back(attempt, refusal.detail)
            raise
        except AppError as error:
            self._undoing.give_back(attempt, error.sentence)
            raise
        self._undoing.end(attempt, mirror_id)
        if mirror_id:
            read = errand.ledger.read(mirror_id)
            self._undoing.seen(self._undoing.posting(plan.posting.id), read)
        return ""

    def _settled(self, attempt: Attempt, why: str, errand: Errand) -> str:
        self._undoing.lost(attempt, why)
        self._settling.settle(attempt.organisation_id, stop=errand.stop)
        posting = self._undoing.posting(attempt.postings[0])
        return "" if posting.state is State.REVERSED else posting.why


def today(now: Clock) -> date:
    """The day on this computer's clock."""
    return now().astimezone().date()


def _found(ledger: Ledger, posting: Posting) -> LedgerJournal | None:
    """The posting's journal; None where Xero has it by neither id nor narration."""
    held = ledger.read(posting.xero_id)
    if held is None and posting.journal:
        elsewhere = living(ledger, posting.journal.narration)
        if elsewhere is not None:
            raise RefusedError("Xero holds its journal under another id.")
    return held


def _undone(errand: Errand, held: LedgerJournal, key: str) -> str:
    errand.ledger.undo(held, key)
    return ""


def _posted(errand: Errand, mirror: Journal, attempt: Attempt) -> str:
    """Post the mirror; returns its id."""
    answers = errand.ledger.send(attempt.body, attempt.key)
    if [answer.narration for answer in answers] != [mirror.narration]:
        raise LostAnswerError("Xero's answer is about something else.")
    if not answers[0].xero_id:
        errors = " ".join(answers[0].errors)
        raise RefusedError(errors or "Xero did not save it and gave no reason.")
    return answers[0].xero_id
