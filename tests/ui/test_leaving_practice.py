"""From the practice company to one's own, and into the steps of setting it up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.paths import Home
from app.ports.running import Stop
from tests.fakes.services import FakeServices
from tests.ui.steps import dialog, rest
from ui.assistant.assistant import Assistant
from ui.pages.staying_card import STAYS
from ui.windows.dialogs import Question
from ui.windows.main_window import MainWindow
from ui.windows.one_instance import OneInstance
from ui.windows.opening import PracticeCompany
from ui.windows.places import Places
from ui.windows.shell import Shell


@pytest.fixture
def places(qapp: QApplication) -> Places:
    """Hold the places of the homes that are shown."""
    return Places(qapp)


@pytest.fixture
def shell(qapp: QApplication, places: Places, qtbot: QtBot) -> Iterator[Shell]:
    """Open windows, and close the last one in the end."""
    made = Shell(qapp, places)
    yield made
    if made.window is not None:
        made.window.close()
    qtbot.wait(0)


def test_a_company_of_ones_own_is_set_up_in_a_window_of_its_own(
    shell: Shell, qtbot: QtBot, home: Path
) -> None:
    where = Home.of({"VOUCH_HOME": str(home)})
    with closing(PracticeCompany(where)) as practice:
        first = shell.open(practice)
        stay_in_the_tray(shell)

        first.own_wished.emit()

        second = shell.window
        assert second is not None
        assert second is not first
        rest(qtbot, second)
        assert second.page is second.pages.of(Assistant)
        assert not second.side.isVisible()
        assert "Practice" not in second.windowTitle()
        assert where.store.is_file()


def test_one_goes_back_to_ones_own_books_without_setting_anything_up(
    shell: Shell, qtbot: QtBot, home: Path
) -> None:
    where = Home.of({"VOUCH_HOME": str(home)})
    with closing(PracticeCompany(where)) as practice:
        first = shell.open(practice)
        rest(qtbot, first)
        stay_in_the_tray(shell)
        offered = files(first)

        action(first, "Back to your own company").trigger()

        second = shell.window
        assert second is not None
        began_with = second.page.key
        rest(qtbot, second)
        assert "Practice" not in second.windowTitle()
        assert began_with == "today"
        assert "Open the practice company" not in offered
        assert "Back to your own company" not in files(second)
        assert "Open the practice company" in files(second)


def test_a_practice_company_that_is_opened_from_ones_own_has_reports_to_review(
    shell: Shell, qtbot: QtBot, world: FakeServices, home: Path
) -> None:
    first = shell.open(Books(world, Home.of({"VOUCH_HOME": str(home)})))
    rest(qtbot, first)

    first.practice_wished.emit()

    second = shell.window
    assert second is not None
    assert second is not first
    qtbot.waitUntil(lambda: second.status.words.startswith("Synced: "))
    assert "ready" in second.status.words


def test_who_keeps_working_is_not_led_to_the_practice_company_later(
    shell: Shell, qtbot: QtBot, world: FakeServices, home: Path
) -> None:
    world.gate = threading.Event()
    where = Home.of({"VOUCH_HOME": str(home)})
    window = shell.open(Books(world, where))
    rest(qtbot, window)
    window.errands.sync()
    window.practice_wished.emit()
    dialog(window, Question).no.click()
    world.gate.set()
    rest(qtbot, window)
    place = OneInstance(where.practice.data)
    given_up = place.claim()
    place.release()

    window.close()

    assert given_up
    assert shell.window is window
    assert not window.isVisible()


def test_a_second_start_of_the_company_now_shown_raises_its_window(
    shell: Shell, places: Places, qtbot: QtBot, world: FakeServices, home: Path
) -> None:
    where = Home.of({"VOUCH_HOME": str(home)})
    assert places.claim(where.data)
    first = shell.open(Books(world, where))
    rest(qtbot, first)

    first.practice_wished.emit()

    second, tray = shell.window, shell.tray
    assert second is not None
    assert second is not first
    assert tray is not None
    rest(qtbot, second)
    with qtbot.waitSignal(tray.opened):
        assert not OneInstance(where.practice.data).claim()
    left = OneInstance(where.data)
    assert left.claim()
    left.release()


def test_a_company_that_is_open_elsewhere_is_brought_forward_there(
    shell: Shell, qtbot: QtBot, world: FakeServices, home: Path
) -> None:
    where = Home.of({"VOUCH_HOME": str(home)})
    elsewhere = OneInstance(where.practice.data)
    assert elsewhere.claim()
    window = shell.open(Books(world, where))
    rest(qtbot, window)

    with qtbot.waitSignal(elsewhere.raised):
        window.practice_wished.emit()

    assert shell.window is window
    assert window.isVisible()
    assert "The practice company has a window of its own" in window.banner.words
    elsewhere.release()


@dataclass
class Books:
    """Books of one's own, in memory."""

    world: FakeServices
    home: Home

    def build(self, stop: Stop) -> FakeServices:
        return self.world.build(stop)

    def close(self) -> None:
        """Nothing of it lives on."""


def stay_in_the_tray(shell: Shell) -> None:
    """Have the window be closed to the tray, of which there is one."""
    assert shell.window is not None
    assert shell.tray is not None
    shell.window.memory.keep_flag(STAYS, value=True)
    shell.tray.show()


def files(window: MainWindow) -> list[str]:
    """What the menu File offers."""
    menu = window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    return [x.text().replace("&", "") for x in menu.actions() if x.isVisible()]


def action(window: MainWindow, words: str) -> QAction:
    """Find what the menus call so."""
    (found,) = [x.action for x in window.menus.offers() if x.words == words]
    return found
