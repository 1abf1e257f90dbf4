"""The quick way to everything, by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, listed, press, rest
from ui.models.ways import Sort, Way
from ui.windows.go_anywhere import GoAnywhere
from ui.windows.keys import Keys
from ui.windows.main_window import MainWindow


def opened(window: MainWindow, qtbot: QtBot) -> GoAnywhere:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, "Ctrl+K")
    found = dialog(window, GoAnywhere)
    qtbot.waitUntil(found.line.hasFocus)
    rest(qtbot, window)
    return found


def type_in(shown: GoAnywhere, window: MainWindow, qtbot: QtBot, words: str) -> None:
    with qtbot.waitSignal(shown.line.sought):
        QTest.keyClicks(shown.line, words)
    rest(qtbot, window)


def titles(shown: GoAnywhere) -> list[str]:
    model = shown.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def enter(shown: GoAnywhere, window: MainWindow, qtbot: QtBot) -> None:
    press(shown.line, "Return")
    qtbot.waitUntil(lambda: not window.findChildren(GoAnywhere))
    qtbot.waitUntil(window.isActiveWindow)
    rest(qtbot, window)


@pytest.mark.parametrize(
    ("words", "page"), [("hist", "history"), ("bupk", ""), ("Back-up", "settings")]
)
def test_pages_and_settings_are_found(
    open_window: Open, qtbot: QtBot, words: str, page: str
) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, words)

    if not page:
        assert titles(shown) == []
        return
    enter(shown, window, qtbot)

    assert window.page.key == page
    if page == "settings":
        assert window.settings.back_up.hasFocus()


@pytest.mark.parametrize("words", ["R00000000002", "trip 2", "person 2"])
def test_a_report_is_found_by_its_id_name_or_person(
    world: FakeServices, open_window: Open, qtbot: QtBot, words: str
) -> None:
    fill(world, 5)
    window = open_window()
    shown = opened(window, qtbot)

    type_in(shown, window, qtbot, words)
    found = titles(shown)
    enter(shown, window, qtbot)

    assert found[0] == "Person 2 · Trip 2"
    assert window.page is window.review
    assert listed(window) == ["Trip 2"]
    clear = window.review.filter.search.findChild(QToolButton)
    assert isinstance(clear, QToolButton)
    qtbot.waitUntil(lambda: clear.property("opacity") == 1)
    assert titles(opened(window, qtbot))[0] == "Person 2 · Trip 2"


def test_an_account_and_a_category_lead_to_the_mapping(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "gifts")
    enter(shown, window, qtbot)

    assert window.page is window.mapping
    assert [x.name for x in window.mapping.board.list.chosen()] == ["Gifts"]

    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "493")
    enter(shown, window, qtbot)

    assert [x.name for x in window.mapping.board.list.chosen()] == ["Travel"]

    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "entertainm")
    enter(shown, window, qtbot)

    current = window.mapping.board.tree.current
    assert current is not None
    assert current.key == "420"


def test_an_action_is_done_and_comes_first_the_next_time(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "keyboard")
    press(shown.line, "Return")
    qtbot.waitUntil(lambda: bool(window.findChildren(Keys)))
    dialog(window, Keys).reject()
    qtbot.waitUntil(lambda: not window.findChildren(Keys))

    again = opened(window, qtbot)

    assert titles(again)[0] == "Keyboard"


def test_what_acts_on_another_page_leads_there_and_does_nothing_unseen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    go(qtbot, window, "today")
    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "post and go")

    enter(shown, window, qtbot)

    assert window.page is window.review
    assert {x.state for x in world.postings.values()} == {State.READY}
    assert "Ctrl+Return" in window.status.words


def test_the_arrows_walk_round_while_the_cursor_stays(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    last = shown.model.rowCount() - 1

    press(shown.line, "Up")
    up = shown.list.currentIndex().row()
    press(shown.line, "Down")
    press(shown.line, "Down")

    assert up == last
    assert shown.list.currentIndex().row() == 1
    assert shown.line.hasFocus()


@pytest.mark.parametrize(("steps", "marked"), [(0, "Gift"), (1, "The gift shop")])
def test_the_best_is_marked_as_better_comes_until_somebody_walks(
    open_window: Open, qtbot: QtBot, steps: int, marked: str
) -> None:
    window = open_window()
    shown = GoAnywhere(window, ())
    qtbot.addWidget(shown)
    shown.line.setText("gift")
    shown.offer("weak", [way("A gift"), way("The gift shop")])
    for _ in range(steps):
        press(shown.line, "Down")

    shown.offer("better", [way("Gift")])

    assert titles(shown) == ["Gift", "A gift", "The gift shop"]
    assert shown.list.currentIndex().data() == marked


def way(title: str) -> Way:
    return Way(title, Sort.CATEGORY, title, lambda: None)


def test_escape_and_looking_elsewhere_close_it(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    press(shown.line, "Escape")
    qtbot.waitUntil(lambda: not window.findChildren(GoAnywhere))

    opened(window, qtbot)
    window.activateWindow()

    qtbot.waitUntil(lambda: not window.findChildren(GoAnywhere))
    assert QApplication.activeWindow() is window


def test_what_is_found_is_said_with_its_sort_and_key(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    shown = opened(window, qtbot)
    type_in(shown, window, qtbot, "review")

    index = shown.model.index(0, 0)

    role = Qt.ItemDataRole.AccessibleTextRole
    assert index.data(role) == "Review, Page, Ctrl+2"
