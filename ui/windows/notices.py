"""Tells what is new: in the tray where there is one, else in the status line."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from app.domain.notices import About, Message
from ui.pages.page import Going
from ui.widgets.status_line import StatusLine
from ui.windows.main_window import MainWindow
from ui.windows.tray import Tray
from ui.workers.noticing import AreIdle, RenewRun, WhatIsNew

_SHOWN = 12_000
_ICONS = {
    About.SIGN_IN: QSystemTrayIcon.MessageIcon.Warning,
    About.FAILED: QSystemTrayIcon.MessageIcon.Warning,
}


class Notices(QObject):
    """Asks after every look of the clockwork, one question at a time.

    An answer is what is told: it must not be overtaken by the next question.
    """

    def __init__(self, window: MainWindow, tray: Tray, status: StatusLine) -> None:
        super().__init__(window)
        self._window, self._tray, self._status = window, tray, status
        self.shown: Message | None = None
        self._held: Message | None = None
        self._noted = ""
        self._news = window.engine.inquiry(self)
        self._idle = window.engine.inquiry(self)
        self._news.answered.connect(self._told)
        self._idle.answered.connect(self._renew)
        window.clockwork.shown.connect(self._ask)
        window.engine.busy.connect(self._busy)
        tray.icon.messageClicked.connect(self.follow)
        self._idle.ask(AreIdle())

    @Slot()
    def follow(self) -> None:
        """Go to where the last message leads."""
        if self.shown is None:
            return
        self._tray.show_window()
        going = Going(self.shown.about.page, self.shown.connection_id)
        self._window.go(going)

    @Slot(object)
    def _ask(self, _glances: object) -> None:
        if not self._news.asking and not self._window.engine.running:
            self._news.ask(WhatIsNew())

    @Slot(object, object)
    def _told(self, _asked: WhatIsNew, message: Message | None) -> None:
        if message is None:
            return
        self.shown = message
        if self._tray.icon.isVisible():
            icon = _ICONS.get(message.about, QSystemTrayIcon.MessageIcon.Information)
            self._tray.icon.showMessage(message.title, message.words, icon, _SHOWN)
        elif self._window.engine.running:
            self._held = message  # the line has something to say just now
        else:
            self._note(message)

    def _note(self, message: Message) -> None:
        """Say it after what came of the last run, in place of the notice before."""
        before = self._status.words.removesuffix(self._noted)
        said = message.line or message.title
        self._noted = f" · {said}" if before else said
        self._status.rest(f"{before}{self._noted}")

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        held = self._held
        if not busy and held is not None:
            self._held = None
            self._note(held)

    @Slot(object, object)
    def _renew(self, _asked: AreIdle, idle: bool) -> None:  # noqa: FBT001 - an answer
        if idle:
            self._window.engine.send(RenewRun())
