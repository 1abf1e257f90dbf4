"""Handles the list of a large company as a person does, with a watch on the window.

Run as ``python -m tests.benchmarks.handling HOME``. Prints one JSON document:
the longest stall during each step, in seconds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from tests.benchmarks.window_child import Company
from ui.footing import steady, take_turns
from ui.pages.page import Going
from ui.pages.review import Review
from ui.windows.main_window import MainWindow
from ui.windows.shell import Shell

_BEAT = 5  # ms
_SETTLED = 60  # beats without a question on its way: typing is waited for, too


class Hands(QObject):
    """Does one step after another, and keeps the longest pause between two beats."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._steps: list[tuple[str, Callable[[], object]]] | None = None
        self._now = ""
        self._last = time.perf_counter()
        self._stalls: dict[str, float] = {}
        self._quiet = 0
        self._timer = QTimer(self, interval=_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        if self._now:
            paused = now - self._last - _BEAT / 1000
            self._stalls[self._now] = max(paused, self._stalls.get(self._now, 0.0))
        self._last = now
        window = self._shell.window
        if window is None or not window.isVisible():
            return
        self._quiet = self._quiet + 1 if window.engine.resting else 0
        if self._quiet < _SETTLED:
            return
        self._quiet = 0
        if self._steps is None:
            window.go(Going("review"))
            window.review.filter.clear()
            self._steps = list(steps(window.review))
        elif self._steps:
            self._now, step = self._steps.pop(0)
            step()
            self._last = now  # the step itself counts
        else:
            self._end(window)

    def _end(self, window: MainWindow) -> None:
        self._timer.stop()
        print(json.dumps(self._stalls), flush=True)  # noqa: T201 - the answer
        window.close()


def steps(review: Review) -> Sequence[tuple[str, Callable[[], object]]]:
    """What is done with the list, by what it is called."""
    chosen, bar = review.filter, review.list.verticalScrollBar()
    sorts = [
        (f"by {chosen.sort.itemText(x)}", partial(chosen.sort.setCurrentIndex, x))
        for x in range(chosen.sort.count())
    ]
    return (
        *sorts,
        ("turn round", chosen.order.toggle),
        ("search", lambda: chosen.search.setText("a")),
        ("search on", lambda: chosen.search.setText("ab")),
        ("search no more", chosen.search.clear),
        ("to the middle", lambda: bar.setValue(bar.maximum() // 2)),
        ("to the end", lambda: bar.setValue(bar.maximum())),
        ("to the beginning", lambda: bar.setValue(0)),
    )


def main(home: Path) -> int:
    """Open the window, handle its list, and close it."""
    steady()
    take_turns()
    app = QApplication(sys.argv[:1])
    shell = Shell(app)
    hands = Hands(shell)
    shell.open(Company(home))
    status = app.exec()
    hands.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
