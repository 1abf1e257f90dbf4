"""The first window: what Vouch does, and the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, holding, label, paragraph, row

COMMANDS = (
    "vouch connect expensify --user-id ID --secret-stdin",
    "vouch connect xero --client-id ID",
    "vouch setup import FILE",
)
_WIDTH = 620


class Welcome(QWidget):
    """Shown while there is no connection.

    Signals:
        practice_wished: The practice company is wanted.
    """

    practice_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.practice = button(
            "Open the &practice company", "graduation-cap", "primary"
        )
        self.practice.clicked.connect(self.practice_wished)
        self.copy = button("&Copy the commands", "copy")
        self.copy.clicked.connect(_copy)
        title = label("Welcome to Vouch", Size.TITLE)
        words = paragraph(
            "Approved expense reports from Expensify become manual journals in Xero: "
            "reviewed by you, posted once, with the trail kept.",
            ink="second",
        )
        inner = holding(column(title, words, 8, self._try(), self._own(), gap=12))
        inner.setFixedWidth(_WIDTH)
        self.setLayout(column(None, row(None, inner, None), None, None, margin=24))

    def _try(self) -> QFrame:
        words = paragraph(
            "A made-up company with about 300 reports. Everything works as it does for "
            "real, and nothing leaves this computer.",
            ink="second",
        )
        return _card("graduation-cap", "Look round first", words, self.practice)

    def _own(self) -> QFrame:
        words = paragraph(
            "Sign in and bring your set-up by these commands in a terminal. "
            "This window shows your connections as soon as they are there.",
            ink="second",
        )
        commands = paragraph("\n".join(COMMANDS))
        font = commands.font()
        font.setFamilies(["monospace"])
        commands.setFont(font)
        return _card("buildings", "Connect your company", words, commands, self.copy)


def _card(glyph: str, title: str, *parts: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    heading = row(GlyphLabel(glyph, "accent", 20), label(title, Size.SECTION), None)
    *above, last = parts
    card.setLayout(column(heading, *above, 4, row(last, None), margin=16))
    return card


def _copy() -> None:
    QGuiApplication.clipboard().setText("\n".join(COMMANDS))
