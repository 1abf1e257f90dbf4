"""The postings, each change with its event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import bindparam, func, insert, select, update

from app.domain.books import OrganisationId
from app.domain.expenses import ReportId
from app.domain.history import Event
from app.domain.listing import PostingPage, PostingQuery
from app.domain.postings import Posting, PostingId, State
from app.domain.setup import Connection, ConnectionId
from app.domain.trends import Flow, OnAccount
from app.domain.troubles import Alike, Troubled
from app.errors import ConflictError
from app.store import glances, listing, posting_rows, trends
from app.store.history import SqlHistory
from app.store.rows import append, pieces
from app.store.schema import posting as table
from app.store.schema import posting_body as bodies
from app.store.transaction import Transaction

_TROUBLED = select(
    table.c.id,
    table.c.connection_id,
    table.c.state,
    table.c.currency,
    table.c.total,
    table.c.why,
    bodies.c.problems,
).join_from(table, bodies)
_STEP = 100  # decoding a hundred journals takes a millisecond

_ADD, _ADD_BODY = insert(table), insert(bodies)
_OUTDATE = (
    update(table)
    .where(
        table.c.report_id == bindparam("a_report"),
        table.c.connection_id == bindparam("a_connection"),
        table.c.revision < bindparam("a_revision"),
    )
    .values(newest=0)
)
_CHANGE = (
    update(table)
    .where(table.c.id == bindparam("an_id"), table.c.version == bindparam("a_version"))
    .values(
        {
            column: bindparam(column.name)
            for column in table.c
            if column.name not in {"number", "id", "newest"}
        }
    )
)
_CHANGE_BODY = (
    update(bodies)
    .where(
        bodies.c.number
        == select(table.c.number)
        .where(table.c.id == bindparam("an_id"))
        .scalar_subquery()
    )
    .values({name: bindparam(name) for name in ("journal", "problems", "reversal")})
)


class SqlPostings:
    """Postings as the port has them."""

    def __init__(self, transaction: Transaction, history: SqlHistory) -> None:
        self._transaction = transaction
        self._history = history

    def get(self, posting_id: PostingId) -> Posting:
        """One posting; LookupError when there is none."""
        for found in self.many([posting_id]):
            return found
        raise LookupError(posting_id)

    def newest(
        self, report_id: ReportId, connection_id: ConnectionId | None = None
    ) -> tuple[Posting, ...]:
        """The newest revision of a report, in each connection that has it."""
        wanted = [table.c.report_id == report_id, table.c.newest == 1]
        if connection_id is not None:
            wanted.append(table.c.connection_id == connection_id)
        these = posting_rows.WHOLE.where(*wanted).order_by(table.c.connection_id)
        rows = self._transaction.read().execute(these)
        return tuple(posting_rows.posting_of(tuple(row)) for row in rows)

    def select(
        self,
        states: Iterable[State],
        connection_id: ConnectionId | None = None,
        organisation_id: OrganisationId | None = None,
    ) -> Iterator[Posting]:
        """Newest revisions in these states, oldest day first, read in small pieces.

        What leaves these states while this is read is not given out any more.
        """
        asked = frozenset(states)
        wanted = [table.c.newest == 1, table.c.state.in_(sorted(asked))]
        if connection_id is not None:
            wanted.append(table.c.connection_id == connection_id)
        if organisation_id is not None:
            wanted.append(table.c.organisation_id == organisation_id)
        oldest = (
            select(table.c.id)
            .where(*wanted)
            .order_by(table.c.dated.asc().nulls_first(), table.c.number)
        )
        ids = self._transaction.read().scalars(oldest).all()
        for some in pieces(ids, _STEP):
            yield from (x for x in self.many(some) if x.state in asked)

    def troubled(self, states: Iterable[State]) -> Iterator[Troubled]:
        """Newest revisions in these states without their journals, oldest first."""
        wanted = [table.c.newest == 1, table.c.state.in_(sorted(states))]
        these = _TROUBLED.where(*wanted).order_by(table.c.number)
        for row in self._transaction.read().execute(these):
            of, connection_id, state, currency, total, why, problems = row
            found = posting_rows.problems_of(problems)
            yield Troubled(of, connection_id, State(state), currency, total, why, found)

    def many(self, ids: Sequence[PostingId]) -> tuple[Posting, ...]:
        """These postings, in the order given; unknown ids are left out."""
        found: dict[PostingId, Posting] = {}
        for some in pieces(ids):
            these = posting_rows.WHOLE.where(table.c.id.in_(some))
            rows = self._transaction.read().execute(these)
            found |= {row[0]: posting_rows.posting_of(tuple(row)) for row in rows}
        return tuple(found[x] for x in ids if x in found)

    def digests(
        self, connection_id: ConnectionId
    ) -> Mapping[ReportId, tuple[PostingId, str]]:
        """Of every report: its newest posting and the digest that was computed from."""
        columns = select(table.c.report_id, table.c.id, table.c.digest)
        newest = columns.where(
            table.c.newest == 1, table.c.connection_id == connection_id
        )
        rows = self._transaction.read().execute(newest)
        return {
            report_id: (posting_id, digest)
            for some in rows.partitions(500)
            for report_id, posting_id, digest in some
        }

    def ids(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[PostingId, ...]:
        """The newest revisions in these states, those of a state together."""
        return glances.ids(self._transaction.read(), states, connection_id)

    def alike(
        self, states: Iterable[State], connection_id: ConnectionId
    ) -> tuple[Alike, ...]:
        """Newest revisions in these states, together by state and causes."""
        return glances.alike(self._transaction.read(), states, connection_id)

    def tried(self, connection_id: ConnectionId) -> tuple[PostingId, ...]:
        """The newest revisions that were sent once and wait again, not in Xero."""
        return glances.tried(self._transaction.read(), connection_id)

    def taken(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> frozenset[ReportId]:
        """Which of these another connection has live in the same organisation."""
        return glances.taken(self._transaction.read(), by, report_ids)

    def held(
        self, by: Connection, report_ids: Sequence[ReportId]
    ) -> Mapping[ReportId, str]:
        """Why another connection into the same organisation holds some of these."""
        return glances.held(self._transaction.read(), by, report_ids)

    def superseded(
        self, connection_id: ConnectionId | None = None
    ) -> tuple[PostingId, ...]:
        """The revisions before the newest that Xero has journals of."""
        return glances.superseded(self._transaction.read(), connection_id)

    def approved_since(
        self, connection_id: ConnectionId, day: date
    ) -> Mapping[ReportId, str]:
        """Of every report approved on or after ``day``: its newest posting's digest."""
        return glances.approved_since(self._transaction.read(), connection_id, day)

    def last_approved(self, connection_id: ConnectionId) -> date | None:
        """The latest day of approval; None where there is no report."""
        return glances.last_approved(self._transaction.read(), connection_id)

    def by_setup(self, connection_id: ConnectionId) -> Mapping[int, int]:
        """How many journals Xero has of each version of the set-up."""
        return glances.by_setup(self._transaction.read(), connection_id)

    def flows(self, first: date, last: date) -> tuple[Flow, ...]:
        """Newest revisions dated in these days, by connection, currency and state."""
        return trends.flows(self._transaction.read(), first, last)

    def on_accounts(self, first: date, last: date) -> Sequence[OnAccount]:
        """What the journals dated in these days leave on each account."""
        return trends.on_accounts(self._transaction.read(), first, last)

    def add(self, new: Iterable[tuple[Posting, Event]]) -> None:
        """Keep new postings, each with its event.

        ConflictError, and none of them is kept, where a live one exists.
        """
        rows, because, later = [], [], []
        for posting, event in new:  # one at a time: of thousands only rows are held
            rows.append((posting_rows.columns(posting), posting_rows.body(posting)))
            because.append(event)
            if posting.revision > 1:
                later.append(posting_rows.superseding(posting))
        with self._transaction.whole() as writing:
            first = (writing.scalar(select(func.max(table.c.number))) or 0) + 1
            numbered = list(enumerate(rows, first))
            append(writing, _ADD, [(n, *columns) for n, (columns, _) in numbered])
            append(writing, _ADD_BODY, [(n, *body) for n, (_, body) in numbered])
            if later:
                writing.execute(_OUTDATE, later)
            self._history.add(because)

    def save(self, postings: Sequence[Posting], because: Sequence[Event]) -> None:
        """Keep changed postings, each with its event, and count their versions up.

        ConflictError, and none of them is kept, where one was changed meanwhile.
        """
        if not postings:
            return
        with self._transaction.whole() as writing:
            changed = writing.execute(
                _CHANGE, [posting_rows.changed(x) for x in postings]
            )
            if changed.rowcount != len(postings):
                raise ConflictError(f"Somebody else changed {_named(postings)}.")
            writing.execute(
                _CHANGE_BODY, [posting_rows.changed_body(x) for x in postings]
            )
            self._history.add(because)

    def page(self, query: PostingQuery) -> PostingPage:
        """Part of the list, with the tallies by state."""
        return listing.page(self._transaction.read(), query)


def _named(postings: Sequence[Posting]) -> str:
    """Which reports these are, in words."""
    first = ", ".join(x.report_id for x in postings[:3])
    return f"{first} and others" if len(postings) > len(postings[:3]) else first
