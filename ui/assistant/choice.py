"""The first step: practise, or connect a company."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.beginning import Step
from ui.assistant.step_page import StepPage
from ui.pages.welcome import WORDS, Ways


class ChoiceStep(StepPage):
    """Two cards with a button each.

    Signals:
        practice_wished: The practice company is wanted.
    """

    practice_wished = Signal()

    step = Step.CHOICE
    title = "Welcome to Vouch"
    lead = WORDS
    onward = ""

    def __init__(self) -> None:
        super().__init__()
        self.ways = Ways()
        self.ways.own_wished.connect(self.going_on)
        self.ways.practice_wished.connect(self.practice_wished)
        self.arranged(self.ways)

    @property
    def first(self) -> QWidget:
        """Override: the own company comes first."""
        return self.ways.own
