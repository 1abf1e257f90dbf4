"""Notices journals that changed in Xero after posting, or are there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import chain

from app.domain.journals import Journal
from app.domain.postings import IN_XERO, Posting, PostingId, State
from app.domain.setup import Connection
from app.domain.twins import Double
from app.errors import CancelledError
from app.ports.running import Stop
from app.ports.work import Work
from app.ports.xero import Ledger, LedgerJournal
from app.services.pieces import pieces
from app.services.preparation import persistently
from app.services.scribe import Scribe
from app.services.standing import DEAD, judged, noticed
from app.services.twins import Sightings, Twins

_MARGIN = timedelta(minutes=10)
_AHEAD = timedelta(days=40)
"""How long before its own day a journal may have been posted, and more."""


@dataclass(frozen=True, slots=True)
class _Ours:
    """A journal of ours in Xero; one that reverses belongs to what it reverses."""

    posting_id: PostingId
    xero_id: str
    narration: str
    dated: date


class DriftWatch:
    """Compares what was posted with what Xero holds now, a thousand in one call."""

    def __init__(self, work: Work, scribe: Scribe) -> None:
        self._work = work
        self._scribe = scribe
        self._twins = Twins(work, scribe)

    def look(self, connection: Connection, ledger: Ledger, stop: Stop) -> int:
        """Look at what was modified in Xero since the newest change seen before.

        That is a time of Xero's own: our clock may be wrong, or have been. Returns how
        many postings moved.
        """
        ours, seen = self._ours(connection)
        if not ours and not seen.expects:
            return 0
        with self._work() as work:
            looked = work.connections.looked(connection.id)
        since = looked - _MARGIN if looked else _begun(ours, self._scribe.now())
        newest = _Newest()
        held = seen.passing(newest.passing(ledger.modified_since(since)))
        looks = ((ours[x.xero_id], x) for x in held if x.xero_id in ours)
        moved = self._judged(looks, stop) + self._twins.keep(seen)
        if newest.at is not None and newest.at != looked:
            with self._work() as work:
                work.connections.note_looked(connection.id, newest.at)
                work.commit()
        return moved

    def survey(
        self, connection: Connection, ledger: Ledger, stop: Stop
    ) -> tuple[int, tuple[Double, ...]]:
        """Look at all that was posted in open periods, and for doubles of it.

        Returns how many postings moved, and where Xero holds one narration twice.
        """
        with self._work() as work:
            books = work.reference.books(connection.organisation_id)
        locked = books.organisation.locked_until
        known, copies = self._ours(connection)
        ours = {
            xero_id: each
            for xero_id, each in known.items()
            if locked is None or each.dated > locked
        }
        if not ours:
            return 0, ()
        seen = _Seen(ours)
        held = copies.passing(ledger.modified_since(_begun(ours, self._scribe.now())))
        moved = self._judged(seen.passing(held), stop)
        missing = [xero_id for xero_id in ours if xero_id not in seen.ids]
        alone = ((ours[x], ledger.read(x)) for x in missing)
        moved += self._judged(alone, stop) + self._twins.keep(copies)
        return moved, seen.doubles()

    def _ours(self, connection: Connection) -> tuple[Mapping[str, _Ours], Sightings]:
        """Our journals in Xero by their id there, and a look-out for more of them."""
        ours: dict[str, _Ours] = {}
        seen = Sightings()
        with self._work() as work:
            tried = work.postings.many(work.postings.tried(connection.id))
            held = work.postings.select(IN_XERO | {State.REVERSED}, connection.id)
            newest = self._twins.look_out(work, seen, chain(tried, held))
            earlier = work.postings.many(work.postings.superseded(connection.id))
            for posting in chain(newest, earlier):
                for xero_id, journal in _in_xero(posting):
                    if xero_id:
                        name, dated = journal.narration, journal.dated
                        ours[xero_id] = _Ours(posting.id, xero_id, name, dated)
        return ours, seen

    def _judged(
        self, held: Iterable[tuple[_Ours, LedgerJournal | None]], stop: Stop
    ) -> int:
        """Keep what these looks show; returns how many postings moved."""
        count = 0
        for piece in pieces(held):
            if stop.is_set():
                raise CancelledError
            count += persistently(partial(self._kept, piece))
        return count

    def _kept(self, looks: Sequence[tuple[_Ours, LedgerJournal | None]]) -> int:
        with self._work() as work:
            ids = dict.fromkeys(ours.posting_id for ours, _ in looks)
            olds = {old.id: old for old in work.postings.many(list(ids))}
            news = dict(olds)
            for ours, held in looks:
                if ours.posting_id in news:
                    old = news[ours.posting_id]
                    news[old.id] = _after(old, held, ours.xero_id)
            moves = [(olds[x], news[x]) for x in olds if olds[x] != news[x]]
            events = [noticed(self._scribe, old, new) for old, new in moves]
            work.postings.save([new for _, new in moves], events)
            work.commit()
        return len(moves)


class _Newest:
    """Remembers the newest change of the journals that went by."""

    def __init__(self) -> None:
        self.at: datetime | None = None

    def passing(self, held: Iterable[LedgerJournal]) -> Iterator[LedgerJournal]:
        """Give these out again."""
        for journal in held:
            if journal.updated and (self.at is None or journal.updated > self.at):
                self.at = journal.updated
            yield journal


class _Seen:
    """Remembers which journals went by, and which narrations more than once."""

    def __init__(self, ours: Mapping[str, _Ours]) -> None:
        self.ids: set[str] = set()
        self._ours = ours
        self._live: defaultdict[str, set[str]] = defaultdict(set)
        self._narrations = {each.narration for each in ours.values()}

    def passing(
        self, held: Iterable[LedgerJournal]
    ) -> Iterator[tuple[_Ours, LedgerJournal]]:
        """Give out those that are ours."""
        for journal in held:
            if journal.narration in self._narrations and journal.status not in DEAD:
                self._live[journal.narration].add(journal.xero_id)
            if journal.xero_id in self._ours:
                self.ids.add(journal.xero_id)
                yield self._ours[journal.xero_id], journal

    def doubles(self) -> tuple[Double, ...]:
        """The narrations that more than one live journal has."""
        return tuple(
            Double(narration, tuple(sorted(ids)))
            for narration, ids in sorted(self._live.items())
            if len(ids) > 1
        )


def _begun(ours: Mapping[str, _Ours], now: datetime) -> datetime:
    """A moment before any of them can have been posted."""
    first = min((each.dated for each in ours.values()), default=now.date())
    return datetime.combine(first - _AHEAD, time(), UTC)


def _after(posting: Posting, held: LedgerJournal | None, xero_id: str) -> Posting:
    """The posting after a look; what is on its way is for settling to judge."""
    if posting.state is State.REVERSING:
        return posting
    return judged(posting, held, xero_id)


def _in_xero(posting: Posting) -> Iterator[tuple[str, Journal]]:
    """The journals of a posting that have to stay as they are, by their ids there."""
    reversal, journal = posting.reversal, posting.journal
    undone = posting.state is State.REVERSED
    mirror = reversal.mirror if reversal and undone else None
    if reversal and mirror:
        yield reversal.xero_id, mirror
    if journal:
        yield posting.xero_id, journal
