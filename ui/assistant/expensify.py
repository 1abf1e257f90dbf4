"""Expensify's credentials: whether they work is tried before one goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation
from app.errors import AppError
from ui.assistant.step_page import StepPage
from ui.models.words import counted
from ui.widgets.expensify_form import TITLE, WHERE, ExpensifyForm, refusal
from ui.widgets.note import Note
from ui.widgets.parts import inked, paragraph
from ui.workers.beginning import BeginningWish, TryExpensify

_KEPT = "Credentials are kept, encrypted. To replace them, type others."


class ExpensifyStep(StepPage):
    """Two fields that are tried before one goes on."""

    step = Step.EXPENSIFY
    title = TITLE
    lead = WHERE

    def __init__(self) -> None:
        super().__init__()
        self.form, self._note = ExpensifyForm(), Note()
        self._said = paragraph("", ink="second")
        self.arranged(self.form, self._said, self._note)

    @property
    def first(self) -> QWidget:
        """Override: the field that is empty."""
        return self.form.first

    @property
    def words(self) -> str:
        """What is said of the credentials."""
        return self._said.text() if self._note.isHidden() else self._note.words

    def show_situation(self, given: Situation) -> None:
        """Override: say whether they work."""
        super().show_situation(given)
        self._note.hide()
        if not given.known.expensify:
            self._said.setText("They are tried as soon as you continue.")
            inked(self._said, "second")
            return
        found = given.workspaces
        said = f"They see {counted(len(found), 'workspace')}. " if found else ""
        self._said.setText(f"{said}{_KEPT}")
        inked(self._said, "posted" if found else "second")

    def before(self) -> TryExpensify | None:
        """Override: try what was typed; what is kept was tried before."""
        typed = self.form.typed
        if self.given.known.expensify and typed == TryExpensify("", ""):
            return None
        self._note.hide()
        return typed

    def explained(self, errand: BeginningWish, error: AppError) -> bool:
        """Override: say that this pair does not work, beside its fields."""
        refused = refusal(error, kept=self.given.known.expensify)
        if refused is None or not isinstance(errand, TryExpensify):
            return super().explained(errand, error)
        self._note.say(*refused, "failed")
        return True

    def ended(self, errand: BeginningWish, _result: tuple[object, ...]) -> None:
        """Override: what works is kept, and no longer shown."""
        if isinstance(errand, TryExpensify):
            self.form.clear()
