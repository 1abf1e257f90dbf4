"""Undoes what was posted: deletes, voids or mirrors each journal exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.books import Books, OrganisationId
from app.domain.journals import Journal
from app.domain.postings import How, Posting, PostingId, State
from app.domain.problems import Code
from app.domain.reversing import REVERSIBLE, Outcome, ReversalPlan, planned
from app.domain.runs import Progress
from app.errors import (
    AppError,
    CancelledError,
    ConflictError,
    LostAnswerError,
    RefusedError,
)
from app.ports.guarding import Leases
from app.ports.postings import Attempt
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledger, LedgerJournal, Ledgers
from app.services.readback import unlike_lines
from app.services.settling import Settling
from app.services.standing import DEAD, held_journal, known_journal, living
from app.services.undoing import Undoing

_EDITED = frozenset({Code.CHANGED_IN_XERO, Code.DROPPED_BY_XERO})


@dataclass(frozen=True, slots=True)
class _Errand:
    """What the reversals in one organisation have in common."""

    ledger: Ledger
    books: Books
    again: bool
    stop: Stop


class Reverser:
    """Plans first, then does what was looked at and nothing else.

    The intent is in the store before a request leaves, as with posting; an answer that
    was lost is settled by asking Xero, never by guessing.
    """

    def __init__(  # noqa: PLR0913 - its collaborators
        self,
        ledgers: Ledgers,
        leases: Leases,
        work: Work,
        settling: Settling,
        undoing: Undoing,
        now: Clock,
    ) -> None:
        self._ledgers = ledgers
        self._leases = leases
        self._work = work
        self._settling = settling
        self._undoing = undoing
        self._now = now

    def plan(
        self, ids: Sequence[PostingId], how: How | None = None, on: date | None = None
    ) -> tuple[ReversalPlan, ...]:
        """How these would be undone, one plan for each.

        From what is known here; Xero is only asked for a journal that it no longer
        holds as it was sent, where that is to be mirrored.
        """
        with self._work() as work:
            postings = work.postings.many(ids)
            books = {
                p.organisation_id: work.reference.books(p.organisation_id)
                for p in postings
            }
        mirror = how is How.MIRROR or on is not None
        return tuple(
            planned(
                posting,
                self._standing(posting, mirror=mirror),
                books[posting.organisation_id],
                today=self._today(),
                how=how,
                on=on,
            )
            for posting in postings
        )

    def run(
        self,
        plans: Sequence[ReversalPlan],
        *,
        again: bool = False,
        tell: Tell,
        stop: Stop,
    ) -> tuple[Outcome, ...]:
        """Do as planned, one outcome for each; what is refused does not stop the rest.

        ``again``: each is to be posted anew afterwards, and is ready for it from the
        moment it is reversed. What concerns them all (offline, sign-in, the day's
        limit) is raised after everything that was done is stored.
        """
        by_place: dict[OrganisationId, list[ReversalPlan]] = defaultdict(list)
        for plan in plans:
            by_place[plan.posting.organisation_id].append(plan)
        refusals: dict[PostingId, str] = {}
        for organisation_id, group in by_place.items():
            with self._leases.hold(f"post/{organisation_id}"):
                self._settling.settle(organisation_id, stop=stop)
                errand = self._errand(organisation_id, again=again, stop=stop)
                for done, plan in enumerate(group):
                    if stop.is_set():
                        raise CancelledError
                    tell(Progress("Reversing", done, len(group)))
                    refusals[plan.posting.id] = self._one(plan, errand)
        with self._work() as work:
            return tuple(
                Outcome(posting, refusals[posting.id])
                for posting in work.postings.many([plan.posting.id for plan in plans])
            )

    def _errand(
        self, organisation_id: OrganisationId, *, again: bool, stop: Stop
    ) -> _Errand:
        """The books as they are now; whoever computes anew will keep them."""
        ledger = self._ledgers(organisation_id)
        with self._work() as work:
            known = work.reference.books(organisation_id)
        return _Errand(ledger, ledger.books(known), again, stop)

    def _one(self, plan: ReversalPlan, errand: _Errand) -> str:
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
        errand: _Errand,
    ) -> str:
        """Decide again by what Xero says now, and do it if that is what was planned."""
        mirror = plan.mirror if plan.how is How.MIRROR else None
        now = planned(
            posting,
            held_journal(posting, held),
            errand.books,
            today=self._today(),
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

    def _mirror(self, plan: ReversalPlan, mirror: Journal, errand: _Errand) -> str:
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
        errand: _Errand,
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

    def _settled(self, attempt: Attempt, why: str, errand: _Errand) -> str:
        self._undoing.lost(attempt, why)
        self._settling.settle(attempt.organisation_id, stop=errand.stop)
        posting = self._undoing.posting(attempt.postings[0])
        return "" if posting.state is State.REVERSED else posting.why

    def _standing(self, posting: Posting, *, mirror: bool) -> Journal | None:
        if mirror and posting.state in REVERSIBLE and _EDITED & set(posting.codes):
            held = self._ledgers(posting.organisation_id).read(posting.xero_id)
            return held_journal(posting, held) if held else None
        return known_journal(posting)

    def _today(self) -> date:
        return self._now().astimezone().date()


def _found(ledger: Ledger, posting: Posting) -> LedgerJournal | None:
    """The posting's journal; None where Xero has it by neither id nor narration."""
    held = ledger.read(posting.xero_id)
    if held is None and posting.journal:
        elsewhere = living(ledger, posting.journal.narration)
        if elsewhere is not None:
            raise RefusedError("Xero holds its journal under another id.")
    return held


def _undone(errand: _Errand, held: LedgerJournal, key: str) -> str:
    errand.ledger.undo(held, key)
    return ""


def _posted(errand: _Errand, mirror: Journal, attempt: Attempt) -> str:
    """Post the mirror; returns its id."""
    answers = errand.ledger.send(attempt.body, attempt.key)
    if [answer.narration for answer in answers] != [mirror.narration]:
        raise LostAnswerError("Xero's answer is about something else.")
    if not answers[0].xero_id:
        errors = " ".join(answers[0].errors)
        raise RefusedError(errors or "Xero did not save it and gave no reason.")
    return answers[0].xero_id
