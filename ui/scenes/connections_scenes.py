"""The page Connections, what it asks, and each step of a sign-in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QWidget

from app.errors import SignInNeededError
from ui.models import obstacles, sign_in_words
from ui.models.obstacles import Obstacle
from ui.pages.connections import Connections
from ui.pages.page import Going
from ui.pages.sign_in import SignIn
from ui.pages.sign_in_start import Way
from ui.pages.wishes import (
    ConnectionWish,
    DisconnectWish,
    ExpensifyWish,
    SignInWish,
    Want,
    Wish,
)
from ui.pictures import settle, wait_until
from ui.scenes.scene import Scene
from ui.windows.connection_dialogs import RulesDialog
from ui.windows.main_window import MainWindow
from ui.windows.sign_in_dialog import SignInDialog

_DRAWN = 300
"""Milliseconds that a page takes to be drawn after it was loaded."""


def _page(window: MainWindow) -> Connections:
    window.go(Going("connections"))
    settle(window.engine)
    return window.pages.of(Connections)


def _wishing(want: Want) -> Callable[[MainWindow], None]:
    def wish(window: MainWindow) -> None:
        page = _page(window)
        page.wished.emit(ConnectionWish(want, page.views[0].glance))

    return wish


def _opening(wish: Wish) -> Callable[[MainWindow], None]:
    return lambda window: _page(window).wished.emit(wish)


def _disconnect(window: MainWindow) -> None:
    page = _page(window)
    name = page.views[0].glance.connection.name
    page.wished.emit(DisconnectWish(page.statuses[0].tenants[0], (name,)))


def _panel(window: MainWindow) -> SignIn:
    _page(window).wished.emit(SignInWish())
    settle(window.engine)
    (dialog,) = window.findChildren(SignInDialog)
    return dialog.panel


def _help(window: MainWindow) -> None:
    _panel(window).start.help.click()


def _here(window: MainWindow) -> QWidget:
    from ui.widgets.web_view import Browser  # noqa: PLC0415 - a browser is loaded

    panel = _panel(window)
    panel.start.ways[Way.HERE].click()
    found: list[Browser] = []
    loaded: list[bool] = []

    def there() -> bool:
        if not found and (browser := panel.findChild(Browser)) is not None:
            found.append(browser)
            browser.page.loadFinished.connect(loaded.append)
        return bool(loaded)

    wait_until(there)
    drawn = QDeadlineTimer(_DRAWN)
    wait_until(drawn.hasExpired)
    return found[0]


def _hindered(obstacle: Obstacle) -> Callable[[MainWindow], None]:
    def hinder(window: MainWindow) -> None:
        _here(window)
        (dialog,) = window.findChildren(SignInDialog)
        dialog.panel.hinder(obstacle)

    return hinder


def _away(window: MainWindow) -> None:
    panel = _panel(window)
    panel.start.ways[Way.AWAY].click()
    wait_until(lambda: panel.steps.currentWidget() is panel.waiting)


def _late(window: MainWindow) -> None:
    panel = _panel(window)
    panel.start.note.say(*sign_in_words.failed(SignInNeededError()))


def _rules(window: MainWindow) -> None:
    _wishing(Want.RULES)(window)
    (dialog,) = window.findChildren(RulesDialog)
    wait_until(dialog.form.isEnabled)


SCENES = (
    Scene("dialog-sign-in", _panel),
    Scene("dialog-sign-in-help", _help),
    Scene("dialog-sign-in-here", _here),
    Scene("dialog-sign-in-denied", _hindered(obstacles.ACCESS_DENIED)),
    Scene("dialog-sign-in-google", _hindered(obstacles.GOOGLE)),
    Scene("dialog-sign-in-waiting", _away),
    Scene("dialog-sign-in-late", _late),
    Scene("dialog-rules", _rules),
    Scene("dialog-intake", _wishing(Want.INTAKE)),
    Scene("dialog-rename", _wishing(Want.RENAME)),
    Scene("dialog-pause", _wishing(Want.PAUSE)),
    Scene("dialog-remove", _wishing(Want.REMOVE)),
    Scene("dialog-disconnect", _disconnect),
    Scene("dialog-expensify", _opening(ExpensifyWish())),
)
