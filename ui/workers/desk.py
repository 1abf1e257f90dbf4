"""The desk: answers questions and makes quick edits, also while a long run goes on."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from app.errors import AppError
from ui.workers.answering import answer
from ui.workers.questions import EDITOR, Answer, Asked, Failure
from ui.workers.worker import Worker


class DeskWorker(Worker):
    """Answers one question after another.

    Signals:
        answered: A question or edit has its Answer.
        failed: One ended in an AppError; the Failure.
        done: One is over, whatever came of it; the Asked.
    """

    answered = Signal(object)
    failed = Signal(object)
    done = Signal(object)

    @Slot(object)
    def ask(self, asked: Asked) -> None:
        """Answer; when the window is closing, only edits are still made."""
        try:
            if asked.asker == EDITOR or not self._stop.is_set():
                value = answer(self.services, self._stop, asked.question)
                self.answered.emit(Answer(asked, value))
        except AppError as error:
            self.failed.emit(Failure(asked.question, error))
        finally:
            self.done.emit(asked)
