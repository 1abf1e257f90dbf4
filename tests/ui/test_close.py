"""The page Close: a month looked at, accrued, signed off and packed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.calendars import month_of
from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from app.errors import OfflineError
from tests.fakes.services import ACME, FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, go, press, rest, said
from ui.models.closing import months
from ui.pages.close import Close
from ui.windows.dialogs import Question, Reason
from ui.windows.main_window import MainWindow
from ui.windows.sign_off_dialog import SignOffDialog


@pytest.fixture
def window(open_window: Open, qtbot: QtBot) -> MainWindow:
    made = open_window()
    go(qtbot, made, "close")
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> Close:
    """The page after it was filled in."""
    shown = window.page
    assert isinstance(shown, Close)
    shown.fill.click()
    rest(qtbot, window)
    return shown


def test_before_anything_is_asked_the_page_says_what_a_close_is(
    world: FakeServices, window: MainWindow
) -> None:
    assert any("fills the checklist" in words for words in said(window.page))
    assert not world.closing.wishes


def test_only_months_that_are_over_are_offered() -> None:
    offered = list(months(date(2026, 3, 1), 3))

    assert [x.name for x in offered] == [
        "February 2026",
        "January 2026",
        "December 2025",
    ]


def test_filling_in_asks_about_the_last_month(world: FakeServices, page: Close) -> None:
    (wish,) = world.closing.wishes
    today = date.today()  # noqa: DTZ011 - as the page reckons
    before = today.replace(day=1) - timedelta(days=1)

    assert (wish.connection_id, wish.period) == (ACME, month_of(before))
    assert wish.asking
    assert any("2 reports, 21.50 GBP posted." in words for words in said(page))
    assert any(words.endswith("2 steps left") for words in said(page))


def test_it_can_be_filled_in_without_asking_anybody(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page
    assert isinstance(page, Close)
    page.known.setChecked(True)

    page.fill.click()
    rest(qtbot, window)

    assert not world.closing.wishes[0].asking


def test_each_table_is_shown_with_its_totals_and_copied(page: Close) -> None:
    titles = [page.tabs.tabText(at).replace("&", "") for at in range(page.tabs.count())]
    page.tabs.setCurrentIndex(titles.index("Accrual"))
    page.table.selectRow(0)
    page.table.copy()

    assert titles == [
        *("Reports", "Cut-off", "Accrual", "Accrual reversed"),
        *("Clearing 801", "Completeness"),
    ]
    assert "493" in QGuiApplication.clipboard().text()
    assert "30.00" in QGuiApplication.clipboard().text()
    assert page.model.records[-1][0] == "Total"


def test_an_accrual_is_asked_for_in_numbers_and_then_can_be_taken_back(
    world: FakeServices, window: MainWindow, page: Close, qtbot: QtBot
) -> None:
    page.accrue.click()
    asked = dialog(window, Question)
    words = asked.words
    asked.yes.click()
    rest(qtbot, window)
    offered = (page.accrue.isVisible(), page.unaccrue.isVisible())
    page.unaccrue.click()
    dialog(window, Question).yes.click()
    rest(qtbot, window)

    assert "Accrue 30.00 GBP" in words
    assert "and the same back on" in words
    assert offered == (False, True)
    assert world.closing.done[0] == "accrued"
    assert world.closing.done[-1] == "taken back"
    assert page.accrue.isVisible()


def test_a_month_is_signed_off_with_a_name_and_opened_again_with_a_reason(
    world: FakeServices, window: MainWindow, page: Close, qtbot: QtBot
) -> None:
    page.sign.click()
    asked = dialog(window, SignOffDialog)
    nameless, words = asked.yes.isEnabled(), asked.words
    asked.name.setText("Bo Example")
    asked.remark.setText("fine")
    asked.yes.click()
    rest(qtbot, window)
    told = said(page)
    page.reopen.click()
    why = dialog(window, Reason)
    reopening = why.words
    why.why.setText("one more")
    why.yes.click()
    rest(qtbot, window)

    assert not nameless
    assert "\nThe month is open again; " in reopening
    assert "Not done: Period locked in Xero." in words
    assert any("is signed off" in words for words in told)
    assert world.closing.done == ["signed by Bo Example: fine", "reopened: one more"]
    assert page.sign.isVisible()


def test_the_pack_goes_into_the_folder_that_is_chosen(
    world: FakeServices, window: MainWindow, page: Close, qtbot: QtBot, tmp_path: Path
) -> None:
    page.pack.click()
    chosen = dialog(window, QFileDialog)
    chosen.fileSelected.emit(str(tmp_path))
    chosen.close()
    rest(qtbot, window)

    assert world.closing.done == [f"packed into {tmp_path.name}"]
    assert window.status.words == "Written: close.pdf and close.xlsx"


def test_another_month_takes_what_is_shown_away(page: Close) -> None:
    page.month.setCurrentIndex(3)

    assert page.survey is None
    assert page.nothing.isVisible()


def test_what_is_found_of_a_month_is_not_shown_under_another(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page
    assert isinstance(page, Close)
    page.fill.click()

    page.month.setCurrentIndex(3)
    rest(qtbot, window)

    assert page.survey is None
    assert page.nothing.isVisible()


def test_a_company_that_is_gone_takes_its_close_along(
    world: FakeServices, page: Close
) -> None:
    (acme,) = world.now().glances
    other = replace(acme.connection, id=ConnectionId("beta"), name="Beta")

    page.say(Overview((replace(acme, connection=other),), practice=True))

    assert page.connections.currentData() == "beta"
    assert page.survey is None
    assert page.nothing.isVisible()


def test_a_month_that_ends_while_the_window_is_open_can_be_closed(
    open_window: Open, qtbot: QtBot
) -> None:
    zone = datetime.now(UTC).astimezone().tzinfo
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=zone), tick=True) as at:
        window = open_window()
        go(qtbot, window, "close")
        page = window.page
        assert isinstance(page, Close)
        page.month.setCurrentIndex(1)
        before = page.month.itemText(0), page.month.currentText()

        at.move_to(datetime(2026, 12, 1, 0, 30, tzinfo=zone))
        go(qtbot, window, "close")

        assert before == ("October 2026", "September 2026")
        assert page.month.itemText(0) == "November 2026"
        assert page.month.currentText() == "September 2026"


def test_without_a_connection_to_the_services_it_says_so(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    world.closing.trouble = OfflineError("Expensify does not answer.")
    page = window.page
    assert isinstance(page, Close)

    page.fill.click()
    rest(qtbot, window)

    assert "Expensify does not answer." in window.banner.words
    assert page.nothing.isVisible()


def test_the_page_is_worked_by_keyboard_alone(
    world: FakeServices, window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page
    assert isinstance(page, Close)
    page.fill.setFocus()
    press(page.fill, "Space")
    rest(qtbot, window)
    page.sign.setFocus()
    press(page.sign, "Space")
    asked = dialog(window, SignOffDialog)
    press(asked.name, "B")
    press(asked.name, "Return")
    rest(qtbot, window)

    assert world.closing.done == ["signed by b: "]
