"""Journals into files and cells onto the clipboard, as a bookkeeper does it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.domain.exports import Form
from app.domain.postings import State
from tests.fakes.services import FakeServices
from tests.ui.conftest import Open
from tests.ui.steps import dialog, fill, go, press, rest
from ui.models.clipboard import tsv, tsv_line
from ui.models.scopes import Scope
from ui.widgets.table import Table
from ui.windows.export_dialog import ExportDialog
from ui.windows.keys import Keys
from ui.windows.main_window import MainWindow


def choose_file(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    asked = dialog(window, QFileDialog)
    asked.selectFile(str(file))
    asked.fileSelected.emit(str(file))
    asked.close()
    rest(qtbot, window)


def test_what_is_ticked_is_written(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(world, 3)
    window = open_window()
    go(qtbot, window, "review")
    press(window.review.list, "Space")

    press(window, "Ctrl+E")
    asked = dialog(window, ExportDialog)
    scope = asked.scope.chosen
    asked.yes.click()
    rest(qtbot, window)
    choose_file(qtbot, window, tmp_path / "out.xlsx")

    ((ids, form, file),) = world.journals.wishes
    assert scope is Scope.TICKED
    assert [world.postings[which].report_name for which in ids] == ["Trip 2"]
    assert (form, file) == (Form.BOOK, tmp_path / "out.xlsx")
    assert window.status.words == "1 report written to out.xlsx"


def test_all_that_is_listed_is_written_and_what_is_left_out_is_told(
    world: FakeServices, open_window: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(world, 3)
    fill(world, 2, State.BLOCKED)
    world.journals.left_out = {"needs attention": 2}
    window = open_window()
    go(qtbot, window, "review")

    press(window, "Ctrl+E")
    asked = dialog(window, ExportDialog)
    asked.scope.choose(Scope.LISTED)
    asked.form.choose(Form.XERO)
    asked.yes.click()
    rest(qtbot, window)
    choose_file(qtbot, window, tmp_path / "out.csv")

    ((ids, form, _),) = world.journals.wishes
    assert (len(ids), form) == (5, Form.XERO)
    assert window.banner.isVisible()
    assert "2 needs attention" in window.banner.words


def test_the_form_is_remembered(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")
    press(window, "Ctrl+E")
    asked = dialog(window, ExportDialog)
    asked.form.choose(Form.TABLE)
    asked.yes.click()
    rest(qtbot, window)
    dialog(window, QFileDialog).reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    press(window, "Ctrl+E")

    assert dialog(window, ExportDialog).form.chosen is Form.TABLE
    assert world.journals.wishes == []


def test_without_a_report_there_is_nothing_to_ask(
    open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    go(qtbot, window, "review")

    press(window, "Ctrl+E")

    assert window.status.words == "There is no report to export."


def test_copied_lines_paste_as_cells(
    world: FakeServices, open_window: Open, qtbot: QtBot
) -> None:
    fill(world, 1)
    window = open_window()
    go(qtbot, window, "review")

    table = window.review.detail.journal.table
    table.setFocus()
    table.selectAll()
    press(table, "Ctrl+C")

    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t") for line in lines] == [
        ["Taxi", "493 Travel", "No tax", "North", "100.00", ""],
        ["Ann Lee", "801 Expenses payable", "No tax", "", "", "100.00"],
    ]


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4), min_size=1, max_size=4))
def test_every_cell_keeps_its_place_on_the_clipboard(rows: list[list[str]]) -> None:
    text = tsv(rows)

    lines = text.split("\n")
    assert [len(line.split("\t")) for line in lines] == [len(row) for row in rows]
    assert not any(
        cell.startswith(("=", "@")) for line in lines for cell in line.split("\t")
    )


def test_numbers_stay_numbers_on_the_clipboard() -> None:
    assert tsv_line(("-12.50", "-12,50", "+44 20", "=1", "a\tb")) == (
        "-12.50\t-12,50\t'+44 20\t'=1\ta b"
    )


def test_a_table_in_a_dialog_copies_too(open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    press(window, "Ctrl+/")
    rest(qtbot, window)
    table = dialog(window, Keys).findChild(Table)
    assert isinstance(table, Table)

    table.setFocus()
    press(table, "Ctrl+C")

    assert "\t" in QGuiApplication.clipboard().text()
