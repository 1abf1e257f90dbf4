"""Expensify's credentials: where they are found, and whether they work."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation
from app.errors import AppError, InputError, SignInNeededError
from ui.assistant.step_page import StepPage
from ui.models.words import counted
from ui.widgets.fields import add_field, form
from ui.widgets.parts import button, inked, paragraph, row
from ui.workers.beginning import BeginningErrand, TryExpensify

PAGE = "https://www.expensify.com/tools/integrations/"
_WHERE = (
    "Expensify makes a pair of credentials on its page Integrations, and shows the "
    "secret only once. Make them as an admin of the workspace: they see what that "
    "person sees. Vouch only ever reads with them. A new pair replaces the old one, "
    "so ask first whether another program uses it."
)
_WRONG = (
    "Expensify does not know this pair. Copy both again from its page, without blanks; "
    "if they were made before, somebody may have made a newer pair since."
)
_KEPT = "Credentials are kept, encrypted. To replace them, type others."


class ExpensifyStep(StepPage):
    """Two fields that are tried before one goes on."""

    step = Step.EXPENSIFY
    title = "Credentials of Expensify"
    lead = _WHERE

    def __init__(self) -> None:
        super().__init__()
        self.open = button("Open Expensify's page", "arrow-square-out")
        self.open.setToolTip(PAGE)
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(PAGE)))
        self.user_id, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.user_id.setAccessibleName("User ID")
        self.secret.setAccessibleName("User secret")
        self._said = paragraph("", ink="second")
        fields = form()
        add_field(fields, "&User ID", self.user_id, "partnerUserID")
        add_field(fields, "User &secret", self.secret, "partnerUserSecret")
        self.arranged(row(self.open, None), 4, fields, self._said)

    @property
    def first(self) -> QWidget:
        """Override: the field that is empty."""
        return self.secret if self.user_id.text() else self.user_id

    @property
    def words(self) -> str:
        """What is said of the credentials."""
        return self._said.text()

    def show_situation(self, given: Situation) -> None:
        """Override: say whether they work."""
        super().show_situation(given)
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
        typed = self.user_id.text().strip(), self.secret.text().strip()
        if not any(typed) and self.given.known.expensify:
            return None
        return TryExpensify(*typed)

    def explained(self, errand: BeginningErrand, error: AppError) -> bool:
        """Override: say that this pair does not work, beside its fields."""
        wrong = isinstance(error, SignInNeededError | InputError)
        if not wrong or not isinstance(errand, TryExpensify):
            return super().explained(errand, error)
        both = errand.user_id and errand.secret
        self._said.setText(_WRONG if both else error.detail)
        inked(self._said, "failed")
        return True

    def ended(self, errand: BeginningErrand, _result: tuple[object, ...]) -> None:
        """Override: what works is kept, and no longer shown."""
        if isinstance(errand, TryExpensify):
            self.user_id.clear()
            self.secret.clear()
