"""Schedules in the window: set with their next runs in view, run, and looked on at."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTime
from pytestqt.qtbot import QtBot

from app.domain.calendars import CloseKind
from app.domain.schedules import Permission, Rate, Rhythm
from tests.fakes.scheduling import SINCE, FakeScheduling
from tests.fakes.services import ACME, FakeServices
from tests.ui.steps import dialog, go, rest, said
from ui.pages.schedules import Schedules
from ui.windows.main_window import MainWindow
from ui.windows.schedule_dialog import ScheduleDialog
from ui.windows.tray import Tray

Open = Callable[[], MainWindow]


@pytest.fixture
def schedule(world: FakeServices) -> FakeScheduling:
    """What runs by itself in the world."""
    return world.schedule


def page(window: MainWindow) -> Schedules:
    return window.pages.of(Schedules)


def card_text(window: MainWindow) -> str:
    return "\n".join(said(page(window).cards[ACME]))


def edited(qtbot: QtBot, window: MainWindow) -> ScheduleDialog:
    go(qtbot, window, "schedules")
    page(window).cards[ACME].change.click()
    rest(qtbot, window)
    return dialog(window, ScheduleDialog)


def test_a_schedule_is_set_with_its_next_runs_in_view(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    window = open_window()
    asking = edited(qtbot, window)
    assert asking.coming.text().count("\n") == 4

    asking.choice.rate.setCurrentIndex(asking.choice.rate.findData(Rate.CLOSE))
    asking.choice.kind.setCurrentIndex(asking.choice.kind.findData(CloseKind.QUARTER))
    asking.choice.at.setTime(QTime(6, 15))
    asking.zone.setCurrentText("America/New_York")
    rest(qtbot, window)
    assert "Mon 05 Oct 2026, 06:15 EDT, for 01 Jul 2026 to 30 Sep 2026" in (
        asking.coming.text()
    )
    asking.save.click()
    rest(qtbot, window)

    assert schedule.timetable
    assert schedule.timetable.schedule.words == (
        "On the 3rd business day after quarter end at 06:15 (America/New_York),"
        " prepare only"
    )
    assert "On the 3rd business day after quarter end" in card_text(window)


def test_what_cannot_be_saved_is_said_at_once(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    asking = edited(qtbot, window)

    asking.choice.rate.setCurrentIndex(asking.choice.rate.findData(Rate.WEEK))
    rest(qtbot, window)
    assert asking.coming.text() == "Choose at least one day of the week."
    assert not asking.save.isEnabled()
    asking.choice.days[4].click()
    rest(qtbot, window)

    assert asking.save.isEnabled()
    assert asking.coming.text().startswith("Fri 04 Sep 2026, 07:30 BST")


def test_posting_by_itself_has_to_be_earned(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    window = open_window()
    asking = edited(qtbot, window)
    assert not asking.may[Permission.POST].isEnabled()
    asking.reject()
    schedule.clean_runs = 3
    go(qtbot, window, "schedules")

    asking = edited(qtbot, window)
    asking.may[Permission.POST].click()
    asking.save.click()
    rest(qtbot, window)

    assert schedule.timetable
    assert schedule.timetable.schedule.permission is Permission.POST


def test_a_schedule_is_paused_resumed_and_taken_away(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    window = open_window()
    go(qtbot, window, "schedules")
    card = page(window).cards[ACME]

    card.turn.click()
    rest(qtbot, window)
    assert "Paused: nothing runs until it is resumed." in card_text(window)
    card.turn.click()
    rest(qtbot, window)
    assert "07:30 BST" in card_text(window)
    edited(qtbot, window).remove.click()
    rest(qtbot, window)

    assert "Runs by hand alone." in card_text(window)


def test_what_is_due_runs_while_the_window_is_open(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    schedule.dues = 1

    window = open_window()

    assert schedule.ran == ["due"]
    assert window.status.words == "Acme: 3 new report ready."
    window.clockwork.look()
    rest(qtbot, window)
    assert schedule.ran == ["due"]


def test_run_now_runs_now(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    window = open_window()
    go(qtbot, window, "schedules")

    page(window).cards[ACME].now.click()
    rest(qtbot, window)

    assert schedule.ran == ["now"]
    assert "done. 3 new report ready." in card_text(window)


def test_what_a_person_stops_does_not_begin_again_at_once(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    window = open_window()
    schedule.dues, schedule.gate = 5, threading.Event()
    window.clockwork.look()
    qtbot.waitUntil(lambda: bool(schedule.ran))

    window.engine.cancel()
    rest(qtbot, window)
    window.clockwork.look()
    rest(qtbot, window)

    assert schedule.ran == ["due"]


def test_the_run_of_another_process_is_seen_in_the_middle(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    schedule.begin_elsewhere(7, 12)
    schedule.dues = 1  # and is not run a second time

    window = open_window()
    assert window.status.words == "Acme, by schedule: Preparing journals 7 of 12"
    go(qtbot, window, "schedules")
    assert "Under way: Preparing journals 7 of 12" in card_text(window)
    assert not page(window).cards[ACME].now.isEnabled()
    schedule.dues = 0
    schedule.end_elsewhere("3 new report ready.")
    window.clockwork.look()
    rest(qtbot, window)

    assert schedule.ran == []
    assert window.status.words == "Acme, by schedule: 3 new report ready."


def test_the_run_of_another_process_is_seen_to_its_end_whatever_the_company_is_called(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    schedule.name = "Smith, Jones & Co, by schedule"
    schedule.set(ACME, Rhythm(), zone="Europe/London")
    schedule.begin_elsewhere(7, 12)
    window = open_window()

    schedule.end_elsewhere("3 new report ready.")
    window.clockwork.look()
    rest(qtbot, window)

    assert window.status.words == (
        "Smith, Jones & Co, by schedule, by schedule: 3 new report ready."
    )


def test_a_card_tells_every_time_by_the_clock_of_its_schedule(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    made = schedule.set(ACME, Rhythm(), zone="Pacific/Auckland")
    schedule.timetable = replace(made, again=SINCE + timedelta(minutes=5), tries=1)
    schedule.begin_elsewhere(7, 12)
    schedule.end_elsewhere("3 new report ready.")
    window = open_window()
    go(qtbot, window, "schedules")

    told = card_text(window)

    assert "Tried again Tue 01 Sep 2026, 21:05 NZST\nWed 02 Sep" in told
    assert "Last run Tue 01 Sep 2026, 21:00 NZST: done. 3 new report ready." in told


def test_what_is_tried_again_is_what_runs_next(
    open_window: Open, schedule: FakeScheduling, qtbot: QtBot
) -> None:
    made = schedule.set(ACME, Rhythm(), zone="Europe/London")
    schedule.timetable = replace(made, again=SINCE + timedelta(minutes=5), tries=1)
    window = open_window()
    tray = Tray(window, window.memory)
    window.clockwork.look()
    rest(qtbot, window)

    assert "Next run: Tue 01 Sep 2026, 10:05 BST" in said(window.today)
    assert tray.next.text() == "Next: Acme, Tue 01 Sep 2026, 10:05 BST"
