"""One journal changed by hand in the window, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.overrides import Recode, Recoding, Redating, Side
from app.domain.postings import PostingId, State
from app.domain.problems import Code, Problem
from app.errors import InputError
from tests.fakes.overriding import AT
from tests.fakes.services import FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, press, push, rest, said
from ui.models.by_hand import of_problem
from ui.windows.change_dialogs import ChangeDay, ChangeLine
from ui.windows.dialogs import Reason
from ui.windows.main_window import MainWindow


@pytest.fixture
def window(world: FakeServices, open_window: Open, qtbot: QtBot) -> MainWindow:
    fill(world, 1)
    made = open_window()
    go(qtbot, made, "review")
    return made


def only(world: FakeServices) -> PostingId:
    (found,) = world.postings
    return found


def account(window: MainWindow, line: int) -> str:
    model = window.review.detail.journal.table.model()
    return str(model.index(line, 1).data())


def test_a_line_is_changed_by_keyboard_alone(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    table = window.review.detail.journal.table
    table.setFocus()
    table.selectRow(0)

    press(window, "F2")
    rest(qtbot, window)
    asked = dialog(window, ChangeLine)
    focused = asked.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "420 Entertainment")
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    asked.why.setFocus()
    QTest.keyClicks(asked.why, "client dinner")
    QTest.keyClick(asked.why, Qt.Key.Key_Return)
    rest(qtbot, window)

    [recoding] = world.overriding.overrides[only(world)].recodings
    assert recoding == Recoding(
        Recode(("e1", "e2"), Side.COST, recoding.what.account),
        "client dinner",
        "tester",
        AT,
    )
    assert account(window, 0) == "420 ✎"
    assert "Changed by hand: 2 expenses to account 420" in said(window.review.detail)
    assert window.status.words == "The journal is changed."


def test_nothing_is_done_without_a_change_and_a_reason(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.review.detail.journal.table.selectRow(0)
    window.review.mending.change()
    rest(qtbot, window)
    asked = dialog(window, ChangeLine)

    asked.why.setText("because")
    unchanged = asked.yes.isEnabled()
    asked.account.setEditText("no such account")
    unknown = asked.yes.isEnabled(), said(asked)
    asked.account.setEditText("420 Entertainment")
    asked.why.setText(" ")
    without_reason = asked.yes.isEnabled()
    asked.why.setText("because")

    assert not unchanged
    assert not unknown[0]
    assert "There is no account “no such account” to choose." in unknown[1]
    assert not without_reason
    assert asked.yes.isEnabled()


def test_tracking_is_chosen_or_taken_away(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    window.review.detail.journal.table.selectRow(0)
    window.review.mending.change()
    rest(qtbot, window)
    asked = dialog(window, ChangeLine)

    asked.tracking["Region"].setEditText("None")
    asked.why.setText("no region")
    asked.yes.click()
    rest(qtbot, window)

    [recoding] = world.overriding.overrides[only(world)].recodings
    assert recoding.what.tracking == (("Region", ""),)
    assert recoding.what.account is None


def test_of_a_clearing_line_only_the_account_is_offered(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.review.detail.journal.table.selectRow(1)
    window.review.mending.change()
    rest(qtbot, window)

    asked = dialog(window, ChangeLine)

    assert asked.tracking == {}
    assert asked.wanted.side is Side.CLEARING


def test_selected_expenses_are_changed_and_not_the_line(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    behind = window.review.detail.behind
    behind.expenses.selectRow(1)

    text = behind.change.text()
    behind.change.click()
    rest(qtbot, window)
    asked = dialog(window, ChangeLine)
    asked.account.setEditText("420 Entertainment")
    asked.why.setText("refund of dinner")
    asked.yes.click()
    rest(qtbot, window)

    assert text == "Change 1 expense…"
    [recoding] = world.overriding.overrides[only(world)].recodings
    assert recoding.what.expenses == ("e2",)


def test_the_date_is_changed_and_locked_days_are_not_offered(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    press(window, "Shift+F2")
    rest(qtbot, window)
    asked = dialog(window, ChangeDay)
    first = asked.day.minimumDate().toPython()
    same = asked.yes.isEnabled()
    asked.day.setDate(asked.day.date().addDays(30))
    asked.why.setText("month end")
    asked.yes.click()
    rest(qtbot, window)

    assert first == date(2026, 8, 1)
    assert not same
    dated = world.overriding.overrides[only(world)].dated
    assert dated == Redating(date(2026, 8, 31), "month end", "tester", AT)
    assert "31 Aug 2026" in said(window.review.detail)


def test_a_change_is_taken_back_where_it_is_told(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    world.overriding.recode(
        only(world), Recode(("e1",), tracking=(("Region", ""),)), "x"
    )
    window.review.refresh()
    rest(qtbot, window)

    push(window.review.detail.notes, "Take it back")
    rest(qtbot, window)

    assert world.overriding.overrides[only(world)].changes == ()
    assert window.status.words == "The change by hand is taken back."


def test_changes_to_confirm_are_kept_by_one_button(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    problem = Problem(Code.CHANGE_TO_CONFIRM, "The report changed.")
    made = posting(1, State.BLOCKED, problems=(problem,))
    world.postings[made.id] = made
    window = open_window()
    go(qtbot, window, "review")

    push(window.review.detail.notes, "Keep the changes")
    rest(qtbot, window)

    assert world.postings[made.id].problems == ()


def test_an_unmapped_category_can_be_helped_in_this_report_only(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    problem = Problem(Code.CATEGORY_UNMAPPED, "Not mapped.", "travel ")
    made = posting(1, State.BLOCKED, problems=(problem,))
    world.postings[made.id] = made
    window = open_window()
    go(qtbot, window, "review")

    push(window.review.detail.notes, "Change this report only")
    rest(qtbot, window)

    asked = dialog(window, ChangeLine)
    assert asked.wanted.expenses == ("e1", "e2")
    assert "Change 2 expenses" in said(asked)


def test_a_problem_that_no_change_helps_offers_none(world: FakeServices) -> None:
    made = posting(1, State.BLOCKED)
    world.postings[made.id] = made
    detail = world.review.detail(made.id)

    assert of_problem(detail, Problem(Code.PERIOD_LOCKED, "Locked.")) is None
    assert of_problem(detail, Problem(Code.TAG_MISSING, "None.", "Region")) is None
    tagged = of_problem(detail, Problem(Code.TAG_UNKNOWN, "No.", "Region: north"))
    assert tagged is not None
    assert tagged.expenses == ("e1", "e2")


def test_what_is_refused_is_told_and_can_be_tried_again(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    world.trouble["recode"] = InputError("Account 420 is archived.")
    window.review.detail.journal.table.selectRow(0)
    window.review.mending.change()
    rest(qtbot, window)
    asked = dialog(window, ChangeLine)
    asked.account.setEditText("420 Entertainment")
    asked.why.setText("dinner")
    asked.yes.click()
    rest(qtbot, window)

    assert window.banner.isVisible()
    window.banner.retried.emit()
    rest(qtbot, window)
    assert account(window, 0).startswith("420")


def test_without_a_line_it_is_said_what_to_choose(window: MainWindow) -> None:
    press(window, "F2")

    words = "Choose a line of the journal, or expenses, first."
    assert window.status.words == words


def test_the_mark_is_not_copied(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    world.overriding.recode(
        only(world), Recode(("e1",), tracking=(("Region", ""),)), "x"
    )
    window.review.refresh()
    rest(qtbot, window)
    table = window.review.detail.journal.table

    table.selectRow(0)
    table.setFocus()
    press(table, "Ctrl+C")

    assert "✎" in account(window, 0)
    assert "✎" not in QGuiApplication.clipboard().text()


def test_what_is_on_its_way_is_left_alone(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    made = world.postings[only(world)]
    world.postings[made.id] = replace(made, state=State.SENDING)
    window.review.refresh()
    rest(qtbot, window)

    window.review.detail.journal.table.selectRow(0)
    window.review.mending.change()
    rest(qtbot, window)

    assert window.status.words == "It cannot be changed now: it is posting."
    assert not window.review.detail.behind.change.isVisible()


def test_a_report_that_is_none_is_set_aside_where_it_is_told(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    problem = Problem(Code.NOT_AN_EXPENSE_REPORT, "It is an invoice.")
    made = posting(1, State.BLOCKED, problems=(problem,))
    world.postings[made.id] = made
    window = open_window()
    go(qtbot, window, "review")

    push(window.review.detail.notes, "Mark as posted elsewhere")
    asked = dialog(window, Reason)
    asked.why.setText("invoice 12")
    asked.yes.click()
    rest(qtbot, window)

    assert world.postings[made.id].state is State.ELSEWHERE
