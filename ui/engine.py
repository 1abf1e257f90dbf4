"""The thread boundary: what pages ask goes over it, what came of it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot
from shiboken6 import isValid

from app.domain.postings import PostingId
from app.domain.setup import ConnectionId
from ui.line import Line
from ui.workers.desk import DeskWorker
from ui.workers.moving import PostRun, SyncRun
from ui.workers.questions import EDITOR, Answer, Asked, Edit, Errand, Failure, Question
from ui.workers.run import RunWorker
from ui.workers.services import Build

_LOOK_AGAIN = 1500


class Inquiry(QObject):
    """Asks one question at a time; of those asked meanwhile only the newest goes on.

    Signals:
        answered: The newest question has its answer; question and answer.
        asked: A question goes on its way; the Asked.
        idle: Nothing is asked any more.
    """

    answered = Signal(object, object)
    asked = Signal(object)
    idle = Signal()

    def __init__(self, number: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._current: Question | None = None
        self._next: Question | None = None

    @property
    def asking(self) -> bool:
        """Whether an answer is still to come."""
        return self._current is not None

    def ask(self, question: Question) -> None:
        """Ask, in place of whatever still waits."""
        if self._current is not None:
            self._next = question
            return
        self._current = question
        self.asked.emit(Asked(self._number, question))

    def take(self, answer: Answer) -> None:
        """Pass the answer on, unless something else is asked by now.

        The same asked again overtakes nothing: while a run goes on, answers that take
        longer than its pulse would never be seen.
        """
        if self._next is None or self._next == self._current:
            self.answered.emit(answer.asked.question, answer.value)

    def over(self) -> None:
        """Ask what came in meanwhile."""
        self._current, question, self._next = None, self._next, None
        if question is None:
            self.idle.emit()
        else:
            self.ask(question)


class Engine(QObject):
    """Owns the worker threads; lives on the UI thread and never blocks it.

    Signals:
        told: How far the run is; the Progress.
        ended: An errand is done; the Ended.
        edited: An edit is done; the Answer.
        failed: Something the user should know; the Failure.
        busy: Whether anything is running, when that changes.
        changed: What is stored may have changed.
    """

    told = Signal(object)
    ended = Signal(object)
    edited = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)
    changed = Signal()

    _asked = Signal(object)
    _sent = Signal(object)
    _closing = Signal()

    def __init__(self, build: Build, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop_run, self._stop_desk = Event(), Event()
        self._inquiries: dict[int, Inquiry] = {}
        self._inquired = self._errands = self._edits = 0
        self._run = RunWorker(build, self._stop_run)
        self._desk = DeskWorker(build, self._stop_desk)
        self._threads = (self._thread(self._run), self._thread(self._desk))
        self._sent.connect(self._run.go)
        self._asked.connect(self._desk.ask)
        self._run.told.connect(self.told)
        self._run.ended.connect(self.ended)
        self._run.failed.connect(self.failed)
        self._run.done.connect(self._errand_done)
        self._desk.answered.connect(self._answered)
        self._desk.failed.connect(self.failed)
        self._desk.done.connect(self._question_done)
        self._pulse = QTimer(self, interval=_LOOK_AGAIN)
        self._pulse.timeout.connect(self.changed)
        self.line = Line(build, self)
        self.line.changed.connect(self.changed)

    def start(self) -> None:
        """Begin to work; what was asked before is answered first."""
        for thread in self._threads:
            thread.start()
        self.line.start()

    @property
    def running(self) -> bool:
        """Whether a run goes on or waits."""
        return self._errands > 0

    @property
    def resting(self) -> bool:
        """Whether nothing runs and everything asked has its answer."""
        asking = any(inquiry.asking for inquiry in self._inquiries.values())
        calling = not self.line.resting
        return not (asking or calling or self._errands or self._edits)

    def inquiry(self, parent: QObject | None = None) -> Inquiry:
        """Make a way to ask the desk, one for each thing that is shown."""
        self._inquired += 1
        inquiry = Inquiry(self._inquired, parent or self)
        self._inquiries[self._inquired] = inquiry
        inquiry.asked.connect(self._asked)
        return inquiry

    def sync(self, connection_ids: Sequence[ConnectionId] = ()) -> None:
        """Pull and prepare; ``ended`` or ``failed`` answers."""
        self.send(SyncRun(tuple(connection_ids)))

    def post(self, ids: Sequence[PostingId]) -> None:
        """Post these; ``ended`` or ``failed`` answers."""
        self.send(PostRun(tuple(ids)))

    def send(self, errand: Errand) -> None:
        """Have an errand run; ``ended`` or ``failed`` answers."""
        self._errands += 1
        if self._errands == 1:
            self._stop_run.clear()
            self._pulse.start()
            self.busy.emit(True)  # noqa: FBT003 - a signal has no names
        self._sent.emit(errand)

    def edit(self, edit: Edit) -> None:
        """Make a quick edit; ``edited`` or ``failed`` answers."""
        self._edits += 1
        self._asked.emit(Asked(EDITOR, edit))

    def retry(self, failure: Failure) -> None:
        """Do again what failed."""
        if isinstance(failure.request, Errand):
            self.send(failure.request)
            return
        if isinstance(failure.request, Edit):
            self.edit(failure.request)
        else:
            self.changed.emit()

    def cancel(self) -> None:
        """Stop what runs and what waits, at the next safe moment."""
        if self._errands:
            self._stop_run.set()

    def close(self) -> None:
        """Stop at the next safe moment and wait for every thread to end."""
        self._pulse.stop()
        self._stop_run.set()
        self._stop_desk.set()
        self._closing.emit()
        for thread in self._threads:
            thread.wait()
        self.line.close()

    def _thread(self, worker: RunWorker | DeskWorker) -> QThread:
        thread = QThread(self)
        worker.moveToThread(thread)
        self._closing.connect(worker.close)
        # quit() is safe from any thread; a queued call would wait for this one
        worker.closed.connect(thread.quit, Qt.ConnectionType.DirectConnection)
        return thread

    @Slot(object)
    def _errand_done(self, _errand: Errand) -> None:
        self._errands -= 1
        if not self._errands:
            self._pulse.stop()
            self.busy.emit(False)  # noqa: FBT003 - a signal has no names
        self.changed.emit()

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        if answer.asked.asker == EDITOR:
            self.edited.emit(answer)
        elif (inquiry := self._asker(answer.asked)) is not None:
            inquiry.take(answer)

    @Slot(object)
    def _question_done(self, asked: Asked) -> None:
        if asked.asker == EDITOR:
            self._edits -= 1
            self.changed.emit()  # also where nothing did: what is shown may say so
        elif (inquiry := self._asker(asked)) is not None:
            inquiry.over()

    def _asker(self, asked: Asked) -> Inquiry | None:
        """Who asked; None where it is gone, as a dialog that was closed meanwhile."""
        found = self._inquiries.get(asked.asker)
        if found is not None and not isValid(found):
            del self._inquiries[asked.asker]
            return None
        return found
