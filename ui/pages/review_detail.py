"""The right side of the review: one journal, what is wrong and what lies behind."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from app.domain.overview import Detail
from ui.pages.review_behind import Behind
from ui.pages.review_head import ReviewHead
from ui.pages.review_undo import ReviewUndo
from ui.widgets.empty import Empty
from ui.widgets.journal_view import JournalView
from ui.widgets.memory import Memory
from ui.widgets.parts import column, holding, tab_through
from ui.widgets.problem_notes import ProblemNotes


class ReviewDetail(QStackedWidget):
    """Shows one posting in full, or that none is chosen."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._detail: Detail | None = None
        self._links = False
        self.head = ReviewHead()
        self.undo = ReviewUndo()
        self.notes = ProblemNotes()
        self.journal = JournalView(memory)
        self.behind = Behind(memory)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self._sheet = QStackedWidget()
        self._sheet.addWidget(self.journal)
        self._sheet.addWidget(
            Empty(
                "scales",
                "No journal yet",
                "It is made as soon as nothing stands in its way.",
            )
        )
        self.journal.looked_at.connect(self.behind.show_line)
        self.behind.every_wished.connect(self._show_every)
        self.addWidget(
            Empty(
                "receipt",
                "No report chosen",
                "Choose one at the left to see its journal.",
            )
        )
        self.addWidget(self._whole())

    @property
    def detail(self) -> Detail | None:
        """The posting that is shown."""
        return self._detail

    def allow_links(self, *, links: bool) -> None:
        """Say whether there are pages to open elsewhere."""
        if links != self._links:
            self._links = links
            self.show_detail(self._detail)

    def show_detail(self, detail: Detail | None) -> None:
        """Show a posting, or none."""
        line = self._chosen_line(detail)
        self._detail = detail
        if detail is None:
            self.setCurrentIndex(0)
            return
        self.head.show_detail(detail, links=self._links)
        self.undo.show_detail(detail, links=self._links)
        self.notes.show_detail(detail, links=self._links)
        tab_through(self.head.last, self.undo, self.notes)
        self._sheet.setCurrentIndex(0 if detail.posting.journal else 1)
        self.behind.show_detail(detail, links=self._links)
        self.journal.show_detail(detail)
        if line >= 0:
            self.journal.table.selectRow(line)
        self.setCurrentIndex(1)

    def _chosen_line(self, detail: Detail | None) -> int:
        old = self._detail
        if detail is None or old is None or old.posting.id != detail.posting.id:
            return -1
        return self.journal.table.currentIndex().row()

    def _whole(self) -> QWidget:
        inset = column(self.undo, self.notes, gap=12)
        inset.setContentsMargins(16, 0, 16, 12)
        inner = column(self.head, holding(inset), self._sheet, gap=0)
        inner.setStretch(2, 1)
        above = QScrollArea()
        above.setAccessibleName("Journal")
        above.setWidgetResizable(True)
        above.setFrameShape(QFrame.Shape.NoFrame)
        above.setWidget(holding(inner, "surface"))
        self.split.addWidget(above)
        self.split.addWidget(holding(column(self.behind), "surface"))
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.split.setSizes([460, 170])
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        return self.split

    def _show_every(self) -> None:
        self.journal.table.clearSelection()
        self.journal.table.setCurrentIndex(QModelIndex())
