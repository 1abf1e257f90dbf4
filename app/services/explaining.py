"""Gathers all that explains one journal."""

from __future__ import annotations

from app.domain.explaining import Explanation, Sent, explained
from app.domain.history import Kept, What
from app.domain.listing import HistoryQuery
from app.domain.postings import Posting, PostingId
from app.domain.preparing import report_link
from app.errors import InputError
from app.ports.expensify import ReadReport
from app.ports.work import UnitOfWork, Work
from app.services.links import journal_link
from app.services.review import stored_report

_STORY = 200


class Explaining:
    """Explains any revision of a posting."""

    def __init__(self, read: ReadReport, work: Work) -> None:
        self._read = read
        self._work = work

    def explain(self, posting_id: PostingId) -> Explanation:
        """The journal's source, mapping and lines, and what became of it."""
        with self._work() as work:
            try:
                posting = work.postings.get(posting_id)
            except LookupError as error:
                raise InputError(f"There is no posting {posting_id}.") from error
            books = work.reference.books(posting.organisation_id)
            connection = work.connections.get(posting.connection_id)
            version = work.connections.setup_version(
                posting.connection_id, posting.setup_version
            )
            report = stored_report(work, self._read, posting)
            journal = posting.journal
            override = work.overrides.of(posting.connection_id).get(posting.report_id)
            story = HistoryQuery(
                report_id=posting.report_id,
                connection_id=posting.connection_id,
                limit=_STORY,
            )
            return Explanation(
                posting=posting,
                connection=connection.name,
                organisation=books.organisation.name,
                report=report,
                mapped=_made(work, posting),
                lines=explained(journal, report, version.setup, books, override)
                if journal
                else (),
                sent=tuple(
                    Sent(x.key, x.begun, x.settled)
                    for x in work.attempts.of(posting.id)
                ),
                events=work.history.page(story).events,
                xero_link=journal_link(books.organisation, posting.xero_id),
                expensify_link=report_link(posting.report_id),
            )


def _made(work: UnitOfWork, posting: Posting) -> Kept | None:
    """The event that made the version of the set-up it was computed by."""
    query = HistoryQuery(
        connection_id=posting.connection_id,
        what=frozenset({What.SETUP_CHANGED, What.CONNECTED}),
    )
    wanted, below = str(posting.setup_version), None
    while below != 0:
        found = work.history.find(query, below)
        for kept in work.history.read(found.numbers):
            if kept.event.after.get("version") == wanted:
                return kept
        below = found.below
    return None
