"""Adds months up, and again only those in which something changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.books import AccountCode
from app.domain.setup import Connection, ConnectionId
from app.domain.trends import (
    NO_ACCOUNT,
    Flow,
    Month,
    OnAccount,
    Spent,
    month_end,
    month_of,
)
from app.errors import AppError
from app.ports.sums import SumsKept
from app.ports.work import UnitOfWork, Work

logger = logging.getLogger(__name__)


class Trends:
    """One month at a time, so that nobody who asks something else waits for long."""

    def __init__(self, work: Work, kept: SumsKept) -> None:
        self._work = work
        self._kept = kept
        self._known: dict[date, tuple[tuple[Flow, ...], tuple[OnAccount, ...]]] = {}
        self._asked: set[date] = set()
        self._clearing: dict[tuple[ConnectionId, int], frozenset[AccountCode]] = {}

    def month(self, day: date) -> Month:
        """The month of ``day``, by the days that journals are dated."""
        first = month_of(day)
        if not self._asked:
            self._known = dict(self._kept.get())
        self._asked.add(first)
        with self._work() as work:
            flows = work.postings.flows(first, month_end(first))
            before, sums = self._known.get(first, ((), ()))
            if flows != before:
                sums = tuple(work.postings.on_accounts(first, month_end(first)))
                self._known[first] = (flows, sums)
            return Month(first, flows, tuple(self._spent(work, sums)))

    def keep(self) -> None:
        """Keep what was asked for until the next start, if any of it is new.

        To be called at the end, when nobody waits: whatever else is written goes first.
        """
        sums = {x: self._known[x] for x in self._asked if x in self._known}
        try:
            if sums != self._kept.get():
                self._kept.put(sums)
        except AppError as error:
            logger.info("months are added up anew next time: %s", error)

    def _spent(self, work: UnitOfWork, sums: Iterable[OnAccount]) -> Iterator[Spent]:
        """What is not on a clearing account, with the names of today."""
        found: dict[tuple[ConnectionId, str, AccountCode], tuple[int, int]] = {}
        for each in sums:
            of = each.connection_id
            if each.account not in self._owed(work, of, each.setup_version):
                at = (of, each.currency, each.account)
                minor, journals = found.get(at, (0, 0))
                found[at] = (minor + each.minor, journals + each.journals)
        every = (*work.connections.all(), *work.connections.removed())
        names = {x.id: _names(work, x) for x in every}
        for (of, currency, account), (minor, journals) in found.items():
            name = names.get(of, {}).get(account, "")
            yield Spent(of, currency, account, name, minor, journals)

    def _owed(
        self, work: UnitOfWork, of: ConnectionId, version: int
    ) -> frozenset[AccountCode]:
        """The clearing accounts that a version of the set-up names."""
        if (of, version) not in self._clearing:
            rules = work.connections.setup_version(of, version).setup.posting
            both = {rules.clearing_account, rules.card_clearing_account}
            self._clearing[of, version] = frozenset(both) - {NO_ACCOUNT}
        return self._clearing[of, version]


def _names(work: UnitOfWork, connection: Connection) -> dict[AccountCode, str]:
    try:
        books = work.reference.books(connection.organisation_id)
    except LookupError:
        return {}
    return {a.code: a.name for a in books.accounts if a.code}
