"""Runs what is due while the window is open, and shows what others run meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.scheduled_runs import ScheduledRun, ScheduleGlance
from app.domain.schedules import Due
from app.domain.setup import ConnectionId
from app.errors import CancelledError
from ui.engine import Engine
from ui.models import schedules as words
from ui.widgets.status_line import StatusLine
from ui.workers.digests import IsDigestDue, SendDigest
from ui.workers.questions import Ended, Failure
from ui.workers.scheduling import (
    DueRun,
    RunNow,
    ScheduleErrand,
    ShowSchedules,
    WhatIsDue,
)

LOOK = 20_000
"""Milliseconds between two looks at what is due."""

_WATCH = 2_000
_PATIENCE = 3
_LONGER = 90


class Clockwork(QObject):
    """Asks the desk what is due; the run worker does it, through the same lease as all.

    Signals:
        shown: How every schedule stands; a tuple of ScheduleGlance.
        ran: What came of runs by schedule in this window; a tuple of ScheduledRun.
    """

    shown = Signal(object)
    ran = Signal(object)

    def __init__(self, engine: Engine, status: StatusLine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._status = engine, status
        self._watched: ConnectionId | None = None
        self._stopped = self._undelivered = 0
        self.glances: tuple[ScheduleGlance, ...] = ()
        self._due, self._show = engine.inquiry(self), engine.inquiry(self)
        self._digest = engine.inquiry(self)
        self._digest.answered.connect(self._post)
        self._due.answered.connect(self._answered)
        self._show.answered.connect(self._shown)
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._look_on)
        engine.ended.connect(self._ended)
        engine.failed.connect(self._failed)
        engine.changed.connect(self._look_on)
        self._timer.start()
        self.look()

    @property
    def names(self) -> dict[str, str]:
        """The names of the connections by their ids."""
        return {x.connection_id: x.name for x in self.glances}

    @Slot()
    def look(self) -> None:
        """Look what is due, and how every schedule stands."""
        self._look_on()
        if not self._engine.running:
            self._due.ask(WhatIsDue())

    def run(self, errand: ScheduleErrand | SendDigest) -> None:
        """Do what a schedule asks for, or a person in its place."""
        letter = isinstance(errand, SendDigest)
        if not self._engine.running:
            words = "Sending the digest…" if letter else "Running by schedule…"
            self._status.start(words)
        self._engine.send(errand)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._watch.stop()

    @Slot()
    def _look_on(self) -> None:
        self._show.ask(ShowSchedules())

    @Slot(object, object)
    def _answered(self, _asked: WhatIsDue, found: tuple[Due, ...]) -> None:
        if self._stopped:  # a person stopped it: not again at once
            self._stopped -= 1
            return
        busy = {x.connection_id for x in self.glances if x.going_on}
        mine = [x for x in found if x.schedule.connection_id not in busy]
        if mine and not self._engine.running:
            self.run(DueRun())
        elif self._undelivered:  # not again at once: it was said
            self._undelivered -= 1
        elif not self._engine.running:
            self._digest.ask(IsDigestDue())

    @Slot(object, object)
    def _post(self, _asked: IsDigestDue, due: bool) -> None:  # noqa: FBT001 - an answer
        if due and not self._engine.running:
            self._engine.send(SendDigest(due=True))

    @Slot(object, object)
    def _shown(
        self, _asked: ShowSchedules, glances: tuple[ScheduleGlance, ...]
    ) -> None:
        self.glances = glances
        self.shown.emit(glances)
        if self._engine.running:
            return
        elsewhere = ((x.connection_id, words.going_on(x)) for x in glances)
        for which, far in elsewhere:
            if far is not None:
                self._watched = which
                self._status.watch(far)
                self._watch.start()
                return
        if self._watched is not None:
            self._over()

    def _over(self) -> None:
        ended = [x for x in self.glances if x.connection_id == self._watched]
        said = [f"{x.name}, by schedule: {x.last.said}" for x in ended if x.last]
        self._status.rest("".join(said))
        self._watched = None
        self._watch.stop()
        self._engine.changed.emit()

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        if isinstance(ended.errand, DueRun | RunNow):
            runs = tuple(x for x in ended.result if isinstance(x, ScheduledRun))
            self._status.rest(words.outcome(runs, self.names))
            self.ran.emit(runs)

        elif isinstance(ended.errand, SendDigest):
            to = ", ".join(str(x) for x in ended.result)
            self._status.rest(f"The digest was sent to {to}" if to else "")

    @Slot(object)
    def _failed(self, failure: Failure) -> None:
        errand = isinstance(failure.request, DueRun | RunNow)
        if errand and isinstance(failure.error, CancelledError):
            self._stopped = _PATIENCE
        if isinstance(failure.request, SendDigest):
            self._undelivered = _LONGER
