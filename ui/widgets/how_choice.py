"""The ways to undo a journal: void it, or mirror it on a day; what is not offered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QLabel, QRadioButton, QVBoxLayout, QWidget

from app.domain.postings import How
from app.domain.reversing import ReversalPlan
from ui.models.undo import mirror_day
from ui.widgets.parts import Size, column, holding, paragraph, row

_INDENT = 26


class HowChoice(QWidget):
    """Two ways, each with the reason where it is not offered.

    Signals:
        changed: Another way or day was chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._opened = False
        self.void = QRadioButton("&Void in Xero")
        self.mirror = QRadioButton("&Mirror by a reversing journal dated")
        self.day = QDateEdit(QDate.currentDate())
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd MMM yyyy")
        self.day.setAccessibleName("Day of the reversing journal")
        self._no_void, self._no_mirror = _reason(), _reason()
        self.setLayout(self._arranged())
        self.void.toggled.connect(self._toggled)
        self.day.dateChanged.connect(self._dated)

    @property
    def how(self) -> How:
        """The way that is chosen; a draft is deleted where others are voided."""
        return How.MIRROR if self.mirror.isChecked() else How.VOID

    @property
    def on(self) -> date | None:
        """The day of the mirror, None for another way."""
        if self.how is not How.MIRROR:
            return None
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def offer(self, plans: Sequence[ReversalPlan]) -> bool:
        """Offer what these allow, the first time; whether another way was chosen."""
        if self._opened or not plans:
            return False
        self._opened = True
        deleted = [plan for plan in plans if How.DELETE in plan.offered]
        voided = [plan for plan in plans if How.VOID in plan.offered]
        mirrored = [plan for plan in plans if How.MIRROR in plan.offered]
        if deleted:
            both = "&Void in Xero; drafts are deleted"
            self.void.setText(both if voided else "&Delete in Xero")
        void = bool(deleted or voided)
        self._say(self.void, self._no_void, plans, void, How.VOID)
        self._say(self.mirror, self._no_mirror, plans, bool(mirrored), How.MIRROR)
        first = mirror_day(mirrored)
        with QSignalBlocker(self.void), QSignalBlocker(self.day):
            if first is not None:
                self.day.setDate(QDate(first.year, first.month, first.day))
            other = bool(mirrored) and not void
            (self.mirror if other else self.void).setChecked(True)
        self.day.setEnabled(self.mirror.isChecked())
        return other

    @staticmethod
    def _say(
        way: QRadioButton,
        reason: QLabel,
        plans: Sequence[ReversalPlan],
        offered: bool,  # noqa: FBT001 - said by name at the call
        how: How,
    ) -> None:
        way.setEnabled(offered)
        why = next((plan.refused.get(how, "") for plan in plans), "")
        reason.setText("" if offered else why)
        reason.setVisible(not offered and bool(why))

    def _toggled(self) -> None:
        self.day.setEnabled(self.mirror.isChecked())
        self.changed.emit()

    def _dated(self) -> None:
        if self.mirror.isChecked():
            self.changed.emit()

    def _arranged(self) -> QVBoxLayout:
        mirror = row(self.mirror, self.day, None)
        no_void, no_mirror = (
            row(_INDENT, why, gap=0) for why in (self._no_void, self._no_mirror)
        )
        made = column(self.void, no_void, holding(mirror), no_mirror, gap=4)
        mirror.setContentsMargins(0, 0, 0, 0)
        return made


def _reason() -> QLabel:
    made = paragraph("", Size.HINT, ink="second")
    made.hide()
    return made
