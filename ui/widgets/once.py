"""What takes a key that is held down for one press: buttons, dialogs and lists."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def held(event: QKeyEvent, keys: Collection[int] = ENTER) -> bool:
    """Tell whether one of these keys comes again only because it is held down."""
    return event.isAutoRepeat() and event.key() in keys


class Button(QPushButton):
    """A push button; what it asks is not answered by the same press."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Qt presses again as long as Enter is held."""
        if not held(event):
            super().keyPressEvent(event)


class Dialog(QDialog):
    """A dialog; the press that opened it is not its answer."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Qt gives a held Enter to the default button."""
        if not held(event):
            super().keyPressEvent(event)
