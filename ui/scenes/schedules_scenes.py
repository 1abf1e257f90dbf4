"""What the page Schedules asks."""

from __future__ import annotations

from ui.pages.page import Going
from ui.pages.schedules import Schedules
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.main_window import MainWindow


def _change(window: MainWindow) -> None:
    window.go(Going("schedules"))
    settle(window.engine)
    cards = window.pages.of(Schedules).cards.values()
    next(iter(cards)).change.click()


def _digest(window: MainWindow) -> None:
    window.go(Going("schedules"))
    settle(window.engine)
    window.pages.of(Schedules).digest.change.click()


SCENES = (Scene("dialog-schedule", _change), Scene("dialog-digest", _digest))
