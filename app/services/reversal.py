"""Undoes what was posted: deletes, voids or mirrors each journal exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from app.domain.books import OrganisationId
from app.domain.journals import Journal
from app.domain.postings import How, Posting, PostingId
from app.domain.problems import Code
from app.domain.reversing import REVERSIBLE, Outcome, ReversalPlan, planned
from app.domain.runs import Progress
from app.errors import CancelledError
from app.ports.guarding import Leases
from app.ports.running import Clock, Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledgers
from app.services.settling import Settling
from app.services.standing import held_journal, known_journal
from app.services.taking_back import Errand, TakingBack, today
from app.services.undoing import Undoing

_EDITED = frozenset({Code.CHANGED_IN_XERO, Code.DROPPED_BY_XERO})


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
                    refusals[plan.posting.id] = self._taking.one(plan, errand)
        with self._work() as work:
            return tuple(
                Outcome(posting, refusals[posting.id])
                for posting in work.postings.many([plan.posting.id for plan in plans])
            )

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
