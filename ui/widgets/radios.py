"""One of a few choices, each with a line that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from ui.widgets.parts import Size, column, label, paragraph, row

T = TypeVar("T")

_INDENT = 22


class Radios(QWidget, Generic[T]):
    """A question with its answers under it."""

    def __init__(self, title: str, choices: Iterable[tuple[T, str, str]]) -> None:
        super().__init__()
        self._choices: list[tuple[T, QRadioButton]] = []
        self._group = QButtonGroup(self)
        self._words: list[QLabel] = []
        made: QVBoxLayout = column(label(title, Size.STRONG), gap=4)
        for value, words, more in choices:
            way = QRadioButton(words.replace("&", "&&"))
            way.setAccessibleDescription(more)
            self._group.addButton(way)
            self._choices.append((value, way))
            made.addWidget(way)
            if more:
                said = paragraph(more, Size.HINT, ink="second")
                self._words.append(said)
                made.addLayout(row(_INDENT, said, gap=0))
        self.setAccessibleName(title)
        self.setLayout(made)
        if self._choices:
            self._choices[0][1].setChecked(True)

    @property
    def chosen(self) -> T:
        """The answer."""
        return next(value for value, way in self._choices if way.isChecked())

    def choose(self, wanted: T) -> None:
        """Answer, unless this is not offered."""
        for value, way in self._choices:
            if value == wanted:
                way.setChecked(True)

    @property
    def first(self) -> QRadioButton:
        """The answer that is chosen, to put the keyboard on."""
        return next(way for _, way in self._choices if way.isChecked())
