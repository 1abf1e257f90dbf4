"""Pulls a new practice company at once, so that there is something to review."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.domain.overview import Overview
from ui.windows.main_window import MainWindow
from ui.workers.reviewing import Glances


class FirstPull(QObject):
    """Looks once whether anything was ever pulled, and syncs where nothing was."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asking = window.engine.inquiry(self)
        self._asking.answered.connect(self._say)
        self._asking.ask(Glances())

    @Slot(object, object)
    def _say(self, _asked: Glances, overview: Overview) -> None:
        untouched = all(glance.last_sync is None for glance in overview.glances)
        if overview.practice and overview.glances and untouched:
            self._window.errands.sync()
