"""The icon in the tray: what runs next, how far it is, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.domain.runs import Progress
from app.domain.scheduled_runs import ScheduleGlance
from ui.models import schedules as words
from ui.models.words import number
from ui.pages.staying_card import STAYS
from ui.widgets.memory import Memory
from ui.windows.icon import app_icon
from ui.windows.main_window import MainWindow
from ui.workers.scheduling import PauseSchedule, ResumeSchedule, RunNow


class Tray(QObject):
    """Stands for the window while it is closed.

    Signals:
        opened: The person came back to the window.
    """

    opened = Signal()

    def __init__(self, window: MainWindow, memory: Memory) -> None:
        super().__init__(window)
        self._window, self._memory = window, memory
        self._glances: tuple[ScheduleGlance, ...] = ()
        self.menu = QMenu()
        self._next, self._far = "No schedule", ""
        self.next, self.far = self._note(self._next), self._note("")
        self.menu.addSeparator()
        self.open = self._action("&Open Vouch", self.show_window)
        self.now = self._action("&Run now", self._run)
        self.pause = self._action("&Pause", self._turn)
        self.menu.addSeparator()
        self.quit = self._action("&Quit", self.leave)
        self.icon = QSystemTrayIcon(app_icon(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        window.installEventFilter(self)
        window.clockwork.shown.connect(self._shown)
        window.engine.told.connect(self._told)
        window.engine.busy.connect(self._busy)
        self.far.setVisible(False)
        self._say()

    @property
    def stays(self) -> bool:
        """Whether closing the window leaves it running here."""
        return self._memory.flag(STAYS) and self.icon.isVisible()

    def show(self) -> None:
        """Be seen."""
        self.icon.show()

    def hide(self) -> None:
        """Be gone, with the window."""
        self._window.removeEventFilter(self)
        self.icon.hide()

    @Slot()
    def show_window(self) -> None:
        """Bring the window back, to the front."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        self.opened.emit()

    @Slot()
    def leave(self) -> None:
        """Close for good; the window asks where something runs."""
        self._window.leaving.quit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Override: closing the window leaves it running, where that is wished."""
        closing = watched is self._window and event.type() is QEvent.Type.Close
        if closing and self.stays and not self._ends():
            event.ignore()
            self._window.hide()
            return True
        return False

    def _ends(self) -> bool:
        """Whether it is to be gone: a person quits, or the session ends."""
        app = QGuiApplication.instance()
        ending = isinstance(app, QGuiApplication) and app.isSavingSession()
        return ending or self._window.leaving.quitting

    def _note(self, text: str) -> QAction:
        made = self.menu.addAction(text)
        made.setEnabled(False)
        return made

    def _action(self, text: str, do: Callable[[], object]) -> QAction:
        made = self.menu.addAction(text)
        made.triggered.connect(do)
        return made

    @Slot(object)
    def _shown(self, glances: tuple[ScheduleGlance, ...]) -> None:
        self._glances = glances
        if not self._window.engine.running:
            going_on = [x for x in map(words.going_on, glances) if x is not None]
            self._show_far(going_on[0] if going_on else None)
        self._say()

    @Slot(object)
    def _told(self, progress: Progress) -> None:
        self._show_far(progress)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not busy:
            self._show_far(None)

    def _show_far(self, progress: Progress | None) -> None:
        self._far = _how_far(progress) if progress is not None else ""
        self.far.setVisible(bool(self._far))
        self.far.setText(_plain(self._far))
        self._say_tip()

    def _say(self) -> None:
        timed = [x for x in self._glances if x.timetable]
        running = [x for x in timed if x.timetable and not x.timetable.schedule.paused]
        self._next = _next(running) if running or not timed else "Paused"
        self.next.setText(_plain(self._next))
        self.now.setEnabled(any(x.coming for x in timed))
        self.pause.setEnabled(bool(timed))
        self.pause.setText("&Pause" if running else "&Resume")
        self._say_tip()

    def _say_tip(self) -> None:
        far = [self._far] if self._far else []
        self.icon.setToolTip("\n".join(("Vouch", self._next, *far)))

    def _run(self) -> None:
        for glance in self._glances:
            if glance.coming and not glance.going_on:
                self._window.clockwork.run(RunNow(glance.connection_id))

    def _turn(self) -> None:
        """Pause all that run, or resume all where none does."""
        timed = [x for x in self._glances if x.timetable]
        running = [x for x in timed if x.timetable and not x.timetable.schedule.paused]
        edit = PauseSchedule if running else ResumeSchedule
        for glance in running or timed:
            self._window.engine.edit(edit(glance.connection_id))

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:
            self.show_window()


def _how_far(progress: Progress) -> str:
    of = f" {number(progress.done)} of {number(progress.of)}" if progress.of else ""
    return f"{progress.words}{of}"


def _plain(words: str) -> str:
    """Words as a menu shows them, where an ampersand alone would mark a letter."""
    return words.replace("&", "&&")


def _next(running: list[ScheduleGlance]) -> str:
    coming = [(x.next_up.at, x) for x in running if x.next_up]
    if not coming:
        return "No schedule"
    _, first = min(coming, key=lambda pair: pair[0])
    return f"Next: {first.name}, {first.next_words}"
