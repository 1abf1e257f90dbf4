"""Reads an organisation's books anew, and keeps them."""

from __future__ import annotations

from app.domain.books import Books, OrganisationId
from app.ports.work import UnitOfWork, Work
from app.ports.xero import Ledger
from app.services.book_news import keep_books
from app.services.scribe import Scribe


def read_books(
    ledger: Ledger, work: Work, scribe: Scribe, organisation_id: OrganisationId
) -> Books:
    """The books as they are now; what changed under a mapping becomes an event."""
    with work() as begun:
        old = known_books(begun, organisation_id)
    books = ledger.books(old)
    with work() as begun:
        keep_books(begun, scribe, old, books)
        begun.commit()
    return books


def known_books(work: UnitOfWork, organisation_id: OrganisationId) -> Books | None:
    """The books as they were last read; None before the first time."""
    try:
        return work.reference.books(organisation_id)
    except LookupError:
        return None
