"""What the page Close shows of a month, and what it asks."""

from __future__ import annotations

from datetime import date

from app.domain.calendars import month_of
from ui.pages.close import Close
from ui.pages.page import Going
from ui.pictures import settle
from ui.scenes.scene import Scene
from ui.windows.main_window import MainWindow

_MONTH = month_of(date(2026, 8, 1))


def _filled(window: MainWindow) -> Close:
    window.go(Going("close"))
    settle(window.engine)
    page = window.pages.of(Close)
    page.month.setCurrentIndex(page.month.findText(_MONTH.name))
    page.fill.click()
    settle(window.engine)
    return page


def _cut_off(window: MainWindow) -> None:
    _filled(window).tabs.setCurrentIndex(1)


SCENES = (
    Scene("close-filled", _filled),
    Scene("close-cut-off", _cut_off),
    Scene("dialog-accrue", lambda window: _filled(window).accrue.click()),
    Scene("dialog-sign-off", lambda window: _filled(window).sign.click()),
)
