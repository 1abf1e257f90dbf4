"""The questions of a list of postings, asked in SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    null,
    select,
    tuple_,
    union_all,
)

from app.domain.listing import PostingPage, PostingQuery, PostingRow, Sort, Tally
from app.domain.postings import PostingId, State
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
_UNINDEXED = frozenset({Sort.REPORT, Sort.SUBMITTER})
_NEWEST = posting.c.newest + 0 == 1
"""The newest revisions, with no index: for nearly all rows it would be a detour."""


def page(connection: Connection, query: PostingQuery) -> PostingPage:
    """Part of the list, with the tallies by state."""
    if _narrow(query) and query.limit:
        tallies, numbers = _looked_through(connection, query)
        matching = _matching(query, tallies)
    else:
        tallies = _tallies(connection, query)
        matching = _matching(query, tallies)
        shown = bool(matching and query.limit)
        numbers = connection.scalars(_numbers(query, matching)).all() if shown else ()
    order, _ = _order(query, posting.c.number, _SORTED[query.sort])
    these = _LISTED.where(posting.c.number.in_(numbers)).order_by(*order)
    rows = connection.execute(these) if numbers else ()
    return PostingPage(query, tuple(_listed(tuple(x)) for x in rows), matching, tallies)


def _matching(query: PostingQuery, tallies: Mapping[State, Tally]) -> int:
    counted = query.states or tallies.keys()
    return sum(x.count for state, x in tallies.items() if state in counted)


def _numbers(query: PostingQuery, matching: int) -> Select[int]:
    """The numbers of the rows of a page, sorted from the nearer end of the list."""
    indexed = query.sort not in _UNINDEXED
    newest = posting.c.newest == 1 if indexed else _NEWEST
    found = select(posting.c.number).where(newest, *_among(query))
    if query.states:
        found = found.where(posting.c.state.in_(sorted(query.states)))
    order, backwards = _order(query, posting.c.number, _SORTED[query.sort])
    left = matching - query.offset
    if query.offset > matching // 2:
        found = found.order_by(*backwards).limit(max(0, min(query.limit, left)))
        return found.offset(max(0, left - query.limit))
    return found.order_by(*order).limit(query.limit).offset(query.offset)


def _looked_through(
    connection: Connection, query: PostingQuery
) -> tuple[Mapping[State, Tally], Sequence[int]]:
    """The tallies and the numbers of a page, from one look at every posting."""
    by = _SORTED[query.sort].label("by")
    columns = (posting.c.number, posting.c.state, posting.c.currency, posting.c.total)
    every = select(*columns, by).where(_NEWEST, *_among(query)).cte("every")
    order, _ = _order(query, every.c.number, every.c.by)
    shown = select(every.c.number)
    if query.states:
        shown = shown.where(every.c.state.in_(sorted(query.states)))
    shown = shown.order_by(*order).limit(query.limit).offset(query.offset)
    tallied = select(
        every.c.state, every.c.currency, func.count(), func.sum(every.c.total)
    ).group_by(every.c.state, every.c.currency)
    numbered = select(null(), null(), null(), shown.subquery().c.number)
    rows = connection.execute(union_all(tallied, numbered)).all()
    tallies = _by_state(tuple(row) for row in rows if row[0] is not None)
    return tallies, [row[3] for row in rows if row[0] is None]


def _order(
    query: PostingQuery, number: ColumnElement[int], by: ColumnElement[Any]
) -> tuple[Sequence[ColumnElement[Any]], Sequence[ColumnElement[Any]]]:
    """The order that is asked for, and the other way round."""
    up = (by.asc().nulls_first(), number.asc())
    down = (by.desc().nulls_last(), number.desc())
    return (down, up) if query.descending else (up, down)


def _narrow(query: PostingQuery) -> bool:
    """Whether something is asked for that no index knows."""
    asked = (query.ids, query.first, query.last, query.setup_version, query.account)
    return bool(query.text) or any(x is not None for x in asked)


def _among(query: PostingQuery) -> list[ColumnElement[bool]]:
    """What the query asks for among the newest, but for the states."""
    among: list[ColumnElement[bool]] = []
    if query.connection_id is not None:
        own = posting.c.connection_id
        among.append((own.concat("") if _narrow(query) else own) == query.connection_id)
    if query.text:
        text = query.text.casefold()
        among.append(posting.c.search.contains(text, autoescape=True))
    if query.ids is not None:
        among.append(_meant(query.ids))
    if query.first is not None:
        among.append(posting.c.dated >= query.first.isoformat())
    if query.last is not None:
        among.append(posting.c.dated <= query.last.isoformat())
    if query.currency:
        among.append(posting.c.currency == query.currency)
    if query.setup_version is not None:
        among.append(posting.c.setup_version == query.setup_version)
    if query.account is not None:
        among.append(_uses(query.account, query.first, query.last))
    return among


def _meant(ids: Collection[PostingId]) -> ColumnElement[bool]:
    """Whether its report is one of those named, however many they are."""
    named = posting.alias("named")
    every = func.json_each(codec.text(sorted(ids))).table_valued("value")
    reports = select(named.c.connection_id, named.c.report_id)
    return tuple_(posting.c.connection_id, posting.c.report_id).in_(
        reports.where(named.c.id.in_(select(every.c.value)))
    )


def _uses(account: str, first: date | None, last: date | None) -> ColumnElement[bool]:
    """Whether the journal has a line on this account, or is missing for ``""``.

    With days, only the journals of those are looked through.
    """
    body = select(bodies.c.number)
    if first is not None and last is not None:
        own = posting.alias("own")
        dated = own.c.dated.between(first.isoformat(), last.isoformat())
        body = body.join(own, own.c.number == bodies.c.number)
        body = body.where(own.c.newest == 1, dated)
    if not account:
        return posting.c.number.in_(body.where(bodies.c.journal.is_(None)))
    written = f'"account":{codec.text(account)}'
    journal = cast(bodies.c.journal, Text)
    using = body.where(journal.contains(written, autoescape=True))
    return posting.c.number.in_(using)


def _tallies(connection: Connection, query: PostingQuery) -> Mapping[State, Tally]:
    state, currency = posting.c.state, posting.c.currency
    found = connection.execute(
        select(state, currency, func.count(), func.sum(posting.c.total))
        .where(posting.c.newest == 1, *_among(query))
        .group_by(state, currency)
    )
    return _by_state(map(tuple, found))


def _by_state(found: Iterable[tuple[Any, ...]]) -> Mapping[State, Tally]:
    """Tallies from counts and totals by state and currency."""
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
