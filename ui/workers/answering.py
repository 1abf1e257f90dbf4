"""Leads each question, edit and errand to the area that knows it."""

from __future__ import annotations

from app.ports.running import Stop, Tell
from ui.workers.beginning import (
    BeginningErrand,
    beginning_answer,
    begun_by,
)
from ui.workers.calls import ShowSignIns
from ui.workers.changing import ChangeEdit, ShowChoices, change_answer
from ui.workers.closing import ClosingEdit, ClosingErrand, closed_by, closing_answer
from ui.workers.journals import JournalQuestion, WriteRun, journal_answer, written_by
from ui.workers.mapping import MappingEdit, MappingQuestion, mapping_answer
from ui.workers.moving import MovingErrand, moved_by
from ui.workers.names import Names, names
from ui.workers.noticing import (
    NoticeEdit,
    NoticeErrand,
    NoticeQuestion,
    notice_answer,
    noticed_by,
)
from ui.workers.past import PastErrand, PastQuestion, past_answer, past_done
from ui.workers.questions import (
    AreaEdit,
    AreaErrand,
    AreaQuestion,
    BesideEdit,
    BesideQuestion,
    Edit,
    Errand,
    Question,
)
from ui.workers.reviewing import (
    ReviewEdit,
    ReviewQuestion,
    review_answer,
    review_edited,
)
from ui.workers.scheduling import (
    ScheduleEdit,
    ScheduleErrand,
    ScheduleQuestion,
    run_by_schedule,
    schedule_answer,
)
from ui.workers.services import Services
from ui.workers.support import support_answer
from ui.workers.undo import UndoQuestion, carried_out, undo_answer


def answer(services: Services, stop: Stop, asked: Question | Edit) -> object:
    """Ask the use case that knows."""
    if isinstance(asked, ReviewQuestion):
        return review_answer(services, stop, asked)
    if isinstance(asked, ReviewEdit):
        return review_edited(services, asked)
    if isinstance(asked, BesideQuestion | BesideEdit):
        return _beside(services, asked)
    return _of_an_area(services, asked)


def done_by(
    services: Services, errand: Errand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    """Have the use case do it that knows how."""
    if isinstance(errand, MovingErrand):
        return moved_by(services, errand, tell, stop)
    if isinstance(errand, WriteRun):
        return (written_by(services.journals, errand, tell, stop),)
    return _done_in_an_area(services, errand, tell, stop)


def _beside(services: Services, asked: BesideQuestion | BesideEdit) -> object:
    if isinstance(asked, PastQuestion):
        return past_answer(services, asked)
    if isinstance(asked, Names):
        return names(services)
    if isinstance(asked, ShowSignIns):
        return services.connecting.sign_ins()
    if isinstance(asked, ShowChoices | ChangeEdit):
        return change_answer(services.overriding, asked)
    if isinstance(asked, ClosingEdit):
        return closing_answer(services, asked)
    return support_answer(services, asked)


def _of_an_area(services: Services, asked: AreaQuestion | AreaEdit) -> object:
    if isinstance(asked, MappingQuestion | MappingEdit):
        return mapping_answer(services.mapping, asked)
    if isinstance(asked, JournalQuestion):
        return journal_answer(services.review.detail, services.journals, asked)
    if isinstance(asked, UndoQuestion):
        return undo_answer(services, asked)
    if isinstance(asked, ScheduleQuestion | ScheduleEdit):
        return schedule_answer(services, asked)
    if isinstance(asked, NoticeQuestion | NoticeEdit):
        return notice_answer(services, asked)
    return beginning_answer(services, asked)


def _done_in_an_area(
    services: Services, errand: AreaErrand, tell: Tell, stop: Stop
) -> tuple[object, ...]:
    if isinstance(errand, ScheduleErrand):
        return run_by_schedule(services, errand, tell, stop)
    if isinstance(errand, NoticeErrand):
        return noticed_by(services, errand)
    if isinstance(errand, PastErrand):
        return past_done(services, errand, tell, stop)
    if isinstance(errand, BeginningErrand):
        return begun_by(services, errand, tell, stop)
    if isinstance(errand, ClosingErrand):
        return closed_by(services, errand, tell, stop)
    return carried_out(services, errand, tell, stop)
