"""A few lines of news that can be put away once they are read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import button, column, paragraph, row


class NewsBar(QFrame):
    """Words beside a sign; hidden while there are none.

    Signals:
        put_away: They were read.
    """

    put_away = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words = paragraph()
        self._words.setAccessibleName(name)
        self.away = button("Put away", "x", "quiet")
        self.away.setAccessibleName(f"Put away: {name}")
        said = row(GlyphLabel("warning", "attention"), self._words, self.away)
        said.setStretch(1, 1)
        inner = column(said)
        inner.setContentsMargins(24, 4, 16, 8)
        self.setLayout(inner)
        self.away.clicked.connect(self.put_away)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str) -> None:
        """Say this, or nothing."""
        self._words.setText(words)
        self.setVisible(bool(words))
