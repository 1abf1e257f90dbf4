"""The desk: answers questions and makes quick edits, also while a long run goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import AppError
from app.ports.running import Stop
from ui.workers.questions import EDITOR, Answer, Asked, Failure, answer
from ui.workers.services import Build, Services


class DeskWorker(QObject):
    """Answers one question after another.

    Signals:
        answered: A question or edit has its Answer.
        failed: One ended in an AppError; the Failure.
        done: One is over, whatever came of it; the Asked.
        closed: Everything is let go of.
    """

    answered = Signal(object)
    failed = Signal(object)
    done = Signal(object)
    closed = Signal()

    def __init__(self, build: Build, stop: Stop) -> None:
        super().__init__()
        self._build = build
        self._stop = stop
        self._services: Services | None = None

    @Slot(object)
    def ask(self, asked: Asked) -> None:
        """Answer; when the window is closing, only edits are still made."""
        try:
            if asked.asker == EDITOR or not self._stop.is_set():
                value = answer(self._ready(), self._stop, asked.question)
                self.answered.emit(Answer(asked, value))
        except AppError as error:
            self.failed.emit(Failure(asked.question, error))
        finally:
            self.done.emit(asked)

    @Slot()
    def close(self) -> None:
        """Let go of the services on the thread that they belong to."""
        try:
            if self._services is not None:
                self._services.close()
        finally:
            self.closed.emit()

    def _ready(self) -> Services:
        if self._services is None:  # built here, so that it belongs to this thread
            self._services = self._build(self._stop)
        return self._services
