"""Problems: what needs a person, by cause, with the money that is stuck."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.domain.overview import Overview
from app.domain.problems import Code
from app.domain.setup import ConnectionId
from app.domain.troubles import Stuck
from ui.engine import Engine
from ui.models.words import counted
from ui.pages.page import Going, Page, cramped, head
from ui.pages.problem_card import ProblemCard
from ui.widgets import glyphs
from ui.widgets.empty import Empty
from ui.widgets.parts import button, column, emptied, label, scrolled
from ui.workers.reviewing import WhatIsStuck


class Problems(Page):
    """One card a cause.

    Signals:
        retried: Just these are to be tried again; their ids.
        posted: What Xero refused is to be posted again; the groups.
    """

    retried = Signal(object)
    posted = Signal(object)

    key = "problems"
    title = "Problems"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._shown: tuple[Stuck, ...] | None = None
        self._names: dict[ConnectionId, str] = {}
        self._opened: set[Code | None] = set()
        self._narrow = False
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self._area = scrolled(column(self._cards, None, gap=0, margin=24))
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._area)
        self._stack.addWidget(
            Empty(
                "check-circle",
                "Nothing needs a person",
                "Reports that cannot be posted as they are stand here, by cause.",
            )
        )
        self._sum = label("", ink="second")
        self.again = button("Try all &again", "arrows-clockwise")
        self.again.setToolTip("Read these reports and the books again (Ctrl+Shift+F5)")
        self.again.clicked.connect(self.retry_all)
        whole = column(head(self.title, self._sum, self.again), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: look again."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: gather anew."""
        self._asking.ask(WhatIsStuck())

    def say(self, overview: Overview) -> None:
        """Override: learn the names of the connections."""
        names = {g.connection.id: g.connection.name for g in overview.glances}
        if names != self._names:
            self._names = names
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Override: put rows in lines where there is little room for the text."""
        super().resizeEvent(event)
        narrow = cramped(self)
        if narrow != self._narrow:
            self._narrow = narrow
            self._fill()

    @Slot()
    def retry_all(self) -> None:
        """Try everything again that reading it again can mend."""
        found = [x for x in self._shown or () if x.can_retry]
        ids = tuple(dict.fromkeys(which for x in found for which in x.ids))
        if ids:
            self.retried.emit(ids)

    @Slot(object, object)
    def _answered(self, _asked: WhatIsStuck, found: tuple[Stuck, ...]) -> None:
        if found != self._shown:
            self._shown = found
            self._fill()

    def _fill(self) -> None:
        found = self._shown
        if found is None:
            return
        focused = QApplication.focusWidget()
        held = focused is not None and self._area.isAncestorOf(focused)
        emptied(self._cards)
        causes = {x.code: [y for y in found if y.code == x.code] for x in found}
        most = sorted(causes, key=lambda code: -sum(x.count for x in causes[code]))
        for code in most:
            self._cards.addWidget(self._card(causes[code]))
        self._sum.setText(counted(len(causes), "cause") if causes else "")
        self.again.setVisible(any(x.can_retry for x in found))
        self._stack.setCurrentIndex(1 if found else 2)
        glyphs.redress(self)
        if held:
            self._area.setFocus()

    def _card(self, groups: list[Stuck]) -> ProblemCard:
        code = groups[0].code
        card = ProblemCard(
            groups, self._names, whole=code in self._opened, narrow=self._narrow
        )
        card.going.connect(self.going)
        card.retried.connect(self.retried)
        card.posted.connect(self.posted)
        card.opened.connect(lambda: self._open(code))
        return card

    def _open(self, code: Code | None) -> None:
        self._opened.add(code)
        self._fill()
