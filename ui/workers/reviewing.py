"""What Today, Review, Problems and Connections may ask, as values, and who answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.listing import HistoryQuery, PostingQuery, PostingRow
from app.domain.postings import Posting, PostingId
from app.ports.running import Stop
from ui.workers.services import Services
from ui.workers.setups import read_setups

_PIECE = 1000


@dataclass(frozen=True, slots=True)
class Glances:
    """Every connection at a glance; answered by an Overview."""


@dataclass(frozen=True, slots=True)
class Look:
    """One posting in full; answered by a Detail."""

    posting_id: PostingId


@dataclass(frozen=True, slots=True)
class Gather:
    """All rows that a query finds, whatever its limit; answered by a tuple of rows."""

    query: PostingQuery


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold these; answered by the postings."""

    ids: tuple[PostingId, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Release:
    """Let these go; answered by the postings."""

    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Mark these as posted elsewhere; answered by the postings."""

    ids: tuple[PostingId, ...]
    why: str


@dataclass(frozen=True, slots=True)
class WhatIsStuck:
    """Everything that needs a person, by cause; answered by a tuple of Stuck."""


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """What was spent and posted in the month of a day; answered by a Month."""

    day: date


@dataclass(frozen=True, slots=True)
class Setups:
    """Every set-up; answered by a tuple of SetupGlance."""


ReviewQuestion = (
    PostingQuery
    | HistoryQuery
    | Glances
    | Look
    | Gather
    | WhatIsStuck
    | ShowMonth
    | Setups
)
ReviewEdit = Hold | Release | Elsewhere


def review_answer(services: Services, stop: Stop, question: ReviewQuestion) -> object:
    """Ask the use case."""
    found: object
    match question:
        case PostingQuery():
            found = services.review.page(question)
        case HistoryQuery():
            found = services.history.page(question)
        case Glances():
            found = services.overview.now()
        case Look(posting_id):
            found = services.review.detail(posting_id)
        case Gather(query):
            found = gathered(services, stop, query)
        case WhatIsStuck():
            found = services.troubles.now(stop)
        case ShowMonth(day):
            found = services.trends.month(day)
        case Setups():
            found = read_setups(services.setups.give_out())
    return found


def review_edited(services: Services, edit: ReviewEdit) -> tuple[Posting, ...]:
    """Have the use case do it."""
    match edit:
        case Hold(ids, why):
            return services.holding.hold(ids, why)
        case Release(ids):
            return services.holding.release(ids)
        case Elsewhere(ids, why):
            return services.holding.elsewhere(ids, why)


def gathered(
    services: Services, stop: Stop, query: PostingQuery
) -> tuple[PostingRow, ...]:
    """All rows of a query, fetched in pieces so that nobody has to wait for long."""
    rows: list[PostingRow] = []
    while not stop.is_set():
        asked = replace(query, offset=len(rows), limit=_PIECE)
        page = services.review.page(asked)
        rows.extend(page.rows)
        if len(rows) >= page.matching or not page.rows:
            break
    return tuple(rows)
