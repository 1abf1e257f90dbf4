"""Recognises journals that Xero holds twice, or against all that was thought, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

from app.domain.history import What
from app.domain.postings import IN_FLIGHT, Posting, PostingId, State, posting_id
from app.domain.reversing import mirror_narration
from app.domain.twins import surplus, with_surplus
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledger, LedgerJournal
from app.services.answering import narration_sent
from app.services.pieces import pieces
from app.services.preparation import WAITING, persistently
from app.services.scribe import Scribe
from app.services.standing import COUNTS_NOT, adopted

_FEW = 5
_SETTLED = frozenset(State) - IN_FLIGHT - {State.REVERSING}
_LATE = "Xero carried it out after it was thought not to be there."


class Sightings:
    """Journals with a narration of ours that went by, and are not the ones we know.

    One of an earlier revision belongs to the report's newest.
    """

    def __init__(self) -> None:
        self.live: defaultdict[PostingId, dict[str, LedgerJournal]] = defaultdict(dict)
        self.gone: defaultdict[PostingId, set[str]] = defaultdict(set)
        self._names: dict[str, PostingId] = {}
        self._own: set[str] = set()
        self._surplus: dict[str, PostingId] = {}

    @property
    def expects(self) -> bool:
        """Whether there is anything to look out for."""
        return bool(self._names)

    def know(self, posting: Posting, newest: PostingId) -> None:
        """Look out for copies of this one; ``newest`` is the report's last revision.

        And for mirrors of it, also where none is known of: it may have been refused in
        words and carried out.
        """
        reversal = posting.reversal
        mirror = reversal.mirror if reversal else None
        if posting.journal is not None:
            called = mirror.narration if mirror else mirror_narration(posting)
            for name in (posting.journal.narration, called):
                self._names.setdefault(_plain(name), newest)
        self._own |= {posting.xero_id, reversal.xero_id if reversal else ""} - {""}
        self._surplus |= dict.fromkeys(surplus(posting), newest)

    def look_at(self, held: Iterable[LedgerJournal]) -> None:
        """Remember those of these that matter."""
        for journal in held:
            self._note(journal)

    def passing(self, held: Iterable[LedgerJournal]) -> Iterator[LedgerJournal]:
        """Give these out again, and remember those that matter."""
        for journal in held:
            self._note(journal)
            yield journal

    def _note(self, journal: LedgerJournal) -> None:
        xero_id = journal.xero_id
        if xero_id in self._own:
            return
        if xero_id in self._surplus:
            if journal.status in COUNTS_NOT:
                self.gone[self._surplus[xero_id]].add(xero_id)
            return
        of = self._names.get(_plain(journal.narration))
        if of is not None and journal.status not in COUNTS_NOT:
            self.live[of][xero_id] = journal


class Twins:
    """Adopts what turned up late, and says what is too much."""

    def __init__(self, work: Work, scribe: Scribe) -> None:
        self._work = work
        self._scribe = scribe

    def look_out(
        self, work: UnitOfWork, seen: Sightings, postings: Iterable[Posting]
    ) -> Iterator[Posting]:
        """Give these out again, looking out for copies of all their revisions."""
        for posting in postings:
            seen.know(posting, posting.id)
            ids = [
                posting_id(posting.connection_id, posting.report_id, revision)
                for revision in range(1, posting.revision)
            ]
            for earlier in work.postings.many(ids):
                seen.know(earlier, posting.id)
            yield posting

    def look_for(
        self, ledger: Ledger, ids: Sequence[PostingId], since: datetime
    ) -> None:
        """Look in Xero for journals of these, or more of them than one each."""
        seen = Sightings()
        with self._work() as work:
            postings = list(self.look_out(work, seen, work.postings.many(ids)))
        if len(postings) > _FEW:
            found: Iterable[LedgerJournal] = ledger.modified_since(since)
        else:
            names = filter(None, map(narration_sent, postings))
            found = (journal for name in names for journal in ledger.find(name))
        seen.look_at(found)
        self.keep(seen)

    def keep(self, seen: Sightings) -> int:
        """Keep what was seen; returns how many postings moved."""
        ids = list({**seen.live, **seen.gone})
        return sum(
            persistently(partial(self._kept, piece, seen)) for piece in pieces(ids)
        )

    def _kept(self, ids: Sequence[PostingId], seen: Sightings) -> int:
        with self._work() as work:
            olds = [p for p in work.postings.many(ids) if p.state in _SETTLED]
            moves = [(old, _seen(old, seen)) for old in olds]
            moves = [(old, new) for old, new in moves if new != old]
            events = [
                self._scribe.of(new, *_said(old, new), before=old) for old, new in moves
            ]
            work.postings.save([new for _, new in moves], events)
            work.commit()
        return len(moves)


def _seen(posting: Posting, seen: Sightings) -> Posting:
    """The posting after what was seen; one that nobody knew of is its journal."""
    live = dict(seen.live.get(posting.id, {}))
    mine = posting.journal.narration if posting.journal else ""
    found = min((x for x in live if _plain(live[x].narration) == mine), default="")
    if posting.state in WAITING and found:
        posting = adopted(posting, live.pop(found))
    live.pop(posting.xero_id, None)
    left = set(surplus(posting)) - seen.gone.get(posting.id, set())
    return with_surplus(posting, left | live.keys())


def _said(old: Posting, new: Posting) -> tuple[What, str]:
    if old.state in WAITING and new.state not in WAITING:
        return What.ADOPTED, _LATE
    if len(surplus(new)) > len(surplus(old)):
        return What.TWICE, new.problems[-1].message
    return What.CHECKED, "A second copy no longer counts in Xero."


def _plain(narration: str) -> str:
    """A narration without what Xero may have done to its spaces."""
    return " ".join(narration.split())
