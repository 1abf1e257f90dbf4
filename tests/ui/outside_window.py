"""A window on a real display, for a test that looks at it from outside.

Prints a line when there is something to look at; ends when its input does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from tests.fakes.services import FakeServices
from tests.ui.steps import fill
from ui.engine import Engine
from ui.footing import steady
from ui.pages.page import Going
from ui.pages.program import Whereabouts
from ui.pictures import settle
from ui.widgets.memory import Memory
from ui.widgets.theme import Choice, Theme
from ui.windows.main_window import MainWindow


def main(folder: Path) -> None:
    """Show the page Review."""
    steady()
    app = QApplication(["outside"])
    world = FakeServices()
    fill(world, 3)
    engine = Engine(world.build)
    theme = Theme(app)
    theme.choose(Choice.LIGHT)
    memory = Memory(folder / "window.ini")
    window = MainWindow(engine, memory, theme, Whereabouts(folder, folder))
    window.show()
    engine.start()
    window.go(Going("review"))
    settle(engine)
    end = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    end.activated.connect(app.quit)
    print("here", flush=True)  # noqa: T201 - who waits for it reads this
    app.exec()
    engine.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
