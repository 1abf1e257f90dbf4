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


def _copied(window: MainWindow) -> None:
    _categories(window)
    (_, other), *_ = window.mapping.others()
    window.mapping.desk.propose_copy(other)


def _news(window: MainWindow) -> None:
    _categories(window)
    window.mapping.news.say(
        "12 Nov 2026: Account 461 Printing & stationery was archived (3 categories). "
        "Option Old Mill of Client is called The Mill now."
    )


SCENES = (
    Scene("mapping", _categories),
    Scene("mapping-tags", _tags),
    Scene("mapping-tax", _taxes),
    Scene("mapping-news", _news),
    Scene("dialog-versions", _versions),
    Scene("dialog-difference", _copied),
)
