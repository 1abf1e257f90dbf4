"""What happened lately, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from app.domain.history import Kept
from ui.models.history import brief
from ui.models.words import moment
from ui.widgets.parts import Size, button, column, emptied, label, row

SHOWN = 8
_WIDEST = 1080
_SHRINKS = QSizePolicy.Policy.Ignored


class Lately(QFrame):
    """The newest events.

    Signals:
        all_wished: The whole history is wanted.
    """

    all_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self._shown: tuple[Kept, ...] = ()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self.every = button("Show all in History", "arrow-right", "link")
        self.every.clicked.connect(self.all_wished)
        title = label("Lately", Size.SECTION)
        self.setLayout(column(title, self._grid, row(self.every, None), margin=16))
        self.hide()

    def show_events(self, events: Sequence[Kept]) -> None:
        """Show these."""
        self.setVisible(bool(events))
        if tuple(events) == self._shown:
            return
        self._shown = tuple(events)
        emptied(self._grid)
        for line, kept in enumerate(events):
            self._grid.addWidget(label(moment(kept.event.at), ink="second"), line, 0)
            self._grid.addWidget(label(kept.event.what.capitalize()), line, 1)
            said = label(brief(kept), ink="second")
            said.setMinimumWidth(0)
            said.setSizePolicy(_SHRINKS, said.sizePolicy().verticalPolicy())
            said.setToolTip(brief(kept))
            self._grid.addWidget(said, line, 2)
