"""Filter chips: one of a few, each with how many it would show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.models.words import number
from ui.widgets.flow import Flow
from ui.widgets.parts import button


class Chips(QWidget):
    """A row of chips, of which one is chosen.

    Signals:
        chosen: Another chip was chosen; its key.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(choices)
        self._group = QButtonGroup(self)
        self._chips = {key: self._chip(key, title) for key, title in choices}
        self.setLayout(Flow(*self._chips.values(), gap=4))
        self._group.buttonClicked.connect(self._clicked)

    @property
    def key(self) -> str:
        """The key of the chosen chip."""
        return next(key for key, chip in self._chips.items() if chip.isChecked())

    def choose(self, key: str) -> None:
        """Choose a chip without announcing it."""
        chip = self._chips.get(key, next(iter(self._chips.values())))
        chip.setChecked(True)
        chip.show()

    def count(self, counts: Mapping[str, int], always: frozenset[str]) -> None:
        """Say how many each would show; an empty one hides unless it always stays."""
        for key, chip in self._chips.items():
            found = counts.get(key, 0)
            chip.setText(f"{self._titles[key]}  {number(found)}")
            chip.setVisible(bool(found) or key in always or chip.isChecked())

    def _chip(self, key: str, title: str) -> QPushButton:
        made = button(title, kind="chip")
        made.setCheckable(True)
        made.setObjectName(key)
        self._group.addButton(made)
        return made

    def _clicked(self, chip: QPushButton) -> None:
        self.chosen.emit(chip.objectName())
