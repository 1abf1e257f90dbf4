"""The filter of the history: which kinds, when, and which words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QMenu, QWidget

from app.domain.history import What
from app.domain.listing import HistoryQuery
from app.domain.overview import Overview
from app.domain.postings import State
from ui.models.words import counted
from ui.widgets.flow import Flow
from ui.widgets.parts import button, column, label

_TYPING = 150
_SHORT = 12
_SHRINKS = QComboBox.SizeAdjustPolicy.AdjustToContents
_ANY = "any"
_SPANS = (
    (_ANY, "Any time"),
    ("0", "Today"),
    ("6", "Last 7 days"),
    ("29", "Last 30 days"),
    ("364", "Last 365 days"),
    ("between", "Between…"),
)


class HistoryFilter(QWidget):
    """Makes the question that the history answers.

    Signals:
        changed: The question is another.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setPlaceholderText("Search (Ctrl+F)")
        self.search.setAccessibleName("Search history")
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        self.report = QLineEdit(clearButtonEnabled=True)
        self.report.setPlaceholderText("Report id")
        self.report.setAccessibleName("Report id")
        self.report.setMaximumWidth(self.fontMetrics().averageCharWidth() * 22)
        self.kinds = button("All kinds")
        self.kinds.setAccessibleName("Kinds of event")
        self.kinds.setMenu(self._kinds_menu())
        self.connections = QComboBox()
        self.connections.setAccessibleName("Connection")
        self.connections.addItem("All connections", "")
        self.connections.hide()
        self.who = QLineEdit(clearButtonEnabled=True)
        self.who.setPlaceholderText("Person")
        self.who.setAccessibleName("Person")
        self.who.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18)
        self.states = QComboBox()
        self.states.setAccessibleName("State that was reached")
        self.states.addItem("Any state", "")
        for state in State:
            self.states.addItem(state.words, state.value)
        self.spans = QComboBox()
        self.spans.setAccessibleName("When")
        for key, words in _SPANS:
            self.spans.addItem(words, key)
        self.first, self.last = _day_edit("First day"), _day_edit("Last day")
        self._to = label("to", ink="second")
        self._typed = QTimer(self, singleShot=True, interval=_TYPING)
        self._arrange()
        self._connect()
        self._show_days()

    @property
    def query(self) -> HistoryQuery:
        """The question."""
        since, until = self._bounds()
        return HistoryQuery(
            report_id=self.report.text().strip(),
            connection_id=self.connections.currentData() or "",
            who=self.who.text().strip(),
            state=self.states.currentData() or "",
            what=frozenset(a.data() for a in self._kinds if a.isChecked()),
            text=self.search.text().strip(),
            since=since,
            until=until,
        )

    def say(self, overview: Overview) -> None:
        """Offer the connections that there are."""
        offered = [(g.connection.name, g.connection.id) for g in overview.glances]
        combo = self.connections
        of = range(1, combo.count())
        if offered != [(combo.itemText(i), combo.itemData(i)) for i in of]:
            chosen = combo.currentData()
            with QSignalBlocker(combo):
                while combo.count() > 1:
                    combo.removeItem(1)
                for name, which in offered:
                    combo.addItem(name, which)
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setVisible(len(offered) > 1)

    def _arrange(self) -> None:
        said = (self.kinds, self.states, self.report, self.who, self.connections)
        for each in (self.states, self.connections, self.spans):
            each.setMinimumContentsLength(_SHORT)
            each.setSizeAdjustPolicy(_SHRINKS)
        made = column(Flow(*said, self.spans, self.first, self._to, self.last))
        made.setContentsMargins(16, 8, 16, 8)
        self.setLayout(made)

    def _connect(self) -> None:
        self._typed.timeout.connect(self.changed)
        self.search.textChanged.connect(self._typed.start)
        self.report.textChanged.connect(self._typed.start)
        self.who.textChanged.connect(self._typed.start)
        self.states.currentIndexChanged.connect(self.changed)
        self.connections.currentIndexChanged.connect(self.changed)
        self.spans.currentIndexChanged.connect(self._span_chosen)
        self.first.dateChanged.connect(self.changed)
        self.last.dateChanged.connect(self.changed)

    def _kinds_menu(self) -> QMenu:
        menu = QMenu(self)
        self._kinds: list[QAction] = []
        for what in sorted(What):
            action = menu.addAction(what.capitalize())
            action.setCheckable(True)
            action.setData(what.value)
            action.toggled.connect(self._kind_chosen)
            self._kinds.append(action)
        return menu

    def _kind_chosen(self) -> None:
        chosen = [action.text() for action in self._kinds if action.isChecked()]
        one = chosen[0] if chosen else "All kinds"
        many = counted(len(chosen), "kind")
        self.kinds.setText(many if len(chosen) > 1 else one)
        self.changed.emit()

    def _span_chosen(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        between = self.spans.currentData() == "between"
        for part in (self.first, self._to, self.last):
            part.setVisible(between)

    def _bounds(self) -> tuple[datetime | None, datetime | None]:
        chosen = str(self.spans.currentData())
        if chosen == _ANY:
            return None, None
        if chosen == "between":
            first, last = _picked(self.first), _picked(self.last)
            return _midnight(first), _midnight(last + timedelta(days=1))
        today = datetime.now(UTC).astimezone().date()
        return _midnight(today - timedelta(days=int(chosen))), None


def _day_edit(name: str) -> QDateEdit:
    made = QDateEdit(QDate.currentDate())
    made.setCalendarPopup(True)
    made.setDisplayFormat("dd MMM yyyy")
    made.setAccessibleName(name)
    return made


def _picked(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def _midnight(day: date) -> datetime:
    """Give the beginning of a day on this computer's clock."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
