"""A pill that says a posting's state: icon, word and tint."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.postings import State
from ui.widgets import glyphs
from ui.widgets.looks import STATES
from ui.widgets.palette import tokens

_ICON = 16
_PAD = 8
_GAP = 5


class StateBadge(QWidget):
    """Shows one state, or nothing."""

    def __init__(self, state: State | None = None) -> None:
        super().__init__()
        self._state = state
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def show_state(self, state: State | None) -> None:
        """Show another state."""
        self._state = state
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Override: icon, word and the room around them."""
        if self._state is None:
            return QSize(0, 0)
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self._state.words)
        return QSize(2 * _PAD + _ICON + _GAP + words, max(_ICON, metrics.height()) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override: a tinted pill."""
        if self._state is None:
            return
        look, colours = STATES[self._state], tokens(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.tint(look.tone))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        ink, middle = colours.ink(look.tone), (self.height() - _ICON) // 2
        glyphs.paint(painter, QRect(_PAD, middle, _ICON, _ICON), look.glyph, ink)
        painter.setPen(ink)
        words = self.rect().adjusted(_PAD + _ICON + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._state.words)
        painter.end()

    def _say(self) -> None:
        self.setAccessibleName(f"State {self._state.words}" if self._state else "")
