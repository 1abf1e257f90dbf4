"""The banner: a failure in words, with the button that mends it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QPushButton

from app.errors import (
    AppError,
    BusyError,
    CancelledError,
    OfflineError,
    ParkedError,
    SignInNeededError,
)
from ui.widgets import glyphs
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, label, paragraph, row

_GENTLE = (BusyError, CancelledError, OfflineError, ParkedError, SignInNeededError)


class Banner(QFrame):
    """Stands over the page until it is closed or overtaken.

    Signals:
        retried: The person wants it tried again.
        sign_in_asked: The person wants to sign in.
    """

    retried = Signal()
    sign_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._glyph = GlyphLabel("warning", "attention", 20)
        self._title = label("", Size.STRONG)
        self._words = paragraph()
        self._sign_in = button("&Sign in…")
        self._retry = button("&Try again")
        self._close = button("", "x", kind="quiet")
        self._close.setAccessibleName("Close this message")
        self._close.setToolTip("Close this message")
        self._sign_in.clicked.connect(self.sign_in_asked)
        self._retry.clicked.connect(self.retried)
        self._close.clicked.connect(self.hide)
        said = column(self._title, self._words, gap=2)
        made = row(self._glyph, said, self._sign_in, self._retry, self._close, gap=12)
        made.setContentsMargins(16, 8, 8, 8)
        made.setStretch(1, 1)
        self.setLayout(made)
        self.hide()

    @property
    def words(self) -> str:
        """What the banner says, title first."""
        return f"{self._title.text()} {self._words.text()}".strip()

    def show_error(self, error: AppError) -> None:
        """Say what failed and what to do."""
        gentle = isinstance(error, _GENTLE)
        sentences = (error.detail, error.advice)
        said = " ".join(_sentence(words) for words in sentences if words)
        self.say(error.title, said, "attention" if gentle else "failed")
        self._sign_in.setVisible(isinstance(error, SignInNeededError))
        self._retry.setVisible(not isinstance(error, CancelledError))

    def say(self, title: str, words: str, tone: str) -> None:
        """Say this, with no button to mend it."""
        self._title.setText(title)
        self._words.setText(words)
        self._glyph.show_glyph("x-circle" if tone == "failed" else "warning", tone)
        self._sign_in.hide()
        self._retry.hide()
        self.setProperty("kind", f"banner-{tone}")
        self.style().polish(self)
        glyphs.redress(self)
        self.setAccessibleName(self.words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def mending(self) -> tuple[QPushButton, QPushButton]:
        """The buttons to sign in and to try again."""
        return self._sign_in, self._retry


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
