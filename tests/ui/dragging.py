"""A window on a real display, in which a real pointer drags; prints what came of it.

Run by a test in a process of its own, since the display is chosen when Qt begins.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QProcess, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.fakes.services import FakeServices
from ui.engine import Engine
from ui.footing import steady
from ui.pages.page import Going
from ui.pages.program import Whereabouts
from ui.pictures import settle, wait_until
from ui.widgets.memory import Memory
from ui.widgets.theme import Choice, Theme
from ui.windows.main_window import MainWindow

_STEPS = 6


def main(folder: Path) -> None:
    """Drag a category onto an account, then an account onto a category."""
    steady()
    app = QApplication(["dragging"])
    world = FakeServices()
    engine = Engine(world.build)
    theme = Theme(app)
    theme.choose(Choice.LIGHT)
    memory = Memory(folder / "window.ini")
    window = MainWindow(engine, memory, theme, Whereabouts(folder, folder))
    window.resize(1200, 760)
    window.move(0, 0)
    window.show()
    engine.start()
    settle(engine)
    window.go(Going("mapping"))
    settle(engine)
    board, mappings = window.mapping.board, world.mappings
    notes: list[str] = []

    def listen() -> None:
        if board.note.isVisible() and board.note.text() not in notes:
            notes.append(board.note.text())

    def source(row: int) -> QPoint:
        index = board.sources.index(row)
        return _spot(board.list, board.list.visualRect(index).center())

    def target(key: str) -> QPoint:
        place = board.targets.place(key)
        return _spot(board.tree, board.tree.visualRect(place).center())

    watch = QTimer(interval=5)
    watch.timeout.connect(listen)
    watch.start()
    _drag(source(1), target("420"))
    wait_until(lambda: mappings.account_of("Gifts") != "")
    settle(engine)
    _drag(target("493"), source(1))
    wait_until(lambda: mappings.account_of("Train") != "")
    settle(engine)
    found = {name: mappings.account_of(name) for name in ("Gifts", "Train", "Meals")}
    print(json.dumps({"accounts": found, "notes": notes}))  # noqa: T201 - the answer
    window.close()
    engine.close()


def _spot(view: QAbstractItemView, spot: QPoint) -> QPoint:
    return view.viewport().mapToGlobal(spot)


def _drag(start: QPoint, end: QPoint) -> None:
    """Press, move in steps as a hand does, and let go."""
    way = [start + (end - start) * step / _STEPS for step in range(1, _STEPS + 1)]
    moves = [
        word
        for x in (*way, end + QPoint(2, 1), end)
        for word in ("mousemove", str(x.x()), str(x.y()), "sleep", "0.05")
    ]
    said = ["mousemove", str(start.x()), str(start.y()), "sleep", "0.1"]
    said += ["mousedown", "1", "sleep", "0.1", *moves, "mouseup", "1"]
    hand = QProcess()
    hand.start("xdotool", said)
    wait_until(lambda: hand.state() is QProcess.ProcessState.NotRunning)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
