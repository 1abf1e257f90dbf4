"""Buttons and dialogs that take an Enter which is held down for one Enter."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Button(QPushButton):
    """A push button; what it asks is not answered by the same press."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Qt presses again as long as Enter is held."""
        if not _held(event):
            super().keyPressEvent(event)


class Dialog(QDialog):
    """A dialog; the press that opened it is not its answer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Qt gives a held Enter to the default button."""
        if not _held(event):
            super().keyPressEvent(event)


def _held(event: QKeyEvent) -> bool:
    return event.isAutoRepeat() and event.key() in _ENTER
