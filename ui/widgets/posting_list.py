"""The list of postings: ticked by Space, copied as rows of a spreadsheet."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.domain.listing import PostingRow
from app.domain.postings import PostingId
from ui.models.postings import PostingsModel
from ui.models.table import Index, Roles
from ui.widgets.posting_delegate import PostingDelegate, row_height


class PostingList(QTableView):
    """Shows a PostingsModel; the current row is the one that is reviewed.

    A table with one column: Qt's list asks for every row before it shows the first.

    Signals:
        looked_at: Another posting became current; its PostingRow.
    """

    looked_at = Signal(object)

    def __init__(self, model: PostingsModel) -> None:
        super().__init__()
        self._postings = model
        self._wanted: PostingId | None = None
        self._shrinking = False
        model.rowsAboutToBeRemoved.connect(self._shrink)  # before Qt's own
        self.setModel(model)
        self.setItemDelegate(PostingDelegate(self))
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Reports")
        model.rowsRemoved.connect(self._shrunk)
        model.dataChanged.connect(self._found)
        model.modelReset.connect(self._found)

    @property
    def current(self) -> PostingRow | None:
        """The posting under review, as the list has it."""
        return self._postings.record(self.currentIndex().row())

    def chosen(self) -> tuple[PostingRow, ...]:
        """Give the selected postings that are there."""
        found = (self._postings.record(row) for row in self._selected())
        return tuple(row for row in found if row is not None)

    def look_for(self, posting_id: PostingId | None) -> None:
        """Keep this posting current as soon as it is there, wherever it stands."""
        self._wanted = posting_id
        self._found()

    def settle(self) -> None:
        """Where the posting looked for is gone, look at what stands in its place.

        It may only have moved, while not all that is in sight has come anew.
        """
        current = self.current
        if self._postings.awaited or current is None:
            return
        if current.id != self._wanted:
            self._wanted = current.id
            self.looked_at.emit(current)

    def step(self) -> None:
        """Go to the next posting, or stay on the last."""
        row = min(self.currentIndex().row() + 1, self._postings.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._postings.index(row, 0))

    def copy(self) -> None:
        """Put the selected rows on the clipboard, tabs between the cells."""
        cells = (
            self._postings.index(row, 0).data(Roles.COPIED) for row in self._selected()
        )
        text = "\n".join(str(cell) for cell in cells if cell)
        QGuiApplication.clipboard().setText(text)

    def toggle(self) -> None:
        """Tick what is selected; if all of it is, take the ticks away."""
        rows = self.chosen()
        every = all(row.id in self._postings.ticks for row in rows)
        self._postings.tick(rows, on=not every)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Override: say which posting is looked at."""
        super().currentChanged(current, previous)
        if self._shrinking:
            return  # nobody went anywhere: the row is gone, the report may not be
        row = self._postings.record(current.row())
        if row is not None and row.id != self._wanted:
            self._wanted = row.id
            self.looked_at.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override: Space ticks."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
            return
        super().keyPressEvent(event)

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _shrink(self) -> None:
        self._shrinking = True

    def _shrunk(self) -> None:
        self._shrinking = False

    def _found(self) -> None:
        if self._wanted is None:
            return
        current = self.current
        if current is not None and current.id == self._wanted:
            return
        for row, record in self._postings.held():
            if record.id == self._wanted:
                self._return_to(row)
                return

    def _return_to(self, row: int) -> None:
        """Have a row current; who has scrolled away from it stays where they look."""
        bar, last = self.verticalScrollBar(), self.currentIndex()
        seen = self.viewport().rect().intersects(self.visualRect(last))
        at = bar.value()
        self.setCurrentIndex(self._postings.index(row, 0))
        if last.isValid() and not seen:
            bar.setValue(at)
