"""A dialog that has one thing done by a service, and stays until it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLayout, QWidget

from app.errors import AppError
from ui.engine import Engine
from ui.widgets import glyphs
from ui.widgets.note import Note
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, paragraph, row
from ui.windows.connection_wording import Asking
from ui.workers.calls import Call

_WIDTH = 520


class CallDialog(Dialog):
    """A title, some sentences, a body, and a button that says what it does.

    What cannot be done is said in the dialog, where it can be mended.

    Signals:
        done_so: It was done; the answer.
    """

    done_so = Signal(object)

    width_wanted = _WIDTH

    def __init__(
        self,
        parent: QWidget,
        engine: Engine,
        title: str,
        yes: str,
        sentences: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.calling = engine.line.calling(self)
        self.calling.answered.connect(self._answered)
        self.calling.failed.connect(self._failed)
        self.yes, self.no = button(yes, kind="primary"), button("Cancel")
        self.yes.clicked.connect(self.go)
        self.no.clicked.connect(self.reject)
        self.note = Note()
        self._sentences = tuple(sentences)

    @property
    def words(self) -> str:
        """Everything it says before anything was done."""
        return "\n".join((self.windowTitle(), *self._sentences))

    def call(self) -> Call | None:
        """What is to be done; None, with a note, where that cannot be."""
        return None

    @Slot()
    def go(self) -> None:
        """Have it done."""
        call = self.call()
        if call is not None:
            self.note.hide()
            self.busy(on=True)
            self.calling.ask(call)

    def busy(self, *, on: bool) -> None:
        """Let nothing be pressed twice."""
        self.yes.setEnabled(not on)

    def failed(self, error: AppError) -> None:
        """Say what went wrong."""
        words = " ".join(x for x in (error.detail, error.advice) if x)
        self.note.say(error.title, words, "failed")

    def arrange(self, *body: QWidget | QLayout | int) -> None:
        """Put it together; to be called once everything in it is made."""
        heading = label(self.windowTitle(), Size.SECTION)
        heading.setWordWrap(True)
        said = [paragraph(sentence) for sentence in self._sentences]
        whole = column(heading, *said, *body, self.note, None, 12, margin=20)
        whole.addLayout(row(None, self.no, self.yes))
        self.setLayout(whole)
        self.yes.setDefault(True)
        glyphs.redress(self)
        fitted(self, glyphs.grown(self.width_wanted, self.fontMetrics()))

    def reject(self) -> None:
        """Override: nobody wants the answer any more."""
        self.calling.cancel()
        super().reject()

    @Slot(object, object)
    def _answered(self, _call: Call, value: object) -> None:
        self.busy(on=False)
        self.done_so.emit(value)
        self.accept()

    @Slot(object, object)
    def _failed(self, _call: Call, error: AppError) -> None:
        self.busy(on=False)
        self.failed(error)


class Sure(CallDialog):
    """Asks whether something is really to be done."""

    def __init__(self, parent: QWidget, engine: Engine, asking: Asking) -> None:
        super().__init__(parent, engine, asking.title, asking.yes, asking.sentences)
        self._call = asking.call
        self.arrange()
        self.yes.setFocus()

    def call(self) -> Call:
        """Override: what was asked about."""
        return self._call
