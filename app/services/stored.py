"""Walks over the stored reports of a connection, each with its newest posting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from app.domain.expenses import Report, ReportId
from app.domain.postings import Posting, State
from app.ports.expensify import ReadReport
from app.ports.work import Work
from app.services.pieces import pieces
from app.services.preparation import Bench

Piece = tuple[list[Posting], Mapping[ReportId, Report]]
"""Some postings, and the reports of those of which they were wanted and are kept."""


def stored(
    work: Work,
    read: ReadReport,
    ready: Bench,
    wanted: Callable[[Posting], bool] = lambda _posting: True,
) -> Iterator[Piece]:
    """All of them, oldest day first, in pieces; the reports as they were last pulled.

    To read a report costs much more than its posting: only those ``wanted`` are.
    """
    with work() as transaction:
        walk = transaction.postings.select(State, ready.connection.id)
        for piece in pieces(walk):
            places = [
                (p.connection_id, p.report_id, p.digest) for p in piece if wanted(p)
            ]
            raws = transaction.payloads.raws(places)
            yield (
                piece,
                {of: read(raw, ready.workspace) for (_, of, _), raw in raws.items()},
            )
