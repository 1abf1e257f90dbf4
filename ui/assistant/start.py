"""The day to start on, and what becomes of the reports before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker
from PySide6.QtWidgets import QDateEdit, QLineEdit, QRadioButton, QWidget

from app.domain.beginning import Older, Start, Step
from app.domain.situation import Situation, Survey
from ui.assistant.step_page import StepPage
from ui.models.words import amount, counted, day
from ui.widgets.parts import Size, column, label, paragraph, row

_INDENT = 26
_BACK = timedelta(days=90)
_DAY = timedelta(days=1)


class StartStep(StepPage):
    """A day, and three ways with what is older."""

    step = Step.START
    title = "Where to start"
    lead = (
        "Reports approved on or after this day become journals. What you posted by "
        "hand before belongs before it, or it would be in the books twice."
    )

    def __init__(self) -> None:
        super().__init__()
        self.on, self.back_to = _day("Start on"), _day("Older reports from")
        self.leave_out = QRadioButton("&Leave them out")
        self.elsewhere = QRadioButton("Mark them as &posted elsewhere")
        self.prepare = QRadioButton("Prepare them for &review too")
        self.why = QLineEdit()
        self.why.setAccessibleName("Where they are in the books")
        self.why.setPlaceholderText("Where they are: bills until July, by hand, …")
        self._counts = paragraph("", ink="second")
        self._ways = {
            Older.LEAVE_OUT: self.leave_out,
            Older.ELSEWHERE: self.elsewhere,
            Older.PREPARE: self.prepare,
        }
        self._from = label("Older reports fro&m")
        self._from.setBuddy(self.back_to)
        self._arrange()
        self.on.dateChanged.connect(self._lead_back)
        self.back_to.dateChanged.connect(self._changed)
        for way in self._ways.values():
            way.toggled.connect(self._changed)
        self.why.textChanged.connect(self._changed)

    @property
    def first(self) -> QWidget:
        """Override: the day."""
        return self.on

    @property
    def words(self) -> str:
        """How many reports are on each side of the day."""
        return self._counts.text()

    def arrive(self) -> None:
        """Override: look first what there is."""
        self.look_first()

    def show_situation(self, given: Situation) -> None:
        """Override: show what was chosen, or a day to begin with."""
        super().show_situation(given)
        start, survey = given.begun.start, given.survey
        if start is None:
            start = _first(survey)
            self.chosen.emit(replace(given.begun, start=start))
        if start != self._start():
            self._show(start)
        self._say()

    def _show(self, start: Start) -> None:
        fields = (self.on, self.back_to, self.why, *self._ways.values())
        blockers = [QSignalBlocker(field) for field in fields]
        self.on.setDate(_shown(start.on))
        self.back_to.setDate(_shown(start.back_to or start.on - _BACK))
        self._ways[start.older].setChecked(True)
        self.why.setText(start.why)
        del blockers

    def _start(self) -> Start:
        chosen = [older for older, way in self._ways.items() if way.isChecked()]
        older = chosen[0] if chosen else Older.LEAVE_OUT
        return Start(
            _meant(self.on.date()), older, _meant(self.back_to.date()), self.why.text()
        )

    def _lead_back(self) -> None:
        """The older reports begin before the start, wherever that is put."""
        if self.back_to.date() >= self.on.date():
            with QSignalBlocker(self.back_to):
                self.back_to.setDate(self.on.date().addDays(-_BACK.days))
        self._changed()

    def _changed(self) -> None:
        start = self._start()
        if start != self.given.begun.start:
            self.chosen.emit(replace(self.given.begun, start=start))
        self._say()

    def _say(self) -> None:
        start = self._start()
        back = start.older is not Older.LEAVE_OUT
        self.back_to.setEnabled(back)
        self._from.setEnabled(back)
        self.why.setVisible(start.older is Older.ELSEWHERE)
        survey = self.given.survey
        self._counts.setText(_counts(start, survey) if survey else "")

    def _arrange(self) -> None:
        name = label("Start &on")
        name.setBuddy(self.on)
        why = row(_INDENT, self.why, gap=0)
        ways = column(
            label("Reports that were approved before", Size.STRONG),
            self.leave_out,
            self.elsewhere,
            why,
            self.prepare,
            gap=8,
        )
        self.arranged(
            row(name, self.on, None, gap=16),
            self._counts,
            4,
            ways,
            row(_INDENT, self._from, self.back_to, None, gap=12),
        )


def _counts(start: Start, survey: Survey) -> str:
    currency = survey.books.organisation.base_currency
    before, money = survey.before(start.on)
    every = len(survey.days)
    since = f"approved since {day(survey.since)}"
    if not every:
        return f"Expensify has no report {since}."
    if start.on <= survey.since:
        return f"{counted(every, 'report')} {since}; older ones are yet to be read."
    said = f"{counted(every - before, 'report')} from that day on"
    older = f"{counted(before, 'report')} before, {amount(money, currency)} {currency}"
    return f"Of those {since}: {said}; {older}."


def _first(survey: Survey | None) -> Start:
    """The first day of this month, or of what is open in Xero."""
    today = date.today()  # noqa: DTZ011 - the day on this desk
    on = today.replace(day=1)
    locked = survey.books.organisation.locked_until if survey else None
    if locked is not None and locked >= on:
        on = locked + _DAY
    return Start(on, back_to=on - _BACK)


def _day(name: str) -> QDateEdit:
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat("dd MMM yyyy")
    for part in (made, made.lineEdit()):
        part.setAccessibleName(name)
    return made


def _shown(on: date) -> QDate:
    return QDate(on.year, on.month, on.day)


def _meant(on: QDate) -> date:
    return date(on.year(), on.month(), on.day())
