"""The tray while the window is closed, and one window for each home."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from app.domain.schedules import Rhythm
from app.errors import InputError
from tests.fakes.scheduling import FakeScheduling
from tests.fakes.services import ACME, FakeServices
from tests.ui.steps import dialog, go, press, rest
from ui.pages.schedules import Schedules
from ui.pages.staying_card import STAYS
from ui.windows.dialogs import Question
from ui.windows.main_window import MainWindow
from ui.windows.one_instance import OneInstance
from ui.windows.tray import Tray

Open = Callable[[], MainWindow]


@pytest.fixture
def schedule(world: FakeServices) -> FakeScheduling:
    """A connection that runs every day."""
    world.schedule.set(ACME, Rhythm(), zone="Europe/London")
    return world.schedule


@pytest.fixture
def tray(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> Iterator[tuple[Tray, MainWindow]]:
    """A window with its icon in the tray, where it stays when it is closed."""
    assert schedule.timetable
    window = open_window()
    window.memory.keep_flag(STAYS, value=True)
    made = Tray(window, window.memory)
    made.show()
    window.clockwork.look()
    rest(qtbot, window)
    yield made, window
    made.hide()


Trayed = tuple[Tray, MainWindow]


def test_closing_the_window_leaves_it_in_the_tray(
    tray: Trayed, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    icon, window = tray
    closed: list[object] = []
    window.closed.connect(lambda: closed.append(1))

    window.close()
    assert not window.isVisible()
    schedule.dues = 1
    window.clockwork.look()
    rest(qtbot, window)

    assert closed == []
    assert schedule.ran == ["due"]
    icon.open.trigger()
    assert window.isVisible()


def test_without_being_asked_to_stay_it_closes(tray: Trayed) -> None:
    _, window = tray
    window.memory.keep_flag(STAYS, value=False)
    closed: list[object] = []
    window.closed.connect(lambda: closed.append(1))

    window.close()

    assert closed == [1]


def test_quit_closes_for_good(tray: Trayed) -> None:
    icon, window = tray
    closed: list[object] = []
    window.closed.connect(lambda: closed.append(1))
    window.close()

    icon.quit.trigger()

    assert closed == [1]


def test_quit_in_the_menu_closes_for_good_and_close_does_not(tray: Trayed) -> None:
    _, window = tray
    closed: list[object] = []
    window.closed.connect(lambda: closed.append(1))

    press(window, "Ctrl+W")
    assert closed == []
    window.show()
    press(window, "Ctrl+Q")

    assert closed == [1]


def test_quitting_in_the_middle_of_a_run_asks_first(
    tray: Trayed, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    icon, window = tray
    schedule.gate = threading.Event()
    icon.now.trigger()
    qtbot.waitUntil(lambda: schedule.ran == ["now"])
    window.close()

    icon.quit.trigger()

    assert window.isVisible()
    assert "Stop and close?" in dialog(window, Question).words
    schedule.gate.set()
    rest(qtbot, window)


def test_the_tray_says_what_runs_next_and_how_far_it_is(
    tray: Trayed, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    icon, window = tray
    assert icon.next.text() == "Next: Acme, Wed 02 Sep 2026, 07:30 BST"
    schedule.gate = threading.Event()

    icon.now.trigger()
    qtbot.waitUntil(icon.far.isVisible)

    assert icon.far.text() == "Preparing journals 1 of 2"
    assert "Preparing journals" in icon.icon.toolTip()
    schedule.gate.set()
    rest(qtbot, window)
    assert not icon.far.isVisible()


def test_a_company_keeps_its_ampersand_in_the_menu(
    tray: Trayed, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    icon, window = tray
    schedule.name = "Salt & Vinegar"

    window.clockwork.look()
    rest(qtbot, window)

    assert icon.next.text().startswith("Next: Salt && Vinegar, Wed")
    assert "Next: Salt & Vinegar, Wed" in icon.icon.toolTip()


def test_everything_is_paused_and_resumed_from_the_tray(
    tray: Trayed, qtbot: QtBot
) -> None:
    icon, window = tray

    icon.pause.trigger()
    rest(qtbot, window)
    assert icon.next.text() == "Paused"
    assert icon.pause.text() == "&Resume"
    icon.pause.trigger()
    rest(qtbot, window)

    assert icon.next.text().startswith("Next: Acme")


def test_a_connection_that_is_paused_is_not_run(
    tray: Trayed, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    icon, window = tray
    schedule.at_rest = True
    go(qtbot, window, "schedules")
    window.clockwork.look()
    rest(qtbot, window)

    icon.now.trigger()
    rest(qtbot, window)

    assert schedule.ran == []
    assert not icon.now.isEnabled()
    assert not window.pages.of(Schedules).cards[ACME].now.isEnabled()


def test_starting_with_the_computer_is_asked_for_on_the_page(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "schedules")
    card = window.pages.of(Schedules).staying
    assert not card.starts.isChecked()

    card.starts.click()
    rest(qtbot, window)

    assert schedule.starts is True
    assert card.stays.isChecked()
    assert window.memory.flag(STAYS)
    card.starts.click()
    rest(qtbot, window)
    assert schedule.starts is False


def test_what_could_not_be_arranged_is_not_shown_as_if_it_were(
    open_window: Open, world: FakeServices, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "schedules")
    card = window.pages.of(Schedules).staying
    world.trouble["autostart"] = InputError("There is no folder for it.")

    card.starts.click()
    rest(qtbot, window)

    assert "no folder for it" in window.banner.words
    assert not card.starts.isChecked()


def test_a_window_comes_back_as_large_as_it_was(tray: Trayed, qtbot: QtBot) -> None:
    icon, window = tray
    window.showMaximized()
    window.showMinimized()

    icon.show_window()

    qtbot.waitUntil(window.isVisible)
    assert window.isMaximized()
    assert not window.isMinimized()


def test_a_second_start_raises_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = OneInstance(tmp_path), OneInstance(tmp_path)
    elsewhere = OneInstance(tmp_path / "practice")
    assert first.claim()

    with qtbot.waitSignal(first.raised):
        assert not second.claim()

    assert elsewhere.claim()
    first.release()
    assert second.claim()
    second.release()
    elsewhere.release()


@pytest.mark.skipif("sys.platform == 'win32'", reason="pipes leave nothing behind")
def test_the_place_of_a_first_that_died_is_taken_over(
    tmp_path: Path, qtbot: QtBot
) -> None:
    dead, heir = OneInstance(tmp_path), OneInstance(tmp_path)
    server = QLocalServer()
    assert server.listen(dead.name)
    path = Path(server.fullServerName())
    server.close()
    path.touch()  # what a process leaves that was killed

    assert heir.claim()

    assert path.is_socket()
    heir.release()
    qtbot.wait(0)
