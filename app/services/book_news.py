"""Keeps an organisation's books, and writes down what changed under a mapping."""

from __future__ import annotations

from datetime import timedelta

from app.domain.books import Books
from app.domain.books_changes import books_changes, moved
from app.domain.history import Kept, What
from app.domain.listing import HistoryQuery
from app.domain.setup import ConnectionId
from app.ports.work import UnitOfWork
from app.services.organisations import posting_into
from app.services.scribe import Scribe

_RECENT = timedelta(days=30)
_STRETCHES = 3
_SHOWN = 3


def keep_books(work: UnitOfWork, scribe: Scribe, old: Books | None, new: Books) -> None:
    """Keep these books in place of the old ones, with an event for each mapping hit."""
    work.reference.save_books(new)
    if old is None:
        return
    concerned = posting_into(work, new.organisation.id)
    found = ((x.id, _said(work, x.id, old, new)) for x in concerned)
    work.history.add(
        [
            scribe.event(
                What.BOOKS_CHANGED,
                words,
                connection_id=of,
                after=moved(old, new),
            )
            for of, words in found
            if words
        ]
    )


def _said(work: UnitOfWork, of: ConnectionId, old: Books, new: Books) -> str:
    try:
        setup = work.connections.setup(of).setup
    except LookupError:
        return ""
    return " ".join(books_changes(old, new, setup))


def news(
    work: UnitOfWork, scribe: Scribe, connection_id: ConnectionId
) -> tuple[Kept, ...]:
    """What changed under a mapping lately, newest first; long histories not whole."""
    query = HistoryQuery(
        connection_id=connection_id,
        what=frozenset({What.BOOKS_CHANGED}),
        since=scribe.now() - _RECENT,
    )
    numbers: list[int] = []
    below: int | None = None
    for _ in range(_STRETCHES):
        found = work.history.find(query, below)
        numbers += found.numbers
        below = found.below
        if not below or len(numbers) >= _SHOWN:
            break
    return work.history.read(numbers[:_SHOWN])
