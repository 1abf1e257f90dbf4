"""Voids the copies of journals that Xero holds a second time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.postings import IN_XERO, Posting, PostingId
from app.domain.reversing import Outcome
from app.domain.runs import Progress
from app.domain.twins import surplus, with_surplus
from app.errors import CancelledError, LostAnswerError, RefusedError
from app.ports.guarding import Leases
from app.ports.running import Stop, Tell
from app.ports.work import Work
from app.ports.xero import Ledger, LedgerJournal, Ledgers
from app.services.in_turn import Failed, in_turn
from app.services.preparation import persistently
from app.services.scribe import Scribe
from app.services.standing import COUNTS_NOT, judged

_NONE = "Xero holds no second copy of it that is known here."


class Surplus:
    """Leaves one journal of each: where the first counts no longer, the second.

    Voiding what is void already does nothing, so that this can be repeated.
    """

    def __init__(
        self,
        ledgers: Ledgers,
        leases: Leases,
        work: Work,
        scribe: Scribe,
        new_key: Callable[[], str],
    ) -> None:
        self._ledgers = ledgers
        self._leases = leases
        self._work = work
        self._scribe = scribe
        self._new_key = new_key

    def void(
        self,
        ids: Sequence[PostingId],
        *,
        tell: Tell,
        stop: Stop,
        failed: Failed | None = None,
    ) -> tuple[Outcome, ...]:
        """Void the second copies of these; one that is refused stops no other.

        What concerns an organisation ends as with a reversal: it stops no other either.
        """
        with self._work() as work:
            postings = work.postings.many(ids)
        refusals: dict[PostingId, str] = {}

        def there(place: OrganisationId) -> None:
            for posting in postings:
                if posting.organisation_id != place:
                    continue
                if stop.is_set():
                    raise CancelledError
                tell(Progress("Voiding second copies", len(refusals), len(postings)))
                with self._leases.hold(f"post/{place}"):
                    refusals[posting.id] = self._one(posting)

        places = dict.fromkeys(posting.organisation_id for posting in postings)
        failures = in_turn(places, there, stop=stop, failed=failed)
        with self._work() as work:
            after = work.postings.many([posting.id for posting in postings])
        return tuple(
            Outcome(now, refusals[now.id])
            if now.id in refusals
            else Outcome(now, str(failures[now.organisation_id]))
            for now in after
        )

    def _one(self, posting: Posting) -> str:
        """Void those of one; returns in words why not, or ``""``."""
        if not surplus(posting):
            return _NONE
        ledger = self._ledgers(posting.organisation_id)
        try:
            for xero_id in surplus(posting):
                self._copy(ledger, posting.id, xero_id)
        except (RefusedError, LostAnswerError) as error:
            return error.detail or error.title
        return ""

    def _copy(self, ledger: Ledger, posting_id: PostingId, xero_id: str) -> None:
        """Void one copy, unless it is the only one that counts."""
        with self._work() as work:
            posting = work.postings.get(posting_id)
        own = ledger.read(posting.xero_id) if posting.state in IN_XERO else None
        copy = ledger.read(xero_id)
        if copy is None or copy.status in COUNTS_NOT:
            self._keep(posting_id, xero_id, own, "It no longer counts in Xero.")
        elif posting.state in IN_XERO and (own is None or own.status in COUNTS_NOT):
            said = (
                f"{posting.xero_id} no longer counts in Xero: {xero_id} does instead."
            )
            self._keep(posting_id, xero_id, copy, said, What.ADOPTED)
        else:
            ledger.undo(copy, self._new_key())
            self._keep(posting_id, xero_id, own, f"{xero_id} was voided.")

    def _keep(
        self,
        posting_id: PostingId,
        xero_id: str,
        stays: LedgerJournal | None,
        said: str,
        what: What = What.SURPLUS_VOIDED,
    ) -> None:
        """Keep that a copy is none any more, and how the journal that stays stands."""

        def keep() -> None:
            with self._work() as work:
                old = work.postings.get(posting_id)
                new = with_surplus(old, set(surplus(old)) - {xero_id})
                if stays is not None and new.state in IN_XERO:
                    new = judged(replace(new, xero_id=stays.xero_id), stays)
                event = self._scribe.of(new, what, said, before=old)
                work.postings.save([new], [event])
                work.commit()

        persistently(keep)
