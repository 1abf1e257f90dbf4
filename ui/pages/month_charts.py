"""The two charts of Today: what was spent, and how much of it is in Xero."""
# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from app.domain.trends import Month, months
from ui.engine import Engine
from ui.models.filters import Slice
from ui.models.trends import currencies, spending, standings
from ui.pages.chart_card import ChartCard
from ui.pages.page import Going
from ui.widgets import glyphs
from ui.widgets.flow import Flow
from ui.widgets.memory import Memory
from ui.widgets.parts import column, holding
from ui.workers.reviewing import ShowMonth

_MONTHS = 12
_REST = 5_000
_LONG_REST = 30_000  # a run has better things to do
_WIDEST = 1_080
_BESIDE = 1_500

Today = Callable[[], date]


class MonthCharts(QWidget):
    """Asks for one month after another, and shows them once all are there.

    Signals:
        going: A bar leads to its reports; the Going.
        drawn: Something is shown for the first time.
    """

    going = Signal(object)
    drawn = Signal()

    def __init__(
        self, engine: Engine, memory: Memory, today: Today | None = None
    ) -> None:
        super().__init__()
        self._today = today or (lambda: datetime.now(UTC).astimezone().date())
        self._months: dict[date, Month] = {}
        self._wanted: list[date] = []
        self._again = False
        self._engine = engine
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._told)
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self.connections = QComboBox()
        self.connections.setAccessibleName("Charts of which connection")
        self.currencies = QComboBox()
        self.currencies.setAccessibleName("Charts in which currency")
        self._memory = memory
        self._made: tuple[ChartCard, ChartCard] | None = None
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._cards.setSpacing(24)
        self._tools = holding(Flow(self.connections, self.currencies))
        self.setLayout(column(self._tools, self._cards, gap=12))
        self.connections.currentIndexChanged.connect(self._offer_currencies)
        self.currencies.currentIndexChanged.connect(self._show)
        self.hide()

    @property
    def spent(self) -> ChartCard:
        """What was spent."""
        return self._both[0]

    @property
    def posted(self) -> ChartCard:
        """What is in Xero, and what waits."""
        return self._both[1]

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        own = (self.connections, self.currencies)
        return (*own, *(stop for card in self._made or () for stop in card.stops))

    def refresh(self) -> None:
        """Look again, though not without a pause after the last time."""
        if self._asking.asking or self._rest.isActive():
            self._again = True
            return
        self._again = False
        self._wanted = list(months(self._today(), _MONTHS))
        self._ask()

    def say(self, overview: Overview) -> None:
        """Offer the connections."""
        offered = [(g.connection.name, g.connection.id) for g in overview.glances]
        every = [("All connections", None), *offered]
        combo = self.connections
        held = [(combo.itemText(i), combo.itemData(i)) for i in range(combo.count())]
        if held != every:
            chosen = combo.currentData()
            with QSignalBlocker(combo):
                combo.clear()
                for name, which in every:
                    combo.addItem(name, which)
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setVisible(len(offered) > 1)
        self._offer_currencies()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override: side by side where there is room for both."""
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        way = QBoxLayout.Direction
        self._cards.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _ask(self) -> None:
        self._asking.ask(ShowMonth(self._wanted[-1]))

    @Slot(object, object)
    def _told(self, _asked: ShowMonth, month: Month) -> None:
        self._months[month.first] = month
        if self._wanted:
            self._wanted.pop()
        if self._wanted:
            self._ask()
            return
        self._rest.start(_LONG_REST if self._engine.running else _REST)
        self._offer_currencies()

    @Slot()
    def _rested(self) -> None:
        if self._again and self.isVisible():
            self.refresh()

    @property
    def _of(self) -> ConnectionId | None:
        chosen = self.connections.currentData()
        return ConnectionId(chosen) if chosen else None

    @property
    def _known(self) -> tuple[Month, ...]:
        wanted = months(self._today(), _MONTHS)
        return tuple(self._months[x] for x in wanted if x in self._months)

    @Slot()
    def _offer_currencies(self) -> None:
        if self._wanted or not self._months:
            return
        offered = list(currencies(self._known, self._of))
        combo = self.currencies
        if offered != [combo.itemText(i) for i in range(combo.count())]:
            chosen = combo.currentText()
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItems(offered)
                combo.setCurrentIndex(max(0, combo.findText(chosen)))
        combo.setVisible(len(offered) > 1)
        several = len(offered) > 1 or self.connections.count() > 2  # noqa: PLR2004
        self._tools.setVisible(several)
        self._show()

    @Slot()
    def _show(self) -> None:
        currency, known = self.currencies.currentText(), self._known
        self.setVisible(bool(currency) or self._of is not None)
        first = self._made is None
        if currency:
            self.spent.show_chart(spending(known, self._of, currency))
            self.posted.show_chart(standings(known, self._of, currency))
            if first:
                self.drawn.emit()
        for card in self._made or ():
            card.setVisible(bool(currency))

    @property
    def _both(self) -> tuple[ChartCard, ChartCard]:
        """Both cards, made when there is something to show: a start has no time."""
        if self._made is None:
            self._made = (
                ChartCard("Spend by month and account", "spent", self._memory),
                ChartCard("In Xero and waiting, by month", "posted", self._memory),
            )
            for card in self._made:
                card.setMaximumWidth(_WIDEST)
                card.wished.connect(self._lead)
                self._cards.addWidget(card)
                glyphs.redress(card)
        return self._made

    @Slot(object)
    def _lead(self, part: Slice) -> None:
        self.going.emit(Going("review", self._of, part=part))
