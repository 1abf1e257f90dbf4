"""Finds events, a stretch of the history at a time."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from app.domain.listing import Found, HistoryQuery
from app.store import codec
from app.store.schema import audit

STRETCH = 20_000
"""How many events are looked through in one go: some hundredths of a second."""


def find(
    connection: Connection, query: HistoryQuery, below: int | None, above: int
) -> Found:
    """The numbers of matching events in the next stretch, newest first.

    Everything matches an empty query, so that its numbers need no looking for.
    """
    number = audit.c.number
    newest = connection.scalar(select(func.coalesce(func.max(number), 0))) or 0
    top = newest if below is None else min(newest, below - 1)
    asked = wanted(query)
    if not asked:
        return Found(range(top, above, -1), 0, newest)
    by_index = bool(query.report_id)
    bottom = above if by_index else max(above, top - STRETCH)
    within = (number <= top, number > bottom)
    these = select(number).where(*asked, *within).order_by(number.desc())
    numbers = tuple(connection.scalars(these))
    return Found(numbers, bottom + 1 if bottom > above else 0, newest)


def wanted(query: HistoryQuery) -> list[ColumnElement[bool]]:
    """What the query asks for."""
    found = []
    if query.report_id:
        found.append(audit.c.report_id == query.report_id)
    if query.connection_id:
        found.append(audit.c.connection_id == query.connection_id)
    if query.what:
        found.append(audit.c.what.in_(sorted(query.what)))
    if query.state:
        state = f'"state":{codec.text(query.state)}'
        found.append(audit.c.after.contains(state, autoescape=True))
    if query.who:
        found.append(audit.c.who.icontains(query.who, autoescape=True))
    if query.text:
        text = query.text.casefold()
        found.append(audit.c.search.contains(text, autoescape=True))
    if query.since:
        found.append(audit.c.at >= query.since)
    if query.until:
        found.append(audit.c.at < query.until)
    return found
