"""Connections: who is signed in, what each one joins, and by which rules."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.domain.overview import Overview
from app.ports.sign_in import SignInStatus
from ui.engine import Engine
from ui.pages.connection_view import ConnectionView
from ui.pages.page import Going, Page, cramped, head
from ui.pages.sign_ins_card import SignInsCard
from ui.pages.wishes import ExpensifyWish
from ui.widgets import glyphs
from ui.widgets.empty import Empty
from ui.widgets.parts import button, column, emptied, scrolled
from ui.workers.calls import ShowSignIns
from ui.workers.reviewing import Setups
from ui.workers.setups import SetupGlance

_WIDEST = 1080


class Connections(Page):
    """The sign-ins, and one card a connection.

    Signals:
        wished: Something is to be done; the Wish.
    """

    wished = Signal(object)

    key = "connections"
    title = "Connections"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._narrow = False
        self._setups: dict[str, SetupGlance] = {}
        self.statuses: tuple[SignInStatus, ...] = ()
        self._asking, self._asking_who = engine.inquiry(self), engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._asking_who.answered.connect(self._known)
        self.sign_ins = SignInsCard(_WIDEST)
        self.sign_ins.wished.connect(self.wished)
        self.views: tuple[ConnectionView, ...] = ()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        self._area = scrolled(
            column(self.sign_ins, self._cards, None, gap=16, margin=24)
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._empty = Empty(
            "arrows-left-right",
            "No connection yet",
            "A connection joins an Expensify workspace and a Xero organisation.",
            "Add a company",
        )
        self._empty.step.clicked.connect(self.own_wished)
        self._stack.addWidget(self._empty)
        self.add = button("Add a &company", "plus")
        self.add.clicked.connect(self.own_wished)
        self.expensify = button("&Expensify's credentials…", "key")
        self.expensify.clicked.connect(lambda: self.wished.emit(ExpensifyWish()))
        tools = head(self.title, self.expensify, self.add)
        whole = column(tools, self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Override: put facts under each other where there is little room."""
        super().resizeEvent(event)
        narrow = cramped(self)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()

    def arrive(self, going: Going) -> None:
        """Override: look again, at the rules of the one that is led to."""
        super().arrive(going)
        self.refresh()
        glances = self._overview.glances if self._overview else ()
        for glance in glances:
            if glance.connection.id == going.connection_id:
                self._focus(f"Rules for posting of {glance.connection.name}")
                self._area.ensureWidgetVisible(QApplication.focusWidget() or self)

    def refresh(self) -> None:
        """Override: read the set-ups and the sign-ins again."""
        self._asking.ask(Setups())
        self._asking_who.ask(ShowSignIns())

    def say(self, overview: Overview) -> None:
        """Override: show how the connections are."""
        before, self._overview = self._overview, overview
        if before is None or _lasting(before) != _lasting(overview):
            self._show()
        for view, glance in zip(self.views, overview.glances, strict=True):
            view.go_on(glance)

    @Slot(object, object)
    def _answered(self, _asked: Setups, found: tuple[SetupGlance, ...]) -> None:
        setups = {setup.name: setup for setup in found}
        if setups != self._setups:
            self._setups = setups
            self._show()

    @Slot(object, object)
    def _known(self, _asked: ShowSignIns, found: tuple[SignInStatus, ...]) -> None:
        if found != self.statuses:
            self.statuses = found
            self._show()

    def _show(self) -> None:
        focused = self._focused()
        glances = self._overview.glances if self._overview else ()
        self.sign_ins.show_statuses(self.statuses, self._overview)
        emptied(self._cards)
        self.views = tuple(
            ConnectionView(
                glance,
                self._setups.get(glance.connection.name),
                self.statuses,
                _WIDEST,
                narrow=self._narrow,
            )
            for glance in glances
        )
        for view in self.views:
            view.wished.connect(self.wished)
            self._cards.addWidget(view)
            view.show()  # at once, so that it can take the focus
        self._stack.setCurrentIndex(0 if glances or self.statuses else 1)
        glyphs.redress(self)
        self._focus(focused)

    def _focused(self) -> str:
        """The name of the control with the focus, if it is one of the cards'."""
        found = QApplication.focusWidget()
        inside = found is not None and self._stack.isAncestorOf(found)
        return found.accessibleName() if found is not None and inside else ""

    def _focus(self, name: str) -> None:
        """Give the focus back to the control that took the old one's place."""
        if not name:
            return
        for found in self._stack.findChildren(QWidget):
            if found.accessibleName() == name and found.isVisible():
                found.setFocus()
                return


def _lasting(overview: Overview) -> list[tuple[object, ...]]:
    """What cards are made of; the rest changes while a run goes on, and is only said.

    A card that is made anew would go away under the mouse.
    """
    return [
        (x.connection, x.organisation, x.workspace_name, x.signed_in)
        for x in overview.glances
    ]
