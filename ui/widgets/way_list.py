"""A line to type in and, under it, what it leads to."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from ui.models.ways import WaysModel, spoken
from ui.widgets.way_delegate import WayDelegate

_TYPING = 60
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class WayLine(QLineEdit):
    """What is typed; the arrows walk in the list while the cursor stays here.

    Signals:
        sought: Something else was typed, a moment ago.
        walked: Another row is wanted, by so many down; an int.
        taken: The row that is marked is wanted.
    """

    sought = Signal()
    walked = Signal(int)
    taken = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setPlaceholderText(hint)
        self.setAccessibleName("Go to")
        self.setAccessibleDescription(hint)
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self.sought)
        self.textChanged.connect(self._typed.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: the arrows and Enter belong to the list."""
        pressed = Qt.Key(event.key())
        if pressed in _STEPS:
            self.walked.emit(_STEPS[pressed])
        elif pressed in _ENTER:
            if self._typed.isActive():
                self._typed.stop()
                self.sought.emit()
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class WayList(QListView):
    """What was found; one row is always marked."""

    def __init__(self, model: WaysModel) -> None:
        super().__init__()
        self._ways = model
        self.setModel(model)
        self.setItemDelegate(WayDelegate(self))
        self.setAccessibleName("Found")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def mark(self, row: int) -> None:
        """Mark a row, going round at both ends, and have it said."""
        rows = self._ways.rowCount()
        if rows:
            self.setCurrentIndex(self._ways.index(row % rows, 0))
            self._announce()

    def walk(self, down: int) -> None:
        """Mark another row; a page stops at the ends."""
        row, last = self.currentIndex().row(), self._ways.rowCount() - 1
        wanted = row + down
        if abs(down) > 1:
            wanted = max(0, min(last, wanted))
        self.mark(wanted)

    def _announce(self) -> None:
        hit = self._ways.hit(self.currentIndex().row())
        if hit is not None:
            event = QAccessibleAnnouncementEvent(self, spoken(hit.way))
            QAccessible.updateAccessibility(event)
