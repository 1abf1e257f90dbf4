"""Opens windows, one after another, and lets go of what they used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.logs import discreet
from ui.crash import CrashWatch
from ui.engine import Engine
from ui.pages.settings import Whereabouts, versions
from ui.widgets.memory import Memory
from ui.widgets.theme import Choice, Theme
from ui.windows.about import app_icon
from ui.windows.collector import Collector
from ui.windows.main_window import MainWindow
from ui.windows.opening import Opening, PracticeCompany

_REMEMBERED = "window.ini"
_MOMENT = 1000


class Shell(QObject):
    """Holds the one window that is open, with its company."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._opening: Opening | None = None
        self._next: Opening | None = None
        self._engine: Engine | None = None
        self._collector: Collector | None = None
        self.window: MainWindow | None = None
        app.setApplicationName("Vouch")
        app.setDesktopFileName("vouch")
        app.setWindowIcon(app_icon())
        app.setQuitOnLastWindowClosed(False)
        self.theme = Theme(app)
        self.crashes = CrashWatch(versions, discreet, self)

    def open(self, opening: Opening) -> MainWindow:
        """Open a company in a window; its threads begin after the first paint."""
        memory = Memory(opening.home.data / _REMEMBERED)
        self.theme.undress(_choice(memory.text("window/theme")))
        engine = Engine(opening.build, self)
        home = opening.home
        window = MainWindow(
            engine, memory, self.theme, Whereabouts(home.data, home.logs)
        )
        window.practice_wished.connect(self._practise)
        window.closed.connect(self._closed)
        self._opening, self._engine, self.window = opening, engine, window
        self.theme.choose(self.theme.choice)
        FirstPaint(window).painted.connect(engine.start)
        window.show()
        self._collector = Collector(engine, self)
        return window

    @Slot()
    def _practise(self) -> None:
        if self._opening is None or self.window is None:
            return
        if not isinstance(self._opening, PracticeCompany):
            self._next = PracticeCompany(self._opening.home)
            self.window.close()

    @Slot()
    def _closed(self) -> None:
        if self._collector is not None:
            self._collector.stop()
        if self._engine is not None:
            self._engine.close()
        if self._opening is not None:
            self._opening.close()
        following, self._next = self._next, None
        if following is None:
            self._app.quit()
        else:
            self.open(following)


class FirstPaint(QObject):
    """Waits until a window was seen, or a moment has gone by without.

    Signals:
        painted: Now others may take the processor.
    """

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._moment = QTimer(self, singleShot=True, interval=_MOMENT)
        self._moment.timeout.connect(self.painted)
        self._moment.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Override: the first paint is as good as over; go on right after it."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._moment.start(0)
        return False


def _choice(remembered: str) -> Choice:
    return Choice(remembered) if remembered in set(Choice) else Choice.SYSTEM
