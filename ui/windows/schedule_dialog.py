"""The schedule of one connection, to be changed, with its next runs in view."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimeZone, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QRadioButton, QWidget

from app.domain.scheduled_runs import ScheduleGlance
from app.domain.schedules import CLEAN_RUNS, Permission, Rhythm
from ui.engine import Engine
from ui.models import schedules as words
from ui.widgets import glyphs
from ui.widgets.once import Dialog
from ui.widgets.parts import (
    Size,
    button,
    column,
    fitted,
    inked,
    label,
    paragraph,
    row,
    rule,
)
from ui.widgets.rhythm_choice import RhythmChoice
from ui.workers.scheduling import NextFew, NextRuns, RemoveSchedule, SetSchedule

_WIDTH = 560
_LINES = 5
_HINTS = {
    Permission.PREPARE: "Pulls and prepares; nothing is sent to Xero.",
    Permission.DRAFT: "What is clean is saved as a draft, to be approved in Xero.",
}


class ScheduleDialog(Dialog):
    """Saves when that is wished; what cannot be saved is said while it is chosen."""

    def __init__(self, parent: QWidget, engine: Engine, glance: ScheduleGlance) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Schedule of {glance.name}")
        self._engine, self._glance = engine, glance
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        schedule = glance.timetable.schedule if glance.timetable else None
        self.choice = RhythmChoice(schedule.rhythm if schedule else Rhythm())
        self.zone = _zones(glance.zone)
        self.may = {x: QRadioButton(f"{x.words}") for x in Permission}
        chosen = schedule.permission if schedule else Permission.PREPARE
        self.may[chosen].setChecked(True)
        earned = glance.clean_runs >= CLEAN_RUNS or chosen is Permission.POST
        self.may[Permission.POST].setEnabled(earned)
        self.coming = paragraph()
        self.coming.setAccessibleName("Next runs")
        self.coming.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.save = button("&Save", kind="primary")
        self.cancel, self.remove = button("Cancel"), button("&Remove", kind="quiet")
        self.remove.setVisible(schedule is not None)
        self._arrange()
        self.choice.changed.connect(self._look)
        self.zone.currentTextChanged.connect(self._look)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.remove.clicked.connect(self._remove)
        self._look()

    def _arrange(self) -> None:
        permissions = column(gap=4)
        for permission, box in self.may.items():
            hint = _HINTS.get(permission) or words.earned(self._glance.clean_runs)
            said = paragraph(hint, Size.HINT)
            said.setIndent(24)
            permissions.addWidget(box)
            permissions.addWidget(said)
        named = label("Time &zone")
        named.setBuddy(self.zone)
        zone = row(named, self.zone)
        zone.setStretch(1, 1)
        body = column(
            label(self.windowTitle(), Size.SECTION),
            self.choice,
            zone,
            rule(),
            label("It may", Size.STRONG),
            permissions,
            rule(),
            label("Next runs", Size.STRONG),
            self.coming,
            gap=12,
        )
        buttons = row(self.remove, None, self.cancel, self.save)
        self.setLayout(column(body, None, 12, buttons, margin=20))
        self.save.setDefault(True)
        glyphs.redress(self)
        fitted(self, _WIDTH)

    @property
    def permission(self) -> Permission:
        """What it may do, as chosen."""
        return next(x for x, box in self.may.items() if box.isChecked())

    @Slot()
    def _look(self) -> None:
        self._asking.ask(NextRuns(self.choice.rhythm, self.zone.currentText()))

    @Slot(object, object)
    def _answered(self, asked: NextRuns, found: NextFew) -> None:
        self.save.setEnabled(not found.why_not)
        inked(self.coming, "attention" if found.why_not else "")
        lines = [x.words(asked.zone) for x in found.coming]
        self.coming.setText(found.why_not or "\n".join(lines))

    def _save(self) -> None:
        self._engine.edit(
            SetSchedule(
                self._glance.connection_id,
                self.choice.rhythm,
                self.permission,
                self.zone.currentText(),
            )
        )
        self.accept()

    def _remove(self) -> None:
        self._engine.edit(RemoveSchedule(self._glance.connection_id))
        self.accept()


def _zones(chosen: str) -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.addItems([bytes(x.data()).decode() for x in QTimeZone.availableTimeZoneIds()])
    made.setCurrentText(chosen)
    completer = QCompleter(made.model(), made)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCompleter(completer)
    made.setAccessibleName("Time zone")
    return made
