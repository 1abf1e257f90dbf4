"""Finds again what was posted after the back-up that was put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from app.domain.books import OrganisationId
from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.postings import OPEN, State
from app.ports.postings import Attempt
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledger, LedgerJournal
from app.services.organisations import posting_into
from app.services.pieces import pieces
from app.services.preparation import persistently
from app.services.scribe import Scribe
from app.services.standing import DEAD, adopted

_MARGIN = timedelta(minutes=10)
_AGO = timedelta(days=40)
"""How much further back to look where nothing tells the time by Xero's clock."""
_NOT_SENT = OPEN | {State.HELD, State.ELSEWHERE}


class Regaining:
    """Adopts journals that Xero has and a store put back knows nothing of.

    A mark, an attempt without postings, stays open until every connection was synced
    once more: until then a report may come in that was posted after the back-up.
    """

    def __init__(self, work: Work, scribe: Scribe) -> None:
        self._work = work
        self._scribe = scribe

    def mark(self, said: str) -> None:
        """Say in a store that was put back that it may be behind.

        Our clock may have been ahead when the back-up was made: what was posted after
        is looked for by Xero's own time, and no sync from before is one from after.
        """
        now = self._scribe.now()
        with self._work() as work:
            newest = work.history.page(HistoryQuery(limit=1)).events
            made = newest[0].event.at if newest else now
            for organisation_id in {c.organisation_id for c in work.connections.all()}:
                ids = [x.id for x in posting_into(work, organisation_id)]
                key = f"restored {organisation_id} {now.isoformat()}"
                synced = [work.connections.synced(x) or now for x in ids]
                body = max([now, *synced]).isoformat().encode()
                looked = [work.connections.looked(x) for x in ids]
                begun = min([made, *(x or min(made, now) - _AGO for x in looked)])
                work.attempts.add(Attempt(key, organisation_id, (), body, begun))
            work.history.add([self._scribe.event(What.RESTORED, said)])
            work.commit()

    def look(
        self, organisation_id: OrganisationId, marks: Sequence[Attempt], ledger: Ledger
    ) -> None:
        """Adopt what was posted since the back-ups that ``marks`` stand for."""
        if not marks:
            return
        since = min(mark.begun for mark in marks) - _MARGIN
        for held in _pieces(ledger.modified_since(since)):
            persistently(partial(self._adopted, organisation_id, held))
        with self._work() as work:
            for mark in marks:
                if _synced_since(work, organisation_id, mark):
                    work.attempts.settle(mark.key, self._scribe.now())
            work.commit()

    def _adopted(
        self, organisation_id: OrganisationId, held: Mapping[str, LedgerJournal]
    ) -> None:
        with self._work() as work:
            postings = work.postings.select(_NOT_SENT, None, organisation_id)
            moves = [
                (old, adopted(old, held[old.journal.narration]))
                for old in postings
                if old.live and old.journal and old.journal.narration in held
            ]
            said = "It was posted after the back-up was made."
            events = [
                self._scribe.of(new, What.ADOPTED, said, before=old)
                for old, new in moves
            ]
            work.postings.save([new for _, new in moves], events)
            work.commit()


def _synced_since(
    work: UnitOfWork, organisation_id: OrganisationId, mark: Attempt
) -> bool:
    restored = datetime.fromisoformat(mark.body.decode())
    concerned = posting_into(work, organisation_id)
    synced = [work.connections.synced(x.id) for x in concerned]
    return all(moment is not None and moment > restored for moment in synced)


def _pieces(held: Iterable[LedgerJournal]) -> Iterator[Mapping[str, LedgerJournal]]:
    """Live journals by their narration, a few at a time."""
    live = (journal for journal in held if journal.status not in DEAD)
    for piece in pieces(live):
        yield {journal.narration: journal for journal in piece}
