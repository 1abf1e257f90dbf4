"""A note beside what it is about: a title, some words, and what can be done."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QPushButton

from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, column, label, paragraph, row

_GLYPHS = {"failed": "x-circle", "attention": "warning", "quiet": "info"}


class Note(QFrame):
    """Hidden until it has something to say; a screen reader speaks it then."""

    def __init__(self, *steps: QPushButton) -> None:
        super().__init__()
        self._glyph = GlyphLabel("warning", "attention", 20)
        self._title = label("", Size.STRONG)
        self._title.setWordWrap(True)
        self._words = paragraph()
        said = column(self._title, self._words, gap=2)
        if steps:
            said.addLayout(row(*steps, None))
        made = row(self._glyph, said, gap=12)
        made.setContentsMargins(12, 10, 12, 10)
        made.setStretch(1, 1)
        made.setAlignment(self._glyph, said.alignment())
        self.setLayout(made)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, title first."""
        return f"{self._title.text()} {self._words.text()}".strip()

    def say(self, title: str, words: str = "", tone: str = "attention") -> None:
        """Say this."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._glyph.show_glyph(_GLYPHS[tone], tone)
        self.setProperty("kind", f"note-{tone}")
        self.style().polish(self)
        self.setAccessibleName(self.words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
