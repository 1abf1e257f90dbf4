"""Has done what a step asks for: short calls on the line, long errands as runs."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.runs import Progress
from app.errors import AppError, CancelledError
from ui.engine import Engine
from ui.line import Calling
from ui.workers.beginning import BeginningCall, BeginningErrand, BeginningWish
from ui.workers.questions import Ended, Failure


class Reaching(QObject):
    """Knows what is on its way, so that nothing is asked twice.

    A sync that goes on holds the long errands up, but not the calls.

    Signals:
        told: How far an errand is; the Progress.
        ended: Something is done; the wish and what came of it.
        failed: It ended in an AppError; the wish and the error.
    """

    told = Signal(object)
    ended = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._sent: list[BeginningErrand] = []
        self._calls: dict[BeginningCall, Calling] = {}
        engine.told.connect(self._told)
        engine.ended.connect(self._ended)
        engine.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._sent or self._calls)

    def have(self, wish: BeginningWish) -> bool:
        """Have it done; whether it was not on its way already."""
        if wish in self._sent or wish in self._calls:
            return False
        if isinstance(wish, BeginningErrand):
            self._sent.append(wish)
            self._engine.send(wish)
            return True
        calling = self._calls[wish] = self._engine.line.calling(self)
        calling.answered.connect(self._answered)
        calling.failed.connect(self._unanswered)
        calling.ask(wish)
        return True

    @Slot()
    def stop(self) -> None:
        """Stop the errands at the next safe moment, and want no answer to the calls."""
        if self._sent:
            self._engine.cancel()
        for call, calling in list(self._calls.items()):
            calling.cancel()
            self._hung_up(call)
            self.failed.emit(call, CancelledError())

    @Slot(object)
    def _told(self, progress: Progress) -> None:
        if self._sent:
            self.told.emit(progress)

    @Slot(object, object)
    def _answered(self, call: BeginningCall, result: tuple[object, ...]) -> None:
        self._hung_up(call)
        self.ended.emit(call, result)

    @Slot(object, object)
    def _unanswered(self, call: BeginningCall, error: AppError) -> None:
        self._hung_up(call)
        self.failed.emit(call, error)

    def _hung_up(self, call: BeginningCall) -> None:
        self._calls.pop(call).deleteLater()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        errand = ended.errand
        if isinstance(errand, BeginningErrand) and errand in self._sent:
            self._sent.remove(errand)
            self.ended.emit(errand, ended.result)

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        errand = failure.request
        if isinstance(errand, BeginningErrand) and errand in self._sent:
            self._sent.remove(errand)
            self.failed.emit(errand, failure.error)
