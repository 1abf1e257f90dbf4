"""The bar over a mapping: how much of the money is mapped."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QProgressBar

from ui.widgets.flow import Flow
from ui.widgets.parts import Size, column, label

_THIN = 8


class ShareBar(QFrame):
    """A sentence, the money behind it, and a bar under both."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", Size.SECTION)
        self._money = label("", ink="second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(_THIN)
        self._bar.setAccessibleName("Share of the spend that is mapped")
        upper = Flow(self._words, self._money, gap=16)
        made = column(upper, self._bar, gap=6)
        made.setContentsMargins(24, 12, 24, 12)
        self.setLayout(made)

    @property
    def percent(self) -> int:
        """How much the bar shows."""
        return self._bar.value()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, words: str, money: str, percent: int, *, any_spent: bool) -> None:
        """Show a share."""
        self._words.setText(words)
        self._money.setText(money)
        self._bar.setValue(percent)
        self._bar.setVisible(any_spent)
        self._bar.setAccessibleDescription(words)
