"""Looks once more at what is about to be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.domain.books import Books
from app.domain.postings import SENDABLE, Posting, PostingId
from app.domain.setup import Connection, DateRule
from app.ports.work import Work
from app.ports.xero import Ledger
from app.services.pieces import pieces
from app.services.preparation import Preparation, bench
from app.services.reading_books import read_books
from app.services.scribe import Scribe
from app.services.twins import Twins

_MARGIN = timedelta(minutes=10)
_AGO = timedelta(days=90)


class LastLook:
    """Somebody may have changed the books, a set-up or a report, or sent it before."""

    def __init__(self, work: Work, preparation: Preparation, scribe: Scribe) -> None:
        self._work = work
        self._preparation = preparation
        self._scribe = scribe
        self._twins = Twins(work, scribe)

    def books(self, connection: Connection, ledger: Ledger) -> Books:
        """The books as they are now: a period may have been locked since."""
        which = connection.organisation_id
        books = read_books(ledger, self._work, self._scribe, which)
        with self._work() as work:
            version = work.connections.setup(connection.id)
        dated_today = version.setup.posting.date_rule is DateRule.POSTING_DAY
        if dated_today:
            self._preparation.refresh(connection.id)
        else:
            self._preparation.keep_up(connection.id)
        return books

    def sendable(
        self, connection: Connection, ids: Sequence[PostingId], ledger: Ledger
    ) -> Iterator[list[Posting]]:
        """Those of ``ids`` that can be sent as they are now, some at a time."""
        with self._work() as work:
            looked = work.connections.looked(connection.id)
        for some in pieces(ids):
            piece = self._newest(connection, some)
            piece = self._not_there(piece, looked, ledger)
            yield [
                p
                for p in piece
                if p.state in SENDABLE and p.journal and p.journal.balanced
            ]

    def _not_there(
        self,
        piece: tuple[Posting, ...],
        looked: datetime | None,
        ledger: Ledger,
    ) -> tuple[Posting, ...]:
        """These, after a look in Xero for what was sent before and given up.

        What came there before the last look was noticed by that.
        """
        tried = [p.id for p in piece if p.attempt and p.state in SENDABLE]
        if not tried:
            return piece
        since = (looked or self._scribe.now() - _AGO) - _MARGIN
        self._twins.look_for(ledger, tried, since)
        with self._work() as work:
            return work.postings.many([p.id for p in piece])

    def _newest(
        self, connection: Connection, ids: Sequence[PostingId]
    ) -> tuple[Posting, ...]:
        """These postings, computed anew where the set-up or a person said otherwise."""
        with self._work() as work:
            ready = bench(work, connection.id)
            piece = work.postings.many(ids)
            stale = [
                p
                for p in piece
                if p.state in SENDABLE
                and (
                    p.setup_version != ready.version.version
                    or p.report_id in ready.overrides
                )
            ]
            moves = list(self._preparation.recomputed(work, ready, stale))
            if not moves:
                return piece
            work.postings.save(
                [new for _, new in moves], self._preparation.events(moves)
            )
            work.commit()
        with self._work() as work:
            return work.postings.many(ids)
