"""Closing the window: never in the middle of a run without asking."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.engine import Engine
from ui.widgets.status_line import StatusLine
from ui.windows.dialogs import Question

_SAFE = (
    "Stopping is safe: what was sent is finished or checked with Xero at "
    "the next start, and the rest stays ready."
)


class Leaving(QObject):
    """Asks whether what runs may be stopped, and closes when it has stopped.

    Signals:
        stayed: The person was asked, and keeps working.
    """

    stayed = Signal()

    def __init__(self, window: QWidget, engine: Engine, status: StatusLine) -> None:
        super().__init__(window)
        self._window, self._engine, self._status = window, engine, status
        self._agreed = False
        self.quitting = False
        engine.busy.connect(self._busy)

    @Slot()
    def quit(self) -> None:
        """Close for good, also where closing would only hide the window."""
        self.quitting = True
        if self._engine.running:
            self._window.show()  # it asks, and is to be seen asking
        self._window.close()
        self.quitting = False

    def may(self) -> bool:
        """Tell whether the window may close now; ask where something runs."""
        if self._agreed or not self._engine.running:
            return True
        asking = Question(
            self._window,
            "Stop and close?",
            (f"Under way: {self._status.words}", _SAFE),
            "Stop and close",
            no="Keep working",
            then=self._leave,
        )
        asking.rejected.connect(self.stayed)
        asking.open()
        return False

    def _leave(self) -> None:
        self._agreed = True
        self._engine.cancel()
        if not self._engine.running:
            self.quit()

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not busy and self._agreed:
            self.quit()
