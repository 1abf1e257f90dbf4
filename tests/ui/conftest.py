"""The window over use cases in memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.fakes.services import FakeServices
from tests.ui.steps import rest
from ui.engine import Engine
from ui.footing import steady
from ui.pages.program import Whereabouts
from ui.widgets.memory import Memory
from ui.widgets.theme import Theme
from ui.windows.main_window import MainWindow

steady()

Open = Callable[[], MainWindow]


@pytest.fixture(autouse=True)
def _surroundings(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    gc.disable()  # a worker's thread must not collect parts of a window
    yield
    gc.enable()
    QGuiApplication.clipboard().clear()
    qapp.setStyleSheet("")


@pytest.fixture
def world() -> FakeServices:
    """Make a company without reports."""
    return FakeServices()


@pytest.fixture
def engine(world: FakeServices, qtbot: QtBot) -> Iterator[Engine]:
    """Start an engine over the world."""
    made = Engine(world.build)
    made.start()
    yield made
    made.close()
    qtbot.wait(0)


@pytest.fixture
def open_window(
    world: FakeServices, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Open]:
    """Open windows on the world; what one remembers, the next recalls."""
    opened: list[tuple[MainWindow, Engine]] = []
    theme = Theme(qapp)

    def opening() -> MainWindow:
        engine = Engine(world.build)
        memory = Memory(tmp_path / "window.ini")
        window = MainWindow(engine, memory, theme, Whereabouts(tmp_path, tmp_path))
        opened.append((window, engine))
        window.show()
        window.activateWindow()
        engine.start()
        qtbot.waitUntil(window.isActiveWindow)
        rest(qtbot, window)
        return window

    yield opening
    for window, engine in opened:
        engine.close()
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.hide()
        window.deleteLater()
    theme.deleteLater()
    qtbot.wait(0)
