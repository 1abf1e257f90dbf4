"""A line of words whose middle gives way where there is no room for all of it."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.widgets.parts import Size, sized


class ShortLabel(QLabel):
    """What it is about stands first and how much last: both stay; the tip has all.

    ``least`` is how many letters there is to be room for in any case.
    """

    def __init__(
        self, size: Size = Size.PLAIN, ink: str = "", *, least: int = 0
    ) -> None:
        super().__init__()
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(sized(self.font(), size))
        self.setProperty("ink", ink)

    @property
    def shown(self) -> str:
        """As much of it as there is room for."""
        room = self.contentsRect().width()
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.text(), middle, room)

    def minimumSizeHint(self) -> QSize:
        """Override: as narrow as need be."""
        whole, least = self.sizeHint(), self.fontMetrics().averageCharWidth()
        return QSize(min(whole.width(), least * self._least), whole.height())

    def event(self, event: QEvent) -> bool:
        """Override: a tip tells the whole, where that is not to be read already."""
        if event.type() is QEvent.Type.ToolTip:
            whole = self.text()
            self.setToolTip("" if self.shown == whole else whole)
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override: leave out what there is no room for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self.shown,
            self.foregroundRole(),
        )
        painter.end()
