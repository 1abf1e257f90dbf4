"""Today: each connection, and what waits for a person there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.listing import HistoryPage, HistoryQuery, Tally
from app.domain.overview import Glance, Overview
from app.domain.setup import ConnectionId
from ui.engine import Engine
from ui.models.filters import group
from ui.models.words import ago, amount, counted, moment, number
from ui.pages.lately import SHOWN, Lately
from ui.pages.page import Going, Page, head
from ui.pages.welcome import Welcome
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.palette import Tone
from ui.widgets.parts import (
    Size,
    button,
    column,
    emptied,
    holding,
    label,
    paragraph,
    row,
    rule,
    scrolled,
)

_FIGURES = (
    ("ready", "Ready", Tone.READY),
    ("attention", "Needs attention", Tone.ATTENTION),
    ("changed", "Changed", Tone.CHANGED),
    ("posted", "Posted", Tone.POSTED),
)
_WIDEST = 860


class Today(Page):
    """One card a connection.

    Signals:
        sync_wished: A sync of these connections is wanted; their ids.
    """

    sync_wished = Signal(object)

    key = "today"
    title = "Today"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._told)
        self._lately = Lately()
        self._lately.all_wished.connect(self._show_history)
        self._shown: Overview | None = None
        self._cards = QVBoxLayout()
        self._cards.setSpacing(24)
        self._sync = button("&Sync all", "arrows-clockwise")
        self._sync.setToolTip("Pull approved reports of every connection (F5)")
        self._sync.clicked.connect(lambda: self.sync_wished.emit(()))
        inner = column(self._cards, self._lately, None, gap=24, margin=24)
        area = scrolled(inner)
        self.welcome = Welcome()
        self.welcome.practice_wished.connect(self.practice_wished)
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(area)
        self._stack.addWidget(scrolled(column(self.welcome)))
        whole = column(head(self.title, self._sync), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._sync.hide()

    def arrive(self, going: Going) -> None:
        """Override: look what happened lately."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: look what happened lately."""
        self._asking.ask(HistoryQuery(limit=SHOWN))

    def say(self, overview: Overview) -> None:
        """Override: show every connection as it stands."""
        self._sync.setVisible(bool(overview.glances))
        self._stack.setCurrentIndex(1 if overview.glances else 2)
        if overview == self._shown:
            return
        self._shown = overview
        kept = self._focus()
        emptied(self._cards)
        for glance in overview.glances:
            self._cards.addWidget(self._card(glance))
        if kept:
            again = self.findChild(QWidget, kept)
            if again is not None:
                again.setFocus()

    @Slot(object, object)
    def _told(self, _asked: HistoryQuery, page: HistoryPage) -> None:
        self._lately.show_events(page.events)

    @Slot()
    def _show_history(self) -> None:
        self.going.emit(Going("history"))

    def _focus(self) -> str:
        focused: QWidget | None = self.focusWidget()
        return focused.objectName() if focused else ""

    def _card(self, glance: Glance) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        name = glance.connection.name
        sync = button("Sync", "arrows-clockwise", "quiet")
        sync.setObjectName(f"sync {glance.connection.id}")
        sync.setAccessibleName(f"Sync {name}")
        ids = (glance.connection.id,)
        sync.clicked.connect(lambda: self.sync_wished.emit(ids))
        top = row(label(name, Size.SECTION), None, sync)
        figures = QGridLayout()
        figures.setHorizontalSpacing(24)
        figures.setVerticalSpacing(0)
        for at, (chip, title, tone) in enumerate(_FIGURES):
            figures.addWidget(self._figure(glance, chip, title, tone), 0, at)
            figures.setColumnStretch(at, 1)
        card.setLayout(
            column(top, _where(glance), 4, figures, rule(), _health(glance), margin=16)
        )
        return card

    def _figure(self, glance: Glance, chip: str, title: str, tone: Tone) -> QWidget:
        tally = group(glance.tallies, chip)
        link = button(number(tally.count), kind="figure")
        link.setObjectName(f"{chip} {glance.connection.id}")
        link.setProperty("tone", tone if tally.count else "none")
        link.setFont(label("", Size.FIGURE).font())
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setAccessibleName(f"{title}: {number(tally.count)}, show them")
        link.setToolTip("Show these reports")
        going = Going("review", ConnectionId(glance.connection.id), chip)
        link.clicked.connect(lambda: self.going.emit(going))
        words = label(title, ink="second")
        return holding(
            column(row(link, None), words, label(_sums(tally), Size.HINT), gap=2)
        )


def _where(glance: Glance) -> QWidget:
    organisation = glance.organisation
    if organisation is None:
        return label("Xero's accounts have not been fetched yet", ink="second")
    said = f"Posts to {organisation.name} in {organisation.base_currency}"
    return label(said, ink="second")


def _health(glance: Glance) -> QWidget:
    light = (
        ("check-circle", "posted", "Signed in to Xero")
        if glance.signed_in
        else ("warning", "attention", "Sign-in to Xero needed")
    )
    glyph, ink, words = light
    said = [_synced(glance)]
    if glance.calls_left is not None:
        said.append(f"{counted(glance.calls_left, 'Xero call')} left today")
    if glance.resumes is not None:
        said.append(f"posting resumes {moment(glance.resumes)}")
    line = row(
        GlyphLabel(glyph, ink), label(words, ink=ink), 8, label(" · ".join(said)), None
    )
    run = glance.last_run
    if run is None or not run.error:
        return holding(line)
    failed = paragraph(f"The last {run.kind} failed: {run.error}", ink="failed")
    return holding(column(line, failed, gap=4))


def _synced(glance: Glance) -> str:
    if glance.last_sync is None:
        return "not synced yet"
    return f"last synced {ago(glance.last_sync)}, {moment(glance.last_sync)}"


def _sums(tally: Tally) -> str:
    return " + ".join(
        f"{amount(minor, currency)} {currency}"
        for currency, minor in sorted(tally.totals.items())
    )
