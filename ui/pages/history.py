"""History: everything that happened, newest first."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget

from app.domain.history import Kept
from app.domain.listing import HistoryPage, HistoryQuery
from ui.engine import Engine
from ui.models.history import HISTORY_COLUMNS, everything
from ui.models.paged import PagedModel
from ui.models.words import counted
from ui.pages.feed import Feed
from ui.pages.history_filter import HistoryFilter
from ui.pages.page import Going, Page, head
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, holding, label, paragraph, row
from ui.widgets.table import Table


class History(Page):
    """A long table that is fetched as it is looked at, and one event in full."""

    key = "history"
    title = "History"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._kept: Kept | None = None
        self.filter = HistoryFilter()
        self.model: PagedModel[Kept] = PagedModel(HISTORY_COLUMNS, self)
        self.table = Table("history", memory)
        self.table.setAccessibleName("Events")
        self.table.setModel(self.model)
        self.feed: Feed[HistoryQuery] = Feed(engine, self.model, HistoryQuery(), self)
        self._count = label("", ink="second")
        self._words = paragraph("Choose an event to see all of it.", ink="second")
        self._show = button("Show the report in Review", "arrow-right", "link")
        self._show.hide()
        self._stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        self._show.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self.filter.changed.connect(self._ask)
        self.feed.answered.connect(self._answered)
        self.feed.show(self.filter.query)

    def arrive(self, going: Going) -> None:
        """Override: show what another page leads to."""
        if going.text:
            self.filter.search.setText(going.text)
        self.refresh()
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def refresh(self) -> None:
        """Override: fetch again what is looked at."""
        self.feed.refresh()

    def seek(self) -> None:
        """Override: the search."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def keep(self) -> None:
        """Override: where the table ends."""
        self._memory.keep("history/split", self._split.saveState())

    def _arrange(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            Empty(
                "clock-counter-clockwise",
                "Nothing found",
                "What happens in Vouch is written here and stays for ever.",
            )
        )
        whole = column(self._words, row(self._show, None), None, margin=12)
        below = holding(whole, "surface")
        below.setMinimumHeight(96)
        self._split.addWidget(self._stack)
        self._split.addWidget(below)
        self._split.setStretchFactor(0, 1)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        state = self._memory.state("history/split")
        if state is not None:
            self._split.restoreState(state)
        tools = head(self.title, self._count, self.filter.search)
        page = column(tools, self.filter, self._split, gap=0)
        page.setStretch(2, 1)
        self.setLayout(page)

    @Slot()
    def _ask(self) -> None:
        self.feed.show(self.filter.query)
        self.table.scrollToTop()

    @Slot(object)
    def _answered(self, page: HistoryPage) -> None:
        self._count.setText(counted(page.matching, "event"))
        self._stack.setCurrentIndex(0 if page.matching else 1)

    @Slot(QModelIndex)
    def _look(self, index: QModelIndex) -> None:
        self._kept = self.model.record(index.row())
        if self._kept is not None:
            self._words.setText(everything(self._kept))
            self._words.setProperty("ink", "")
            self._show.setVisible(bool(self._kept.event.report_id))

    @Slot()
    def _go(self) -> None:
        if self._kept is not None and self._kept.event.report_id:
            self.going.emit(Going("review", text=self._kept.event.report_id))
