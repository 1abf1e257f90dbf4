"""Answers the questions of the pages about postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.books import Organisation, OrganisationId
from app.domain.expenses import Report, ReportId
from app.domain.history import Kept
from app.domain.listing import (
    Found,
    HistoryPage,
    HistoryQuery,
    PostingPage,
    PostingQuery,
)
from app.domain.overview import Detail
from app.domain.postings import Posting, PostingId, State, posting_id
from app.domain.preparing import report_link
from app.domain.setup import Connection, ConnectionId
from app.errors import InputError
from app.ports.expensify import ReadReport
from app.ports.work import UnitOfWork, Work
from app.services.links import journal_link
from app.services.pieces import pieces

_PIECE = 1000


class Review:
    """Lists postings and shows one in full."""

    def __init__(self, read: ReadReport, work: Work) -> None:
        self._read = read
        self._work = work

    def page(self, query: PostingQuery) -> PostingPage:
        """Part of the list."""
        with self._work() as work:
            return work.postings.page(query)

    def detail(self, posting_id: PostingId) -> Detail:
        """One posting with the report, its story and the names of what it posts to."""
        with self._work() as work:
            try:
                posting = work.postings.get(posting_id)
            except LookupError as error:
                raise InputError(f"There is no posting {posting_id}.") from error
            books = work.reference.books(posting.organisation_id)
            earlier = _earlier(work, posting)
            overrides = work.overrides.of(posting.connection_id)
            story = HistoryQuery(
                report_id=posting.report_id,
                connection_id=posting.connection_id,
                limit=200,
            )
            return Detail(
                posting=posting,
                report=stored_report(work, self._read, posting),
                connection=work.connections.get(posting.connection_id),
                organisation=books.organisation,
                account_names={a.code: a.name for a in books.accounts if a.code},
                tax_names={x.tax_type: x.name for x in books.tax_rates},
                tracking_names=tuple(t.name for t in books.tracking if t.active),
                events=work.history.page(story).events,
                xero_link=journal_link(books.organisation, posting.xero_id),
                expensify_link=report_link(posting.report_id),
                earlier=earlier,
                override=overrides.get(posting.report_id),
                pages={
                    xero_id: journal_link(books.organisation, xero_id)
                    for xero_id in _journals(posting, earlier)
                },
            )

    def connections(self) -> tuple[Connection, ...]:
        """Every connection, by name."""
        with self._work() as work:
            return work.connections.all()

    def organisations(self) -> Mapping[OrganisationId, Organisation]:
        """Every organisation whose books were read."""
        with self._work() as work:
            books = work.reference.all_books()
        return {each.organisation.id: each.organisation for each in books}

    def newest(
        self, report_id: ReportId, connection_id: ConnectionId | None = None
    ) -> tuple[Posting, ...]:
        """The newest revision of a report, in each connection that has it."""
        with self._work() as work:
            return work.postings.newest(report_id, connection_id)

    def select(
        self, states: Iterable[State], connection_id: ConnectionId | None = None
    ) -> Iterator[Posting]:
        """Newest revisions in these states, oldest day first."""
        with self._work() as work:
            yield from work.postings.select(states, connection_id)

    def count(
        self, states: Iterable[State], connection_id: ConnectionId | None = None
    ) -> int:
        """How many newest revisions are in these states."""
        query = PostingQuery(connection_id=connection_id, limit=0)
        tallies = self.page(query).tallies
        return sum(tallies[state].count for state in states if state in tallies)


def stored_report(
    work: UnitOfWork, read: ReadReport, posting: Posting
) -> Report | None:
    """The report that a posting was computed from; None where it is not kept."""
    place = (posting.connection_id, posting.report_id, posting.digest)
    raw = work.payloads.raws([place]).get(place)
    if raw is None:
        return None
    connection = work.connections.get(posting.connection_id)
    return read(raw, work.reference.workspace(connection.workspace_id))


class HistoryReader:
    """Lists what happened."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def page(self, query: HistoryQuery) -> HistoryPage:
        """Part of the history, newest first."""
        with self._work() as work:
            return work.history.page(query)

    def find(
        self, query: HistoryQuery, below: int | None = None, above: int = 0
    ) -> Found:
        """The numbers of what matches, in the next stretch of the history."""
        with self._work() as work:
            return work.history.find(query, below, above)

    def read(self, numbers: Sequence[int]) -> tuple[Kept, ...]:
        """These events, newest first."""
        with self._work() as work:
            return work.history.read(numbers)

    def events(self, query: HistoryQuery) -> Iterator[Kept]:
        """Everything that matches, newest first, read in small pieces."""
        below: int | None = None
        while below != 0:
            found = self.find(query, below)
            for piece in pieces(found.numbers, _PIECE):
                yield from self.read(piece)
            below = found.below


def _earlier(work: UnitOfWork, posting: Posting) -> Posting | None:
    """The revision before, which was reversed so that this one could be."""
    of = posting_id(posting.connection_id, posting.report_id, posting.revision - 1)
    return next(iter(work.postings.many([of])), None)


def _journals(*postings: Posting | None) -> Iterator[str]:
    """Xero's ids of all that was posted for these, and of what reverses it."""
    for posting in postings:
        if posting and posting.xero_id:
            yield posting.xero_id
        if posting and posting.reversal and posting.reversal.xero_id:
            yield posting.reversal.xero_id
