"""What happens at a bug: it is logged, said in words, and can be copied."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.widgets import glyphs
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, label, paragraph, row, sized_for

logger = logging.getLogger(__name__)

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class CrashWatch(QObject):
    """Catches what nobody caught, on any thread, and shows it on the UI thread.

    ``discreet`` takes secrets out of a text.

    Signals:
        happened: A bug showed; the report as text.
    """

    happened = Signal(str)

    def __init__(
        self,
        about: Callable[[], str],
        discreet: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._about = about
        self._discreet = discreet
        self.dialog: Crash | None = None
        self.happened.connect(self._show)

    def install(self) -> None:
        """Be the one who is told, on this thread and all others."""
        sys.excepthook = self.take
        threading.excepthook = self._take_thread

    def take(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log a bug and have it shown; Ctrl+C in a terminal just ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        said = self._discreet("".join(traceback.format_exception(kind, error, trace)))
        logger.critical("a bug:\n%s", said)
        self.happened.emit(f"{self._about()}\n\n{said}")

    def _take_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self.dialog is None:
            self.dialog = Crash(report)
            self.dialog.finished.connect(self._forget)
            self.dialog.show()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None


class Crash(Dialog):
    """Says that it is our mistake, what is safe, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Something went wrong in Vouch")
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.copy = button("&Copy the report", "copy")
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.report.toPlainText())
        )
        leave = button("&Quit Vouch")
        leave.clicked.connect(QGuiApplication.quit)
        stay = button("&Go on", kind="primary")
        stay.clicked.connect(self.accept)
        words = paragraph(
            "This is a mistake in Vouch, not yours. What was stored is safe, and "
            "nothing is posted twice because of it. The report below, without secrets, "
            "helps to mend it; it is in the log too."
        )
        title = label("Something went wrong in Vouch", Size.SECTION)
        buttons = row(self.copy, None, leave, stay)
        self.setLayout(column(title, words, self.report, buttons, gap=12, margin=20))
        sized_for(self, 680, 480)
        stay.setDefault(True)
        stay.setFocus()
        glyphs.redress(self)
