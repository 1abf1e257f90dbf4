"""The sign-in to Xero."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation
from ui.assistant.step_page import StepPage
from ui.engine import Engine
from ui.pages.sign_in import SignIn
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.memory import Memory
from ui.widgets.parts import column, holding, paragraph, row

_ON = "&Continue"


class XeroStep(StepPage):
    """Holds the panel that signs in; whoever is signed in already may go on."""

    step = Step.XERO
    title = "Sign in to Xero"
    onward = ""
    widest = 1100
    lead = (
        "Vouch reads accounts, tax rates and tracking in Xero, and posts manual "
        "journals there; it may do nothing else."
    )

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self.panel = SignIn(engine, memory)
        self.panel.start.leave.hide()  # the foot leads back
        policy = QSizePolicy.Policy
        self.panel.setSizePolicy(policy.Ignored, policy.Preferred)
        self.panel.signed_in.connect(self._signed_in)
        self._just = False
        self._said = paragraph("", ink="posted")
        there = row(GlyphLabel("check-circle", "posted", 20), self._said, gap=12)
        there.setStretch(1, 1)
        self._there = holding(there)
        there.setContentsMargins(0, 0, 0, 0)
        made = column(self._there, self.panel, gap=12)
        made.setStretch(1, 1)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """Who is signed in already."""
        return self._said.text()

    @property
    def first(self) -> QWidget | None:
        """Override: the panel, as long as nobody is signed in."""
        return None if self.given.known.organisations else self.panel.start.client_id

    def show_situation(self, given: Situation) -> None:
        """Override: say who is there already."""
        super().show_situation(given)
        names = ", ".join(o.name for o in given.known.organisations)
        self.onward = _ON if names else ""
        self._said.setText(f"Signed in already: {names}." if names else "")
        self._there.setVisible(bool(names))
        if names and self._just:
            self._just = False
            self.settled.emit()

    def _signed_in(self) -> None:
        """Go on by Enter, as soon as the organisations are known here too."""
        self._just = True
        self.show_situation(self.given)

    def leave(self) -> None:
        """Override: nobody waits for a browser any more."""
        self.panel.stop()
