"""The template of a narration, with the names that it may hold."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from app.domain.narration import FIELDS
from ui.models.policy_words import FIELD_WORDS
from ui.widgets.parts import button, row


class NarrationField(QWidget):
    """A line to write in and a menu of names to put in.

    Signals:
        changed: The template is another.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Narration")
        self.edit.textChanged.connect(self.changed)
        self.insert = button("&Insert")
        self.insert.setAccessibleName("Insert a name into the narration")
        menu = QMenu(self.insert)
        for name in FIELDS:
            menu.addAction(FIELD_WORDS[name]).triggered.connect(self._putting(name))
        self.insert.setMenu(menu)
        made = row(self.edit, self.insert)
        made.setStretch(0, 1)
        self.setLayout(made)
        self.setFocusProxy(self.edit)

    @property
    def template(self) -> str:
        """What is written."""
        return self.edit.text()

    def show_template(self, template: str) -> None:
        """Show another."""
        if template != self.edit.text():
            self.edit.setText(template)
            self.edit.setCursorPosition(0)

    def _putting(self, name: str) -> Callable[[], None]:
        def put() -> None:
            self.edit.insert(f"{{{name}}}")
            self.edit.setFocus()

        return put
