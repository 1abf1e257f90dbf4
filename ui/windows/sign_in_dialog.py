"""Signing in to Xero, over the window."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.books import Organisation
from ui.engine import Engine
from ui.pages.sign_in import SignIn
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, label, row

_SIZE = (820, 660)


class SignInDialog(Dialog):
    """Holds the panel; ``wanted`` is the organisation to be connected again."""

    def __init__(
        self,
        parent: QWidget,
        engine: Engine,
        memory: Memory,
        wanted: Organisation | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = f"Sign in to Xero for {wanted.name}" if wanted else "Sign in to Xero"
        self.setWindowTitle(title)
        self.panel = SignIn(engine, memory, wanted)
        self.close_it = button("&Close", kind="primary")
        self.close_it.hide()
        self.close_it.clicked.connect(self.accept)
        self.panel.cancelled.connect(self.reject)
        self.panel.signed_in.connect(self._signed_in)
        self.panel.begun_anew.connect(self.close_it.hide)
        whole = column(
            label(title, Size.SECTION),
            self.panel,
            row(None, self.close_it),
            gap=12,
            margin=20,
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        wide, high = (glyphs.grown(x, self.fontMetrics()) for x in _SIZE)
        self.resize(min(wide, parent.width()), min(high, parent.height()))
        glyphs.redress(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Override: begin where something is needed."""
        super().showEvent(event)
        self.panel.arrive()

    def done(self, result: int) -> None:
        """Override: let go of whatever the panel holds."""
        self.panel.stop()
        super().done(result)

    @Slot()
    def _signed_in(self) -> None:
        self.close_it.show()
        self.close_it.setDefault(True)
        self.close_it.setFocus()
