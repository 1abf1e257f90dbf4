"""The two halves of the review, as wide as a person left them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from ui.widgets.memory import Memory

_FIRST = [360, 740]
_KEY = "review/split"


class Halves(QSplitter):
    """The list at the left, the journal at the right; neither can be closed."""

    def __init__(self, left: QWidget, right: QWidget, memory: Memory) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._memory = memory
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setSizes(_FIRST)
        state = memory.state(_KEY)
        if state is not None and self.restoreState(state):
            self._stay()
        self.splitterMoved.connect(self._stay)

    def keep(self) -> None:
        """Remember where the seam is."""
        self._memory.keep(_KEY, self.saveState())

    @Slot()
    def _stay(self) -> None:
        """Leave the list as wide as it is when the window grows: somebody chose it."""
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
