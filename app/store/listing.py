"""The questions of a list of postings, asked in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, select

from app.domain.expenses import ReportId
from app.domain.listing import PostingPage, PostingQuery, PostingRow, Sort, Tally
from app.domain.postings import PostingId, State
from app.domain.problems import Code
from app.domain.setup import ConnectionId
from app.store.schema import posting

_SORTED = {
    Sort.DATE: posting.c.dated,
    Sort.REPORT: func.lower(posting.c.report_name),
    Sort.SUBMITTER: func.lower(posting.c.submitter),
    Sort.TOTAL: posting.c.total,
    Sort.STATE: case({x.value: i for i, x in enumerate(State)}, value=posting.c.state),
}


def page(connection: Connection, query: PostingQuery) -> PostingPage:
    """Part of the list, with the tallies by state."""
    among = _among(query)
    tallies = _tallies(connection, among)
    counted = query.states or tallies.keys()
    matching = sum(x.count for state, x in tallies.items() if state in counted)
    rows = connection.execute(_page(query, among)) if matching else ()
    return PostingPage(query, tuple(map(_listed, rows)), matching, tallies)


def _page(
    query: PostingQuery, among: list[ColumnElement[bool]]
) -> Select[tuple[object, ...]]:
    found = select(posting).where(*among)
    if query.states:
        found = found.where(posting.c.state.in_(sorted(query.states)))
    by = _SORTED[query.sort]
    if query.descending:
        found = found.order_by(by.desc().nulls_last(), posting.c.id.desc())
    else:
        found = found.order_by(by.asc().nulls_first(), posting.c.id)
    return found.limit(query.limit).offset(query.offset)


def _among(query: PostingQuery) -> list[ColumnElement[bool]]:
    """What the query asks for, but for the states."""
    among: list[ColumnElement[bool]] = [posting.c.newest == 1]
    if query.connection_id is not None:
        among.append(posting.c.connection_id == query.connection_id)
    if query.text:
        text = query.text.casefold()
        among.append(posting.c.search.contains(text, autoescape=True))
    if query.code is not None:
        among.append(posting.c.codes.contains(f" {query.code} "))
    return among


def _tallies(
    connection: Connection, among: list[ColumnElement[bool]]
) -> Mapping[State, Tally]:
    state, currency = posting.c.state, posting.c.currency
    found = connection.execute(
        select(state, currency, func.count(), func.sum(posting.c.total))
        .where(*among)
        .group_by(state, currency)
    )
    counts: defaultdict[State, int] = defaultdict(int)
    totals: defaultdict[State, dict[str, int]] = defaultdict(dict)
    for name, code, count, total in found:
        counts[State(name)] += count
        totals[State(name)][code] = int(total)
    return {state: Tally(counts[state], totals[state]) for state in counts}


def _listed(row: Row[tuple[object, ...]]) -> PostingRow:
    return PostingRow(
        PostingId(row.id),
        ConnectionId(row.connection_id),
        ReportId(row.report_id),
        row.report_name,
        row.submitter,
        State(row.state),
        date.fromisoformat(row.dated) if row.dated else None,
        row.currency,
        row.total,
        row.headline,
        tuple(map(Code, row.codes.split())),
        row.revision,
        row.xero_id,
    )
