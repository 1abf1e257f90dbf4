"""The foot of the assistant: back, on, and a way out that keeps everything."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.widgets.parts import button, paragraph, row


class Foot(QFrame):
    """Says what is lacking beside the button that goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self._words = paragraph("", ink="attention")
        self.on = button("&Continue", kind="primary")
        self.back = button("&Back")
        self.later = button("&Leave for later", kind="quiet")
        self.later.setToolTip("Everything is kept; it goes on here next time")
        made = row(self.later, self._words, self.back, self.on, gap=12)
        made.setStretch(1, 1)
        made.setContentsMargins(24, 10, 24, 10)
        self.setLayout(made)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What is said to be lacking."""
        return self._words.text()

    def show_step(self, on: str, *, first: bool) -> None:
        """Offer what this step offers."""
        self.on.setText(on)
        self.on.setVisible(bool(on))
        self.back.setVisible(not first)

    def say(self, words: str) -> None:
        """Say what is lacking, or nothing."""
        self._words.setText(words)
        self._words.setAccessibleName(words)
        if words:
            alert = QAccessibleEvent(self._words, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(alert)
