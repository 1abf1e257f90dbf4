"""The sign-in to Xero."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation
from ui.assistant.step_page import StepPage
from ui.engine import Engine
from ui.pages.welcome import COMMANDS
from ui.widgets.parts import button, inked, paragraph, row


class XeroStep(StepPage):
    """Holds the panel that signs in; who is signed in already may go on."""

    step = Step.XERO
    title = "Sign in to Xero"
    lead = "One organisation is allowed at a time; further ones can be added after it."

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._said = paragraph("")
        words = paragraph(
            "Run this command in a terminal; a browser opens, where you allow one "
            "organisation. Then come back to this window.",
            ink="second",
        )
        command = paragraph(COMMANDS[1])
        self.copy = button("&Copy the command", "copy")
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(COMMANDS[1])
        )
        self.arranged(self._said, words, command, row(self.copy, None))

    def show_situation(self, given: Situation) -> None:
        """Override: say who is there already."""
        super().show_situation(given)
        names = ", ".join(o.name for o in given.known.organisations)
        self._said.setText(f"Signed in already: {names}." if names else "")
        self._said.setVisible(bool(names))
        inked(self._said, "posted")

    @property
    def first(self) -> QWidget | None:
        """Override: the command."""
        return None if self.given.known.organisations else self.copy
