"""What one waits for, in words, with a bar and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar

from app.domain.runs import Progress
from ui.models.words import number
from ui.widgets.parts import button, label, row
from ui.workers.beginning import (
    BeginningWish,
    Confirm,
    Connect,
    DeleteFirst,
    PostFirst,
    ReadBooks,
    ReadWorkspaces,
    TakeSurvey,
    TryExpensify,
)

_WORDS: dict[type, str] = {
    ReadBooks: "Reading the organisations from Xero",
    TryExpensify: "Trying the credentials with Expensify",
    ReadWorkspaces: "Asking Expensify for its workspaces",
    TakeSurvey: "Reading accounts, categories and the last 90 days",
    Connect: "Connecting, and reading the reports",
    PostFirst: "Saving the journal in Xero as a draft",
    DeleteFirst: "Deleting the draft in Xero",
    Confirm: "Finishing",
}
_BAR = 180


class Waiting(QFrame):
    """Nothing modal: one can look round meanwhile.

    Signals:
        cancelled: The person wants it stopped.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", ink="second")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self.stop = button("&Stop", kind="link")
        self.stop.clicked.connect(self.cancelled)
        made = row(self._bar, self._words, self.stop, None, gap=12)
        made.setContentsMargins(32, 4, 24, 8)
        self.setLayout(made)
        self.rest()

    @property
    def words(self) -> str:
        """What is waited for."""
        return self._words.text() if not self.isHidden() else ""

    def start(self, errand: BeginningWish) -> None:
        """Say what is waited for."""
        self._bar.setRange(0, 0)
        self._words.setText(f"{_WORDS[type(errand)]}…")
        self.show()

    @Slot(object)
    def tell(self, progress: Progress) -> None:
        """Say how far it is."""
        if self.isHidden():
            return
        far = f" {number(progress.done)} of {number(progress.of)}"
        self._words.setText(f"{progress.words}{far if progress.of else '…'}")
        self._bar.setRange(0, progress.of)
        self._bar.setValue(progress.done)

    def rest(self) -> None:
        """Nothing is waited for."""
        self.hide()
