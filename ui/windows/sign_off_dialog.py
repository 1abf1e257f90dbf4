"""Asks who signs a month off, and says what was not done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from app.domain.closing.checklist import Close
from ui.widgets.memory import Memory
from ui.widgets.parts import fitted
from ui.windows.dialogs import Question

_WIDTH = 480
_KEY = "close/name"


class SignOffDialog(Question):
    """A name and a remark; the name is remembered."""

    def __init__(
        self,
        parent: QWidget,
        close: Close,
        memory: Memory,
        then: Callable[[str, str], object],
    ) -> None:
        super().__init__(
            parent,
            f"Sign off {close.period.name}?",
            _sentences(close),
            "Sign off",
            then=self._give,
        )
        self._memory = memory
        self._then = then
        self.name, self.remark = QLineEdit(), QLineEdit()
        self.name.setText(memory.text(_KEY, ""))
        self.remark.setPlaceholderText("Kept in the history")
        form = QFormLayout()
        form.addRow("&Name", self.name)
        form.addRow("&Remark", self.remark)
        self._body.addLayout(form)
        self.name.textChanged.connect(self._weigh)
        self._weigh()
        self.name.setFocus()
        fitted(self, _WIDTH)

    def _weigh(self) -> None:
        self.yes.setEnabled(bool(self.name.text().strip()))

    def _give(self) -> None:
        self._memory.keep(_KEY, self.name.text().strip())
        self._then(self.name.text(), self.remark.text())


def _sentences(close: Close) -> tuple[str, ...]:
    figures = [x.said for x in close.items if x.step not in close.open_steps]
    lacks = [f"Not done: {x.words}." for x in close.open_steps]
    kept = "Who signed, when, and what every step said then is kept in the history."
    return (*lacks, *([] if lacks else figures[:2]), kept)
