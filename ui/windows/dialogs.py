"""The few questions that are asked before something is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ui.widgets import glyphs
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, paragraph, row

_WIDTH = 460


class Question(Dialog):
    """A title, some sentences, and a button that says what it does."""

    def __init__(  # noqa: PLR0913 - what a question is made of
        self,
        parent: QWidget,
        title: str,
        sentences: Sequence[str],
        yes: str,
        *,
        no: str = "Cancel",
        then: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.yes: QPushButton = button(yes, kind="primary")
        self.no: QPushButton = button(no)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.accepted.connect(then)
        heading = label(title, Size.SECTION)
        heading.setWordWrap(True)
        self._sentences = [paragraph(sentence) for sentence in sentences]
        self._body = column(heading, *self._sentences, gap=8)
        buttons = row(None, self.no, self.yes)
        self.setLayout(column(self._body, None, 12, buttons, margin=20))
        self.yes.setDefault(True)
        self.yes.setFocus()
        glyphs.redress(self)
        fitted(self, _WIDTH)

    @property
    def words(self) -> str:
        """Everything it says."""
        sentences = [sentence.text() for sentence in self._sentences]
        return "\n".join((self.windowTitle(), *sentences))


class Reason(Question):
    """A question whose answer needs a reason."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentences: Sequence[str],
        yes: str,
        *,
        then: Callable[[str], object],
    ) -> None:
        super().__init__(parent, title, sentences, yes, then=self._give)
        self._then = then
        self.why = QLineEdit()
        self.why.setAccessibleName("Reason")
        self.why.setPlaceholderText("Reason, kept in the history")
        self.why.textChanged.connect(self._weigh)
        self._body.addWidget(self.why)
        self._weigh()
        self.why.setFocus()
        fitted(self, _WIDTH)

    def _weigh(self) -> None:
        self.yes.setEnabled(bool(self.why.text().strip()))

    def _give(self) -> None:
        self._then(self.why.text().strip())
