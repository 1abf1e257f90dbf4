"""Made-up postings and events for tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from app.domain.books import AccountCode
from app.domain.expenses import ReportId
from app.domain.history import Event, What
from app.domain.journals import Journal, JournalLine
from app.domain.postings import Posting, State, posting_id
from app.domain.setup import Connection
from app.ports.work import UnitOfWork
from tests.fakes.examples import CONNECTION

AT = datetime(2026, 10, 12, 9, 30, 15, 123456, UTC)


def event(what: What = What.PREPARED, **facts: Any) -> Event:  # noqa: ANN401
    """An event of Bo's."""
    return Event(**{"at": AT, "who": "Bo", "what": what, **facts})


def journal(minor: int = 1250, dated: date = date(2026, 10, 12)) -> Journal:
    """A balanced journal of two lines."""
    return Journal(
        dated,
        "Expensify R1 · Ann Example · October",
        "GBP",
        (
            JournalLine(
                AccountCode("493"),
                "Travel",
                "NONE",
                (("Department", "Sales"),),
                minor,
                ("1", "2"),
            ),
            JournalLine(AccountCode("801"), "Expenses payable", "NONE", (), -minor),
        ),
        url="https://www.expensify.com/report?param=R1",
    )


def posting(
    report: str = "R1",
    *,
    revision: int = 1,
    connection: Connection = CONNECTION,
    **facts: Any,  # noqa: ANN401
) -> Posting:
    """A posting that is ready, but for the facts given."""
    report_id = ReportId(report)
    usual = {
        "id": posting_id(connection.id, report_id, revision),
        "connection_id": connection.id,
        "organisation_id": connection.organisation_id,
        "report_id": report_id,
        "revision": revision,
        "state": State.READY,
        "report_name": "October",
        "submitter": "Ann Example",
        "submitter_email": "ann@example.org",
        "approved": date(2026, 10, 12),
        "currency": "GBP",
        "total": 1250,
        "digest": f"digest of {report}",
        "setup_version": 1,
        "journal": journal(),
    }
    return Posting(**{**usual, **facts})


def keep(work: UnitOfWork, *postings: Posting) -> None:
    """Add postings, each with an event, and commit."""
    because = [event(report_id=x.report_id, posting_id=x.id) for x in postings]
    work.postings.add(zip(postings, because, strict=True))
    work.commit()
