"""Close: a month's checklist, and the tables it was filled from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
)

from app.domain.calendars import Period
from app.domain.closing.accruals import Booked, Progress
from app.domain.closing.checklist import Close as Survey
from app.domain.closing.checklist import SignOff, Wish
from app.domain.closing.pack import pack
from app.domain.closing.section import Section
from app.domain.exports import Row
from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.closing import columns, months
from ui.models.table import TableModel
from ui.pages.close_checklist import CloseChecklist
from ui.pages.page import Page, head
from ui.widgets import glyphs
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, emptied, holding, paragraph, row, scrolled
from ui.widgets.table import Table
from ui.workers.closing import SurveyRun
from ui.workers.questions import Answer, Ended

_LINES = 9
_WORDS = (
    "Vouch asks Expensify for what was approved, what is late and what nobody has "
    "approved yet, adds it all up, looks at the clearing accounts and at Xero's lock "
    "date, and fills the checklist from it."
)


class Close(Page):
    """One month of one connection, as far as its close is.

    Signals:
        survey_wished: The checklist is to be filled; the SurveyRun.
        accrue_wished: What is owed is to be accrued; the Close.
        unaccrue_wished: The accrual is to be taken back; the Close.
        sign_wished: The month is to be signed off; the Close.
        reopen_wished: The sign-off is to be taken back; the Close.
        pack_wished: The pack is to be written; the Close.
    """

    survey_wished = Signal(object)
    accrue_wished = Signal(object)
    unaccrue_wished = Signal(object)
    sign_wished = Signal(object)
    reopen_wished = Signal(object)
    pack_wished = Signal(object)

    key = "close"
    title = "Close"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._engine = engine
        self._memory = memory
        self._names: Mapping[str, str] = {}
        self.survey: Survey | None = None
        self.connections, self.month = QComboBox(), QComboBox()
        self.connections.setAccessibleName("Connection")
        self.connections.hide()
        self.month.setAccessibleName("Month")
        self._offer_months()
        self.known = QCheckBox("As&k nobody")
        self.known.setToolTip("By what is known here, without Expensify and Xero")
        self.fill = button("&Fill in", "checks", "primary")
        self.nothing = Empty("calendar-check", "Not looked at yet", _WORDS, "Fill in")
        self.tabs = QTabBar()
        self.model: TableModel[Row] = TableModel(())
        self.table = Table("close", memory)
        self.table.setModel(self.model)
        self._remark = paragraph(ink="second")
        self._top = QVBoxLayout()
        self._sections: tuple[Section, ...] = ()
        self._stack = QStackedWidget()
        self.accrue = button("&Accrue…", "calendar-plus")
        self.unaccrue = button("Take accrual bac&k…", "arrow-u-up-left")
        self.pack = button("Save pac&k…", "file-pdf")
        self.reopen = button("Take sign-off bac&k…", "arrow-u-up-left")
        self.sign = button("Sign &off…", "circle-wavy-check", "primary")
        self._arrange()
        self._connect()

    @property
    def wish(self) -> Wish | None:
        """The close that is chosen; None while there is no connection."""
        chosen, period = self.connections.currentData(), self.month.currentData()
        if not chosen or not isinstance(period, Period):
            return None
        asking = not self.known.isChecked()
        return Wish(ConnectionId(chosen), period, asking=asking)

    @property
    def _section(self) -> Section | None:
        at = self.tabs.currentIndex()
        return self._sections[at] if 0 <= at < len(self._sections) else None

    def say(self, overview: Overview) -> None:
        """Override: offer the connections, and the months that are over by now."""
        self._offer_months()
        names = {str(g.connection.id): g.connection.name for g in overview.glances}
        if names != self._names:
            self._names = names
            self._offer_connections()
        if self.survey is not None and not self._is_chosen(self.survey):
            self._another()
        self._weigh()

    def show_survey(self, survey: Survey) -> None:
        """Show how far a close is."""
        self.survey = survey
        emptied(self._top)
        self._top.addWidget(CloseChecklist(survey))
        chosen = self._section.title if self._section else ""
        # the checklist stands above; the tables are what it was filled from
        self._sections = tuple(pack(survey).sections[1:])
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for section in self._sections:
                self.tabs.addTab(section.title)
            titles = [section.title for section in self._sections]
            self.tabs.setCurrentIndex(titles.index(chosen) if chosen in titles else 0)
        self._turned()
        self._stack.setCurrentIndex(1)
        self._weigh()
        glyphs.redress(self)

    def _offer_connections(self) -> None:
        chosen = self.connections.currentData()
        with QSignalBlocker(self.connections):
            self.connections.clear()
            for which, name in self._names.items():
                self.connections.addItem(name, which)
            self.connections.setCurrentIndex(max(0, self.connections.findData(chosen)))
        self.connections.setVisible(len(self._names) > 1)

    def _offer_months(self) -> None:
        offered = list(months(date.today()))  # noqa: DTZ011 - this computer's clock
        held = [self.month.itemData(at) for at in range(self.month.count())]
        if offered == held:
            return
        chosen = self.month.currentData()
        with QSignalBlocker(self.month):
            self.month.clear()
            for period in offered:
                self.month.addItem(period.name, period)
            self.month.setCurrentIndex(
                offered.index(chosen) if chosen in offered else 0
            )

    def _arrange(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName("Tables")
        self.table.setAccessibleName("Table of the close")
        body = column(self._top, 4, self.tabs, self._remark, self.table, margin=16)
        body.setStretch(body.count() - 1, 1)
        self.table.setMinimumHeight(_LINES * self.table.fontMetrics().height())
        foot = QFrame()
        foot.setProperty("kind", "foot")
        acts = (self.pack, self.accrue, self.unaccrue, self.reopen, self.sign)
        laid_out = row(None, *acts)
        laid_out.setContentsMargins(16, 8, 16, 8)
        foot.setLayout(laid_out)
        filled = column(scrolled(body), foot, gap=0)
        filled.setStretch(0, 1)
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(holding(filled))
        tools = (self.connections, self.month, self.known, self.fill)
        whole = column(head(self.title, *tools), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._weigh()

    def _connect(self) -> None:
        self.fill.clicked.connect(self._wish)
        self.nothing.step.clicked.connect(self._wish)
        self.connections.currentIndexChanged.connect(self._another)
        self.month.currentIndexChanged.connect(self._another)
        self.tabs.currentChanged.connect(self._turned)
        for part, signal in (
            (self.accrue, self.accrue_wished),
            (self.unaccrue, self.unaccrue_wished),
            (self.sign, self.sign_wished),
            (self.reopen, self.reopen_wished),
            (self.pack, self.pack_wished),
        ):
            part.clicked.connect(lambda _=False, to=signal: to.emit(self.survey))
        self._engine.ended.connect(self._ended)
        self._engine.edited.connect(self._edited)
        self._engine.busy.connect(self._weigh)

    def _weigh(self) -> None:
        """Offer what can be done now."""
        idle, survey = not self._engine.running, self.survey
        can_ask = idle and self.wish is not None
        self.fill.setEnabled(can_ask)
        self.nothing.step.setEnabled(can_ask)
        if survey is None:
            return
        booked = survey.booked
        there = booked is not None and booked.progress is Progress.DRAFTED
        signed = survey.sign_off is not None and survey.sign_off.withdrawn is None
        self.accrue.setVisible(not there)
        self.accrue.setEnabled(idle and survey.accrual is not None)
        self.unaccrue.setVisible(there)
        self.unaccrue.setEnabled(idle)
        self.sign.setVisible(not signed)
        self.sign.setEnabled(idle)
        self.reopen.setVisible(signed)
        self.reopen.setEnabled(idle)
        self.pack.setEnabled(idle)

    @Slot()
    def _wish(self) -> None:
        wish = self.wish
        if wish is not None and not self._engine.running:
            self.survey_wished.emit(SurveyRun(wish))

    @Slot()
    def _another(self) -> None:
        """Another month or connection is chosen: what is shown is not about it."""
        self.survey = None
        self._stack.setCurrentIndex(0)
        self._weigh()

    @Slot()
    def _turned(self) -> None:
        section = self._section
        if section is None:
            return
        self._remark.setText(section.remark)
        self._remark.setVisible(bool(section.remark))
        self.model.show(section.whole, columns(section))

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        for found in ended.result:
            if isinstance(found, Survey):
                if self._is_chosen(found):
                    self.show_survey(found)
            elif isinstance(found, Booked) and (shown := self._about(found)):
                self.show_survey(replace(shown, booked=found))

    @Slot(object)
    def _edited(self, answer: Answer) -> None:
        found = answer.value
        if isinstance(found, SignOff) and (shown := self._about(found)):
            self.show_survey(replace(shown, sign_off=found))

    def _is_chosen(self, survey: Survey) -> bool:
        """Whether it is of the month and connection that are chosen by now."""
        wish, of = self.wish, (survey.connection.id, survey.period)
        return wish is not None and (wish.connection_id, wish.period) == of

    def _about(self, found: Booked | SignOff) -> Survey | None:
        """What is shown; None where something else was found."""
        shown = self.survey
        if shown is None or shown.connection.id != found.connection_id:
            return None
        return shown if shown.period == found.period else None
