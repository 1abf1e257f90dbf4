"""Check: whether anything is lost, doubled, changed unseen or tampered with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.findings import Findings
from app.domain.overview import Overview
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.findings import Line, lines
from ui.models.period import Period, days
from ui.models.words import moment
from ui.pages.completeness_card import CompletenessCard
from ui.pages.page import Going, Page, head
from ui.widgets import glyphs
from ui.widgets.empty import Empty
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.looks import STATES
from ui.widgets.parts import (
    Size,
    button,
    column,
    emptied,
    holding,
    label,
    paragraph,
    row,
    scrolled,
)
from ui.workers.questions import Ended
from ui.workers.undo import CheckRun

_WIDEST = 860
_SHOWN = 100
_WORDS = (
    "A check adds up what Expensify has against what is posted, ready, held or set "
    "aside, looks whether anything changed in Xero, and walks the whole history."
)


class Check(Page):
    """What the last check found, since the window was opened.

    Signals:
        check_wished: A check is wanted; the CheckRun.
    """

    check_wished = Signal(object)

    key = "check"
    title = "Check"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._names: dict[str, str] = {}
        self.connections, self.period = QComboBox(), QComboBox()
        self.connections.setAccessibleName("Connection")
        self.connections.addItem("All connections", "")
        self.connections.hide()
        self.period.setAccessibleName("Days of approval")
        for offered in Period:
            self.period.addItem(offered.value, offered)
        self.first, self.last = _day("First day"), _day("Last day")
        self.now = button("&Check now", "check-circle", "primary")
        self.nothing = Empty("shield-check", "Not checked yet", _WORDS, "Check now")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(24)
        self._stack = QStackedWidget()
        self._arrange()
        self.period.currentIndexChanged.connect(self._chosen)
        self.now.clicked.connect(self._wish)
        self.nothing.step.clicked.connect(self._wish)
        engine.ended.connect(self._ended)
        engine.busy.connect(self._busy)
        self._busy(engine.running)

    @property
    def run(self) -> CheckRun:
        """The check that is chosen."""
        chosen = self.connections.currentData()
        ids = (ConnectionId(chosen),) if chosen else ()
        period = Period(self.period.currentData())
        today = date.today()  # noqa: DTZ011 - the day on this computer's clock
        if period is Period.OTHER:
            return CheckRun(ids, _picked(self.first), _picked(self.last))
        return CheckRun(ids, *days(period, today))

    def arrive(self, going: Going) -> None:
        """Override: choose the connection that is led to."""
        super().arrive(going)
        at = self.connections.findData(going.connection_id)
        if at > 0:
            self.connections.setCurrentIndex(at)

    def say(self, overview: Overview) -> None:
        """Override: offer the connections."""
        names = {str(g.connection.id): g.connection.name for g in overview.glances}
        if names == self._names:
            return
        self._names = names
        chosen = self.connections.currentData()
        with QSignalBlocker(self.connections):
            while self.connections.count() > 1:
                self.connections.removeItem(1)
            for which, name in names.items():
                self.connections.addItem(name, which)
            self.connections.setCurrentIndex(max(0, self.connections.findData(chosen)))
        self.connections.setVisible(len(names) > 1)

    def show_findings(self, findings: Findings, at: datetime) -> None:
        """Show what a check found."""
        emptied(self._cards)
        self._cards.addWidget(self._verdict(findings, at))
        for each in findings.completeness:
            name = self._names.get(each.connection_id, each.connection_id)
            card = CompletenessCard(each, name)
            card.report_wished.connect(self._show_report)
            self._cards.addWidget(card)
        self._stack.setCurrentIndex(1)
        glyphs.redress(self)

    def _arrange(self) -> None:
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(scrolled(column(self._cards, None, margin=24)))
        self._chosen()
        tools = (self.connections, self.period, self.first, self.last, self.now)
        whole = column(head(self.title, *tools), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _verdict(self, findings: Findings, at: datetime) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        fine = findings.ok
        words = "All is well" if fine else "Something needs a person"
        look = ("check-circle", "posted") if fine else ("warning", "attention")
        top = row(GlyphLabel(*look, 20), label(words, Size.SECTION), None)
        top.addWidget(label(f"Checked {moment(at)}", ink="second"))
        told = list(lines(findings, self._names))
        made = [self._line(line) for line in told[:_SHOWN]]
        if len(told) > _SHOWN:
            made.append(label("And more; vouch check lists everything.", ink="second"))
        card.setLayout(column(top, 4, *made, margin=16))
        return card

    def _line(self, line: Line) -> QWidget:
        look = ("check-circle", "posted") if line.fine else ("warning", "attention")
        if line.posting is not None:
            state = STATES[line.posting.state]
            look = (state.glyph, state.tone)
        made = row(GlyphLabel(*look), paragraph(line.words))
        made.setStretch(1, 1)
        if line.posting is not None:
            show = button("Show in Review", "arrow-right", "link")
            show.clicked.connect(self._leading_to(line.posting.report_id))
            made.addWidget(show)
        return holding(made)

    def _leading_to(self, report_id: str) -> Callable[[], None]:
        return lambda: self._show_report(report_id)

    @Slot(str)
    def _show_report(self, report_id: str) -> None:
        self.going.emit(Going("review", text=report_id))

    @Slot()
    def _chosen(self) -> None:
        other = self.period.currentData() == Period.OTHER
        self.first.setVisible(other)
        self.last.setVisible(other)

    @Slot()
    def _wish(self) -> None:
        if not self._engine.running:
            self.check_wished.emit(self.run)

    @Slot(bool)
    def _busy(self, busy: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.now.setEnabled(not busy)
        self.nothing.step.setEnabled(not busy)

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        for found in ended.result:
            if isinstance(found, Findings):
                self.show_findings(found, datetime.now(UTC))


def _day(name: str) -> QDateEdit:
    made = QDateEdit(QDate.currentDate())
    made.setCalendarPopup(True)
    made.setDisplayFormat("dd MMM yyyy")
    made.setAccessibleName(name)
    return made


def _picked(edit: QDateEdit) -> date:
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())
