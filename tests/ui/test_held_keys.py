"""A key that is held down does once what it does: nothing follows unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, press, rest, ticked
from ui.widgets import once
from ui.windows.dialogs import Question

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier


def hold(
    modifiers: Qt.KeyboardModifier = _NONE, key: Qt.Key = Qt.Key.Key_Return
) -> None:
    """Have a key come again where the keyboard is, as from one that is held."""
    at: QWidget | None = QApplication.focusWidget()
    assert at is not None
    QTest.simulateEvent(at, True, key, modifiers, "", True)  # noqa: FBT003 - Qt's order


def test_ctrl_enter_held_posts_one_journal(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 3)
    window = open_window()
    go(qtbot, window, "review")

    press(window.review.list, "Ctrl+Return")
    rest(qtbot, window)
    hold(_CTRL)
    rest(qtbot, window)

    states = [x.state for x in world.postings.values()]
    assert states.count(State.POSTED) == 1


@pytest.mark.parametrize("modifiers", [_NONE, _CTRL_SHIFT])
def test_enter_held_on_post_asks_and_does_not_answer(
    world: FakeServices,
    open_window: Open,
    qtbot: QtBot,
    modifiers: Qt.KeyboardModifier,
) -> None:
    window = ticked(qtbot, world, open_window, 3)

    window.review.foot.post.setFocus()
    press(window.review.foot.post, "Return")
    question = dialog(window, Question)
    qtbot.waitUntil(question.isActiveWindow)
    hold(modifiers)
    rest(qtbot, window)

    assert question.isVisible()
    assert {x.state for x in world.postings.values()} == {State.READY}

    press(question.yes, "Return")
    rest(qtbot, window)

    assert {x.state for x in world.postings.values()} == {State.POSTED}


def test_enter_held_on_a_category_maps_it_nowhere(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "mapping")
    board = window.mapping.board
    board.look_at_target("420")
    board.list.setFocus()
    board.list.select(("gifts",))

    press(board.list, "Return")
    hold()
    rest(qtbot, window)

    assert board.search.hasFocus()
    assert world.mappings.made == []

    press(board.search, "Return")
    rest(qtbot, window)

    assert world.mappings.account_of("Gifts") == "420"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete])
def test_a_key_held_in_the_mapping_goes_through_no_list(
    world: FakeServices, open_window: Open, qtbot: QtBot, key: Qt.Key
) -> None:
    window = open_window()
    go(qtbot, window, "mapping")
    board = window.mapping.board
    board.list.select(("meals", "travel"))
    board.list.setFocus()

    hold(key=key)
    rest(qtbot, window)

    assert world.mappings.made == []


def test_every_dialog_is_one_that_a_held_enter_does_not_answer() -> None:
    files = Path(once.__file__).parents[1].rglob("*.py")

    plain = [x.name for x in files if "(QDialog):" in x.read_text("utf-8")]

    assert plain == ["once.py"]
