"""The chained events in the ``audit`` table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC

from sqlalchemy import ColumnElement, Row, func, insert, select

from app.domain.history import FIRST_LINK, Event, Kept, What, link
from app.domain.listing import HistoryPage, HistoryQuery
from app.store import codec
from app.store.rows import append
from app.store.schema import audit, instant
from app.store.transaction import Transaction

_PIECE = 500


class SqlHistory:
    """History as the port has it; triggers refuse whatever is not an insert."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, events: Sequence[Event]) -> None:
        """Chain and keep these, in order."""
        if not events:
            return
        connection = self._transaction.write()
        newest = select(audit.c.number, audit.c.link).order_by(audit.c.number.desc())
        last = connection.execute(newest.limit(1)).first()
        number, chained = (last.number, last.link) if last else (0, FIRST_LINK)
        rows = []
        for given in events:
            event = _in_utc(given)
            number += 1
            chained = link(chained, number, event)
            rows.append(_row(number, event, chained))
        append(connection, insert(audit), rows)

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        connection = self._transaction.read()
        wanted = _wanted(query)
        found = connection.execute(
            select(audit)
            .where(*wanted)
            .order_by(audit.c.number.desc())
            .limit(query.limit)
            .offset(query.offset)
        )
        events = tuple(_kept(row) for row in found)
        # numbers have no gaps, so that the last one counts them all
        count = func.count() if wanted else func.coalesce(func.max(audit.c.number), 0)
        matching = connection.scalar(select(count).select_from(audit).where(*wanted))
        return HistoryPage(query, events, matching or 0)

    def walk(self) -> Iterator[Kept]:
        """Every event, oldest first, in small pieces."""
        number = 0
        piece = select(audit).order_by(audit.c.number).limit(_PIECE)
        while True:
            after = piece.where(audit.c.number > number)
            rows = self._transaction.read().execute(after).all()
            yield from (_kept(row) for row in rows)
            if len(rows) < _PIECE:
                return
            number = rows[-1].number


def _in_utc(event: Event) -> Event:
    """The event as it will be read again: its link must not hang on a time zone."""
    return (
        event if event.at.tzinfo is UTC else replace(event, at=event.at.astimezone(UTC))
    )


def _row(number: int, event: Event, chained: str) -> tuple[object, ...]:
    search = f"{event.detail}\n{event.report_id}\n{event.who}\n{event.what}"
    return (
        number,
        instant(event.at),
        event.who,
        event.what.value,
        event.detail,
        event.connection_id,
        event.report_id,
        event.posting_id,
        event.run_id,
        codec.text(event.before),
        codec.text(event.after),
        chained,
        search.casefold(),
    )


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    event = Event(
        at=row.at,
        who=row.who,
        what=What(row.what),
        detail=row.detail,
        connection_id=row.connection_id,
        report_id=row.report_id,
        posting_id=row.posting_id,
        run_id=row.run_id,
        before=codec.load(row.before, dict[str, str]),
        after=codec.load(row.after, dict[str, str]),
    )
    return Kept(row.number, event, row.link)


def _wanted(query: HistoryQuery) -> list[ColumnElement[bool]]:
    wanted = []
    if query.report_id:
        wanted.append(audit.c.report_id == query.report_id)
    if query.connection_id:
        wanted.append(audit.c.connection_id == query.connection_id)
    if query.what:
        wanted.append(audit.c.what.in_(sorted(query.what)))
    if query.text:
        text = query.text.casefold()
        wanted.append(audit.c.search.contains(text, autoescape=True))
    if query.since:
        wanted.append(audit.c.at >= query.since)
    if query.until:
        wanted.append(audit.c.at < query.until)
    return wanted
