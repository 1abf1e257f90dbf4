"""A journal as Xero shows it, with its totals under the columns."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.journals import Journal, JournalLine
from app.domain.overview import Detail
from ui.models.by_hand import mark
from ui.models.journal import line_columns
from ui.models.table import TableModel
from ui.models.words import amount
from ui.widgets.memory import Memory
from ui.widgets.palette import Tokens, tokens
from ui.widgets.parts import Size, column, sized
from ui.widgets.table import Table

_SIDE = 11
_LINES = 6
_LOOKED_AT = 100
_ROOM = 10


class JournalView(QWidget):
    """Lines, and the totals that have to agree.

    Signals:
        looked_at: Another line became current; the JournalLine, or None.
    """

    looked_at = Signal(object)

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._model: TableModel[JournalLine] = TableModel(line_columns("", {}, ()))
        self.table = Table("journal", memory, yields=True)
        self.table.setAccessibleName("Journal lines")
        self.table.setModel(self._model)
        self.table.selectionModel().currentRowChanged.connect(self._current)
        self.table.setWordWrap(True)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.table.horizontalHeader().sectionResized.connect(self._fitting.start)
        self.table.setMinimumHeight(self.fontMetrics().height() * _LINES)
        self._totals = _Totals(self.table)
        self.setLayout(column(self.table, self._totals, gap=0))

    def show_detail(self, detail: Detail) -> None:
        """Show the journal of a posting."""
        journal = detail.posting.journal
        used = {
            name for x in (journal.lines if journal else ()) for name, _ in x.tracking
        }
        tracking = detail.tracking_names + tuple(
            sorted(used - set(detail.tracking_names))
        )
        currency = detail.posting.currency
        widest = max(journal.debits, journal.credits) if journal else 0
        columns = line_columns(
            currency,
            detail.account_names,
            tracking,
            widest,
            tax_names=detail.tax_names,
            mark=lambda line: mark(line, detail),
        )
        self._model.show(journal.lines if journal else (), columns)
        self._totals.show_journal(journal)
        self._fitting.start()

    def _fit(self) -> None:
        """Give every row a second line as soon as one of them needs it."""
        height = self.fontMetrics().height()
        two = 2 if self._crowded() else 1
        self.table.verticalHeader().setDefaultSectionSize(two * height + _ROOM)

    def _crowded(self) -> bool:
        header, width_of = self.table.horizontalHeader(), self.fontMetrics()
        model = self._model
        return any(
            width_of.horizontalAdvance(model.index(line, column).data())
            > header.sectionSize(column) - 2 * _SIDE
            for line in range(min(_LOOKED_AT, model.rowCount()))
            for column in range(model.columnCount())
        )

    @property
    def line(self) -> JournalLine | None:
        """The line that is looked at."""
        row = self.table.currentIndex().row()
        records = self._model.records
        return records[row] if 0 <= row < len(records) else None

    def _current(self) -> None:
        self.looked_at.emit(self.line)


class _Totals(QWidget):
    """Sums, drawn under the columns they belong to."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        self._journal: Journal | None = None
        self._font = sized(self.font(), Size.STRONG)
        header = table.horizontalHeader()
        header.sectionResized.connect(self.update)
        header.sectionMoved.connect(self.update)
        header.geometriesChanged.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)

    def show_journal(self, journal: Journal | None) -> None:
        """Show the sums of a journal."""
        self._journal = journal
        if journal is not None:
            debit = amount(journal.debits, journal.currency)
            credit = amount(journal.credits, journal.currency)
            even = "in balance" if journal.balanced else "out of balance"
            self.setAccessibleName(f"Total debit {debit}, credit {credit}, {even}")
        self.update()

    def sizeHint(self) -> QSize:
        """Override: one row."""
        return QSize(100, self.fontMetrics().height() + 14)

    def minimumSizeHint(self) -> QSize:
        """Override: one row, however narrow."""
        return QSize(0, self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override: a rule above, then the sums."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.sunken))
        painter.fillRect(0, 0, self.width(), 1, QColor(colours.control))
        if self._journal is not None:
            self._paint_sums(painter, self._journal, colours)
        painter.end()

    def _paint_sums(self, painter: QPainter, journal: Journal, colours: Tokens) -> None:
        painter.setFont(self._font)
        even = journal.balanced
        painter.setPen(QColor(colours.text if even else colours.failed))
        words = "Total" if even else "Out of balance: it cannot be posted"
        inner = self.rect().adjusted(_SIDE, 1, -_SIDE, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        last = self._table.model().columnCount() - 1
        for at, minor in ((last - 1, journal.debits), (last, journal.credits)):
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self._cell(at), align, amount(minor, journal.currency))

    def _cell(self, logical: int) -> QRect:
        header = self._table.horizontalHeader()
        left = header.sectionViewportPosition(logical)
        cell = QRect(left, 1, header.sectionSize(logical), self.height() - 1)
        return cell.adjusted(_SIDE, 0, -_SIDE, 0)
