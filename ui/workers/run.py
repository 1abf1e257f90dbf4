"""The run: long errands, one after another, that can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot

from app.domain.runs import Progress
from app.errors import AppError, CancelledError
from app.ports.running import Stop
from ui.workers.answering import done_by
from ui.workers.questions import Ended, Errand, Failure
from ui.workers.services import Build
from ui.workers.worker import Worker

_PAUSE = 0.1


class RunWorker(Worker):
    """Syncs, posts, undoes and checks.

    Signals:
        told: How far it is; the Progress, at most ten a second.
        ended: An errand is done; the Ended.
        failed: One ended in an AppError; the Failure.
        done: One is over, whatever came of it; the errand.
    """

    told = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    done = Signal(object)

    def __init__(
        self, build: Build, stop: Stop, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(build, stop)
        self._clock = clock
        self._told_at = float("-inf")

    @Slot(object)
    def go(self, errand: Errand) -> None:
        """Run an errand, unless everything is to stop."""
        self._told_at = float("-inf")
        try:
            if self._stop.is_set():
                raise CancelledError
            services = self.services
            done = done_by(services, errand, self._tell, self._stop)
            self.ended.emit(Ended(errand, done))
        except AppError as error:
            self.failed.emit(Failure(errand, error))
        finally:
            self.done.emit(errand)

    def _tell(self, progress: Progress) -> None:
        now = self._clock()
        if now - self._told_at >= _PAUSE or (
            progress.of and progress.done >= progress.of
        ):
            self._told_at = now
            self.told.emit(progress)
