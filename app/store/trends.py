"""Months of postings added up, without reading more of a journal than its amounts."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from app.domain.books import AccountCode
from app.domain.postings import State
from app.domain.trends import NO_ACCOUNT, SPENT, Flow, OnAccount
from app.store import codec
from app.store.schema import posting
from app.store.schema import posting_body as bodies

_PIECE = 500
_SPREAD = 1000


class _Line(msgspec.Struct):
    """The two facts of a line that are added up."""

    account: str
    minor: int


class _Lines(msgspec.Struct):
    lines: list[_Line]


def flows(connection: Connection, first: date, last: date) -> tuple[Flow, ...]:
    """Newest revisions dated in these days, by connection, currency and state."""
    of, currency, state = posting.c.connection_id, posting.c.currency, posting.c.state
    stamp = func.sum(posting.c.number * _SPREAD + posting.c.version)
    found = connection.execute(
        select(of, currency, state, func.count(), func.sum(posting.c.total), stamp)
        .where(*_dated(first, last))
        .group_by(of, currency, state)
        .order_by(of, currency, state)
    )
    return tuple(
        Flow(which, money, State(name), count, int(total), int(sum_))
        for which, money, name, count, total, sum_ in found
    )


def on_accounts(connection: Connection, first: date, last: date) -> list[OnAccount]:
    """What the journals dated in these days leave on each account.

    A report without a journal counts with its total, on no account.
    """
    spent = posting.c.state.in_(sorted(SPENT))
    columns = select(
        posting.c.connection_id,
        posting.c.setup_version,
        posting.c.currency,
        posting.c.total,
        bodies.c.journal,
    ).join_from(posting, bodies)
    sums: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    journals: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    rows = connection.execute(columns.where(*_dated(first, last), spent))
    for some in rows.partitions(_PIECE):
        for of, version, currency, total, body in some:
            for account, minor in _amounts(body, total).items():
                sums[of, version, currency, account] += minor
                journals[of, version, currency, account] += 1
    return [
        OnAccount(of, version, currency, AccountCode(account), minor, journals[at])
        for at, minor in sorted(sums.items())
        for of, version, currency, account in (at,)
    ]


def _amounts(body: bytes | None, total: int) -> dict[str, int]:
    if body is None:
        return {NO_ACCOUNT: total}
    found: dict[str, int] = {}
    for line in codec.load(body, _Lines).lines:
        found[line.account] = found.get(line.account, 0) + line.minor
    return found


def _dated(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (
        posting.c.newest == 1,
        posting.c.dated >= first.isoformat(),
        posting.c.dated <= last.isoformat(),
    )
