"""Reads an organisation's books anew, and keeps them."""

from __future__ import annotations

from app.domain.books import Books, OrganisationId
from app.ports.work import Work
from app.ports.xero import Ledgers
from app.services.book_news import keep_books
from app.services.scribe import Scribe


def read_books(
    ledgers: Ledgers, work: Work, scribe: Scribe, organisation_id: OrganisationId
) -> Books:
    """The books as they are now; what changed under a mapping becomes an event."""
    with work() as begun:
        every = {each.organisation.id: each for each in begun.reference.all_books()}
    old = every.get(organisation_id)
    books = ledgers(organisation_id).books(old)
    with work() as begun:
        keep_books(begun, scribe, old, books)
        begun.commit()
    return books
