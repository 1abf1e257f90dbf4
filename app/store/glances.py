"""Short answers about postings that need none of their journals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, func, select

from app.domain import setup
from app.domain.expenses import ReportId
from app.domain.postings import OPEN, PostingId, State
from app.domain.problems import Code
from app.domain.setup import ConnectionId
from app.domain.troubles import Alike
from app.store.rows import pieces
from app.store.schema import connection as connections
from app.store.schema import posting

_WAITING = OPEN | {State.HELD, State.ELSEWHERE}


def ids(
    connection: Connection, states: Iterable[State], connection_id: ConnectionId
) -> tuple[PostingId, ...]:
    """The newest revisions in these states, those of a state together."""
    these = select(posting.c.id).where(
        posting.c.newest == 1,
        posting.c.connection_id == connection_id,
        posting.c.state.in_(sorted(states)),
    )
    ordered = these.order_by(posting.c.state, posting.c.number)
    return tuple(connection.scalars(ordered))


def alike(
    connection: Connection, states: Iterable[State], connection_id: ConnectionId
) -> tuple[Alike, ...]:
    """The newest revisions in these states, together by state and causes."""
    these = select(posting.c.state, posting.c.codes, posting.c.id).where(
        posting.c.newest == 1,
        posting.c.connection_id == connection_id,
        posting.c.state.in_(sorted(states)),
    )
    found: defaultdict[tuple[str, str], list[PostingId]] = defaultdict(list)
    rows = connection.execute(these.order_by(posting.c.number)).all()
    for state, codes, which in rows:
        found[state, codes].append(which)
    return tuple(
        Alike(State(state), tuple(map(Code, codes.split())), tuple(together))
        for (state, codes), together in found.items()
    )


def approved_since(
    connection: Connection, connection_id: ConnectionId, day: date
) -> Mapping[ReportId, str]:
    """Of every report approved on or after ``day``: its newest posting's digest."""
    these = select(posting.c.report_id, posting.c.digest).where(
        posting.c.newest == 1,
        posting.c.connection_id == connection_id,
        posting.c.approved >= day.isoformat(),
    )
    return dict(map(tuple, connection.execute(these)))


def tried(connection: Connection, connection_id: ConnectionId) -> tuple[PostingId, ...]:
    """The newest revisions that were sent once and wait again, not in Xero."""
    these = select(posting.c.id).where(
        posting.c.newest == 1,
        posting.c.connection_id == connection_id,
        posting.c.state.in_(sorted(_WAITING)),
        posting.c.attempt > 0,
    )
    return tuple(connection.scalars(these.order_by(posting.c.number)))


def taken(
    connection: Connection, by: setup.Connection, report_ids: Sequence[ReportId]
) -> frozenset[ReportId]:
    """Which of these another connection has live in the same organisation."""
    live = _others_have(connection, by, report_ids, posting.c.live == 1)
    return frozenset(report_id for report_id, _ in live)


def held(
    connection: Connection, by: setup.Connection, report_ids: Sequence[ReportId]
) -> Mapping[ReportId, str]:
    """Why another connection into the same organisation holds some of these."""
    holding = (posting.c.newest == 1) & (posting.c.state == State.HELD)
    return dict(_others_have(connection, by, report_ids, holding))


def _others_have(
    connection: Connection,
    by: setup.Connection,
    report_ids: Sequence[ReportId],
    which: ColumnElement[bool],
) -> Iterator[tuple[ReportId, str]]:
    """The reports of such postings in the same organisation, with their reasons."""
    others = select(connections.c.id).where(
        connections.c.organisation_id == by.organisation_id, connections.c.id != by.id
    )
    if connection.scalar(others.limit(1)) is None:
        return
    theirs = select(posting.c.report_id, posting.c.why).where(
        posting.c.organisation_id == by.organisation_id,
        posting.c.connection_id != by.id,
        which,
    )
    for some in pieces(report_ids):
        rows = connection.execute(theirs.where(posting.c.report_id.in_(some)))
        yield from ((report_id, why) for report_id, why in rows)


def superseded(
    connection: Connection, connection_id: ConnectionId | None
) -> tuple[PostingId, ...]:
    """The revisions before the newest that Xero has journals of."""
    these = select(posting.c.id).where(posting.c.newest == 0, posting.c.xero_id != "")
    if connection_id is not None:
        these = these.where(posting.c.connection_id == connection_id)
    return tuple(connection.scalars(these.order_by(posting.c.number)))


def last_approved(connection: Connection, connection_id: ConnectionId) -> date | None:
    """The latest day of approval; None where there is no report."""
    latest = connection.scalar(
        select(func.max(posting.c.approved)).where(
            posting.c.newest == 1, posting.c.connection_id == connection_id
        )
    )
    return date.fromisoformat(latest) if latest else None


def by_setup(connection: Connection, connection_id: ConnectionId) -> Mapping[int, int]:
    """How many journals Xero has of each version of the set-up."""
    these = (
        select(posting.c.setup_version, func.count())
        .where(posting.c.connection_id == connection_id, posting.c.xero_id != "")
        .group_by(posting.c.setup_version)
    )
    return dict(map(tuple, connection.execute(these)))
