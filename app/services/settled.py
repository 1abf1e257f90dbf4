"""What became of a posting that was on its way, by what Xero holds."""

from __future__ import annotations

from app.domain.history import What
from app.domain.postings import Posting, State
from app.domain.reversing import not_undone, undone
from app.ports.xero import LedgerJournal
from app.services.answering import narration_sent
from app.services.standing import DEAD, judged, landed


def said(old: Posting, new: Posting) -> What:
    """The kind of event that settling a posting is."""
    if old.state is State.REVERSING:
        return What.REVERSED if new.state is State.REVERSED else What.NOT_REVERSED
    return What.SENT_AGAIN if new.state is State.READY else What.ADOPTED


def _unwound(posting: Posting, held: LedgerJournal | None) -> Posting:
    """A posting that was being undone: it is, when its mirror counts or it does not."""
    mirrored = bool(narration_sent(posting))
    if held is None or (mirrored and held.status in DEAD):
        return not_undone(posting, "Xero has not reversed it. Reverse it again.")
    return undone(posting, held.xero_id if mirrored else "")


def settled(posting: Posting, held: LedgerJournal | None) -> Posting:
    """A posting that was on its way, now that Xero was asked for its journal."""
    if posting.state is State.REVERSING:
        return _unwound(posting, held)
    if held is None:
        return posting.moved(State.READY)
    adopted = posting.moved(landed(held.status), xero_id=held.xero_id)
    return judged(adopted, held)
