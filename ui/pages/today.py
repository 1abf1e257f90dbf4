"""Today: each connection, and what waits for a person there."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from app.domain.listing import HistoryPage, HistoryQuery
from app.domain.overview import Glance, Overview
from app.domain.scheduled_runs import ScheduleGlance
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.schedules import next_run
from ui.pages.connection_card import ConnectionCard
from ui.pages.lately import SHOWN, Lately
from ui.pages.month_charts import MonthCharts
from ui.pages.page import Going, Page, head
from ui.pages.unfinished import Unfinished
from ui.pages.welcome import Welcome
from ui.widgets.empty import Empty
from ui.widgets.memory import Memory
from ui.widgets.parts import button, column, emptied, scrolled
from ui.workers.scheduling import ShowSchedules


class Today(Page):
    """One card a connection.

    Signals:
        sync_wished: A sync of these connections is wanted; their ids.
    """

    sync_wished = Signal(object)

    key = "today"
    title = "Today"

    def __init__(self, engine: Engine, memory: Memory) -> None:
        super().__init__()
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._told)
        self._memory = memory
        self._shown: dict[ConnectionId, ConnectionCard] = {}
        self._next: dict[ConnectionId, str] = {}
        self._cards = QVBoxLayout()
        self._cards.setSpacing(24)
        self._lately = Lately()
        self._lately.all_wished.connect(self._show_history)
        self._planning = engine.inquiry(self)
        self._planning.answered.connect(self._planned)
        self.charts = MonthCharts(engine, memory)
        self.charts.going.connect(self.going)
        self.charts.drawn.connect(self._order_stops)
        self._sync = button("&Sync all", "arrows-clockwise")
        self._sync.setToolTip("Pull approved reports of every connection (F5)")
        self._sync.clicked.connect(lambda: self.sync_wished.emit(()))
        self._sync.hide()
        self.unfinished = Unfinished(engine)
        self.unfinished.wished.connect(lambda: self.going.emit(Going("set-up")))
        self.welcome = Welcome()
        self.welcome.practice_wished.connect(self.practice_wished)
        self.welcome.own_wished.connect(self.own_wished)
        self._stack = QStackedWidget()
        self._stack.addWidget(Empty("hourglass", "Opening…"))
        parts = (self.unfinished, self._cards, self.charts, self._lately)
        cards = column(*parts, None, gap=24, margin=24)
        self._area = scrolled(cards)
        self._stack.addWidget(self._area)
        self._stack.addWidget(scrolled(column(self.welcome)))
        whole = column(head(self.title, self._sync), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: look what happened lately."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: look what happened lately."""
        self._asking.ask(HistoryQuery(limit=SHOWN))
        self._planning.ask(ShowSchedules())
        self.unfinished.refresh()
        self.charts.refresh()

    def show_charts(self) -> None:
        """Bring the charts into view."""
        self._area.ensureWidgetVisible(self.charts.posted)
        self._area.ensureWidgetVisible(self.charts.spent)

    def say(self, overview: Overview) -> None:
        """Override: show every connection as it stands."""
        self.charts.say(overview)
        self._sync.setVisible(bool(overview.glances))
        self._stack.setCurrentIndex(1 if overview.glances else 2)
        glances = {glance.connection.id: glance for glance in overview.glances}
        if list(glances) != list(self._shown):
            emptied(self._cards)
            self._shown = {which: self._card(each) for which, each in glances.items()}
            self._order_stops()
        for which, card in self._shown.items():
            card.show_glance(glances[which])
        self._show_next()

    def _card(self, glance: Glance) -> ConnectionCard:
        card = ConnectionCard(glance, self._memory)
        card.going.connect(self.going)
        card.sync_wished.connect(self.sync_wished)
        self._cards.addWidget(card)
        return card

    @Slot(object, object)
    def _told(self, _asked: HistoryQuery, page: HistoryPage) -> None:
        self._lately.show_events(page.events)

    @Slot()
    def _order_stops(self) -> None:
        """Have Tab go from top to bottom, whatever was made first."""
        cards = (stop for card in self._shown.values() for stop in card.stops)
        stops = (self._sync, *cards, *self.charts.stops, self._lately.every)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    @Slot(object, object)
    def _planned(
        self, _asked: ShowSchedules, schedules: tuple[ScheduleGlance, ...]
    ) -> None:
        self._next = {x.connection_id: next_run(x) for x in schedules}
        self._show_next()

    def _show_next(self) -> None:
        for which, card in self._shown.items():
            card.show_next(self._next.get(which, ""))

    @Slot()
    def _show_history(self) -> None:
        self.going.emit(Going("history"))
