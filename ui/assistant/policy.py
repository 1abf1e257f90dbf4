"""The rules for posting, beside what they make of a real report."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.domain.beginning import Step
from app.domain.policy import clearing_accounts, first_rules
from app.domain.setup import PostingRules, Setup
from app.domain.situation import Situation
from ui.assistant.step_page import StepPage
from ui.widgets.parts import button, row
from ui.widgets.policy_form import PolicyForm
from ui.workers.beginning import ReadBooks


class PolicyStep(StepPage):
    """The form that the page Connections has too."""

    step = Step.POLICY
    title = "Rules for posting"
    lead = (
        "Only accounts that Xero lets a journal use are offered. Whatever you choose, "
        "the first journal is saved as a draft, for you to look at."
    )

    def __init__(self) -> None:
        super().__init__()
        self._shown: object = None
        self.form = PolicyForm()
        self.form.changed.connect(self._changed)
        self.again = button("Read the acco&unts again", "arrows-clockwise")
        self.again.clicked.connect(self._read)
        self.arranged(self.form, row(self.again, None))
        self._offer(on=False)

    @property
    def first(self) -> QWidget:
        """Override: the account."""
        return self.form.clearing

    def arrive(self) -> None:
        """Override: look at the workspace and the organisation first."""
        self.look_first()

    def show_situation(self, given: Situation) -> None:
        """Override: show the rules as they were chosen, or those to begin with."""
        super().show_situation(given)
        survey = given.survey
        self._offer(on=survey is not None)
        if survey is None or self._shown == (survey, given.begun.setup):
            return
        setup = given.begun.setup or Setup(first_rules(survey.books))
        self._shown = (survey, setup)
        self.form.show_rules(setup.posting, survey.offer)
        self.again.setVisible(not clearing_accounts(survey.books))
        if given.begun.setup is None:
            self.chosen.emit(replace(given.begun, setup=setup))

    def _changed(self, rules: PostingRules) -> None:
        begun = self.given.begun
        if begun.setup is not None:
            setup = replace(begun.setup, posting=rules)
            self._shown = (self.given.survey, setup)
            self.chosen.emit(replace(begun, setup=setup))

    def _read(self) -> None:
        pair = self.given.begun.pair
        if pair is not None:
            self.wished.emit(ReadBooks((pair.organisation_id,)))

    def _offer(self, *, on: bool) -> None:
        self.form.setVisible(on)
        if not on:
            self.again.hide()
