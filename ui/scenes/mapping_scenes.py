"""The page Mapping and what it asks."""

from __future__ import annotations

from ui.pages.page import Going
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.main_window import MainWindow


def _categories(window: MainWindow) -> None:
    _turn(window, 0)


def _tags(window: MainWindow) -> None:
    _turn(window, 1)


def _taxes(window: MainWindow) -> None:
    _turn(window, 2)


def _turn(window: MainWindow, tab: int) -> None:
    window.go(Going("mapping"))
    window.mapping.tabs.setCurrentIndex(tab)
    settle(window.engine)


def _versions(window: MainWindow) -> None:
    _categories(window)
    window.mapping.desk.versions()


SCENES = (
    Scene("mapping", _categories),
    Scene("mapping-tags", _tags),
    Scene("mapping-tax", _taxes),
    Scene("dialog-versions", _versions),
)
