"""The first thing one sees: what Vouch does, and the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, holding, label, paragraph, row

COMMANDS = (
    "vouch connect expensify --user-id ID --secret-stdin",
    "vouch connect xero --client-id ID",
    "vouch setup import FILE",
)
WORDS = (
    "Approved expense reports from Expensify become manual journals in Xero: "
    "reviewed by you, posted once, with the trail kept."
)
_WIDTH = 620


class Ways(QWidget):
    """The two ways to begin.

    Signals:
        own_wished: A company is to be connected.
        practice_wished: The practice company is wanted.
    """

    own_wished = Signal()
    practice_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.own = button("&Connect your company", "buildings", "primary")
        self.practice = button("Open the &practice company", "graduation-cap")
        self.own.clicked.connect(self.own_wished)
        self.practice.clicked.connect(self.practice_wished)
        self.setLayout(column(self._connect(), self._try(), gap=16))

    def _connect(self) -> QFrame:
        words = paragraph(
            "About ten minutes, and you can stop at any step. At hand you need a login "
            "to Xero that may post journals, and to be an admin of the workspace in "
            "Expensify. Nothing is posted before you have seen it.",
            ink="second",
        )
        return _card("buildings", "Your company", words, self.own)

    def _try(self) -> QFrame:
        words = paragraph(
            "A made-up company with about 300 reports. Everything works as it does for "
            "real, and nothing leaves this computer.",
            ink="second",
        )
        return _card("graduation-cap", "Look round first", words, self.practice)


class Welcome(QWidget):
    """Shown while there is no connection.

    Signals:
        own_wished: A company is to be connected.
        practice_wished: The practice company is wanted.
    """

    own_wished = Signal()
    practice_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ways = Ways()
        self.ways.own_wished.connect(self.own_wished)
        self.ways.practice_wished.connect(self.practice_wished)
        title = label("Welcome to Vouch", Size.TITLE)
        words = paragraph(WORDS, ink="second")
        inner = holding(column(title, words, 8, self.ways, gap=12))
        inner.setFixedWidth(_WIDTH)
        self.setLayout(column(None, row(None, inner, None), None, None, margin=24))


def _card(glyph: str, title: str, words: QWidget, step: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    heading = row(GlyphLabel(glyph, "accent", 20), label(title, Size.SECTION), None)
    card.setLayout(column(heading, words, 4, row(step, None), margin=16))
    return card
