"""The two halves of the review, as wide as a person left them."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.widgets.memory import Memory

_LIST = 360
_PART = 0.42  # of a narrow window at most: the journal needs its columns
_KEY = "review/split"


class Halves(QSplitter):
    """The list at the left, the journal at the right; neither can be closed."""

    def __init__(self, left: QWidget, right: QWidget, memory: Memory) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._memory = memory
        self._chosen = False
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        state = memory.state(_KEY)
        if state is not None and self.restoreState(state):
            self._stay()
        self.splitterMoved.connect(self._stay)

    def keep(self) -> None:
        """Remember where somebody put the seam."""
        if self._chosen:
            self._memory.keep(_KEY, self.saveState())

    def put(self, sizes: Sequence[int]) -> None:
        """Put the seam where somebody wants it."""
        self.setSizes(list(sizes))
        self._stay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override: share the room anew where nobody chose."""
        super().resizeEvent(event)
        if not self._chosen:
            first = min(_LIST, round(self.width() * _PART))
            self.setSizes([first, self.width() - first])

    @Slot()
    def _stay(self) -> None:
        """Leave the list as wide as it is when the window grows: somebody chose it."""
        self._chosen = True
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
