"""Pages that are made when they are first wanted."""

from __future__ import annotations

import threading

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import fill, full, go, press, rest
from ui.pages.page import Going
from ui.windows.areas import PLACES
from ui.windows.main_window import MainWindow


class Strays(QObject):
    """Notices what is shown outside of the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.found: list[QWidget] = []

    def eventFilter(self, seen: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            event.type() is QEvent.Type.Show
            and isinstance(seen, QWidget)
            and seen.isWindow()
            and seen is not self._window
        ):
            self.found.append(seen)
        return False


def test_a_page_is_made_when_it_is_first_wanted(open_window: Open) -> None:
    window = open_window()

    before = [page.key for page in window.pages.made]
    review = window.review

    assert before == ["today"]
    assert review is window.review
    assert [page.key for page in window.pages.made] == ["today", "review"]


def test_nothing_flashes_outside_of_the_window_while_a_page_is_made(
    world: FakeServices, open_window: Open, qtbot: QtBot, qapp: QApplication
) -> None:
    fill(world, 3)
    window = open_window()
    strays = Strays(window)
    qapp.installEventFilter(strays)

    for place in PLACES:
        go(qtbot, window, place.key)
    qapp.removeEventFilter(strays)

    assert strays.found == []


def test_what_acts_on_a_page_is_offered_only_while_it_is_seen(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 2)
    window = open_window()
    go(qtbot, window, "review")
    states = [x.state for x in world.postings.values()]

    go(qtbot, window, "today")
    press(window, "Ctrl+Return")
    rest(qtbot, window)

    assert [x.state for x in world.postings.values()] == states


def test_a_page_that_is_no_more_is_not_gone_to(open_window: Open) -> None:
    window = open_window()
    window.memory.keep("window/page", "long-ago")
    window.memory.write()

    again = open_window()

    assert again.page is again.today


def test_a_page_first_seen_in_the_middle_of_a_run_offers_what_one_seen_before_does(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    world.gate = threading.Event()
    early, late = open_window(), open_window()
    for place in PLACES:
        go(qtbot, early, place.key)

    for window in (early, late):
        window.errands.sync()
    for place in PLACES:
        late.go(Going(place.key))

    qtbot.waitUntil(lambda: _offered(late) == _offered(early))
    world.gate.set()
    for window in (early, late):
        rest(qtbot, window)


def _offered(window: MainWindow) -> dict[str, dict[str, bool]]:
    """Whether each button of each page can be pressed."""
    return {
        page.key: {
            x.text() or x.accessibleName(): x.isEnabled()
            for x in page.findChildren(QPushButton)
        }
        for page in window.pages.made
    }


def test_no_page_scrolls_beyond_its_end(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    full(world)
    window = open_window()
    window.resize(window.minimumSize())

    beyond = []
    for place in PLACES:
        go(qtbot, window, place.key)
        for area in window.page.findChildren(QScrollArea):
            seen = area.viewport().height()
            inner = area.widget()
            layout = inner.layout() if inner is not None else None
            if area.isVisible() and layout is not None:
                needed = layout.totalHeightForWidth(area.viewport().width())
                left = area.verticalScrollBar().maximum() + seen - max(seen, needed)
                beyond += [(place.key, area.accessibleName(), left)] if left else []

    assert beyond == []
