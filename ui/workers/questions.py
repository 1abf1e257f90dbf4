"""What the window may ask of the use cases, as values, and how answers come back."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import AppError
from ui.workers.beginning import BeginningErrand, HowFar, KeepBeginning, ShowBegun
from ui.workers.calls import ShowSignIns
from ui.workers.changing import ChangeEdit, ShowChoices
from ui.workers.closing import ClosingEdit, ClosingErrand
from ui.workers.journals import JournalQuestion, WriteRun
from ui.workers.mapping import MappingEdit, MappingQuestion
from ui.workers.moving import MovingErrand
from ui.workers.names import Names
from ui.workers.noticing import NoticeEdit, NoticeErrand, NoticeQuestion
from ui.workers.past import PastErrand, PastQuestion
from ui.workers.reviewing import ReviewEdit, ReviewQuestion
from ui.workers.scheduling import ScheduleEdit, ScheduleErrand, ScheduleQuestion
from ui.workers.support import SupportQuestion
from ui.workers.undo import GuardErrand, UndoErrand, UndoQuestion

BesideQuestion = Names | ShowSignIns | PastQuestion | ShowChoices | SupportQuestion
AreaQuestion = (
    MappingQuestion
    | UndoQuestion
    | JournalQuestion
    | HowFar
    | ShowBegun
    | ScheduleQuestion
    | NoticeQuestion
)
Question = ReviewQuestion | AreaQuestion | BesideQuestion

BesideEdit = ClosingEdit | ChangeEdit
AreaEdit = MappingEdit | KeepBeginning | ScheduleEdit | NoticeEdit
Edit = ReviewEdit | AreaEdit | BesideEdit

AreaErrand = (
    UndoErrand
    | GuardErrand
    | BeginningErrand
    | ScheduleErrand
    | NoticeErrand
    | PastErrand
    | ClosingErrand
)
Errand = MovingErrand | WriteRun | AreaErrand


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
