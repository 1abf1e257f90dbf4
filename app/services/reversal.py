"""Undoes what was posted: deletes, voids or mirrors each journal exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.books import OrganisationId
from app.domain.journals import Journal
from app.domain.postings import How, Posting, PostingId, State
from app.domain.problems import Code
from app.domain.reversing import REVERSIBLE, Outcome, ReversalPlan, planned
from app.domain.runs import Progress
from app.errors import AppError, CancelledError
from app.ports.guarding import Leases
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledgers
from app.services.in_turn import Failed, in_turn
from app.services.settling import Settling
from app.services.standing import held_journal, known_journal
from app.services.taking_back import Errand, TakingBack, today
from app.services.undoing import Undoing

_EDITED = frozenset({Code.CHANGED_IN_XERO, Code.DROPPED_BY_XERO})


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be undone in each organisation, and how it goes."""

    plans: Callable[[OrganisationId], Sequence[ReversalPlan]]
    again: bool
    tell: Tell
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
        self._taking = TakingBack(undoing, settling, now)
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
                today=today(self._now),
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
        failed: Failed | None = None,
    ) -> tuple[Outcome, ...]:
        """Do as planned, one outcome for each; what is refused does not stop the rest.

        ``again``: each is to be posted anew afterwards, and is ready for it from the
        moment it is reversed. What concerns all of an organisation (offline, sign-in,
        the day's limit) is raised after everything that was done is stored, of several
        failures the gravest. Where it did not concern every organisation, ``failed`` is
        told of each instead, if given, and the outcomes say what was not done.
        """
        by_place: dict[OrganisationId, list[ReversalPlan]] = defaultdict(list)
        for plan in plans:
            by_place[plan.posting.organisation_id].append(plan)
        wish = _Wish(by_place.__getitem__, again, tell, stop)
        return self._outcomes([plan.posting for plan in plans], wish, failed)

    def undo(  # noqa: PLR0913 - a wish and how it goes
        self,
        ids: Sequence[PostingId],
        how: How | None = None,
        on: date | None = None,
        *,
        again: bool = False,
        tell: Tell,
        stop: Stop,
        failed: Failed | None = None,
    ) -> tuple[Outcome, ...]:
        """Plan these and do it at once, without a look in between; else as ``run``."""
        with self._work() as work:
            postings = work.postings.many(ids)

        def plans(place: OrganisationId) -> Sequence[ReversalPlan]:
            there = [p.id for p in postings if p.organisation_id == place]
            return self.plan(there, how, on)

        return self._outcomes(postings, _Wish(plans, again, tell, stop), failed)

    def _outcomes(
        self, postings: Sequence[Posting], wish: _Wish, failed: Failed | None
    ) -> tuple[Outcome, ...]:
        refusals: dict[PostingId, str] = {}

        def there(place: OrganisationId) -> None:
            self._try(place, wish, refusals)

        places = dict.fromkeys(posting.organisation_id for posting in postings)
        failures = in_turn(places, there, stop=wish.stop, failed=failed)
        with self._work() as work:
            after = work.postings.many([posting.id for posting in postings])
        return tuple(
            Outcome(now, refusals[now.id])
            if now.id in refusals
            else Outcome(now, _not_done(old, now, failures[now.organisation_id]))
            for old, now in zip(postings, after, strict=True)
        )

    def _try(
        self, place: OrganisationId, wish: _Wish, refusals: dict[PostingId, str]
    ) -> None:
        """Do what is planned in one organisation; keep of each why it was not done."""
        plans = wish.plans(place)
        with self._leases.hold(f"post/{place}"):
            self._settling.settle(place, stop=wish.stop)
            errand = self._errand(place, again=wish.again, stop=wish.stop)
            for done, plan in enumerate(plans):
                if wish.stop.is_set():
                    raise CancelledError
                wish.tell(Progress("Reversing", done, len(plans)))
                refusals[plan.posting.id] = self._taking.one(plan, errand)

    def _errand(
        self, organisation_id: OrganisationId, *, again: bool, stop: Stop
    ) -> Errand:
        """The books as they are now; whoever computes anew will keep them."""
        ledger = self._ledgers(organisation_id)
        with self._work() as work:
            known = work.reference.books(organisation_id)
        return Errand(ledger, ledger.books(known), again, stop)

    def _standing(self, posting: Posting, *, mirror: bool) -> Journal | None:
        if mirror and posting.state in REVERSIBLE and _EDITED & set(posting.codes):
            held = self._ledgers(posting.organisation_id).read(posting.xero_id)
            return held_journal(posting, held) if held else None
        return known_journal(posting)


def _not_done(old: Posting, now: Posting, failure: AppError) -> str:
    """Why one had not its turn, in words; ``""`` where only the look at it failed."""
    done = old.state in REVERSIBLE and now.state is State.REVERSED
    return "" if done else str(failure)
