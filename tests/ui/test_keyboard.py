"""Everything by keyboard: letters and keys that mean one thing, and no trap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import fill, full, go, press, rest
from ui.models.mnemonics import letter_of, lettered
from ui.widgets.theme import Choice
from ui.windows.areas import PLACES
from ui.windows.main_window import MainWindow

KEYS = [place.key for place in PLACES]
_MOST = 150


def letters(within: QWidget) -> Iterator[tuple[str, str]]:
    """Give every letter that Alt reaches in what is seen, and what it belongs to."""
    texts = [x.text() for x in within.findChildren(QAbstractButton) if x.isVisible()]
    labels = within.findChildren(QLabel)
    named = [x for x in labels if isinstance(x.buddy(), QWidget)]
    texts += [x.text() for x in named if x.isVisible()]
    for bar in within.findChildren(QTabBar):
        if bar.isVisible():
            texts += [bar.tabText(tab) for tab in range(bar.count())]
    yield from ((letter_of(text), text) for text in texts if letter_of(text))


def clashes(found: list[tuple[str, str]]) -> dict[str, list[str]]:
    many = {
        x for x, count in Counter(letter for letter, _ in found).items() if count > 1
    }
    return {x: [text for letter, text in found if letter == x] for x in many}


def test_no_letter_means_two_things_on_a_page(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    window = open_window()
    menus = [(letter_of(x.text()), x.text()) for x in window.menuBar().actions()]

    for page in KEYS:
        go(qtbot, window, page)
        assert clashes([*menus, *letters(window)]) == {}, page
    assert all(letter for letter, _ in menus)


def test_no_letter_means_two_things_in_a_menu(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for page in KEYS:
        go(qtbot, window, page)

    for menu in window.findChildren(QMenu):
        actions = [x for x in menu.actions() if not x.isSeparator() and x.text()]
        found = [(letter_of(x.text()), x.text()) for x in actions]
        assert clashes([pair for pair in found if pair[0]]) == {}, menu.title()
        without = [text for letter, text in found if not letter]
        assert without == [] or len(found) > 12, menu.title()


def test_no_key_means_two_things(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for page in KEYS:
        go(qtbot, window, page)

    actions = window.findChildren(QAction)
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    buttons = window.findChildren(QAbstractButton)
    keys += [x.shortcut().toString() for x in buttons if not letter_of(x.text())]

    taken = [key for key in keys if key and not key.startswith("Alt+")]
    assert [key for key, count in Counter(taken).items() if count > 1] == []


def around(window: MainWindow, key: str) -> list[QWidget]:
    """Press a key from where the keyboard is until it is there again."""
    start, seen = QApplication.focusWidget(), []
    for _ in range(_MOST):
        at = QApplication.focusWidget()
        assert at is not None
        press(at, key)
        now = QApplication.focusWidget()
        assert now is not None
        seen.append(now)
        if now is start:
            return seen
    raise AssertionError(f"no way round from {start} on {window.page.key}")


def test_the_way_round_by_tab_is_that_of_reading(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    window = open_window()
    for page in KEYS:
        go(qtbot, window, page)
        window.side.findChildren(QAbstractButton)[0].setFocus()

        seen = around(window, "Tab")
        back = around(window, "Shift+Tab")

        assert reachable(window) <= set(seen), page
        assert set(back) == set(seen), page
        tools = [x for x in seen if _in_head(window, x)]
        inside = [x for x in seen if window.page.isAncestorOf(x)]
        assert [x.x() for x in tools] == sorted(x.x() for x in tools), page
        assert inside[: len(tools)] == tools, page


def test_tab_goes_from_the_list_over_the_journal_to_what_is_done_with_it(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "review")

    seen = around(window, "Tab")

    review = window.review
    (mend,) = [
        x
        for x in review.detail.notes.findChildren(QPushButton)
        if "Map the category" in x.text()
    ]
    places = (mend, review.detail.behind.tabBar(), review.foot.hold, review.list)
    assert [x for x in seen if x in places] == list(places)


def test_enter_presses_a_button_as_space_does(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1, State.BLOCKED)
    window = open_window()
    go(qtbot, window, "problems")
    cards = window.problems.findChildren(QPushButton)
    (link,) = [x for x in cards if x.text().strip() == "Show in Review"]

    link.setFocus()
    press(link, "Return")
    rest(qtbot, window)

    assert window.page is window.review


def test_who_has_the_keyboard_is_always_seen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    window = open_window()
    window.choose_theme(Choice.LIGHT)
    unseen = []
    for page in KEYS:
        go(qtbot, window, page)
        window.side.findChildren(QAbstractButton)[0].setFocus()
        for part in dict.fromkeys(around(window, "Tab")):
            part.setFocus(Qt.FocusReason.TabFocusReason)
            focused = part.grab().toImage()
            part.clearFocus()
            if part.grab().toImage() == focused:
                unseen.append((page, part))

    assert unseen == []


def reachable(window: MainWindow) -> set[QWidget]:
    """Give every button and field of the page that can be used now."""
    return {
        x
        for x in window.page.findChildren(QAbstractButton)
        if x.isVisible() and x.isEnabled() and x.focusPolicy() & Qt.FocusPolicy.TabFocus
    }


def _in_head(window: MainWindow, part: QWidget) -> bool:
    heads = [
        x for x in window.page.findChildren(QFrame) if x.property("kind") == "head"
    ]
    return any(head.isAncestorOf(part) for head in heads)


def test_letters_are_given_once_and_the_first_keeps_its_own() -> None:
    made = lettered(("Today", "&Tags", "&Open", "&Own", "To do"), taken="d")

    assert made == ("Tod&ay", "&Tags", "&Open", "O&wn", "To do")
