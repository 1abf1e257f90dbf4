"""The line to the services: what a person waits for, one call after another."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot

from app.errors import AppError, CancelledError
from app.ports.sign_in import PATIENCE, SignInRequest
from ui.workers.calls import (
    BrowserSignIn,
    FinishSignIn,
    Listening,
    Plain,
    call_answer,
)
from ui.workers.hanging_up import HangingUp
from ui.workers.services import Build
from ui.workers.worker import Worker

_LOOK_AGAIN = 50
_LATE = "Nobody came back from the sign-in page in time."
_OVERTAKEN = "Another sign-in was begun in its place."


@dataclass(frozen=True, slots=True)
class Said:
    """A call on its way, or what is said of it, under the number of the call."""

    number: int
    value: object


@dataclass(frozen=True, slots=True)
class _Visit:
    """A browser that is waited for."""

    number: int
    request: SignInRequest
    listening: Listening
    until: float


class LineWorker(Worker):
    """Speaks with the services; while a browser is waited for, others get through.

    Signals:
        told: Something to go on with before the answer; the Said.
        answered: A call has its answer; the Said.
        failed: One ended in an AppError, which is said; the Said.
    """

    told = Signal(object)
    answered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        build: Build,
        stop: HangingUp,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(build, stop)
        self._calls = stop
        self._clock = clock
        self._visit: _Visit | None = None
        self._watch = QTimer(self, interval=_LOOK_AGAIN)
        self._watch.timeout.connect(self._look)

    @Slot(object)
    def take(self, said: Said) -> None:
        """Answer a call, or begin to wait for a browser."""
        call = said.value
        if isinstance(call, BrowserSignIn):
            self._attempt(said.number, lambda: self._await(said.number, call))
        elif isinstance(call, Plain):
            self._attempt(said.number, lambda: self._answer(said.number, call))

    @Slot(object)
    def hang_up(self, number: int) -> None:
        """Wait no more for the browser of this call."""
        if self._visit is not None and self._visit.number == number:
            self._end_visit()

    def let_go(self) -> None:
        """Override: a browser is waited for no more."""
        self._end_visit()

    def _attempt(self, number: int, do: Callable[[], None]) -> None:
        if not self._calls.begin(number):
            self._calls.end()
            self.failed.emit(Said(number, CancelledError()))
            return
        try:
            do()
        except AppError as error:
            self.failed.emit(Said(number, error))
        except Exception:  # a bug ends in the crash dialog, and nobody goes on waiting
            self.failed.emit(Said(number, AppError()))
            raise
        finally:
            self._calls.end()

    def _answer(self, number: int, call: Plain) -> None:
        self.answered.emit(Said(number, call_answer(self.services, call)))

    def _await(self, number: int, call: BrowserSignIn) -> None:
        overtaken = self._end_visit()
        if overtaken is not None:
            self.failed.emit(Said(overtaken.number, CancelledError(_OVERTAKEN)))
        services = self.services
        listening = services.listen()
        try:
            request = services.connecting.begin_xero(
                call.client_id, listening.redirect_uri
            )
        except AppError:
            listening.close()
            raise
        listening.expect(request.state)
        until = self._clock() + PATIENCE
        self._visit = _Visit(number, request, listening, until)
        self._watch.start()
        self.told.emit(Said(number, request))

    @Slot()
    def _look(self) -> None:
        visit = self._visit
        if visit is None:
            return
        if came := visit.listening.came():
            self._end_visit()
            finish = FinishSignIn(visit.request, came)
            self._attempt(visit.number, lambda: self._answer(visit.number, finish))
        elif self._clock() > visit.until:
            self._end_visit()
            self.failed.emit(Said(visit.number, CancelledError(_LATE)))

    def _end_visit(self) -> _Visit | None:
        ended, self._visit = self._visit, None
        self._watch.stop()
        if ended is not None:
            ended.listening.close()
        return ended
