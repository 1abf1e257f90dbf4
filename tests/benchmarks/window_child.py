"""The window in a process of its own, with a watch on its thread.

Run as ``python -m tests.benchmarks.window_child ready|sync HOME BORN`` with the
addresses of the practice servers in the environment; BORN is when the process was
asked for, in seconds of the wall clock. Prints one JSON document.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from app.memory import staying
from ui.footing import import_plainly, steady, take_turns

with staying():  # as the program does
    import_plainly()
    from PySide6.QtCore import QObject, QTimer, Slot
    from PySide6.QtWidgets import QApplication

    from app.paths import Home
    from app.ports.running import Stop
    from ui.windows.shell import Shell
    from ui.workers.services import Services

_BEAT = 5  # ms
_SETTLED = 20  # beats without a question on its way


class Company:
    """The practice company, whose servers run elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.home = Home.of({"VOUCH_HOME": str(folder)})

    def build(self, stop: Stop) -> Services:
        """Make the use cases."""
        # as the program does: what talks to disk and network loads on the worker
        from app.bootstrap import Place, build  # noqa: PLC0415
        from app.settings import Addresses  # noqa: PLC0415

        place = Place(self.home, Addresses.of(os.environ), practice=True)
        return build(place, stop)

    def close(self) -> None:
        """Nothing of it lives on."""


class Watch(QObject):
    """Beats on the window's thread and keeps the longest pause between two beats."""

    def __init__(self, shell: Shell, born: float, *, sync: bool) -> None:
        super().__init__(shell)
        self._shell = shell
        self._born = born
        self._sync = sync
        self._ready = 0.0
        self._last = time.perf_counter()
        self._longest = 0.0
        self._began = False
        self._quiet = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        if self._began:
            self._longest = max(self._longest, now - self._last - _BEAT / 1000)
        self._last = now
        window = self._shell.window
        if window is None or not window.isVisible():
            return
        resting = window.engine.resting
        self._quiet = self._quiet + 1 if resting else 0
        if resting and not self._ready:
            self._ready = time.time() - self._born
        if self._quiet < _SETTLED:
            return
        if self._sync and not self._began:
            self._began, self._quiet = True, 0
            window.engine.sync()
            return
        self._timer.stop()
        self._say()
        window.close()

    def _say(self) -> None:
        loaded = "PySide6.QtWebEngineCore" in sys.modules
        said = {"ready": self._ready, "stall": self._longest, "webengine": loaded}
        print(json.dumps(said), flush=True)  # noqa: T201 - the answer


def main(what: str, folder: Path, born: float) -> int:
    """Open the window, watch it, and close it."""
    steady()
    take_turns()
    app = QApplication(sys.argv[:1])
    shell = Shell(app)
    watch = Watch(shell, born, sync=what == "sync")
    shell.open(Company(folder))
    status = app.exec()
    watch.deleteLater()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
