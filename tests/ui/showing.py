"""Shows a whole window for as long as a test looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.engine import Engine
from ui.pages.program import Whereabouts
from ui.widgets.memory import Memory
from ui.widgets.theme import Theme
from ui.windows.main_window import MainWindow


@contextmanager
def showing(
    engine: Engine, folder: Path, qapp: QApplication, qtbot: QtBot
) -> Iterator[MainWindow]:
    """Show a window that asks ``engine``, which is ended with it."""
    theme = Theme(qapp)
    memory = Memory(folder / "window.ini")
    made = MainWindow(engine, memory, theme, Whereabouts(folder, folder))
    made.show()
    yield made
    engine.close()
    made.hide()
    made.deleteLater()
    theme.deleteLater()
    qtbot.wait(0)
