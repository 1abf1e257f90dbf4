"""The program on an empty home, worked by keys alone; prints what came of it.

Run by a test in a process of its own, since the display is chosen when Qt begins. What
is on the screen is read from the window; what is done goes through the window system.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import time_machine
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from app.domain.beginning import Step
from app.paths import Home
from ui.assistant.assistant import Assistant
from ui.assistant.journal import JournalStep
from ui.assistant.start import StartStep
from ui.footing import steady
from ui.pages.review import Review
from ui.pictures import settle, wait_until
from ui.windows.main_window import MainWindow
from ui.windows.opening import OwnCompany
from ui.windows.shell import Shell

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Hands:
    """Types, and waits until something is seen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.assistant = window.pages.of(Assistant)

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        self._do("key", "--delay", "30", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "5", text)

    def press_button(self, button: QAbstractButton) -> None:
        """Press a button by the letter that is underlined in it."""
        marked = button.text()
        self.press(f"alt+{marked[marked.index('&') + 1].lower()}")

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is so, and everything asked is answered."""
        wait_until(true)
        settle(self._window.engine)

    def until_step(self, step: Step) -> None:
        """Wait for a step."""
        self.until(lambda: self.assistant.step.step is step)
        self.until(self.assistant.waiting.isHidden)

    def _do(self, *said: str) -> None:
        hand = QProcess()
        hand.start("xdotool", list(said))
        wait_until(lambda: hand.state() is QProcess.ProcessState.NotRunning)
        settle(self._window.engine)


def main() -> None:
    """Set a company up and post two journals."""
    steady()
    app = QApplication(["first-run"])
    window = Shell(app).open(OwnCompany(Home.of(os.environ)))
    wait_until(lambda: window.isVisible() and window.engine.resting)
    settle(window.engine)
    focus = QProcess()
    focus.start("xdotool", ["windowfocus", "--sync", str(int(window.winId()))])
    wait_until(window.isActiveWindow)
    hands = Hands(window)
    _sign_in(hands)
    _choose(hands)
    first = _first_journal(hands)
    _post_one(hands, window)
    print(json.dumps({"first": first, "then": window.status.words}))  # noqa: T201 - the answer
    window.close()


def _sign_in(hands: Hands) -> None:
    hands.press("Return")
    hands.until_step(Step.XERO)
    hands.write(os.environ["CLIENT_ID"])
    step = hands.assistant.step
    own = next(x for x in step.findChildren(QPushButton) if "own" in x.text())
    hands.press_button(own)
    hands.until(lambda: bool(step.onward))
    hands.press("Return")
    hands.until_step(Step.ORGANISATIONS)
    hands.press("Return")
    hands.until_step(Step.EXPENSIFY)
    hands.write(os.environ["USER_ID"])
    hands.press("Tab")
    hands.write(os.environ["USER_SECRET"])
    hands.press("Return")
    hands.until_step(Step.PAIRING)


def _choose(hands: Hands) -> None:
    hands.press("Return")
    hands.until_step(Step.NATIVE)
    hands.press("Return")
    hands.until_step(Step.POLICY)
    hands.press("Return")
    hands.until_step(Step.MAPPING)
    hands.press("ctrl+a", "space")
    hands.press("Return")
    hands.until_step(Step.START)
    start = hands.assistant.step
    if not isinstance(start, StartStep):
        raise TypeError(start)
    hands.press_button(start.prepare)
    hands.press("Return")
    hands.until_step(Step.JOURNAL)


def _first_journal(hands: Hands) -> str:
    step = hands.assistant.step
    if not isinstance(step, JournalStep):
        raise TypeError(step)
    hands.press("Return")
    hands.until(lambda: step.post.isVisible() and step.journal.isVisible())
    hands.press("Return")
    hands.until(step.keep.isVisible)
    said = step.words
    hands.press("Return")
    return said


def _post_one(hands: Hands, window: MainWindow) -> None:
    hands.until(lambda: isinstance(window.page, Review))
    hands.until(lambda: window.review.model.rowCount() > 0)
    ready = window.review.model.rowCount()
    hands.press("ctrl+Return")
    hands.until(lambda: window.review.model.rowCount() < ready)


if __name__ == "__main__":
    with time_machine.travel(NOW, tick=True):
        main()
    sys.exit(0)
