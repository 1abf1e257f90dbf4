"""A field to find a thing in a list beside it without leaving the keyboard."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets.once import ENTER, held

_TYPING = 80
_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})


class Finder(QLineEdit):
    """Announces what is typed once a moment has passed, and keys that lead on.

    Signals:
        sought: Something else is to be found.
        entered: What was found first is wanted.
        walked: The keyboard is wanted in the list.
        left: Nothing is to be found any more.
    """

    sought = Signal()
    entered = Signal()
    walked = Signal()
    left = Signal()

    def __init__(self, what: str) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setPlaceholderText(f"Type to find {what}")
        self.setAccessibleName(f"Find {what}")
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._typed.timeout.connect(self.sought)
        self.textChanged.connect(self._typed.start)

    def settle(self) -> None:
        """Announce at once what was typed last."""
        self._typed.stop()
        self.sought.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Down, Enter and Escape lead on, but no Enter that led here."""
        if held(event):
            return
        leading = {
            Qt.Key.Key_Escape: self.left,
            **dict.fromkeys(_DOWN, self.walked),
            **dict.fromkeys(ENTER, self.entered),
        }.get(Qt.Key(event.key()))
        if leading is None:
            super().keyPressEvent(event)
            return
        self.settle()
        leading.emit()
