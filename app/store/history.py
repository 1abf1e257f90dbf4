"""The chained events in the ``audit`` table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, func, insert, select, type_coerce

from app.domain.expenses import ReportId
from app.domain.history import FIRST_LINK, Event, Kept, What, link
from app.domain.listing import Found, HistoryPage, HistoryQuery
from app.domain.setup import ConnectionId
from app.errors import DamagedStoreError
from app.store import codec
from app.store.history_search import find, wanted
from app.store.rows import append, pieces
from app.store.schema import audit, instant
from app.store.transaction import Transaction

_PIECE = 500
_WHOLE = select(
    audit.c.number,
    audit.c.link,
    type_coerce(audit.c.at, String),
    audit.c.who,
    audit.c.what,
    audit.c.detail,
    audit.c.connection_id,
    audit.c.report_id,
    audit.c.posting_id,
    audit.c.run_id,
    audit.c.before,
    audit.c.after,
)
_ADD = insert(audit)
_CHANGES = dict[str, str]
_NONE = "{}"


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
        append(connection, _ADD, rows)

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        connection = self._transaction.read()
        asked = wanted(query)
        found = connection.execute(
            _WHOLE.where(*asked)
            .order_by(audit.c.number.desc())
            .limit(query.limit)
            .offset(query.offset)
        )
        events = tuple(_kept(tuple(row)) for row in found)
        # numbers have no gaps, so that the last one counts them all
        count = func.count() if asked else func.coalesce(func.max(audit.c.number), 0)
        matching = connection.scalar(select(count).select_from(audit).where(*asked))
        return HistoryPage(query, events, matching or 0)

    def touched(
        self, connection_id: ConnectionId, what: Iterable[What]
    ) -> frozenset[ReportId]:
        """The reports of a connection that any of this has ever happened to."""
        these = select(audit.c.report_id).where(
            audit.c.connection_id == connection_id, audit.c.what.in_(sorted(what))
        )
        return frozenset(self._transaction.read().scalars(these.distinct()))

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """The numbers of what matches in the next stretch of the history."""
        return find(self._transaction.read(), query, below, above)

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """These events, newest first."""
        found: list[Kept] = []
        for some in pieces(numbers):
            rows = self._transaction.read().execute(
                _WHOLE.where(audit.c.number.in_(some))
            )
            found += (_kept(tuple(row)) for row in rows)
        return tuple(sorted(found, key=lambda kept: -kept.number))

    def walk(self) -> Iterator[Kept]:
        """Every event, oldest first, in small pieces."""
        number = 0
        piece = _WHOLE.order_by(audit.c.number).limit(_PIECE)
        while True:
            after = piece.where(audit.c.number > number)
            rows = self._transaction.read().execute(after).all()
            yield from (_kept(tuple(row)) for row in rows)
            if len(rows) < _PIECE:
                return
            number = rows[-1].number


def _in_utc(event: Event) -> Event:
    """The event as it will be read again: its link must not hang on a time zone."""
    return (
        event if event.at.tzinfo is UTC else replace(event, at=event.at.astimezone(UTC))
    )


def _row(number: int, event: Event, chained: str) -> tuple[object, ...]:
    search = f"{event.detail}\n{event.report_id}\n{event.who}\n{event.what.value}"
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
        codec.text(event.before) if event.before else _NONE,
        codec.text(event.after) if event.after else _NONE,
        chained,
        search.casefold(),
    )


def _kept(facts: tuple[Any, ...]) -> Kept:
    """A kept event from the values of _WHOLE; DamagedStoreError where it is none."""
    number, chained, *said = facts
    try:
        return Kept(number, _event(*said), chained)
    except ValueError as error:
        cause = f"Event {number} of the history cannot be read: {error}."
        raise DamagedStoreError(cause) from error


def _event(at: str, who: str, what: str, detail: str, *rest: str) -> Event:
    connection_id, report_id, posting_id, run_id, before, after = rest
    return Event(
        at=datetime.fromisoformat(at),
        who=who,
        what=What(what),
        detail=detail,
        connection_id=connection_id,
        report_id=report_id,
        posting_id=posting_id,
        run_id=run_id,
        before=codec.load(before, _CHANGES) if before != _NONE else {},
        after=codec.load(after, _CHANGES) if after != _NONE else {},
    )
