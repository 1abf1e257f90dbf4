"""What is new is told in the tray, and a click leads there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app.domain.notices import About, Message, Notice, Preferences, message
from tests.fakes.services import ACME, FakeServices
from tests.ui.steps import go, rest
from ui.pages.schedules import Schedules
from ui.windows.icon import app_icon
from ui.windows.main_window import MainWindow
from ui.windows.notices import Notices
from ui.windows.tray import Tray

Open = Callable[[], MainWindow]
NEW = Message("Acme: 2 new problems", "Category not mapped: 2", About.PROBLEM, ACME)


class Seen(QSystemTrayIcon):
    """An icon whose messages are kept."""

    def __init__(self) -> None:
        super().__init__(app_icon())
        self.messages: list[str] = []

    def showMessage(self, title: str, words: str, *_: object) -> None:  # noqa: N802
        """Override: keep it."""
        self.messages.append(f"{title}\n{words}")


@pytest.fixture
def told(open_window: Open, qtbot: QtBot) -> tuple[Notices, MainWindow, Tray]:
    """A window with its tray, and somebody to tell."""
    window = open_window()
    tray = Tray(window, window.memory)
    tray.icon = Seen()
    notices = Notices(window, tray, window.status)
    rest(qtbot, window)
    return notices, window, tray


Told = tuple[Notices, MainWindow, Tray]


def test_one_message_is_shown_once_and_a_click_leads_there(
    told: Told, world: FakeServices, qtbot: QtBot
) -> None:
    _, window, tray = told
    assert isinstance(tray.icon, Seen)
    tray.show()
    world.schedule.message = NEW

    window.clockwork.look()
    rest(qtbot, window)
    window.clockwork.look()
    rest(qtbot, window)
    assert tray.icon.messages == ["Acme: 2 new problems\nCategory not mapped: 2"]
    window.hide()
    tray.icon.messageClicked.emit()

    assert window.isVisible()
    assert window.page.key == "problems"
    tray.hide()


def test_without_a_tray_it_is_said_in_the_status_line(
    told: Told, world: FakeServices, qtbot: QtBot
) -> None:
    _, window, _ = told
    world.schedule.message = NEW

    window.clockwork.look()
    rest(qtbot, window)

    assert window.status.words == "Acme: 2 new problems"


def test_of_several_things_the_line_says_the_first(
    told: Told, world: FakeServices, qtbot: QtBot
) -> None:
    _, window, _ = told
    world.schedule.message = message(
        [
            Notice(About.PROBLEM, "Acme: 2 new problems", "", frozenset({"a"}), ACME),
            Notice(About.SIGN_IN, "Ann's sign-in ends", "", frozenset({"b"})),
        ]
    )

    window.clockwork.look()
    rest(qtbot, window)

    assert window.status.words == "Ann's sign-in ends, and 1 more"


def test_what_is_new_as_a_run_begins_is_told_once_it_has_ended(
    told: Told, world: FakeServices, qtbot: QtBot
) -> None:
    _, window, _ = told
    world.schedule.message = NEW
    world.gate = threading.Event()

    window.clockwork.shown.emit(())
    window.errands.sync()
    qtbot.waitUntil(lambda: world.schedule.message is None)
    world.gate.set()
    rest(qtbot, window)

    assert window.status.words.endswith("Acme: 2 new problems")


def test_idle_sign_ins_are_renewed_when_the_window_opens(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    world.schedule.idle_ones = 1
    window = open_window()

    Notices(window, Tray(window, window.memory), window.status)
    rest(qtbot, window)

    assert world.schedule.ran == ["renew"]


def test_quiet_hours_are_kept(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "schedules")
    card = window.pages.of(Schedules).notices

    card.quiet.click()
    card.end.setTime(QTime(6, 30))
    card.end.editingFinished.emit()
    card.success.click()
    rest(qtbot, window)

    assert world.schedule.preferred == Preferences(time(20), time(6, 30), success=True)
    card.quiet.click()
    rest(qtbot, window)
    assert world.schedule.preferred == Preferences(success=True)
