"""Asks which journals are to be written, and as what."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.exports import Form
from ui.models.scopes import Choosable, Scope
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, row
from ui.widgets.radios import Radios

_WIDTH = 520
_KEY = "export/form"
_FORMS = (
    (
        Form.BOOK,
        "Excel workbook",
        (
            "The reports on one sheet, the lines of their journals on another; numbers "
            "and dates as such."
        ),
    ),
    (Form.TABLE, "CSV", "The lines of the journals, for any spreadsheet or program."),
    (
        Form.XERO,
        "CSV for Xero's journal import",
        (
            "Only what waits to be posted, in Xero's own template. Mark it as posted "
            "elsewhere once it is in Xero, so that Vouch does not post it too."
        ),
    ),
)


class ExportDialog(Dialog):
    """Scope and form; a file is asked for afterwards."""

    def __init__(
        self,
        parent: QWidget,
        choosable: Choosable,
        memory: Memory,
        then: Callable[[Scope, Form], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export journals")
        self._memory, self._then = memory, then
        scopes = [(scope, words, "") for scope, words in choosable.offered()]
        self.scope: Radios[Scope] = Radios("What", scopes)
        self.form: Radios[Form] = Radios("As", _FORMS)
        self.form.choose(Form(memory.text(_KEY, Form.BOOK)))
        self.yes = button("Choose a file…", kind="primary")
        self.no = button("Cancel")
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.accepted.connect(self._go)
        title = label("Export journals", Size.SECTION)
        buttons = row(None, self.no, self.yes)
        parts = (title, self.scope, self.form, None, buttons)
        self.setLayout(column(*parts, gap=16, margin=20))
        self.yes.setDefault(True)
        self.scope.first.setFocus()
        glyphs.redress(self)
        fitted(self, _WIDTH)

    def _go(self) -> None:
        form = self.form.chosen
        self._memory.keep(_KEY, form.value)
        self._then(self.scope.chosen, form)
