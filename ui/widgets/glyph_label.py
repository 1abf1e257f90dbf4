"""An icon beside words, in the colour of its tone."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import glyphs
from ui.widgets.palette import tokens


class GlyphLabel(QWidget):
    """Draws one icon; says nothing, for the words beside it do."""

    def __init__(self, name: str = "", ink: str = "second", size: int = 16) -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_glyph(self, name: str, ink: str) -> None:
        """Show another icon."""
        self._name, self._ink = name, ink
        self.update()

    def sizeHint(self) -> QSize:
        """Override: the icon and nothing around it."""
        side = glyphs.grown(self._size, self.fontMetrics())
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override: draw in the theme's colour of the moment."""
        if not self._name:
            return
        colours = tokens(self.palette())
        ink = (
            QColor(colours.accent) if self._ink == "accent" else colours.ink(self._ink)
        )
        painter = QPainter(self)
        glyphs.paint(painter, QRect(0, 0, self.width(), self.height()), self._name, ink)
        painter.end()
