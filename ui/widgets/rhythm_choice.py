"""How often something runs, to be chosen."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QSignalBlocker, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from app.domain.calendars import CloseCalendar, CloseKind
from app.domain.schedules import DAYS, MOST_DAYS, MOST_HOURS, Rate, Rhythm
from ui.widgets.brief import brief
from ui.widgets.parts import holding, row

_RATES = (
    (Rate.HOURS, "Every few hours"),
    (Rate.DAY, "Every day"),
    (Rate.WEEK, "On days of the week"),
    (Rate.CLOSE, "After a period has ended"),
)
_KINDS = (
    (CloseKind.MONTH, "Month"),
    (CloseKind.QUARTER, "Quarter"),
    (CloseKind.WEEKS, "4-4-5 period"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class RhythmChoice(QWidget):
    """Shows only the fields that the chosen rate asks for.

    Signals:
        changed: Something else was chosen.
    """

    changed = Signal()

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__()
        self.rate, self.hours, self.at = QComboBox(), QSpinBox(), QTimeEdit()
        self.days = [QCheckBox(day[:3]) for day in DAYS]
        self.nth, self.business = QSpinBox(), QComboBox()
        self.kind, self.year_ends = QComboBox(), QComboBox()
        self.weekday, self.nearest = QComboBox(), QComboBox()
        self._fill()
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._week = holding(row(*self.days, None, gap=8))
        self._after = holding(row(self.nth, self.business, None))
        self._ends_on = holding(row(self.nearest, self.weekday, None))
        for name, field in self._rows():
            self._form.addRow(name, field)
        self.setLayout(self._form)
        self.show_rhythm(rhythm)
        self._connect()

    @property
    def rhythm(self) -> Rhythm:
        """What is chosen."""
        at = self.at.time()
        return Rhythm(
            rate=Rate(self.rate.currentData()),
            at=time(at.hour(), at.minute()),
            hours=self.hours.value(),
            days=tuple(n for n, box in enumerate(self.days) if box.isChecked()),
            nth=self.nth.value(),
            business=bool(self.business.currentData()),
            calendar=CloseCalendar(
                CloseKind(self.kind.currentData()),
                self.year_ends.currentIndex() + 1,
                self.weekday.currentIndex(),
                bool(self.nearest.currentData()),
            ),
        )

    def show_rhythm(self, rhythm: Rhythm) -> None:
        """Show one that was chosen before."""
        with QSignalBlocker(self):
            calendar = rhythm.calendar
            self.rate.setCurrentIndex(self.rate.findData(rhythm.rate))
            self.hours.setValue(rhythm.hours)
            self.at.setTime(QTime(rhythm.at.hour, rhythm.at.minute))
            for number, box in enumerate(self.days):
                box.setChecked(number in rhythm.days)
            self.nth.setValue(rhythm.nth)
            self.business.setCurrentIndex(0 if rhythm.business else 1)
            self.kind.setCurrentIndex(self.kind.findData(calendar.kind))
            self.year_ends.setCurrentIndex(calendar.year_ends - 1)
            self.weekday.setCurrentIndex(calendar.weekday)
            self.nearest.setCurrentIndex(1 if calendar.nearest else 0)
        self._show_fields()

    def _rows(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("&How often", self.rate),
            ("H&ours apart", self.hours),
            ("&Days", self._week),
            ("&Period", self.kind),
            ("On the &nth", self._after),
            ("&Year ends in", self.year_ends),
            ("Year ends o&n", self._ends_on),
            ("A&t", self.at),
        )

    def _fill(self) -> None:
        for rate, words in _RATES:
            self.rate.addItem(words, rate)
        for kind, words in _KINDS:
            self.kind.addItem(words, kind)
        self.hours.setRange(1, MOST_HOURS)
        self.nth.setRange(1, MOST_DAYS)
        self.business.addItem("business day after it, Monday to Friday", userData=True)
        self.business.addItem("calendar day after it", userData=False)
        self.year_ends.addItems(_MONTHS)
        self.weekday.addItems(DAYS)
        self.nearest.addItem("the last", userData=False)
        self.nearest.addItem("the nearest to its end", userData=True)
        self.at.setDisplayFormat("HH:mm")
        brief(self.hours, self.nth, self.at)
        for field, name in (
            (self.hours, "Hours apart"),
            (self.at, "Time of day"),
            (self.nth, "Which day after the end"),
            (self.business, "Kind of day"),
            (self.weekday, "Weekday that the year ends on"),
            (self.nearest, "Which of these weekdays"),
        ):
            field.setAccessibleName(name)
        for box, day in zip(self.days, DAYS, strict=True):
            box.setAccessibleName(day)

    def _connect(self) -> None:
        choices = (
            *(self.rate, self.business, self.kind),
            *(self.year_ends, self.weekday, self.nearest),
        )
        for choice in choices:
            choice.currentIndexChanged.connect(self._chosen)
        self.hours.valueChanged.connect(self._chosen)
        self.nth.valueChanged.connect(self._chosen)
        self.at.timeChanged.connect(self._chosen)
        for box in self.days:
            box.toggled.connect(self._chosen)

    def _chosen(self) -> None:
        self._show_fields()
        self.changed.emit()

    def _show_fields(self) -> None:
        rate, kind = Rate(self.rate.currentData()), CloseKind(self.kind.currentData())
        closing = rate is Rate.CLOSE
        shown = {
            self.hours: rate is Rate.HOURS,
            self._week: rate is Rate.WEEK,
            self.kind: closing,
            self._after: closing,
            self.year_ends: closing and kind is not CloseKind.MONTH,
            self._ends_on: closing and kind is CloseKind.WEEKS,
        }
        for field, visible in shown.items():
            self._form.setRowVisible(field, visible)
