"""The run: long errands, one after another, that can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.runs import Progress
from app.errors import AppError, CancelledError
from app.ports.running import Stop
from ui.workers.beginning import BeginningErrand, begun_by
from ui.workers.closing import ClosingErrand, closed_by
from ui.workers.journals import WriteRun
from ui.workers.past import PastErrand, past_done
from ui.workers.questions import (
    AreaErrand,
    Ended,
    Errand,
    Failure,
    OwnErrand,
    PostRun,
    RetryRun,
    SyncRun,
)
from ui.workers.scheduling import ScheduleErrand, run_by_schedule
from ui.workers.services import Build, Services
from ui.workers.undo import carried_out

_PAUSE = 0.1


class RunWorker(QObject):
    """Syncs, posts, undoes and checks.

    Signals:
        told: How far it is; the Progress, at most ten a second.
        ended: An errand is done; the Ended.
        failed: One ended in an AppError; the Failure.
        done: One is over, whatever came of it; the errand.
        closed: Everything is let go of.
    """

    told = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    done = Signal(object)
    closed = Signal()

    def __init__(
        self, build: Build, stop: Stop, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._build = build
        self._stop = stop
        self._clock = clock
        self._told_at = float("-inf")
        self._services: Services | None = None

    @Slot(object)
    def go(self, errand: Errand) -> None:
        """Run an errand, unless everything is to stop."""
        self._told_at = float("-inf")
        try:
            if self._stop.is_set():
                raise CancelledError
            self.ended.emit(Ended(errand, self._run(self._ready(), errand)))
        except AppError as error:
            self.failed.emit(Failure(errand, error))
        finally:
            self.done.emit(errand)

    @Slot()
    def close(self) -> None:
        """Let go of the services on the thread that they belong to."""
        try:
            if self._services is not None:
                self._services.close()
        finally:
            self.closed.emit()

    def _run(self, services: Services, errand: Errand) -> tuple[object, ...]:
        if isinstance(errand, OwnErrand):
            return self._own(services, errand)
        return self._of_an_area(services, errand)

    def _of_an_area(self, services: Services, errand: AreaErrand) -> tuple[object, ...]:
        tell, stop = self._tell, self._stop
        if isinstance(errand, ScheduleErrand):
            return run_by_schedule(services, errand, tell, stop)
        if isinstance(errand, PastErrand):
            return past_done(services, errand, tell, stop)
        if isinstance(errand, BeginningErrand):
            return begun_by(services, errand, tell, stop)
        if isinstance(errand, ClosingErrand):
            return closed_by(services, errand, tell, stop)
        return carried_out(services, errand, tell, stop)

    def _own(self, services: Services, errand: OwnErrand) -> tuple[object, ...]:
        tell, stop = self._tell, self._stop
        match errand:
            case SyncRun(ids):
                return services.sync.run(ids, tell=tell, stop=stop)
            case PostRun(ids):
                return services.poster.post(ids, tell=tell, stop=stop)
            case RetryRun(ids):
                return services.troubles.retry(ids, tell=tell, stop=stop)
            case WriteRun(ids, form, file):
                return (services.journals.write(ids, form, file, tell=tell, stop=stop),)

    def _tell(self, progress: Progress) -> None:
        now = self._clock()
        if now - self._told_at >= _PAUSE or (
            progress.of and progress.done >= progress.of
        ):
            self._told_at = now
            self.told.emit(progress)

    def _ready(self) -> Services:
        if self._services is None:  # built here, so that it belongs to this thread
            self._services = self._build(self._stop)
        return self._services
