"""Signing in to Xero: within the window, or in the person's own browser."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.books import Organisation
from app.errors import AppError
from app.ports.sign_in import PATIENCE, SignInRequest, SignInStatus
from ui.engine import Engine
from ui.models import sign_in_words
from ui.models.obstacles import Obstacle
from ui.models.sandbox import guarded, user
from ui.models.words import moment
from ui.pages.sign_in_start import Start, Way
from ui.pages.sign_in_steps import Done, Waiting, Working
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, row
from ui.workers.calls import (
    BeginSignIn,
    BrowserSignIn,
    Call,
    FinishSignIn,
    ShowSignIns,
    SignedIn,
)

_AS_ROOT = (
    "Vouch runs as root here, and a browser within its window is not safe then. Use "
    "your own browser, or start Vouch as another user."
)
_LATE = "The page was open for too long: Xero may not take its answer any more."


class _Page(Protocol):
    """A browser within the window."""

    def close_page(self) -> None: ...

    def hinder(self, obstacle: Obstacle) -> None: ...


class SignIn(QWidget):
    """Leads through one sign-in after another.

    ``wanted`` is the organisation to be connected again: another is refused in words.

    Signals:
        signed_in: Somebody is signed in, and ``wanted`` may be used; the SignedIn.
        begun_anew: The first step is shown again.
        cancelled: The sign-in is not wanted.
    """

    signed_in = Signal(object)
    begun_anew = Signal()
    cancelled = Signal()

    def __init__(
        self, engine: Engine, memory: Memory, wanted: Organisation | None = None
    ) -> None:
        super().__init__()
        self._memory = memory
        self._wanted = wanted
        self._way = Way.HERE
        self._request: SignInRequest | None = None
        self._page: _Page | None = None
        self._calling = engine.line.calling(self)
        self._asking = engine.inquiry(self)
        self.start, self.waiting = Start(), Waiting()
        self.working, self.done = Working(), Done()
        self.steps = QStackedWidget()
        self._here = QWidget()
        self.patience = QTimer(self, singleShot=True, interval=round(PATIENCE * 1000))
        self._arrange()
        self._connect()
        self._recall()

    def arrive(self) -> None:
        """Have the cursor where it is needed."""
        step = self.steps.currentWidget()
        if step is self.start:
            self.start.arrive()
        elif step is not None:
            step.setFocus()

    def stop(self) -> None:
        """Let go of the browser and of whoever listens for one."""
        self.patience.stop()
        self._calling.cancel()
        self._close_page()

    def hinder(self, obstacle: Obstacle) -> None:
        """Say what stands in the way of the page that is shown, if one is."""
        if self._page is not None:
            self._page.hinder(obstacle)

    @Slot()
    def leave(self) -> None:
        """Give the sign-in up; back to its first step, or out of it from there."""
        first = self.steps.currentWidget() is self.start
        self._begin_anew()
        if first:
            self.cancelled.emit()

    def _arrange(self) -> None:
        for step in (self.start, self.waiting, self.working, self.done, self._here):
            self.steps.addWidget(step)
        self._away = button("Use my &own browser", "arrow-square-out")
        leave = button("Cancel")
        self._away.clicked.connect(lambda: self._begin(Way.AWAY))
        leave.clicked.connect(self.leave)
        self._frame = column(row(None, self._away, leave), gap=8)
        self._here.setLayout(self._frame)
        whole = column(self.steps, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    def _connect(self) -> None:
        self.start.begun.connect(self._begin)
        self.start.left.connect(self.leave)
        self.waiting.left.connect(self.leave)
        self.waiting.here_wished.connect(lambda: self._begin(Way.HERE))
        self.working.left.connect(self.leave)
        self.done.another_wished.connect(self._begin_anew)
        self.patience.timeout.connect(self._too_late)
        self._calling.told.connect(self._listening)
        self._calling.answered.connect(self._answered)
        self._calling.failed.connect(self._failed)
        self._asking.answered.connect(self._known)

    def _recall(self) -> None:
        worked = self._memory.text("sign-in/way", Way.HERE)
        self.start.prefer(Way(worked) if worked in set(Way) else Way.HERE)
        self.start.show_client(self._memory.text("sign-in/client-id"))
        self._asking.ask(ShowSignIns())

    @Slot(object, object)
    def _known(self, _asked: ShowSignIns, found: tuple[SignInStatus, ...]) -> None:
        wanted = self._wanted
        theirs = [
            x for x in found if wanted and sign_in_words.reaches(x.tenants, wanted.id)
        ]
        if theirs:
            self.start.client_id.setText(theirs[0].client_id)
        elif found:
            self.start.show_client(found[0].client_id)

    @Slot(object)
    def _begin(self, way: Way) -> None:
        self.stop()
        if way is Way.HERE and not guarded(os.environ, user()):
            self._complain("Sign in with your own browser", _AS_ROOT)
            return
        self._way = way
        self._show(self.working)
        client_id = self.start.typed
        if way is Way.HERE:
            self.working.say("Opening Xero's page…")
            self._calling.ask(BeginSignIn(client_id))
        else:
            self.working.say("Opening your browser…")
            self._calling.ask(BrowserSignIn(client_id))

    @Slot()
    def _begin_anew(self) -> None:
        self.stop()
        self.start.note.hide()
        self._show(self.start)
        self.begun_anew.emit()

    @Slot(object)
    def _listening(self, request: SignInRequest) -> None:
        until = datetime.now(UTC) + timedelta(seconds=PATIENCE)
        self.waiting.show_request(request, moment(until)[-5:])
        self._show(self.waiting)

    @Slot(object, object)
    def _answered(self, call: Call, value: object) -> None:
        match value:
            case SignInRequest():
                self._open_here(value)
            case SignedIn():
                self._finished(value)
            case _:
                raise TypeError(call)

    def _open_here(self, request: SignInRequest) -> None:
        # loads a whole browser, which most starts of the program do not need
        from ui.widgets.web_view import Browser  # noqa: PLC0415

        self._request = request
        browser = Browser(request)
        browser.came_back.connect(self._came_back)
        browser.elsewhere_wished.connect(lambda: self._begin(Way.AWAY))
        browser.hindered.connect(self._offered_there)
        self._away.show()
        self._page = browser
        self._frame.insertWidget(0, browser, 1)
        self.patience.start()
        self._show(self._here)
        glyphs.redress(self)
        browser.setFocus()

    @Slot(object)
    def _offered_there(self, obstacle: Obstacle) -> None:
        self._away.setVisible(not obstacle.elsewhere)

    @Slot(str)
    def _came_back(self, address: str) -> None:
        request = self._request
        if request is None:
            return
        self._close_page()
        self.patience.stop()
        self.working.say("Fetching what Xero allowed…")
        self._show(self.working)
        self._calling.ask(FinishSignIn(request, address))

    def _finished(self, value: SignedIn) -> None:
        self._memory.keep("sign-in/way", self._way)
        self._memory.keep("sign-in/client-id", self.start.typed)
        self.start.prefer(self._way)
        wanted = self._wanted
        if wanted is not None and not sign_in_words.reaches(value.tenants, wanted.id):
            self._complain(*sign_in_words.another(wanted.name, value.tenants))
            return
        names = sign_in_words.signed_in(value.tenants)
        self.done.say(f"Vouch may use {names}.", sign_in_words.unread(value.unread))
        self._show(self.done)
        self.signed_in.emit(value)

    @Slot(object, object)
    def _failed(self, _call: Call, error: AppError) -> None:
        self._complain(*sign_in_words.failed(error))

    @Slot()
    def _too_late(self) -> None:
        self._complain("The sign-in took too long", _LATE)

    def _complain(self, title: str, words: str) -> None:
        self.stop()
        self.start.note.say(title, words)
        self._show(self.start)

    def _show(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        glyphs.redress(self)
        if self.isVisible():
            self.arrive()

    def _close_page(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            page.close_page()
        self._request = None
