"""Adds up what was spent lately, once, and then only what came since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domain.expenses import ReportId
from app.domain.setup import Connection
from app.domain.spending import Purse, Spending
from app.ports.expensify import ReadReport
from app.ports.running import Clock
from app.ports.work import UnitOfWork
from app.services.pieces import pieces

DAYS = 90


@dataclass(frozen=True, slots=True)
class Weights:
    """What was spent from ``since`` to ``until``."""

    since: date
    until: date
    spending: Spending


@dataclass(slots=True)
class _Sum:
    since: date
    currency: str
    purse: Purse
    digests: dict[ReportId, str] = field(default_factory=dict)


class Scales:
    """Weighs a connection's spending; remembers each sum for as long as it holds."""

    def __init__(self, read: ReadReport, now: Clock) -> None:
        self._read = read
        self._now = now
        self._sums: dict[str, _Sum] = {}

    def weigh(self, work: UnitOfWork, connection: Connection, currency: str) -> Weights:
        """The last 90 days, or those before the latest report where that is older."""
        today = self._now().astimezone().date()
        last = work.postings.last_approved(connection.id) or today
        span = timedelta(days=DAYS)
        until = last if last < today - span else today
        since = until - span
        wanted = work.postings.approved_since(connection.id, since)
        known = self._sums.get(connection.id)
        fresh = known is None or (known.since, known.currency) != (since, currency)
        if known is None or fresh or not known.digests.items() <= wanted.items():
            known = _Sum(since, currency, Purse(currency))
            self._sums[connection.id] = known
        self._add(work, connection, known, wanted)
        return Weights(since, until, known.purse.spending())

    def _add(
        self,
        work: UnitOfWork,
        connection: Connection,
        to: _Sum,
        wanted: Mapping[ReportId, str],
    ) -> None:
        workspace = work.reference.workspace(connection.workspace_id)
        new = [(x, digest) for x, digest in wanted.items() if x not in to.digests]
        for piece in pieces(new):
            places = [(connection.id, *x) for x in piece]
            for raw in work.payloads.raws(places).values():
                to.purse.add(self._read(raw, workspace))
        to.digests |= dict(new)
