"""What the window may ask of the use cases, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.closing.checklist import SignOff
from app.domain.listing import HistoryQuery, PostingQuery, PostingRow
from app.domain.postings import Posting, PostingId
from app.domain.setup import ConnectionId
from app.errors import AppError
from app.ports.running import Stop
from ui.workers.beginning import (
    BeginningErrand,
    BeginningQuestion,
    HowFar,
    KeepBeginning,
    ShowBegun,
    beginning_answer,
)
from ui.workers.calls import ShowSignIns
from ui.workers.changing import ChangeEdit, ShowChoices, change_answer
from ui.workers.closing import ClosingEdit, ClosingErrand, closing_answer
from ui.workers.journals import JournalQuestion, WriteRun, journal_answer
from ui.workers.mapping import MappingEdit, MappingQuestion, mapping_answer
from ui.workers.names import Names, names
from ui.workers.past import PastErrand, PastQuestion, past_answer
from ui.workers.scheduling import (
    ScheduleEdit,
    ScheduleErrand,
    ScheduleQuestion,
    schedule_answer,
)
from ui.workers.services import Services
from ui.workers.setups import read_setups
from ui.workers.support import SupportQuestion, support_answer
from ui.workers.undo import GuardErrand, UndoErrand, UndoQuestion, undo_answer

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
class SyncRun:
    """Sync these connections, all where none is named; answered by the runs."""

    connection_ids: tuple[ConnectionId, ...] = ()


@dataclass(frozen=True, slots=True)
class PostRun:
    """Post these; answered by the postings."""

    ids: tuple[PostingId, ...]


@dataclass(frozen=True, slots=True)
class RetryRun:
    """Read just these again and compute them anew; answered by the postings."""

    ids: tuple[PostingId, ...]


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


OwnQuestion = (
    PostingQuery
    | HistoryQuery
    | Glances
    | Look
    | Gather
    | WhatIsStuck
    | ShowMonth
    | Setups
)
OwnEdit = Hold | Release | Elsewhere
AreaQuestion = (
    Names
    | MappingQuestion
    | UndoQuestion
    | JournalQuestion
    | HowFar
    | ShowBegun
    | ScheduleQuestion
)
AreaEdit = MappingEdit | KeepBeginning | ScheduleEdit
Question = (
    OwnQuestion
    | AreaQuestion
    | ShowSignIns
    | PastQuestion
    | ShowChoices
    | SupportQuestion
)
Edit = OwnEdit | AreaEdit | ClosingEdit | ChangeEdit
OwnErrand = SyncRun | PostRun | WriteRun | RetryRun
AreaErrand = (
    UndoErrand
    | GuardErrand
    | BeginningErrand
    | ScheduleErrand
    | PastErrand
    | ClosingErrand
)
Errand = OwnErrand | AreaErrand


EDITOR = 0
"""Who asks for edits; what asks questions is numbered from 1."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or edit on its way, with the number of the one who asked."""

    asker: int
    question: Question | Edit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question or edit."""

    asked: Asked
    value: object


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of an errand."""

    errand: Errand
    result: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure that is nobody's bug, and what it was that failed."""

    request: Question | Edit | Errand
    error: AppError


def answer(services: Services, stop: Stop, asked: Question | Edit) -> object:
    """Ask the use case that knows."""
    if isinstance(asked, OwnQuestion):
        return _found(services, stop, asked)
    if isinstance(asked, OwnEdit | ClosingEdit):
        return _edited(services, asked)
    if isinstance(asked, ShowSignIns | PastQuestion | SupportQuestion):
        return _beside(services, asked)
    if isinstance(asked, ShowChoices | ChangeEdit):
        return change_answer(services.overriding, asked)
    return _of_an_area(services, asked)


def _beside(
    services: Services, asked: ShowSignIns | PastQuestion | SupportQuestion
) -> object:
    if isinstance(asked, PastQuestion):
        return past_answer(services, asked)
    if isinstance(asked, SupportQuestion):
        return support_answer(services, asked)
    return services.connecting.sign_ins()


def _of_an_area(services: Services, asked: AreaQuestion | AreaEdit) -> object:
    if isinstance(asked, MappingQuestion | MappingEdit):
        return mapping_answer(services.mapping, asked)
    if isinstance(asked, JournalQuestion):
        return journal_answer(services.review.detail, services.journals, asked)
    if isinstance(asked, UndoQuestion):
        return undo_answer(services, asked)
    if isinstance(asked, BeginningQuestion):
        return beginning_answer(services, asked)
    if isinstance(asked, ScheduleQuestion | ScheduleEdit):
        return schedule_answer(services, asked)
    return names(services)


def _found(services: Services, stop: Stop, question: OwnQuestion) -> object:
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


def _edited(
    services: Services, edit: OwnEdit | ClosingEdit
) -> tuple[Posting, ...] | SignOff:
    match edit:
        case Hold(ids, why):
            return services.holding.hold(ids, why)
        case Release(ids):
            return services.holding.release(ids)
        case Elsewhere(ids, why):
            return services.holding.elsewhere(ids, why)
        case _:
            return closing_answer(services, edit)


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
