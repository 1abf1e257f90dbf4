"""The steps at the left: what is done, where one is, what is to come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton

from app.domain.beginning import STEPS, Step
from ui.widgets import glyphs
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.glyphs import dress
from ui.widgets.parts import Size, button, column, label, row, sized

TITLES = {
    Step.CHOICE: "Welcome",
    Step.XERO: "Sign in to Xero",
    Step.ORGANISATIONS: "Organisations",
    Step.EXPENSIFY: "Expensify",
    Step.PAIRING: "Who posts where",
    Step.NATIVE: "No expense twice",
    Step.POLICY: "Rules for posting",
    Step.MAPPING: "Mapping",
    Step.START: "Where to start",
    Step.JOURNAL: "First journal",
}
_BESIDE = 64
_DONE, _HERE, _AHEAD = "check-circle", "arrow-circle-right", "circle"
_WORDS = {_DONE: "done", _HERE: "here", _AHEAD: "to come"}


class Rail(QFrame):
    """Says how far it is; what is done can be gone back to.

    Signals:
        chosen: A step that is done is wanted; the Step.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setAccessibleName("Steps")
        self._buttons = {step: self._button(step) for step in STEPS}
        title = label("Set up", Size.SECTION)
        head = row(GlyphLabel("check-circle", "accent", 20), title, None)
        head.setContentsMargins(16, 16, 16, 12)
        self.setLayout(column(head, *self._buttons.values(), None, gap=2))
        bold = QFontMetrics(sized(self.font(), Size.STRONG))
        widest = max(bold.horizontalAdvance(title) for title in TITLES.values())
        self.setFixedWidth(widest + _BESIDE)

    def show_step(self, current: Step) -> None:
        """Say where one is."""
        here = STEPS.index(current)
        for at, (step, made) in enumerate(self._buttons.items()):
            glyph = _DONE if at < here else _HERE if at == here else _AHEAD
            made.setEnabled(at <= here)
            made.setChecked(at == here)
            dress(made, glyph)
            number = f"Step {at + 1} of {len(STEPS)}"
            made.setAccessibleName(f"{number}, {TITLES[step]}, {_WORDS[glyph]}")
        glyphs.redress(self)

    def _button(self, step: Step) -> QPushButton:
        made = button(TITLES[step], _AHEAD, kind="nav")
        made.setCheckable(True)
        made.clicked.connect(self._choosing(step))
        return made

    def _choosing(self, step: Step) -> Callable[[], None]:
        def choose() -> None:
            self.chosen.emit(step)

        return choose
