"""Collects Python's garbage where and when it harms nobody."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from ui.engine import Engine

_PAUSE = 2000
_WORTH_IT = 20_000
_WHOLE_ROUND = 150


class Collector(QObject):
    """Takes the place of the automatic collector while a window is open.

    That one runs on whatever thread comes along: on a worker's it would delete parts of
    the window, and in the middle of a run a full round stops every thread for a tenth
    of a second. This one works on the window's thread, while nothing goes on: on what
    is new soon, on everything every few minutes.
    """

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._rounds = 0
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._look)
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give the work back."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _look(self) -> None:
        if not self._engine.resting:
            return
        self._rounds += 1
        if self._rounds == 1:
            gc.freeze()  # what the start left behind stays for good
        elif self._rounds % _WHOLE_ROUND == 0:
            gc.collect()
        elif gc.get_count()[0] > _WORTH_IT:
            gc.collect(0)
