"""Months in numbers: what was spent on which account, and how much of it is in Xero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.books import AccountCode
from app.domain.postings import IN_FLIGHT, IN_XERO, State
from app.domain.setup import ConnectionId

NO_ACCOUNT = AccountCode("")
"""Stands for reports whose journal cannot be made yet."""

SPENT = frozenset(State) - {State.REVERSED, State.NOTHING_TO_POST}
"""States whose money counts as spent."""


class Standing(StrEnum):
    """Whether journals are in Xero or wait for it."""

    POSTED = "posted"
    WAITING = "waiting"

    @property
    def states(self) -> frozenset[State]:
        """The states that stand so."""
        return IN_XERO if self is Standing.POSTED else _WAITING


_WAITING = IN_FLIGHT | {State.BLOCKED, State.READY, State.HELD, State.FAILED}


@dataclass(frozen=True, slots=True)
class Flow:
    """How many newest revisions of a month are in a state, and their totals.

    ``stamp`` is another whenever one of them was saved.
    """

    connection_id: ConnectionId
    currency: str
    state: State
    count: int
    minor: int
    stamp: int


@dataclass(frozen=True, slots=True)
class OnAccount:
    """What the journals of a month and a set-up leave on one account.

    Debits are above zero; ``journals`` counts those that have it.
    """

    connection_id: ConnectionId
    setup_version: int
    currency: str
    account: AccountCode
    minor: int
    journals: int


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent on one account in a month; ``name`` is today's name of it."""

    connection_id: ConnectionId
    currency: str
    account: AccountCode
    name: str
    minor: int
    journals: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month of all connections, by the day that journals are dated."""

    first: date
    flows: tuple[Flow, ...]
    spent: tuple[Spent, ...]


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def month_end(first: date) -> date:
    """The last day of a month."""
    return month_of(first + timedelta(days=31)) - timedelta(days=1)


def months(last: date, count: int) -> tuple[date, ...]:
    """The first days of so many months, the newest last."""
    found = [month_of(last)]
    while len(found) < count:
        found.append(month_of(found[-1] - timedelta(days=1)))
    return tuple(reversed(found))
