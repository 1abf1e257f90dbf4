"""Opens windows, one after another, and lets go of what they used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from app.errors import AppError
from app.logs import discreet
from ui.crash import CrashWatch
from ui.engine import Engine
from ui.pages.page import Going
from ui.pages.program import Whereabouts, versions
from ui.widgets.memory import Memory
from ui.widgets.theme import Choice, Theme
from ui.windows.collector import Collector
from ui.windows.damaged import DamageWatch
from ui.windows.first_pull import FirstPull
from ui.windows.icon import app_icon
from ui.windows.main_window import MainWindow
from ui.windows.notices import Notices
from ui.windows.opening import Opening, OwnCompany, PracticeCompany
from ui.windows.places import Places
from ui.windows.tray import Tray

_REMEMBERED = "window.ini"
_MOMENT = 1000


class Shell(QObject):
    """Holds the one window that is open, with its company.

    ``places`` has the place of the home that is opened first, if anybody claimed it.
    """

    def __init__(self, app: QApplication, places: Places | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._places = places or Places(self)
        self._places.raised.connect(self.raise_window)
        self._opening: Opening | None = None
        self._next: Opening | None = None
        self._file: Path | None = None
        self._there: Going | None = None
        self._engine: Engine | None = None
        self._collector: Collector | None = None
        self.window: MainWindow | None = None
        self.tray: Tray | None = None
        app.setApplicationName("Vouch")
        app.setDesktopFileName("vouch")
        app.setWindowIcon(app_icon())
        app.setQuitOnLastWindowClosed(False)
        self.theme = Theme(app)
        self.crashes = CrashWatch(versions, discreet, self)

    def open(self, opening: Opening, *, seen: bool = True) -> MainWindow:
        """Open a company in a window; its threads begin after the first paint.

        Where it is not to be ``seen`` it waits in the tray, if there is one.
        """
        memory = Memory(opening.home.data / _REMEMBERED)
        self.theme.undress(_choice(memory.text("window/theme")))
        engine = Engine(opening.build, self)
        home = opening.home
        window = MainWindow(
            engine, memory, self.theme, Whereabouts(home.data, home.logs)
        )
        window.practice_wished.connect(self._practise)
        window.own_wished.connect(self._set_up)
        window.home_wished.connect(self._own)
        window.leaving.stayed.connect(self._stay)
        window.restore_wished.connect(self._restore)
        window.closed.connect(self._closed)
        if isinstance(opening, OwnCompany):
            watch = DamageWatch(window, engine, opening.back_ups)
            watch.restore_wished.connect(self._restore)
        elif isinstance(opening, PracticeCompany):
            FirstPull(window)
        self._opening, self._engine, self.window = opening, engine, window
        self.theme.choose(self.theme.choice)
        FirstPaint(window).painted.connect(engine.start)
        self.tray = Tray(window, memory)
        self.notices = Notices(window, self.tray, window.status)
        available = QSystemTrayIcon.isSystemTrayAvailable()
        if available:
            self.tray.show()
        if seen or not available:
            window.show()
        self._collector = Collector(engine, self)
        return window

    @Slot()
    def raise_window(self) -> None:
        """Show the window that is open, as a second start asks for."""
        if self.tray is not None:
            self.tray.show_window()

    @Slot()
    def _practise(self) -> None:
        if self._opening is not None and not isinstance(self._opening, PracticeCompany):
            self._switch(PracticeCompany(self._opening.home), "The practice company")

    @Slot()
    def _own(self) -> None:
        """Leave the practice company for one's own."""
        if isinstance(self._opening, PracticeCompany):
            self._switch(OwnCompany(self._opening.real_home), "Your own company")

    @Slot()
    def _set_up(self) -> None:
        """Leave the practice company to set one's own up."""
        self._there = Going("set-up")
        self._own()

    def _switch(self, other: Opening, name: str) -> None:
        """Leave for another company, unless a window elsewhere shows it already."""
        if self.window is None:
            return
        if self._places.claim(other.home.data):
            self._next = other
            self._leave()
        else:
            self._there = None
            said = f"{name} has a window of its own, which was brought to the front."
            self.window.banner.say("It is open already", said, "attention")

    @Slot()
    def _stay(self) -> None:
        """Want nothing else any more: something runs, which is not to be stopped."""
        self._next = self._file = self._there = None
        if self._opening is not None:
            self._places.keep_only(self._opening.home.data)

    @Slot(object)
    def _restore(self, file: Path) -> None:
        if isinstance(self._opening, OwnCompany) and self.window is not None:
            self._next, self._file = self._opening, file
            self._leave()

    def _leave(self) -> None:
        if self.tray is not None:
            self.tray.leave()

    @Slot()
    def _closed(self) -> None:
        if self.tray is not None:
            self.tray.hide()
        if self._collector is not None:
            self._collector.stop()
        if self._engine is not None:
            self._engine.close()
        if self._opening is not None:
            self._opening.close()
        following, self._next = self._next, None
        file, self._file = self._file, None
        there, self._there = self._there, None
        if following is None:
            self._app.quit()
            return
        self._places.keep_only(following.home.data)
        if file is not None and isinstance(following, OwnCompany):
            self._put_back(following, file)
        else:
            window = self.open(following)
            if there is not None:
                window.go(there)

    def _put_back(self, company: OwnCompany, file: Path) -> None:
        """Restore while no window has the store open, and say in the next how it went.

        A back-up that cannot be used leaves everything as it was.
        """
        try:
            aside = company.put_back(file)
        except AppError as error:
            self.open(company).banner.show_error(error)
            return
        moved = f"What was there is now {aside}. " if aside else ""
        said = f"{moved}Sync before you post: what was posted since is found again."
        self.open(company).banner.say(f"Restored from {file.name}", said, "attention")


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
