"""What views show, and when a long list fetches."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.domain.postings import State
from tests.fakes.services import posting, report_of, row_of
from ui.models.journal import expense_columns, line_columns
from ui.models.paged import PIECE, PagedModel
from ui.models.postings import PostingsModel
from ui.models.table import Column, Roles, TableModel

ACROSS = Qt.Orientation.Horizontal


@dataclass(frozen=True)
class Thing:
    name: str


NAME = Column[Thing]("Name", lambda thing: thing.name)


def things(first: int, count: int) -> list[Thing]:
    return [Thing(f"t{number}") for number in range(first, first + count)]


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    """Have Qt warn, and so fail the test, at every broken promise of a model."""
    return QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )


def test_a_table_keeps_the_rules_of_its_views() -> None:
    model: TableModel[Thing] = TableModel((NAME,))
    watch = watched(model)

    model.show(things(0, 5))
    model.show(things(0, 2))

    assert watch.model() is model


def test_a_long_list_keeps_the_rules_of_its_views() -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    watch = watched(model)

    model.restart(3 * PIECE, 0, things(0, PIECE))
    model.put(4 * PIECE, 1, things(PIECE, PIECE))
    model.put(2 * PIECE, 0, things(1, PIECE))
    model.expire()

    assert watch.model() is model


def test_postings_keep_the_rules_of_their_view() -> None:
    model = PostingsModel()
    watch = watched(model)

    model.restart(3, 0, [row_of(posting(number)) for number in range(3)])
    model.tick([row_of(posting(1))], on=True)

    assert watch.model() is model


def test_a_journal_line_is_blank_on_its_other_side() -> None:
    journal = posting(1).journal
    assert journal is not None
    model = TableModel(line_columns("GBP", {"493": "Travel"}, ("Region",)))

    model.show(journal.lines)

    titles = [model.headerData(x, ACROSS) for x in range(model.columnCount())]
    debit = [model.index(0, x).data() for x in range(model.columnCount())]
    credit = [model.index(1, x).data() for x in range(model.columnCount())]
    assert titles == ["Description", "Account", "Tax Rate", "Region", "Debit", "Credit"]
    assert debit == ["Taxi", "493 Travel", "No tax", "North", "100.01", ""]
    assert credit == ["Ann Lee", "801", "No tax", "", "", "100.01"]


def test_expenses_show_only_the_columns_that_say_something() -> None:
    expenses = report_of(posting(1)).expenses

    columns = expense_columns("GBP", expenses, lambda expense: expense.amount)

    titles = [column.title for column in columns]
    assert titles == ["Date", "Merchant", "Category", "Tags", "Amount", "Receipt"]


def test_what_is_looked_at_and_missing_is_announced(qtbot: QtBot) -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    model.restart(3 * PIECE, 0, things(0, PIECE))

    with qtbot.waitSignal(model.missed) as missed:
        blank = model.index(PIECE + 7, 0).data()

    assert blank is None
    assert missed.args == [1]


def test_a_piece_fills_its_place() -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    model.restart(3 * PIECE, 0, things(0, PIECE))

    model.put(3 * PIECE, 1, things(PIECE, PIECE))

    assert model.index(PIECE + 7, 0).data() == f"t{PIECE + 7}"


def test_a_stale_piece_is_shown_until_its_fresh_twin_comes(qtbot: QtBot) -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    model.restart(2, 0, things(0, 2))

    model.expire()
    with qtbot.waitSignal(model.missed):
        shown = model.index(0, 0).data()
    model.put(1, 0, things(5, 1))

    assert shown == "t0"
    assert model.rowCount() == 1
    assert model.index(0, 0).data() == "t5"


def test_equal_rows_are_not_painted_again(qtbot: QtBot) -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    model.restart(2, 0, things(0, 2))

    with qtbot.assertNotEmitted(model.dataChanged):
        model.put(2, 0, things(0, 2))


def test_only_so_much_of_a_long_list_is_held() -> None:
    model: PagedModel[Thing] = PagedModel((NAME,))
    model.restart(500 * PIECE, 0, things(0, PIECE))

    for piece in range(500):
        model.put(500 * PIECE, piece, things(piece * PIECE, PIECE))

    assert sum(1 for _ in model.held()) == 60 * PIECE


def test_a_tick_outlives_its_page() -> None:
    model = PostingsModel()
    row = row_of(posting(1))
    model.restart(1, 0, [row])

    model.setData(
        model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    )
    model.restart(1, 0, [row_of(posting(2))])

    assert list(model.ticks) == [row.id]


def test_a_ticked_posting_is_known_as_it_is_now() -> None:
    model = PostingsModel()
    model.restart(1, 0, [row_of(posting(1))])
    model.tick([row_of(posting(1))], on=True)

    model.put(1, 0, [row_of(posting(1, State.POSTED))])

    (ticked,) = model.ticks.values()
    assert ticked.state is State.POSTED


def test_a_posting_is_copied_as_cells_and_spoken_as_a_sentence() -> None:
    model = PostingsModel()
    model.restart(1, 0, [row_of(posting(1, State.BLOCKED))])
    index = model.index(0, 0)

    copied = str(index.data(Roles.COPIED)).split("\t")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert copied[:6] == [
        "02 Aug 2026",
        "R00000000001",
        "Person 1",
        "Trip 1",
        "100.01",
        "GBP",
    ]
    assert spoken.startswith("Report Trip 1, Person 1, 100.01 GBP, 02 Aug 2026, Needs")


def test_a_cell_says_its_heading_to_those_who_listen() -> None:
    model = TableModel(line_columns("GBP", {}, ()))
    journal = posting(1).journal
    assert journal is not None
    model.show(journal.lines)

    role = Qt.ItemDataRole.AccessibleTextRole
    said = [model.index(row, 4).data(role) for row in range(2)]

    assert model.index(0, 3).data(role) == "Debit 100.01, row 1 of 2"
    assert said == ["Credit empty, row 1 of 2", "Credit 100.01, row 2 of 2"]
