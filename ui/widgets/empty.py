"""An empty place: what belongs here, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, label, paragraph, row

_LETTERS = 76


class Empty(QWidget):
    """An icon, a title, a sentence and perhaps a button, in the middle."""

    def __init__(self, glyph: str, title: str, words: str = "", step: str = "") -> None:
        super().__init__()
        self._glyph = GlyphLabel(glyph, "quiet", 40)
        self._title = label(title, Size.SECTION)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = paragraph(words, ink="second")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self.step: QPushButton = button(step, kind="primary")
        if not step:
            self.step.hide()
        above, below = row(None, self._glyph, None), row(None, self.step, None)
        between = row(None, self._words, None)
        between.setStretch(1, 1000)
        said = column(above, self._title, between, below, gap=12)
        self.setLayout(column(None, said, None, None, gap=0, margin=24))

    def say(self, title: str, words: str, glyph: str = "") -> None:
        """Say something else."""
        self._title.setText(title)
        self._words.setText(words)
        if glyph:
            self._glyph.show_glyph(glyph, "quiet")
