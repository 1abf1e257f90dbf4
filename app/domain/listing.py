"""Questions about stored postings and history, and the pages that answer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.domain.expenses import ReportId
from app.domain.history import Kept
from app.domain.postings import PostingId, State
from app.domain.problems import Code
from app.domain.setup import ConnectionId


class Sort(StrEnum):
    """What a list of postings can be sorted by."""

    DATE = "date"
    REPORT = "report"
    SUBMITTER = "submitter"
    TOTAL = "total"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class PostingQuery:
    """Which postings to list; an empty ``states`` means all.

    ``text`` is looked for, ignoring case, in report id, report name, submitter,
    e-mail and Xero id. Only the newest revision of a report is listed. ``first`` and
    ``last`` are days that journals are dated; ``account`` is one that they use, ``""``
    for reports without a journal. ``setup_version`` is the one they were computed by.
    ``ids`` name postings, of whatever revision, whose reports alone are listed.
    """

    connection_id: ConnectionId | None = None
    states: frozenset[State] = frozenset()
    text: str = ""
    ids: frozenset[PostingId] | None = None
    first: date | None = None
    last: date | None = None
    account: str | None = None
    setup_version: int | None = None
    currency: str = ""
    sort: Sort = Sort.DATE
    descending: bool = True
    offset: int = 0
    limit: int = 500


@dataclass(frozen=True, slots=True)
class PostingRow:
    """One line of a list: a posting without its journal.

    ``dated`` is the journal's day, or the day of approval where there is none;
    ``headline`` is the first problem in words.
    """

    id: PostingId
    connection_id: ConnectionId
    report_id: ReportId
    report_name: str
    submitter: str
    state: State
    dated: date | None
    currency: str
    total: int
    headline: str
    codes: tuple[Code, ...]
    revision: int
    xero_id: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many postings are in a state, and their totals in minor units by currency."""

    count: int
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostingPage:
    """Part of a list: ``matching`` counts all that the query finds.

    ``tallies`` ignores the query's states, so that it can label the filters.
    """

    query: PostingQuery
    rows: tuple[PostingRow, ...]
    matching: int
    tallies: Mapping[State, Tally]


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which events to list, newest first; ``what`` holds values of What.

    ``text`` is looked for in details, report ids, names and kinds, ``who`` in names,
    both ignoring case; ``state`` is one that a posting came to.
    """

    report_id: str = ""
    connection_id: str = ""
    what: frozenset[str] = frozenset()
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    offset: int = 0
    limit: int = 500
    who: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of events that match, newest first, in the stretch looked through.

    What is ``below`` is still to be looked through, 0 for nothing; ``newest`` is the
    number of the newest event, matching or not.
    """

    numbers: Sequence[int]
    below: int
    newest: int


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Part of the history: ``matching`` counts all that the query finds."""

    query: HistoryQuery
    events: tuple[Kept, ...]
    matching: int
