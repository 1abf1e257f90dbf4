"""Connections: what each one joins, and by which rules."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.overview import Glance, Overview
from ui.engine import Engine
from ui.models.words import ago, counted, day, moment, number
from ui.pages.page import Going, Page, head
from ui.widgets.empty import Empty
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import (
    Size,
    button,
    column,
    emptied,
    label,
    paragraph,
    row,
    scrolled,
)
from ui.workers.questions import Setups
from ui.workers.setups import SetupGlance

_WIDEST = 960
_UNKNOWN = "not known yet"
_LOCKS = {
    "hold": "held until the period is open",
    "first_open_day": "moved to the first open day",
    "draft": "saved as drafts",
}
_STATUS = {"POSTED": "posted", "DRAFT": "saved as drafts"}


class Connections(Page):
    """One card a connection, to be read."""

    key = "connections"
    title = "Connections"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._overview: Overview | None = None
        self._setups: dict[str, SetupGlance] = {}
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(16)
        area = scrolled(column(self._cards, None, gap=0, margin=24))
        self._stack = QStackedWidget()
        self._stack.addWidget(area)
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
        whole = column(head(self.title, self.add), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: look again."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: read the set-ups again."""
        self._asking.ask(Setups())

    def say(self, overview: Overview) -> None:
        """Override: show how the connections are."""
        if overview != self._overview:
            self._overview = overview
            self._show()

    @Slot(object, object)
    def _answered(self, _asked: Setups, found: tuple[SetupGlance, ...]) -> None:
        setups = {setup.name: setup for setup in found}
        if setups != self._setups:
            self._setups = setups
            self._show()

    def _show(self) -> None:
        emptied(self._cards)
        glances = self._overview.glances if self._overview else ()
        for glance in glances:
            self._cards.addWidget(
                _card(glance, self._setups.get(glance.connection.name))
            )
        self._stack.setCurrentIndex(0 if glances else 1)


def _card(glance: Glance, setup: SetupGlance | None) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setMaximumWidth(_WIDEST)
    top = row(
        GlyphLabel("arrows-left-right", "accent", 20),
        label(glance.connection.name, Size.SECTION),
        None,
    )
    facts = [*_services(glance), *(_rules(setup) if setup else ())]
    card.setLayout(column(top, _grid(facts), gap=12, margin=16))
    return card


def _grid(facts: list[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    half = (len(facts) + 1) // 2
    for at, (name, value) in enumerate(facts):
        line, side = at % half, 3 * (at // half)
        grid.addWidget(label(name, Size.HINT), line, side)
        said: QWidget = paragraph(value)
        said.setAccessibleName(f"{name}: {value}")
        grid.addWidget(said, line, side + 1)
    grid.setColumnMinimumWidth(2, 16)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(4, 1)
    return grid


def _services(glance: Glance) -> list[tuple[str, str]]:
    connection, organisation = glance.connection, glance.organisation
    synced = glance.last_sync
    facts = [
        ("Workspace", f"{connection.workspace_id} in Expensify"),
        ("Organisation", organisation.name if organisation else _UNKNOWN),
        ("Base currency", organisation.base_currency if organisation else _UNKNOWN),
    ]
    if organisation is not None:
        facts += [
            ("Period lock date", day(organisation.period_lock) or "not set"),
            ("Year-end lock date", day(organisation.year_lock) or "not set"),
        ]
    left = glance.calls_left
    return [
        *facts,
        ("Signed in to Xero", "yes" if glance.signed_in else "no"),
        ("Last sync", f"{moment(synced)}, {ago(synced)}" if synced else "never"),
        ("Xero calls left today", _UNKNOWN if left is None else number(left)),
    ]


def _rules(setup: SetupGlance) -> list[tuple[str, str]]:
    categories = counted(setup.categories, "category", "categories")
    tags = [f"level {level} → {category}" for level, category in setup.tags]
    clearing = setup.clearing_account
    if setup.card_clearing_account != clearing:
        clearing += f", company cards {setup.card_clearing_account}"
    return [
        ("Categories", f"{categories} → {counted(setup.accounts, 'account')}"),
        ("Tags", ", ".join(tags) or "not used"),
        ("Clearing account", clearing),
        ("Journals are", _STATUS.get(setup.status, setup.status)),
        ("Dated by", setup.date_rule.replace("_", " ")),
        ("In a locked period", _LOCKS.get(setup.lock_rule, setup.lock_rule)),
        ("Tax", "left out" if setup.tax == "none" else setup.tax),
        ("Narration", setup.narration),
    ]
