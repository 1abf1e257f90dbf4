"""Mapping: what Expensify calls a thing, put on what Xero calls it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QStackedWidget, QTabWidget

from app.domain.mapping import key
from app.domain.mapping_view import MappingView
from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.board import Source, Target
from ui.models.board_words import BOARDS
from ui.models.mapping import (
    accepted,
    account_targets,
    category_sources,
    changes,
    fits,
    news,
    rate_targets,
    rest,
    share,
    tax_sources,
)
from ui.models.mapping_tags import tag_sources, tracking_targets
from ui.pages.mapping_desk import MappingDesk
from ui.pages.page import Going, Page, head
from ui.widgets.board import Board
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.news_bar import NewsBar
from ui.widgets.parts import button, column, holding
from ui.widgets.share_bar import ShareBar

_NAME = 12


class Mapping(Page):
    """Three boards, one each for categories, tags and tax.

    Signals:
        file_wished: A file is to be taken in.
        table_wished: The mapping is to be written into a file.
        copy_wished: Another connection's mapping is to be looked at.
        proposed: Changes are to be looked at; the Proposal.
        versions_shown: Every version; a tuple of VersionView.
        said: What came of an edit, in words.
        sync_wished: A sync is wanted.
    """

    file_wished = Signal()
    table_wished = Signal()
    copy_wished = Signal()
    proposed = Signal(object)
    versions_shown = Signal(object)
    said = Signal(str)
    sync_wished = Signal()

    key = "mapping"
    title = "Mapping"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self._wanted = memory.text("mapping/connection")
        self._looked_for = ""
        self._view: MappingView | None = None
        self.desk = MappingDesk(engine, self)
        self.connections = QComboBox()
        self.connections.setAccessibleName("Connection")
        fit = QComboBox.SizeAdjustPolicy.AdjustToContents
        self.connections.setSizeAdjustPolicy(fit)
        self.connections.setMinimumContentsLength(_NAME)
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search (Ctrl+F)")
        self.search.setAccessibleName("Search categories, tags and taxes")
        self.undo = button("&Undo", "arrow-u-up-left")
        self.redo = button("&Redo", "arrow-u-up-right")
        self.more = button("&More", "dots-three")
        self.share = ShareBar()
        self.news = NewsBar("Changed in Xero")
        self.tabs = QTabWidget()
        self.tabs.setObjectName("mapping")
        self.tabs.setAccessibleName("What is mapped")
        self.boards = {
            name: Board(words, fits, Empty(*empty)) for name, _, words, empty in BOARDS
        }
        self.nothing = Empty(
            "arrows-left-right",
            "Nothing to map yet",
            "A sync reads the workspace's categories and the chart of accounts.",
            "Sync now",
        )
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def view(self) -> MappingView | None:
        """The mapping that is shown."""
        return self._view

    @property
    def board(self) -> Board:
        """The board in front."""
        return list(self.boards.values())[self.tabs.currentIndex()]

    def arrive(self, going: Going) -> None:
        """Override: show what another page leads to."""
        if going.connection_id is not None:
            self._choose(going.connection_id)
        if going.chip:
            self.tabs.setCurrentIndex(0)
            self.boards["categories"].filter(going.chip)
        self._looked_for = key(going.text)
        self.refresh()
        self.board.list.setFocus()

    def refresh(self) -> None:
        """Override: look again."""
        self.desk.refresh()

    def say(self, overview: Overview) -> None:
        """Override: offer the connections."""
        offered = [(g.connection.name, g.connection.id) for g in overview.glances]
        held = [
            (self.connections.itemText(i), self.connections.itemData(i))
            for i in range(self.connections.count())
        ]
        if offered != held:
            with QSignalBlocker(self.connections):
                self.connections.clear()
                for name, which in offered:
                    self.connections.addItem(name, which)
                found = self.connections.findData(self._wanted)
                self.connections.setCurrentIndex(max(0, found))
            self._show_connection()
        self.connections.setVisible(len(offered) > 1)
        if not offered:
            self._stack.setCurrentIndex(1)

    def seek(self) -> None:
        """Override: the search."""
        self.search.setFocus()
        self.search.selectAll()

    def keep(self) -> None:
        """Override: the connection, the tab and the widths."""
        self._memory.keep("mapping/connection", self.connections.currentData() or "")
        self._memory.keep("mapping/tab", self.tabs.currentIndex())
        for name, board in self.boards.items():
            self._memory.keep(f"mapping/{name}", board.state())
            self._memory.keep(f"mapping/{name}-bar", board.foot.bar.value())

    def others(self) -> tuple[tuple[str, ConnectionId], ...]:
        """List the other connections by name."""
        every = range(self.connections.count())
        found = (
            (self.connections.itemText(i), self.connections.itemData(i)) for i in every
        )
        return tuple((name, of) for name, of in found if of != self.desk.connection)

    def step_back(self) -> None:
        """Take the last change back, if the page is seen."""
        if self.isVisible():
            self.desk.undo()

    def step_forth(self) -> None:
        """Make it again, if the page is seen."""
        if self.isVisible():
            self.desk.redo()

    def take_in(self, file: Path) -> None:
        """Look what a file would change."""
        self.desk.propose_file(file)

    def _arrange(self) -> None:
        for name, title, _, _ in BOARDS:
            self.tabs.addTab(self.boards[name], title)
            self.boards[name].restore(self._memory.state(f"mapping/{name}"))
            bar = self.boards[name].foot.bar
            bar.setValue(self._memory.number(f"mapping/{name}-bar", bar.value()))
        self.tabs.setCurrentIndex(self._memory.number("mapping/tab"))
        self.tabs.setDocumentMode(True)
        self.undo.setToolTip("Take the last change back (Ctrl+Z)")
        self.redo.setToolTip("Make it again (Ctrl+Shift+Z)")
        menu = QMenu(self.more)
        menu.addAction("Take in a &file…", self.file_wished.emit)
        menu.addAction("&Write a table…", self.table_wished.emit)
        menu.addAction("&Copy from another connection…", self.copy_wished.emit)
        menu.addSeparator()
        menu.addAction("&Versions…", self.desk.versions)
        self.more.setMenu(menu)
        tools = (self.connections, self.search, self.undo, self.redo, self.more)
        inner = column(self.share, self.news, self.tabs, gap=0)
        inner.setStretch(2, 1)
        self._stack.addWidget(holding(inner))
        self._stack.addWidget(self.nothing)
        whole = column(head(self.title, *tools), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._say_course()

    def _connect(self) -> None:
        self.connections.currentIndexChanged.connect(self._show_connection)
        self.search.textChanged.connect(self._narrow)
        self.news.put_away.connect(self._put_news_away)
        self.undo.clicked.connect(self.desk.undo)
        self.redo.clicked.connect(self.desk.redo)
        self.nothing.step.clicked.connect(self.sync_wished)
        self.tabs.currentChanged.connect(self._narrow)
        self.desk.shown.connect(self._show)
        self.desk.travelled.connect(self._say_course)
        self.desk.said.connect(self.said)
        self.desk.proposed.connect(self.proposed)
        self.desk.versions_shown.connect(self.versions_shown)
        for board in self.boards.values():
            board.paired.connect(self._pair)
            board.accepted.connect(self._accept)

    def _choose(self, connection_id: ConnectionId) -> None:
        found = self.connections.findData(connection_id)
        if found < 0:
            self._wanted = connection_id
        elif found != self.connections.currentIndex():
            self.connections.setCurrentIndex(found)

    @Slot()
    def _show_connection(self) -> None:
        chosen = self.connections.currentData()
        self._wanted = chosen or self._wanted
        self.desk.show(ConnectionId(chosen) if chosen else None)
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _show(self, view: MappingView | None) -> None:
        self._view = view
        self._stack.setCurrentIndex(1 if view is None else 0)
        if view is None:
            return
        self.share.say(
            share(view), rest(view), view.percent, any_spent=bool(view.spent)
        )
        self.news.say(news(view, self._memory.number(self._news_key)))
        self.boards["categories"].show_sides(
            category_sources(view), account_targets(view)
        )
        self.boards["tags"].show_sides(tag_sources(view), tracking_targets(view))
        taxes = tax_sources(view) if view.inclusive else ()
        self.boards["tax"].show_sides(taxes, rate_targets(view))
        if self._looked_for:
            self._look_for(self._looked_for)
            self._looked_for = ""

    @property
    def _news_key(self) -> str:
        return f"mapping/news-{self.desk.connection}"

    @Slot()
    def _put_news_away(self) -> None:
        if self._view is not None and self._view.news:
            self._memory.keep(self._news_key, self._view.news[0].number)
            self.news.say("")

    def _look_for(self, about: str) -> None:
        """Select a category, or those on an account, or a tag that was named."""
        board, account = self.boards["categories"], about.rsplit(" ", 1)[-1]
        every = category_sources(self._view) if self._view else ()
        found = [x.key for x in every if x.key == about]
        tag = about.partition(": ")[2]
        if tag and not found and self._view:
            named = [x for x in tag_sources(self._view) if key(x.name) == tag]
            self.tabs.setCurrentIndex(list(self.boards).index("tags"))
            self.boards["tags"].look_at([x.key for x in named])
            return
        self.tabs.setCurrentIndex(0)
        found = found or [x.key for x in every if key(x.target) == account]
        if found:
            board.look_at(found)
        else:
            board.look_at_target(account)

    @property
    def _seen(self) -> bool:
        """Whether the boards are those of the connection that is chosen."""
        view = self._view
        return view is not None and view.connection.id == self.desk.connection

    @Slot(object, object)
    def _pair(self, sources: Sequence[Source], target: Target | None) -> None:
        if self._seen:
            self.board.go_on()
            self.desk.change(changes(sources, target))

    @Slot(object)
    def _accept(self, sources: Sequence[Source]) -> None:
        if self._seen:
            self.board.go_on()
            self.desk.change(accepted(sources))

    @Slot()
    def _narrow(self) -> None:
        self.board.narrow(self.search.text())

    @Slot()
    def _say_course(self) -> None:
        self.undo.setEnabled(self.desk.can_undo)
        self.redo.setEnabled(self.desk.can_redo)
