"""Says under the pointer what a drop would do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

_BESIDE = QPoint(14, 18)
_EDGE = 8


class DragNote(QLabel):
    """Floats over its parent while something is dragged there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("kind", "drag-note")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, words: str, spot: QPoint) -> None:
        """Say this beside a place of the parent, and wholly within it."""
        self.setText(words)
        self.adjustSize()
        at = spot + _BESIDE
        right = self._over.width() - self.width() - _EDGE
        bottom = self._over.height() - self.height() - _EDGE
        self.move(min(at.x(), right), min(at.y(), bottom))
        self.raise_()
        self.show()
