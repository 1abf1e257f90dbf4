"""The whole way through the window, with nothing made up but the company."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from app.paths import Home
from tests.ui.showing import showing
from tests.ui.steps import dialog, go, press, rest, said
from ui.engine import Engine
from ui.pages.page import Going
from ui.windows.dialogs import Question, Reason
from ui.windows.main_window import MainWindow
from ui.windows.opening import PracticeCompany
from ui.windows.undo_dialogs import ReplayDialog, Reverse


@pytest.fixture
def window(home: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Open the window on the practice company that ships with the program."""
    with closing(PracticeCompany(Home.of({"VOUCH_HOME": str(home)}))) as company:
        engine = Engine(company.build)
        with showing(engine, home, qapp, qtbot) as made:
            engine.start()
            rest(qtbot, made)
            yield made


def states(window: MainWindow) -> set[State]:
    """Tell the states of the postings that are listed."""
    return {row.state for _, row in window.review.model.held()}


def test_from_the_first_sync_to_a_posted_journal(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window, "F5")
    rest(qtbot, window)
    window.go(Going("review", chip="ready"))
    rest(qtbot, window)
    ready = window.review.model.rowCount()
    headed = said(window.review.detail.head)

    for row in range(3):
        window.review.list.setCurrentIndex(window.review.model.index(row, 0))
        press(window.review.list, "Space")
    window.review.foot.post.click()
    dialog(window, Question).yes.click()
    rest(qtbot, window)
    still_ready = window.review.model.rowCount()
    window.review.foot.hold.click()
    reason = dialog(window, Reason)
    reason.why.setText("Receipt asked for")
    reason.yes.click()
    rest(qtbot, window)

    assert "Practice company" in window.windowTitle()
    assert ready > 100
    assert any(text.startswith("Expensify R00") for text in headed)
    assert window.status.words == "3 journals in Xero"
    assert still_ready == ready - 3
    assert window.review.model.rowCount() == ready - 4
    window.go(Going("review", chip="posted"))
    rest(qtbot, window)
    assert window.review.model.rowCount() == 3
    assert states(window) <= {State.POSTED, State.DRAFT}
    assert all(row.xero_id for _, row in window.review.model.held())
    go(qtbot, window, "problems")
    rest(qtbot, window)
    assert "A category is not mapped to an account" in said(window.problems)
    go(qtbot, window, "history")
    rest(qtbot, window)
    assert window.history.model.index(0, 1).data() == "Held"
    assert window.history.model.index(0, 3).data() == "Receipt asked for"
    go(qtbot, window, "connections")
    rest(qtbot, window)
    assert "Quillmere Community Consulting" in said(window.connections)


def test_what_was_posted_is_reversed_replayed_checked_and_backed_up(
    window: MainWindow, qtbot: QtBot, home: Path
) -> None:
    press(window, "F5")
    rest(qtbot, window)
    window.go(Going("review", chip="ready"))
    rest(qtbot, window)
    for row in range(2):
        window.review.list.setCurrentIndex(window.review.model.index(row, 0))
        press(window.review.list, "Space")
    window.review.foot.post.click()
    dialog(window, Question).yes.click()
    rest(qtbot, window)
    window.go(Going("review", chip="posted"))
    rest(qtbot, window)

    window.review.reverse()
    rest(qtbot, window)
    asked = dialog(window, Reverse)
    words = asked.words
    asked.yes.click()
    rest(qtbot, window)
    undone = window.status.words
    window.go(Going("review", chip="posted"))
    rest(qtbot, window)
    window.review.list.setCurrentIndex(window.review.model.index(0, 0))
    rest(qtbot, window)
    window.review.replay()
    rest(qtbot, window)
    dialog(window, ReplayDialog).yes.click()
    rest(qtbot, window)
    anew = window.status.words
    window.undo.back_up(home / "mine.db")
    rest(qtbot, window)
    go(qtbot, window, "check")
    window.check.now.click()
    rest(qtbot, window)

    assert words.startswith("Reverse 1 journal?")
    assert undone == "1 journal reversed"
    assert anew == "1 journal replayed"
    assert (home / "mine.db").stat().st_size > 0
    told = said(window.check)
    assert "All is well" in told
    assert told.count("Complete: every report is accounted for, to the cent.") == 2
    assert states(window) <= {State.POSTED, State.DRAFT}
