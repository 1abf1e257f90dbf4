"""History: everything that happened, newest first, and why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget

from app.domain.overview import Detail, Overview
from app.domain.postings import PostingId
from ui.engine import Engine
from ui.models.events import EventsModel
from ui.models.words import counted, number
from ui.pages.event_feed import EventFeed
from ui.pages.history_filter import HistoryFilter
from ui.pages.history_pane import HistoryPane
from ui.pages.page import Going, Page, head
from ui.widgets.empty import Empty
from ui.widgets.long_table import LongTable
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, label
from ui.workers.reviewing import Look


class History(Page):
    """A long table that is fetched as it is looked at, and one event in full.

    Signals:
        reverse_wished: A journal is to be undone; the ids of one posting.
        replay_wished: A journal is to be posted anew; its Detail.
        export_wished: What is found is to be written; the HistoryQuery.
        chain_wished: The chain of events is to be walked.
    """

    reverse_wished = Signal(object)
    replay_wished = Signal(object)
    export_wished = Signal(object)
    chain_wished = Signal()

    key = "history"
    title = "History"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.filter = HistoryFilter()
        self.model = EventsModel(self)
        self.table = LongTable("history", memory)
        self.table.setAccessibleName("Events")
        self.table.setModel(self.model)
        self.feed = EventFeed(engine, self.model, self)
        self.pane = HistoryPane(engine)
        self._looking = engine.inquiry(self)
        self._count = label("", ink="second")
        self.chain = button("Walk the chain", "shield-check", "quiet")
        self.chain.setToolTip(
            "Every event is chained to the one before it: walk from the first to the "
            "last, and see that none was changed or taken out"
        )
        self.export = button("&Export…", "download-simple")
        self.export.setToolTip("Write what is found as CSV, XLSX or JSON (Ctrl+E)")
        self._stack = QStackedWidget()
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._arrange()
        self._connect()
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
        """Override: what came since, and the journal that is shown."""
        if self.filter.query == self.feed.query:
            self.feed.refresh()
        else:  # another day has begun, or a connection is gone
            self.feed.show(self.filter.query)
        self.pane.refresh()

    def say(self, overview: Overview) -> None:
        """Override: offer the connections."""
        self.filter.say(overview)
        self.pane.allow_links(links=not overview.practice)

    def say_chain(self, words: str, *, sound: bool) -> None:
        """Say how the chain was found when it was walked last."""
        self.chain.setText(f" {words}")
        self.chain.setProperty("ink", "" if sound else "failed")

    def seek(self) -> None:
        """Override: the search."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def keep(self) -> None:
        """Override: where the table ends."""
        self._memory.keep("history/split", self._split.saveState())

    def wish_export(self) -> None:
        """Have what is found written."""
        self.export_wished.emit(self.filter.query)

    def _arrange(self) -> None:
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            Empty(
                "clock-counter-clockwise",
                "Nothing found",
                "What happens in Vouch is written here and stays for ever.",
            )
        )
        self._split.addWidget(self._stack)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([340, 260])
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        state = self._memory.state("history/split")
        if state is not None:
            self._split.restoreState(state)
        tools = (self._count, self.chain, self.export, self.filter.search)
        page = column(head(self.title, *tools), self.filter, self._split, gap=0)
        page.setStretch(2, 1)
        self.setLayout(page)

    def _connect(self) -> None:
        self.table.copying.connect(self.feed.fetch)
        self.table.too_many.connect(self.wish_export)
        self.feed.fetched.connect(self.table.copy_now)
        self.table.activated.connect(self.pane.show_report.click)
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self.model.dataChanged.connect(self._look_again)
        self.model.modelReset.connect(self._look_again)
        self.filter.changed.connect(self._ask)
        self.feed.looked.connect(self._looked)
        self.chain.clicked.connect(self.chain_wished)
        self.export.clicked.connect(self.wish_export)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut("Ctrl+E", self, self.wish_export, context=here)
        self.pane.report_wished.connect(self._go)
        self.pane.reverse_wished.connect(self.reverse_wished)
        self.pane.replay_wished.connect(self._replay)
        self._looking.answered.connect(self._detailed)

    @Slot()
    def _ask(self) -> None:
        self.feed.show(self.filter.query)
        self.table.scrollToTop()

    @Slot(int)
    def _looked(self, left: int) -> None:
        found = self.model.rowCount()
        said = counted(found, "event")
        self._count.setText(
            f"{said} · {number(left)} still to be looked at" if left else said
        )
        self._stack.setCurrentIndex(0 if found or left else 1)
        if found and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    @Slot(QModelIndex)
    def _look(self, index: QModelIndex) -> None:
        kept = self.model.record(index.row())
        if kept is not None or not index.isValid():
            self.pane.show_event(kept)

    @Slot()
    def _look_again(self) -> None:
        self._look(self.table.currentIndex())

    @Slot(str)
    def _go(self, report_id: str) -> None:
        self.going.emit(Going("review", text=report_id))

    @Slot(object)
    def _replay(self, posting_id: PostingId) -> None:
        self._looking.ask(Look(posting_id))

    @Slot(object, object)
    def _detailed(self, _asked: Look, detail: Detail) -> None:
        self.replay_wished.emit(detail)
