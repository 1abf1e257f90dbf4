"""Takes pictures of windows and dialogs, for those who cannot look over a shoulder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QThread
from PySide6.QtWidgets import QApplication, QWidget

from ui.engine import Engine

_SETTLE = 120
_NAP = 2
_LONGEST = 60_000


def wait_until(true: Callable[[], bool]) -> None:
    """Let events happen until something is true; TimeoutError after a while."""
    deadline = QDeadlineTimer(_LONGEST)
    while not true():
        if deadline.hasExpired():
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        QThread.msleep(_NAP)


def settle(engine: Engine) -> None:
    """Let what was asked be answered and drawn."""
    deadline = QDeadlineTimer(_SETTLE)

    def still() -> bool:
        if not engine.resting:
            deadline.setRemainingTime(_SETTLE)
        return deadline.hasExpired()

    wait_until(still)


def take(widget: QWidget, engine: Engine, file: Path) -> Path:
    """Draw a widget into a file as soon as it is at rest."""
    file.parent.mkdir(parents=True, exist_ok=True)
    settle(engine)
    QApplication.processEvents()
    widget.grab().save(str(file))
    return file
