"""Expensify's credentials: where they are found, and the two fields they go into."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import AppError, InputError, SignInNeededError
from ui.widgets.browser import open_page
from ui.widgets.fields import add_field, form
from ui.widgets.parts import button, column, row
from ui.workers.beginning import TryExpensify

TITLE = "Credentials of Expensify"
WHERE = (
    "Expensify makes a pair of credentials on its page Integrations, and shows the "
    "secret only once. Make them as an admin of the workspace: they see what that "
    "person sees. Vouch only ever reads with them. A new pair replaces the old one, "
    "so ask first whether another program uses it."
)
_PAGE = "https://www.expensify.com/tools/integrations/"
_WRONG = (
    "Copy both again from its page, without blanks. If they were made before, somebody "
    "may have made a newer pair since."
)
_KEPT = "What was kept is still kept."


class ExpensifyForm(QWidget):
    """The page they come from, and what was typed; it never shows what is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.page = button("&Open Expensify's page", "arrow-square-out")
        self.page.setToolTip(_PAGE)
        self.page.clicked.connect(lambda: open_page(_PAGE))
        self.user_id, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.user_id.setAccessibleName("User ID")
        self.secret.setAccessibleName("User secret")
        fields = form()
        add_field(fields, "&User ID", self.user_id, "partnerUserID")
        add_field(fields, "User &secret", self.secret, "partnerUserSecret")
        self.setLayout(column(row(self.page, None), 4, fields, gap=12))

    @property
    def typed(self) -> TryExpensify:
        """What there is to be tried, without the blanks round it."""
        return TryExpensify(self.user_id.text().strip(), self.secret.text().strip())

    @property
    def first(self) -> QLineEdit:
        """The field that is to be typed into next."""
        return self.secret if self.user_id.text() else self.user_id

    def clear(self) -> None:
        """Show nothing of what was typed any more."""
        self.user_id.clear()
        self.secret.clear()


def refusal(error: AppError, *, kept: bool) -> tuple[str, str] | None:
    """A title and words where it is the pair that is wrong; None for other trouble.

    ``kept`` is whether another pair is there to go on with.
    """
    if isinstance(error, InputError):
        return error.detail, ""
    if isinstance(error, SignInNeededError):  # nobody's sign-in has lapsed
        words = f"{_WRONG} {_KEPT}" if kept else _WRONG
        return "Expensify does not know this pair", words
    return None
