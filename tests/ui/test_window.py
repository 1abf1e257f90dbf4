"""What the window says, survives and remembers."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from app.errors import (
    AppError,
    BusyError,
    CancelledError,
    InputError,
    OfflineError,
    ParkedError,
    SignInNeededError,
)
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, press, rest, said
from ui.assistant.assistant import Assistant
from ui.assistant.choice import ChoiceStep
from ui.crash import Crash, CrashWatch
from ui.pages.page import Going
from ui.widgets.theme import Choice
from ui.windows.about import About
from ui.windows.areas import PLACES
from ui.windows.dialogs import Question
from ui.windows.keys import Keys
from ui.windows.sign_in_dialog import SignInDialog
from ui.workers.moving import PostRun, SyncRun
from ui.workers.questions import Ended
from ui.workers.undo import DailyBackUp


def test_the_practice_company_is_always_named(open_window: Open) -> None:
    window = open_window()

    assert "Practice company" in said(window.side)
    assert "Practice company" in window.windowTitle()


def test_other_addresses_are_shown(world: FakeServices, open_window: Open) -> None:
    world.practice = False
    world.other_addresses = ("http://localhost:9001",)

    window = open_window()

    assert "http://localhost:9001" in said(window.side)
    assert "Practice" not in window.windowTitle()


def test_without_a_connection_the_window_begins_with_setting_one_up(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.connected = world.practice = False
    window = open_window()
    assistant = window.pages.of(Assistant)
    choice = assistant.step

    shown, beside = window.page, window.side.isVisible()
    assert isinstance(choice, ChoiceStep)
    with qtbot.waitSignal(window.practice_wished):
        choice.ways.practice.click()
    assistant.foot.later.click()
    later = window.page
    window.today.welcome.ways.own.click()

    assert shown is assistant
    assert not beside
    assert later is window.today
    assert window.side.isVisible() is False
    assert window.page is assistant


@pytest.mark.parametrize(
    "error",
    [
        OfflineError("Expensify does not answer."),
        BusyError("Xero asks to wait."),
        InputError("There is no connection to sync."),
        ParkedError("Resumes at 09:00.", resumes=datetime(2026, 9, 1, tzinfo=UTC)),
    ],
)
def test_a_failure_stands_in_the_banner_in_words(
    world: FakeServices, open_window: Open, qtbot: QtBot, error: AppError
) -> None:
    world.trouble["sync"] = error
    window = open_window()

    window.errands.sync()
    rest(qtbot, window)

    assert window.banner.isVisible()
    assert window.banner.words.startswith(f"{error.title} {error.detail}")
    assert error.advice in window.banner.words


def test_trying_again_takes_the_banner_away(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.trouble["sync"] = OfflineError("Expensify does not answer.")
    world.arriving = [posting(1)]
    window = open_window()
    window.errands.sync()
    rest(qtbot, window)
    _, retry = window.banner.mending

    retry.click()
    rest(qtbot, window)

    assert not window.banner.isVisible()
    assert list(world.postings) == [posting(1).id]


def test_trying_again_does_what_the_banner_speaks_of_and_nothing_else(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    world.trouble["sync"] = OfflineError("Expensify does not answer.")
    world.trouble["post"] = CancelledError()
    world.arriving = [posting(7)]
    window = open_window()
    window.errands.sync()
    rest(qtbot, window)
    window.errands.post(list(world.postings))
    rest(qtbot, window)
    _, retry = window.banner.mending
    assert retry.isVisible()

    retry.click()
    rest(qtbot, window)

    assert {x.state for x in world.postings.values()} == {State.READY}
    assert posting(7).id in world.postings


def test_trying_again_is_still_possible_once_something_else_was_done(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.trouble["sync"] = OfflineError("Expensify does not answer.")
    world.arriving = [posting(1)]
    window = open_window()
    window.errands.sync()
    rest(qtbot, window)
    window.engine.send(DailyBackUp())
    rest(qtbot, window)
    _, retry = window.banner.mending

    assert retry.isVisible()
    retry.click()
    rest(qtbot, window)

    assert list(world.postings) == [posting(1).id]


def test_a_sync_that_is_wanted_after_one_is_over_is_made_though_more_goes_on(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    ends: list[Ended] = []

    def want_another(ended: Ended) -> None:
        ends.append(ended)
        if len(ends) == 1:
            world.arriving = [posting(7)]
            press(window, "F5")

    window.engine.ended.connect(want_another)
    window.errands.sync()
    window.errands.post(list(world.postings))
    rest(qtbot, window)

    assert [type(x.errand) for x in ends] == [SyncRun, PostRun, SyncRun]
    assert posting(7).id in world.postings


def test_a_missing_sign_in_leads_to_the_panel(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.trouble["sync"] = SignInNeededError("Xero no longer accepts the sign-in.")
    window = open_window()
    window.errands.sync()
    rest(qtbot, window)
    sign_in, _ = window.banner.mending

    sign_in.click()

    shown = dialog(window, SignInDialog)
    qtbot.waitUntil(shown.panel.start.client_id.hasFocus)
    press(shown, "Esc")
    qtbot.waitUntil(lambda: not window.findChildren(SignInDialog))


def test_a_refused_journal_is_told_in_the_banner(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    world.refused = {next(iter(world.postings))}
    window = open_window()

    window.errands.post(list(world.postings))
    rest(qtbot, window)

    assert window.status.words == "1 journal in Xero, 1 failed"
    assert "1 journal was not posted" in window.banner.words


def test_a_bug_ends_in_a_report_that_can_be_copied(
    qtbot: QtBot, expected_logs: list[object]
) -> None:
    watch = CrashWatch(lambda: "Vouch 1", lambda text: text.replace("s3cret", "…"))

    def fail() -> None:
        raise ZeroDivisionError("s3cret")

    def on_another_thread() -> None:
        try:
            fail()
        except ZeroDivisionError as error:
            watch.take(type(error), error, error.__traceback__)

    with qtbot.waitSignal(watch.happened):
        threading.Thread(target=on_another_thread).start()
    qtbot.waitUntil(lambda: watch.dialog is not None)
    crash = watch.dialog
    assert isinstance(crash, Crash)
    crash.copy.click()
    crash.accept()

    report = QGuiApplication.clipboard().text()
    assert report.startswith("Vouch 1")
    assert "ZeroDivisionError" in report
    assert "in fail" in report
    assert "s3cret" not in report
    assert expected_logs


def test_closing_in_the_middle_of_a_run_asks_and_can_be_refused(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.gate = threading.Event()
    window = open_window()
    with qtbot.waitSignal(window.engine.told):
        window.errands.sync()

    closed = window.close()
    question = dialog(window, Question)
    question.no.click()
    world.gate.set()
    rest(qtbot, window)

    assert not closed
    assert window.isVisible()
    assert window.status.words.startswith("Synced")


def test_closing_in_the_middle_of_a_run_stops_it_and_closes(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    world.gate = threading.Event()
    window = open_window()
    with qtbot.waitSignal(window.engine.told):
        window.errands.post(list(world.postings))

    window.close()
    with qtbot.waitSignal(window.closed):
        dialog(window, Question).yes.click()

    assert not window.isVisible()
    assert [x.state for x in world.postings.values()] == [State.READY]


def test_progress_can_be_followed_and_stopped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    world.arriving = [posting(number) for number in range(40)]
    world.gate = threading.Event()
    window = open_window()
    with qtbot.waitSignal(window.engine.told):
        window.errands.sync()
    qtbot.waitUntil(lambda: "0 of 40" in window.status.words)

    (cancel,) = [x for x in window.status.findChildren(QPushButton) if x.isVisible()]
    cancel.click()
    qtbot.waitUntil(lambda: not window.engine.running)
    rest(qtbot, window)

    assert "Stopped" in window.status.words
    assert not window.banner.isVisible()


def test_reopened_the_window_is_as_it_was_left(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    fill(world, 3, State.BLOCKED)
    window = open_window()
    window.choose_theme(Choice.DARK)
    window.go(Going("review", chip="attention"))
    rest(qtbot, window)
    window.review.filter.order.click()
    rest(qtbot, window)
    window.review.list.setCurrentIndex(window.review.model.index(1, 0))
    rest(qtbot, window)
    window.resize(1100, 700)
    window.review.split_at([300, 500])
    split = window.review.split_sizes()
    window.close()

    again = open_window()
    rest(qtbot, again)

    assert again.page is again.review
    assert listed(again) == ["Trip 3", "Trip 4", "Trip 5"]
    assert again.review.list.current is not None
    assert again.review.list.current.report_name == "Trip 4"
    assert again.review.detail.detail is not None
    assert again.review.detail.detail.posting.report_name == "Trip 4"
    assert again.memory.text("window/theme") == "dark"
    assert abs(again.review.split_sizes()[0] - split[0]) <= 2


def test_every_page_can_be_reached_by_its_key(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    pages = []

    for number, _place in enumerate(PLACES, 1):
        press(window, f"Ctrl+{number % 10}")
        rest(qtbot, window)
        pages.append(window.page.key)

    assert pages == [place.key for place in PLACES]


def test_the_search_takes_the_keyboard(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    go(qtbot, window, "review")

    press(window, "Ctrl+F")

    assert window.focusWidget() is window.review.filter.search


def test_the_list_of_keys_is_that_of_the_menus(open_window: Open) -> None:
    window = open_window()

    press(window, "Ctrl+/")

    table = dialog(window, Keys).findChild(QTableView)
    assert isinstance(table, QTableView)
    model = table.model()
    said = [model.index(row, 2).data() for row in range(model.rowCount())]
    keys = {key for cell in said for key in cell.split(", ")}
    shortcuts = [
        y.toString() for x in window.findChildren(QAction) for y in x.shortcuts()
    ]
    assert set(shortcuts) <= keys
    assert "Space" in keys


def test_keys_are_found_by_what_they_do(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    press(window, "Ctrl+/")
    keys = dialog(window, Keys)

    with qtbot.waitSignal(keys.search.sought):
        QTest.keyClicks(keys.search, "go to the next")

    model = keys.table.model()
    assert model.rowCount() == 1
    assert model.index(0, 2).data() == "Ctrl+Return, Ctrl+Enter"


def test_no_key_means_two_things(open_window: Open) -> None:
    window = open_window()

    keys = [
        key.toString()
        for action in window.findChildren(QAction)
        for key in action.shortcuts()
    ]

    assert len(keys) == len(set(keys))


def test_every_control_has_a_name_for_those_who_listen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    nameless: list[tuple[str, QWidget]] = []

    for place in PLACES:
        go(qtbot, window, place.key)
        buttons = window.page.findChildren(QAbstractButton)
        fields = window.page.findChildren(QLineEdit)
        nameless += [
            (place.key, control)
            for control in (*buttons, *fields)
            if control.isVisible() and not _named(control) and not _part(control)
        ]

    assert nameless == []


def _part(control: QWidget) -> bool:
    """Whether it is a part of another control, which has the name."""
    return control.objectName().startswith("qt_")


def _named(control: QWidget) -> bool:
    text = control.text() if isinstance(control, QAbstractButton) else ""
    return bool(text or control.accessibleName())


def test_the_keyboard_is_never_trapped(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    start = window.focusWidget()
    seen = []

    for _ in range(80):
        press(window.focusWidget(), "Tab")
        seen.append(window.focusWidget())
        if window.focusWidget() is start:
            break

    assert window.focusWidget() is start
    assert window.review.foot.post in seen
    assert window.review.filter.search in seen


def test_the_theme_changes_everywhere_at_once(open_window: Open) -> None:
    window = open_window()

    window.choose_theme(Choice.LIGHT)
    light = window.grab().toImage().pixelColor(5, 400).name()
    window.choose_theme(Choice.DARK)
    dark = window.grab().toImage().pixelColor(5, 400).name()

    assert light == "#edf0f4"
    assert dark == "#11151a"
    assert window.settings.themes.currentData() == "dark"


def test_about_says_which_vouch_this_is(open_window: Open) -> None:
    window = open_window()

    (about,) = [x for x in window.findChildren(QAction) if "About" in x.text()]
    about.trigger()

    assert any(text.startswith("Vouch 0.") for text in said(dialog(window, About)))


def test_connections_say_what_they_join(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()

    go(qtbot, window, "connections")

    words = said(window.connections)
    assert {"Acme", "4,312", "{report_id}"} <= set(words)
    assert "Acme Ltd · GBP · no period locked" in words
    assert "801, company cards 802" in words
    assert "level 1 → Region" in words


def test_a_dialog_closes_with_escape(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    press(window, "Ctrl+/")
    shown = dialog(window, QDialog)

    press(shown, "Escape")

    qtbot.waitUntil(lambda: not window.findChildren(Keys))
    assert window.isVisible()


def test_the_current_row_of_a_list_has_a_visible_focus(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    view = window.review.list
    view.setFocus(Qt.FocusReason.TabFocusReason)
    focused = view.grab().toImage()

    window.review.filter.search.setFocus()
    unfocused = view.grab().toImage()

    assert focused != unfocused


def test_a_window_whose_screen_is_gone_comes_back_where_it_is_seen(
    open_window: Open, qapp: QApplication
) -> None:
    window = open_window()
    window.setGeometry(9000, 7000, 1000, 640)
    window.close()

    again = open_window()

    screens = [screen.geometry() for screen in qapp.screens()]
    assert any(screen.contains(again.geometry().center()) for screen in screens)
    assert again.width() >= 960


def test_nobody_can_break_the_window_by_what_it_remembers(open_window: Open) -> None:
    window = open_window()
    for key in ("geometry", "page", "theme"):
        window.memory.keep(f"window/{key}", "nonsense")
    window.memory.keep("review/sort", "nonsense")
    window.memory.keep("review/chip", "nonsense")
    window.memory.keep("mapping/tab", "nonsense")
    window.memory.write()

    again = open_window()

    assert again.page is again.today
    assert again.review.filter.query.text == ""
    assert again.mapping.tabs.currentIndex() == 0
