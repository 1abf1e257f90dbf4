"""Schedules: what runs by itself, when next, and what came of it."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.scheduled_runs import ScheduleGlance
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.pages.digest_card import DigestCard
from ui.pages.notices_card import NoticesCard
from ui.pages.page import Going, Page, head
from ui.pages.schedule_card import ScheduleCard
from ui.pages.staying_card import StayingCard
from ui.widgets import glyphs
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.parts import column, emptied, paragraph, scrolled
from ui.workers.scheduling import (
    PauseSchedule,
    ResumeSchedule,
    RunNow,
    ShowSchedules,
)

_WIDEST = 960
_WORDS = (
    "What is due runs while this window, or its icon in the tray, is open. For when it "
    "is not, vouch background install has the system run it. A run that was missed is "
    "caught up once."
)


class Schedules(Page):
    """One card a connection.

    Signals:
        change_wished: A schedule is to be changed; the ScheduleGlance.
        run_wished: A connection is to run now; the RunNow.
    """

    change_wished = Signal(object)
    run_wished = Signal(object)

    key = "schedules"
    title = "Schedules"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._engine = engine
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self.cards: dict[ConnectionId, ScheduleCard] = {}
        self._column = QVBoxLayout()
        self._column.setSpacing(16)
        said = paragraph(_WORDS, ink="second")
        said.setMaximumWidth(_WIDEST)
        self.staying = StayingCard(engine, memory)
        self.notices = NoticesCard(engine)
        self.digest = DigestCard(engine)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            scrolled(
                column(
                    said,
                    self._column,
                    self.staying,
                    self.notices,
                    self.digest,
                    None,
                    gap=16,
                    margin=24,
                )
            )
        )
        self._empty = Empty(
            "calendar",
            "Nothing to run by itself yet",
            "Once a workspace is connected to an organisation, Vouch can pull its "
            "reports on a schedule.",
            "Open the practice company",
        )
        self._empty.step.clicked.connect(self.practice_wished)
        self._stack.addWidget(self._empty)
        whole = column(head(self.title), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: look again."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: ask how they stand."""
        self._asking.ask(ShowSchedules())
        self.staying.refresh()
        self.notices.refresh()
        self.digest.refresh()

    @Slot(object, object)
    def _answered(
        self, _asked: ShowSchedules, glances: tuple[ScheduleGlance, ...]
    ) -> None:
        self._stack.setCurrentIndex(0 if glances else 1)
        if [x.connection_id for x in glances] != list(self.cards):
            self._rebuild(glances)
            return
        for glance in glances:
            self.cards[glance.connection_id].show_glance(glance)

    def _rebuild(self, glances: tuple[ScheduleGlance, ...]) -> None:
        emptied(self._column)
        self.cards = {x.connection_id: ScheduleCard(x) for x in glances}
        for card in self.cards.values():
            card.change_wished.connect(self.change_wished)
            card.turned.connect(self._turn)
            card.run_wished.connect(self._run)
            self._column.addWidget(card)
        glyphs.redress(self)
        buttons = [x for card in self.cards.values() for x in card.buttons]
        for earlier, later in pairwise([*buttons, self.staying.stays]):
            QWidget.setTabOrder(earlier, later)

    @Slot(object)
    def _turn(self, glance: ScheduleGlance) -> None:
        timetable = glance.timetable
        if timetable is not None:
            paused = timetable.schedule.paused
            edit = ResumeSchedule if paused else PauseSchedule
            self._engine.edit(edit(glance.connection_id))

    @Slot(object)
    def _run(self, glance: ScheduleGlance) -> None:
        self.run_wished.emit(RunNow(glance.connection_id))
