"""The status line: how far a run is, and how the connections are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from app.domain.runs import Progress
from ui.models.words import number, remaining
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, label, row
from ui.widgets.short_label import ShortLabel

_BAR = 180
_NOTE = 44


class StatusLine(QFrame):
    """Nothing modal: words, a thin bar, an estimate and a way to stop.

    Signals:
        cancelled: The person wants it stopped.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self._words = ShortLabel(Size.HINT, ink="second")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._estimate = label("", Size.HINT)
        self._cancel = button("Cancel", kind="link")
        self._cancel.clicked.connect(self._stop)
        self._glyph = GlyphLabel("", "quiet")
        self._note = ShortLabel(Size.HINT, ink="second", least=_NOTE)
        made = row(self._words, self._bar, self._estimate, self._cancel, None, gap=12)
        made.addWidget(self._glyph)
        made.addWidget(self._note)
        made.setContentsMargins(16, 4, 16, 4)
        self.setLayout(made)
        self.setFixedHeight(max(30, self.fontMetrics().height() + 14))
        self.rest("")

    @property
    def words(self) -> str:
        """What is said of the run."""
        return self._words.text()

    def start(self, words: str) -> None:
        """Say that something begins."""
        self._cancel.setText("Cancel")
        self._cancel.setEnabled(True)
        self.tell(Progress(words))

    def tell(self, progress: Progress) -> None:
        """Say how far it is."""
        counts = f"{number(progress.done)} of {number(progress.of)}"
        self._words.setText(
            f"{progress.words} {counts}" if progress.of else progress.words
        )
        self._bar.setRange(0, progress.of)
        self._bar.setValue(progress.done)
        self._estimate.setText(remaining(progress.eta))
        for part in (self._bar, self._estimate, self._cancel):
            part.show()

    def watch(self, progress: Progress) -> None:
        """Say how far something is that only another process can stop."""
        self.tell(progress)
        self._cancel.hide()

    def rest(self, words: str) -> None:
        """Say what came of it."""
        self._words.setText(words)
        for part in (self._bar, self._estimate, self._cancel):
            part.hide()

    def note(self, words: str, glyph: str, tone: str) -> None:
        """Say how the connections are."""
        self._note.setText(words)
        self._glyph.show_glyph(glyph, tone)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._cancel.setText("Stopping…")
        self.cancelled.emit()
