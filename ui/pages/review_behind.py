"""What lies behind a journal: its expenses, its story, and what it was held against."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from app.domain.expenses import Expense
from app.domain.journals import JournalLine
from app.domain.overview import Detail
from app.domain.preparing import effective
from ui.models.by_hand import CHANGEABLE
from ui.models.history import STORY_COLUMNS, Told, story
from ui.models.journal import RECEIPT, expense_columns
from ui.models.table import TableModel
from ui.models.words import counted
from ui.widgets.browser import open_page
from ui.widgets.checks import CHECK_COLUMNS, Check, checks, origin
from ui.widgets.memory import Memory
from ui.widgets.parts import Size, button, column, holding, label, row
from ui.widgets.table import Table


class Behind(QTabWidget):
    """Three tabs below the journal.

    Signals:
        every_wished: The expenses of all lines are wanted.
        change_wished: What is chosen is to go elsewhere.
    """

    every_wished = Signal()
    change_wished = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self.setAccessibleName("Behind the journal")
        self.tabBar().setAccessibleName("Behind the journal")
        self._detail: Detail | None = None
        self._links = False
        self._expenses: TableModel[Expense] = TableModel(expense_columns(""))
        self._story: TableModel[Told] = TableModel(STORY_COLUMNS)
        self._checks: TableModel[Check] = TableModel(CHECK_COLUMNS)
        self._which, self._origin = label("", Size.HINT), label("", Size.HINT)
        self._every = button("Show all expenses", kind="link")
        self._every.clicked.connect(self.every_wished)
        self.change = button("Change…", "pencil-simple", "link")
        self.change.setToolTip("Another account or tracking, for a reason (F2)")
        self.change.clicked.connect(self.change_wished)
        self._line: JournalLine | None = None
        self.addTab(self._expenses_tab(memory), "Expenses")
        self.addTab(self._story_tab(memory), "Story")
        self.addTab(self._checks_tab(memory), "Checks")
        self.setDocumentMode(True)

    def show_detail(self, detail: Detail, *, links: bool) -> None:
        """Show what lies behind a posting."""
        self._detail = detail
        self._links = links
        self._story.show(story(detail.report, detail.events))
        self._checks.show(checks(detail))
        self._origin.setText(origin(detail))
        self.show_line(None)

    def show_line(self, line: JournalLine | None) -> None:
        """Show the expenses behind one line, or all."""
        detail = self._detail
        if detail is None:
            return
        self._line = line
        currency = detail.posting.currency
        every = detail.report.expenses if detail.report else ()
        expenses = every
        if line is not None:
            behind = frozenset(line.expenses)
            expenses = tuple(x for x in every if x.id in behind)
        columns = expense_columns(currency, every, _worth(currency))
        self._expenses.show(expenses, columns)
        found = counted(len(expenses), "expense")
        self._which.setText(
            f"{found} {'behind this line' if line else 'in the report'}"
        )
        self._every.setVisible(line is not None)
        self._say_change()

    @property
    def chosen(self) -> tuple[Expense, ...]:
        """The expenses that are selected."""
        rows = self.expenses.selectionModel().selectedRows()
        return tuple(self._expenses.records[x.row()] for x in rows)

    def _say_change(self) -> None:
        detail, chosen = self._detail, self.chosen
        changeable = detail is not None and detail.posting.state in CHANGEABLE
        self.change.setVisible(changeable and bool(chosen or self._line))
        many = counted(len(chosen), "expense")
        self.change.setText(f"Change {many}…" if chosen else "Change this line…")

    def _expenses_tab(self, memory: Memory) -> QWidget:
        table = self.expenses = _table("Expenses", self._expenses, memory)
        table.selectionModel().selectionChanged.connect(self._say_change)
        table.activated.connect(self._open_receipt)
        table.clicked.connect(self._open_receipt)
        above = row(self._which, self._every, None, self.change)
        above.setContentsMargins(12, 4, 12, 4)
        return holding(column(above, table, gap=0))

    def _story_tab(self, memory: Memory) -> QWidget:
        return _table("Story", self._story, memory)

    def _checks_tab(self, memory: Memory) -> QWidget:
        table = _table("Checks", self._checks, memory)
        foot = row(self._origin, None)
        foot.setContentsMargins(12, 4, 12, 6)
        return holding(column(table, foot, gap=0))

    def _open_receipt(self, index: QModelIndex) -> None:
        title = self._expenses.headerData(index.column(), Qt.Orientation.Horizontal)
        expense = self._expenses.records[index.row()]
        if title == RECEIPT and expense.receipt_url and self._links:
            open_page(expense.receipt_url)


def _worth(currency: str) -> Callable[[Expense], int]:
    return lambda expense: effective(expense, currency)


def _table(title: str, model: QAbstractItemModel, memory: Memory) -> Table:
    made = Table(title.lower(), memory)
    made.setAccessibleName(title)
    made.setModel(model)
    return made
