"""When a person wants to be told, and of what."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QSignalBlocker, QTime, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QTimeEdit

from app.domain.notices import Preferences
from ui.engine import Engine
from ui.widgets.brief import brief
from ui.widgets.parts import Size, column, label, paragraph, row
from ui.workers.noticing import Prefer, ShowPreferences

_WIDEST = 960
_WORDS = (
    "You are told, once, of new problems, runs that failed, sign-ins that are about to "
    "end, lock dates that moved and limits that hold posting up."
)


class NoticesCard(QFrame):
    """Quiet hours, and whether to tell of what went well."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self._engine = engine
        self.quiet = QCheckBox("Quiet hours from")
        self.begin, self.end = _time("Quiet from"), _time("Quiet to")
        self.success = QCheckBox("Also tell of runs in which nothing was amiss")
        brief(self.begin, self.end)
        hours = row(self.quiet, self.begin, label("to"), self.end, None)
        words = paragraph(_WORDS, ink="second")
        title = label("Notices", Size.SECTION)
        self.setLayout(column(title, words, hours, self.success, gap=8, margin=16))
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self.quiet.toggled.connect(self._keep)
        self.success.toggled.connect(self._keep)
        self.begin.editingFinished.connect(self._keep)
        self.end.editingFinished.connect(self._keep)

    def refresh(self) -> None:
        """Ask what is preferred."""
        self._asking.ask(ShowPreferences())

    @Slot()
    def _keep(self) -> None:
        self._weigh()
        begin, end = _read(self.begin), _read(self.end)
        if not self.quiet.isChecked():
            begin = end = time(0)
        kept = Preferences(begin, end, self.success.isChecked())
        self._engine.edit(Prefer(kept))

    def _weigh(self) -> None:
        for edit in (self.begin, self.end):
            edit.setEnabled(self.quiet.isChecked())

    @Slot(object, object)
    def _answered(self, _asked: ShowPreferences, found: Preferences) -> None:
        quiet = found.quiet_from != found.quiet_to
        with QSignalBlocker(self.quiet), QSignalBlocker(self.success):
            self.quiet.setChecked(quiet)
            self.success.setChecked(found.success)
        if quiet and not (self.begin.hasFocus() or self.end.hasFocus()):
            self.begin.setTime(QTime(found.quiet_from.hour, found.quiet_from.minute))
            self.end.setTime(QTime(found.quiet_to.hour, found.quiet_to.minute))
        self._weigh()


def _time(name: str) -> QTimeEdit:
    made = QTimeEdit(QTime(20, 0) if name.endswith("from") else QTime(7, 0))
    made.setDisplayFormat("HH:mm")
    made.setAccessibleName(name)
    return made


def _read(edit: QTimeEdit) -> time:
    at = edit.time()
    return time(at.hour(), at.minute())
