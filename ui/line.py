"""The window's end of the line to the services."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot
from shiboken6 import isValid

from app.errors import AppError
from ui.workers.calls import BrowserSignIn, Call
from ui.workers.hanging_up import HangingUp
from ui.workers.line import LineWorker, Said
from ui.workers.services import Build


class Calling(QObject):
    """One call at a time, for one thing that is shown.

    Signals:
        told: Something to go on with before the answer; the value.
        answered: The call has its answer; the call and the value.
        failed: It ended in an AppError; the call and the error.
    """

    told = Signal(object)
    answered = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, line: Line, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line = line
        self._number = 0
        self._call: Call | None = None

    @property
    def calling(self) -> bool:
        """Whether an answer is still to come."""
        return self._call is not None

    def ask(self, call: Call) -> None:
        """Ask, in place of whatever is still asked."""
        self.cancel()
        self._call = call
        self._number = self._line.ask(call, self)

    def cancel(self) -> None:
        """Want the answer no more."""
        if self._call is not None:
            self._call = None
            self._line.hang_up(self._number)

    def tell(self, said: Said) -> None:
        """Hear what there is to go on with."""
        if self._call is not None and said.number == self._number:
            self.told.emit(said.value)

    def end(self, said: Said) -> None:
        """Hear what came of it."""
        if self._call is None or said.number != self._number:
            return
        call, self._call = self._call, None
        if isinstance(said.value, AppError):
            self.failed.emit(call, said.value)
        else:
            self.answered.emit(call, said.value)


class Line(QObject):
    """Owns the thread that speaks with the services while a person waits.

    Neither a long run nor what the desk is asked stands in the way of it.

    Signals:
        changed: A call is over: what is stored may have changed.
    """

    changed = Signal()

    _asked = Signal(object)
    _hung_up = Signal(object)
    _closing = Signal()

    def __init__(self, build: Build, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = HangingUp()
        self._count = 0
        self._callers: dict[int, Calling] = {}
        self._plain: set[int] = set()
        self._thread = QThread(self)
        self._worker = LineWorker(build, self._stop)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.take)
        self._hung_up.connect(self._worker.hang_up)
        self._closing.connect(self._worker.close)
        self._worker.told.connect(self._told)
        self._worker.answered.connect(self._over)
        self._worker.failed.connect(self._over)
        # quit() is safe from any thread; a queued call would wait for this one
        self._worker.closed.connect(
            self._thread.quit, Qt.ConnectionType.DirectConnection
        )

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    @property
    def resting(self) -> bool:
        """Whether every call has its answer, but for one that a browser is to give."""
        return not self._plain

    def calling(self, parent: QObject) -> Calling:
        """Make a way to call, one for each thing that is shown."""
        return Calling(self, parent)

    def ask(self, call: Call, caller: Calling) -> int:
        """Have a call made; gives its number."""
        self._count += 1
        self._callers[self._count] = caller
        if not isinstance(call, BrowserSignIn):
            self._plain.add(self._count)
        self._asked.emit(Said(self._count, call))
        return self._count

    def hang_up(self, number: int) -> None:
        """Have the answer to a call made no more, and no browser waited for."""
        self._callers.pop(number, None)
        self._stop.hang_up(number)
        self._hung_up.emit(number)

    def close(self) -> None:
        """Stop at the next safe moment and wait for the thread to end."""
        self._stop.close()
        self._closing.emit()
        self._thread.wait()

    @Slot(object)
    def _told(self, said: Said) -> None:
        caller = self._callers.get(said.number)
        if caller is not None and isValid(caller):
            caller.tell(said)

    @Slot(object)
    def _over(self, said: Said) -> None:
        self._plain.discard(said.number)
        caller = self._callers.pop(said.number, None)
        if caller is not None and isValid(caller):
            caller.end(said)
        self.changed.emit()
