"""A chart with its sentence, and its numbers as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.models.filters import Slice
from ui.models.table import TableModel
from ui.models.trends import (
    Chart,
    Series,
    columns,
    days_of,
    month_name,
    summary,
    table_rows,
)
from ui.models.words import span
from ui.widgets.memory import Memory
from ui.widgets.parts import Size, button, column, label, paragraph, row
from ui.widgets.table import Table

if TYPE_CHECKING:
    from ui.widgets.bar_chart import BarChart

_ROWS = 14


class ChartCard(QFrame):
    """One chart; every bar and every row of its table leads to the reports behind.

    Signals:
        wished: Some reports are to be shown; the Slice.
    """

    wished = Signal(object)

    def __init__(self, title: str, name: str, memory: Memory) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = title
        self._chart: Chart | None = None
        self._bars: BarChart | None = None
        self.words = paragraph(ink="second")
        self.current = label("", Size.HINT)
        self.numbers = button("Show numbers", "table", "quiet")
        self.numbers.setCheckable(True)
        self.model: TableModel[Series] = TableModel((), self)
        self.table = Table(name, memory)
        self.table.setAccessibleName(f"{title} in numbers")
        self.table.setModel(self.model)
        self._stack = QStackedWidget()
        head = row(label(title, Size.SECTION), None, self.numbers)
        self.setLayout(
            column(head, self.words, self._stack, self.current, gap=8, margin=16)
        )
        self.numbers.toggled.connect(self._turn)
        self.table.activated.connect(self._row_wished)

    @property
    def bars(self) -> BarChart:
        """The bars; what draws them is loaded when they are first wanted."""
        if self._bars is None:
            from ui.widgets.bar_chart import BarChart  # noqa: PLC0415 - a big library

            self._bars = BarChart(self._title)
            self._bars.looked_at.connect(self.current.setText)
            self._bars.picked.connect(self._bar_wished)
            self._stack.addWidget(self._bars)
            self._stack.addWidget(self.table)
        return self._bars

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (self.numbers, self.bars, self.table)

    def show_chart(self, chart: Chart) -> None:
        """Show these months."""
        words = summary(chart)
        self.words.setText(words)
        self.bars.show_chart(chart, words)
        if chart == self._chart:
            return
        self._chart = chart
        self.model.show(table_rows(chart), columns(chart))
        self.current.setText("")
        self._turn()

    def _turn(self) -> None:
        """Be as high as what is shown."""
        as_table = self.numbers.isChecked()
        said = "Show bars" if as_table else "Show numbers"
        self.numbers.setText(f" {said}")
        self.numbers.setAccessibleName(f"{self._title}: {said.lower()}")
        self._stack.setCurrentIndex(1 if as_table else 0)
        self.current.setVisible(not as_table)
        rows = min(self.model.rowCount(), _ROWS) + 2
        high = rows * self.table.verticalHeader().defaultSectionSize()
        least = self.bars.minimumHeight()
        self._stack.setFixedHeight(high if as_table else least)
        if as_table and self.numbers.hasFocus():
            self.table.setFocus()
            self.table.selectRow(0)

    @Slot(int, int)
    def _bar_wished(self, month: int, series: int) -> None:
        if self._chart is not None:
            self._wish(self._chart, self._chart.series[series], month)

    @Slot(QModelIndex)
    def _row_wished(self, index: QModelIndex) -> None:
        if self._chart is not None:
            self._wish(self._chart, self.model.records[index.row()], None)

    def _wish(self, chart: Chart, series: Series, month: int | None) -> None:
        first, last = days_of(chart, month)
        when = span(first, last) if month is None else month_name(first)
        whole = series.account is None and series.standing is None
        what = "" if whole else f" · {series.name}"
        states = series.standing.states if series.standing else frozenset()
        part = Slice(
            f"{when}{what}",
            first,
            last,
            series.account,
            states,
            currency=chart.currency,
        )
        self.wished.emit(part)
