"""What every worker is: its own services, made and let go of on its own thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.ports.running import Stop
from ui.workers.services import Build, Services


class Worker(QObject):
    """Lives on a thread of its own; ``stop`` is set when it is to end.

    Signals:
        closed: Everything is let go of.
    """

    closed = Signal()

    def __init__(self, build: Build, stop: Stop) -> None:
        super().__init__()
        self._build = build
        self._stop = stop
        self._services: Services | None = None

    @Slot()
    def close(self) -> None:
        """Let go of the services on the thread that they belong to."""
        try:
            self.let_go()
            if self._services is not None:
                self._services.close()
        finally:
            self.closed.emit()

    def let_go(self) -> None:
        """Let go of whatever else is held."""

    @property
    def services(self) -> Services:
        """The use cases; made when they are first wanted, to belong to this thread."""
        if self._services is None:
            self._services = self._build(self._stop)
        return self._services
