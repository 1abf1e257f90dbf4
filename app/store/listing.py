"""The questions of a list of postings, asked in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    case,
    cast,
    func,
    select,
)

from app.domain.listing import PostingPage, PostingQuery, PostingRow, Sort, Tally
from app.domain.postings import State
from app.domain.problems import Code
from app.store import codec
from app.store.schema import posting
from app.store.schema import posting_body as bodies

_LISTED = select(
    posting.c.id,
    posting.c.connection_id,
    posting.c.report_id,
    posting.c.report_name,
    posting.c.submitter,
    posting.c.state,
    posting.c.dated,
    posting.c.currency,
    posting.c.total,
    posting.c.headline,
    posting.c.revision,
    posting.c.xero_id,
    posting.c.codes,
)
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
    return PostingPage(query, tuple(_listed(tuple(x)) for x in rows), matching, tallies)


def _page(
    query: PostingQuery, among: list[ColumnElement[bool]]
) -> Select[tuple[Any, ...]]:
    found = _LISTED.where(*among)
    if query.states:
        found = found.where(posting.c.state.in_(sorted(query.states)))
    by = _SORTED[query.sort]
    if query.descending:
        found = found.order_by(by.desc().nulls_last(), posting.c.number.desc())
    else:
        found = found.order_by(by.asc().nulls_first(), posting.c.number)
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
    if query.first is not None:
        among.append(posting.c.dated >= query.first.isoformat())
    if query.last is not None:
        among.append(posting.c.dated <= query.last.isoformat())
    if query.setup_version is not None:
        among.append(posting.c.setup_version == query.setup_version)
    if query.account is not None:
        among.append(_uses(query.account))
    return among


def _uses(account: str) -> ColumnElement[bool]:
    """Whether the journal has a line on this account, or is missing for ``""``."""
    body = select(bodies.c.number).where(bodies.c.number == posting.c.number)
    if not account:
        return body.where(bodies.c.journal.is_(None)).exists()
    written = f'"account":{codec.text(account)}'
    journal = cast(bodies.c.journal, Text)
    return body.where(journal.contains(written, autoescape=True)).exists()


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


def _listed(facts: tuple[Any, ...]) -> PostingRow:
    """A row of the list from the values of _LISTED."""
    of, connection, report, name, submitter, state, dated, *rest, codes = facts
    currency, total, headline, revision, xero_id = rest
    return PostingRow(
        id=of,
        connection_id=connection,
        report_id=report,
        report_name=name,
        submitter=submitter,
        state=State(state),
        dated=date.fromisoformat(dated) if dated else None,
        currency=currency,
        total=total,
        headline=headline,
        codes=tuple(map(Code, codes.split())),
        revision=revision,
        xero_id=xero_id,
    )
