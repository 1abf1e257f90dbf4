"""Problems: what needs a person, by cause, with the money that is stuck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.problems import CATALOGUE, Code, Entry, Place
from ui.engine import Engine
from ui.models.words import amount, counted
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
from ui.widgets.problem_notes import who_mends
from ui.workers.questions import WhatIsStuck
from ui.workers.stuck import Stuck

_MANY = 6
_WIDEST = 960
_REFUSED = (
    "Xero refused the journal",
    "What Xero said stands below; mend it there or in the set-up, then post again.",
)


class Problems(Page):
    """One card a cause."""

    key = "problems"
    title = "Problems"

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._shown: tuple[Stuck, ...] | None = None
        self._asking = engine.inquiry(self)
        self._asking.answered.connect(self._answered)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        area = scrolled(column(self._cards, None, gap=0, margin=24))
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(area)
        self._stack.addWidget(
            Empty(
                "check-circle",
                "Nothing needs a person",
                "Reports that cannot be posted as they are stand here, by cause.",
            )
        )
        self._sum = label("", ink="second")
        whole = column(head(self.title, self._sum), self._stack, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: look again."""
        super().arrive(going)
        self.refresh()

    def refresh(self) -> None:
        """Override: gather anew."""
        self._asking.ask(WhatIsStuck())

    @Slot(object, object)
    def _answered(self, _asked: WhatIsStuck, found: tuple[Stuck, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        emptied(self._cards)
        causes = list(dict.fromkeys(x.code for x in found))
        causes.sort(key=lambda code: -sum(x.count for x in found if x.code == code))
        for code in causes:
            self._cards.addWidget(
                self._card(code, [x for x in found if x.code == code])
            )
        self._sum.setText(counted(len(causes), "cause") if causes else "")
        self._stack.setCurrentIndex(1 if found else 2)

    def _card(self, code: Code | None, groups: Sequence[Stuck]) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(_WIDEST)
        title, words = _words(code)
        show = button("Show in Review", "arrow-right", "link")
        show.setAccessibleName(f"Show in Review: {title}")
        going = Going("review", chip="attention" if code is None else "all", code=code)
        show.clicked.connect(lambda: self.going.emit(going))
        steps = row(show, None)
        entry = CATALOGUE.get(code) if code else None
        if entry is not None and entry.where is Place.MAPPING:
            steps.insertWidget(0, self._mending(entry, code))
        tone = "failed" if code is None else "attention"
        sums = label(_sums(_added(groups)), Size.STRONG)
        count = label(counted(sum(x.count for x in groups), "report"), ink="second")
        top = row(GlyphLabel("warning", tone, 20), label(title, Size.STRONG), None)
        top.addWidget(count)
        top.addWidget(sums)
        inner = column(paragraph(words, ink="second"), _lines(groups), steps)
        inner.setContentsMargins(28, 0, 0, 0)
        card.setLayout(column(top, inner, gap=4, margin=16))
        return card

    def _mending(self, entry: Entry, code: Code | None) -> QPushButton:
        unmapped = code is Code.CATEGORY_UNMAPPED
        going = Going("mapping", chip="unmapped" if unmapped else "trouble")
        made = button(entry.action, "arrows-left-right", "link")
        made.clicked.connect(lambda: self.going.emit(going))
        return made


def _words(code: Code | None) -> tuple[str, str]:
    if code is None:
        return _REFUSED
    entry = CATALOGUE[code]
    return entry.title, f"{entry.cause} {who_mends(entry)}"


def _lines(groups: Sequence[Stuck]) -> QGridLayout:
    """Say what each group is about, where several reports share it."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    named = [x for x in groups if x.about]
    for line, found in enumerate(named[:_MANY]):
        grid.addWidget(paragraph(found.about), line, 0)
        grid.addWidget(label(counted(found.count, "report"), ink="second"), line, 1)
        grid.addWidget(label(_sums(found.totals)), line, 2)
    rest = len(named) - _MANY
    if rest > 0:
        words = f"and {counted(rest, 'more', 'more')}"
        grid.addWidget(label(words, Size.HINT), _MANY, 0)
    grid.setColumnStretch(0, 1)
    return grid


def _added(groups: Sequence[Stuck]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for found in groups:
        for currency, minor in found.totals.items():
            totals[currency] = totals.get(currency, 0) + minor
    return totals


def _sums(totals: Mapping[str, int]) -> str:
    return " + ".join(f"{amount(x, code)} {code}" for code, x in sorted(totals.items()))
