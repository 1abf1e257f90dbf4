"""What a person does with the window, and waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices, posting
from ui.pages.page import Going
from ui.windows.main_window import MainWindow

D = TypeVar("D", bound=QDialog)

_CALM = 3
"""So often in a row nothing may be asked."""


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until everything asked is answered and drawn.

    An answer may lead to the next question: on a slow machine a while later.
    """
    calm = 0
    while calm < _CALM:
        qtbot.waitUntil(lambda: window.engine.resting)
        qtbot.wait(5)
        calm = calm + 1 if window.engine.resting else 0


def go(qtbot: QtBot, window: MainWindow, page: str) -> None:
    """Go to a page and see it filled."""
    window.go(Going(page))
    rest(qtbot, window)


def ticked(
    qtbot: QtBot, world: FakeServices, open_window: Callable[[], MainWindow], count: int
) -> MainWindow:
    """Open a window on so many ready reports, and tick them all in Review."""
    fill(world, count)
    window = open_window()
    go(qtbot, window, "review")
    window.review.tick_all()
    rest(qtbot, window)
    return window


def press(widget: QWidget, keys: str) -> None:
    """Press a combination of keys in a widget, as ``Ctrl+Return``."""
    QTest.keySequence(widget, QKeySequence(keys))


def push(part: QWidget, words: str) -> None:
    """Click the one button of a part that says this."""
    (found,) = [
        x
        for x in part.findChildren(QPushButton)
        if words in x.text().replace("&", "") and not x.isHidden()
    ]
    found.click()


def dialog(window: MainWindow, kind: type[D]) -> D:
    """Find the one dialog of a kind that is open."""
    (found,) = [x for x in window.findChildren(kind) if x.isVisible()]
    return found


def fill(world: FakeServices, count: int, state: State = State.READY) -> None:
    """Have so many more postings in a state."""
    first = len(world.postings)
    for number in range(first, first + count):
        made = posting(number, state)
        world.postings[made.id] = made


def full(world: FakeServices) -> None:
    """Have something on every page."""
    for state in (State.READY, State.BLOCKED, State.POSTED, State.HELD):
        fill(world, 2, state)


def listed(window: MainWindow) -> list[str]:
    """Read the names of the reports that are listed."""
    model = window.review.model
    rows = (model.record(row) for row in range(model.rowCount()))
    return [row.report_name for row in rows if row is not None]


def said(widget: QWidget) -> list[str]:
    """Read every label that is not hidden."""
    return [x.text() for x in widget.findChildren(QLabel) if not x.isHidden()]
