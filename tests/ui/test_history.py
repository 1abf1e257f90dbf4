"""History in the window: found, explained, undone, written and proven."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.findings import Audit, Findings
from app.domain.history import What, link
from app.domain.postings import State
from app.errors import StoreError
from tests.fakes.past import STRETCH
from tests.fakes.services import NOW, FakeServices, posting
from tests.ui.conftest import Open
from tests.ui.steps import dialog, go, press, rest
from ui.pages.history import History
from ui.windows.main_window import MainWindow
from ui.windows.undo_dialogs import ReplayDialog, Reverse


@pytest.fixture
def told(world: FakeServices) -> FakeServices:
    """A hundred events of fifty reports, each prepared and then posted."""
    for number in range(50):
        made = posting(number, State.POSTED)
        world.postings[made.id] = made
        world.note(made, What.PREPARED)
        world.note(made, What.POSTED, "In Xero")
    return world


def _open(open_window: Open, qtbot: QtBot) -> tuple[MainWindow, History]:
    window = open_window()
    go(qtbot, window, "history")
    return window, window.history


def _numbers(page: History) -> list[int]:
    found = (page.model.record(row) for row in range(page.model.rowCount()))
    return [kept.number for kept in found if kept]


def _chain(page: History) -> str:
    return page.chain.text().replace("&", "").strip()


def _count(page: History) -> int:
    return page.model.rowCount()


@pytest.mark.usefixtures("told")
def test_every_event_is_found_newest_first_though_only_some_are_read(
    open_window: Open, qtbot: QtBot
) -> None:
    assert STRETCH < 100
    _, page = _open(open_window, qtbot)

    assert _count(page) == 100
    assert _numbers(page)[:2] == [100, 99]
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.record(99) is not None)
    assert _numbers(page)[-1] == 1


def test_events_that_could_not_be_read_once_are_looked_for_again(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "settings")
    told.trouble["history"] = StoreError("The disk does not answer.")
    with qtbot.waitSignal(window.engine.failed):
        page = window.history
    rest(qtbot, window)
    before = _count(page)

    go(qtbot, window, "history")

    assert (before, _count(page)) == (0, 100)


def test_todays_events_are_of_today_after_midnight_too(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    noon = NOW.astimezone().replace(hour=12, minute=0)
    assert told.events[0].event.at.astimezone().date() == noon.date()
    with time_machine.travel(noon, tick=True) as clock:
        window, page = _open(open_window, qtbot)
        page.filter.spans.setCurrentIndex(page.filter.spans.findData("0"))
        rest(qtbot, window)
        before = _count(page)

        clock.move_to((noon + timedelta(days=1)).replace(hour=0, minute=30))
        window.engine.changed.emit()
        rest(qtbot, window)

        assert (before, _count(page)) == (100, 0)


@pytest.mark.usefixtures("told")
def test_rows_are_copied_though_they_were_never_looked_at(
    open_window: Open, qtbot: QtBot
) -> None:
    window, page = _open(open_window, qtbot)
    page.table.setFocus()
    page.table.selectAll()

    press(page.table, "Ctrl+C")
    rest(qtbot, window)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 100
    assert all("R000" in line for line in lines)


def test_a_selection_too_long_for_the_clipboard_is_exported(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    made = posting(1)
    world.postings[made.id] = made
    for _ in range(2_001):
        world.note(made, What.PREPARED)
    window, page = _open(open_window, qtbot)
    page.table.selectAll()

    page.table.copy()

    dialog(window, QFileDialog).close()


def test_events_are_filtered_by_person_state_kind_and_report(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    first = told.events[0]
    other = replace(first.event, who="Mia", after={"state": "held"})
    told.events[0] = replace(first, event=other)
    _, page = _open(open_window, qtbot)

    page.filter.who.setText("mia")
    qtbot.waitUntil(lambda: _count(page) == 1)
    page.filter.who.clear()
    qtbot.waitUntil(lambda: _count(page) == 100)
    held = page.filter.states.findData(State.HELD.value)
    page.filter.states.setCurrentIndex(held)
    qtbot.waitUntil(lambda: _count(page) == 1)
    page.filter.states.setCurrentIndex(0)
    page.filter.report.setText("R00000000003")
    qtbot.waitUntil(lambda: _count(page) == 2)


def test_what_happens_meanwhile_comes_on_top_and_the_chosen_one_stays(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    window, page = _open(open_window, qtbot)
    page.table.selectRow(3)
    rest(qtbot, window)
    told.note(posting(1), What.HELD, "Receipt asked for")

    page.refresh()
    qtbot.waitUntil(lambda: _count(page) == 101)
    qtbot.waitUntil(lambda: page.model.record(0) is not None)

    assert _numbers(page)[0] == 101
    assert page.table.currentIndex().row() == 4


@pytest.mark.usefixtures("told")
def test_a_journal_is_explained_and_can_be_copied(
    open_window: Open, qtbot: QtBot
) -> None:
    window, page = _open(open_window, qtbot)
    page.table.selectRow(0)
    rest(qtbot, window)

    page.pane.copy_all.click()

    words = QGuiApplication.clipboard().text()
    assert words == page.pane.view.words
    for said in (
        "Event: 100, chained as",
        f"SHA-256 {'d' * 64}",
        "by version 1 of the mapping",
        "category “Travel” \N{RIGHTWARDS ARROW} 493 Travel",
        "clearing account 801",
        "Fingerprint: ",
        "Xero id: x-49",
        "idempotency key key-1",
    ):
        assert said in words
    assert "Fingerprint" in page.pane.view.toPlainText()


@pytest.mark.usefixtures("told")
def test_a_journal_is_reversed_and_replayed_from_here_after_a_look(
    open_window: Open, qtbot: QtBot
) -> None:
    window, page = _open(open_window, qtbot)
    page.table.selectRow(0)
    rest(qtbot, window)

    page.pane.reverse.click()
    rest(qtbot, window)
    dialog(window, Reverse).reject()
    page.pane.replay.click()
    rest(qtbot, window)
    dialog(window, ReplayDialog).reject()

    assert page.pane.in_expensify.isEnabled() is False  # practice has no pages


def test_a_company_of_ones_own_has_pages_to_open(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    told.practice = False
    window, page = _open(open_window, qtbot)
    page.table.selectRow(0)
    rest(qtbot, window)

    assert page.pane.in_xero.isEnabled()
    assert page.pane.in_xero.toolTip() == "https://go.xero.com/journal"
    assert page.pane.in_expensify.isEnabled()


def test_what_waits_cannot_be_reversed(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    made = posting(1)
    world.postings[made.id] = made
    world.note(made, What.PREPARED)
    window, page = _open(open_window, qtbot)
    page.table.selectRow(0)
    rest(qtbot, window)

    assert not page.pane.reverse.isEnabled()
    assert not page.pane.in_xero.isEnabled()
    press(page.table, "Return")
    rest(qtbot, window)
    assert window.page is window.review


def test_what_is_found_is_written_to_a_file(
    told: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    window, page = _open(open_window, qtbot)
    page.filter.report.setText("R00000000003")
    qtbot.waitUntil(lambda: _count(page) == 2)
    page.table.setFocus()

    press(page.table, "Ctrl+E")
    asking = dialog(window, QFileDialog)
    asking.fileSelected.emit(str(tmp_path / "history.json"))
    asking.close()
    rest(qtbot, window)

    ((query, file),) = told.written
    assert query.report_id == "R00000000003"
    assert file.name == "history.json"
    assert window.status.words.startswith("12 events written. The chain's head is")


@pytest.mark.usefixtures("told")
def test_the_chain_is_walked_and_its_state_stays_in_sight(
    open_window: Open, qtbot: QtBot
) -> None:
    window, page = _open(open_window, qtbot)
    before = _chain(page)

    page.chain.click()
    rest(qtbot, window)
    said = _chain(page)
    window.close()
    _, again = _open(open_window, qtbot)

    assert "Walk the chain" in before
    assert said.startswith("Whole to event 3, ")
    assert _chain(again) == said


def test_a_chain_that_is_broken_is_told_in_the_banner(
    told: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    broken = Audit(1, "0" * 64, 2, "Event 2 is missing.")
    told.undone.findings = Findings(broken, (), 0, (), (), (), (), ())
    window, page = _open(open_window, qtbot)

    page.chain.click()
    rest(qtbot, window)

    assert _chain(page) == "Event 2 is not as it was written"
    assert "Event 2 is missing." in window.banner.words


def test_an_event_without_a_journal_shows_itself_alone(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    made = posting(1)
    world.note(made, What.SYNCED, "3 ready")
    kept = world.events[0]
    event = replace(kept.event, report_id="", posting_id="")
    world.events[0] = replace(kept, event=event, link=link("", 1, event))
    window, page = _open(open_window, qtbot)
    page.table.selectRow(0)
    rest(qtbot, window)

    assert page.pane.view.words.startswith("Synced\n")
    assert not page.pane.show_report.isEnabled()


@pytest.mark.usefixtures("told")
def test_nothing_found_is_said(open_window: Open, qtbot: QtBot) -> None:
    _, page = _open(open_window, qtbot)

    page.filter.search.setText("zzz")
    qtbot.waitUntil(lambda: _count(page) == 0)

    assert page.pane.view.words == ""
