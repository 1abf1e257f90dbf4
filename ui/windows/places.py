"""The homes whose places this process holds: the one shown, and the one to come."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ui.windows.one_instance import OneInstance


class Places(QObject):
    """Holds one place for each home that this process shows or is about to show.

    Signals:
        raised: A second start for one of them wants to see the window.
    """

    raised = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: dict[Path, OneInstance] = {}

    def claim(self, home: Path) -> bool:
        """Hold this place too; where another process has it, that one is raised."""
        if home in self._held:
            return True
        place = OneInstance(home, self)
        if not place.claim():
            place.deleteLater()
            return False
        place.raised.connect(self.raised)
        self._held[home] = place
        return True

    def keep_only(self, home: Path) -> None:
        """Give up every other place, so that the next start there is the first."""
        for other in self._held.keys() - {home}:
            place = self._held.pop(other)
            place.release()
            place.deleteLater()
