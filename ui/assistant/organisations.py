"""The organisations that a sign-in reaches, as Xero describes them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.beginning import Step
from app.domain.books import Organisation
from app.domain.situation import Situation
from ui.assistant.step_page import StepPage
from ui.models.countries import country
from ui.models.words import day
from ui.widgets.fields import facts
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, emptied, label, row
from ui.workers.beginning import ReadBooks

_NO_LOCK = "not set"


class OrganisationsStep(StepPage):
    """One card an organisation, to be looked at."""

    step = Step.ORGANISATIONS
    title = "Your organisations in Xero"
    lead = (
        "Check that these are the right ones. Nothing is ever dated on or before a "
        "lock date, whatever your role in Xero."
    )

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Organisation, ...] = ()
        self.again = button("&Read again", "arrows-clockwise")
        self.again.setToolTip("Read names and lock dates from Xero again")
        self.another = button("Sign in to &another organisation", "plus")
        self.again.clicked.connect(self._read)
        self.another.clicked.connect(lambda: self.step_wished.emit(Step.XERO))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.arranged(self._cards, row(self.another, self.again, None))

    @property
    def first(self) -> QWidget | None:
        """Override: there is nothing to fill in."""
        return None

    def show_situation(self, given: Situation) -> None:
        """Override: show the organisations."""
        super().show_situation(given)
        if given.known.organisations == self._shown:
            return
        self._shown = given.known.organisations
        emptied(self._cards)
        for organisation in self._shown:
            self._cards.addWidget(_card(organisation))

    def _read(self) -> None:
        self.wished.emit(ReadBooks(tuple(o.id for o in self._shown)))


def _card(organisation: Organisation) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    name = label(organisation.name, Size.SECTION)
    name.setWordWrap(True)
    head = row(GlyphLabel("buildings", "accent", 20), name, gap=8)
    head.setStretch(1, 1)
    said = (
        ("Country", country(organisation.country)),
        ("Base currency", organisation.base_currency),
        ("Period lock date", day(organisation.period_lock) or _NO_LOCK),
        ("Year-end lock date", day(organisation.year_lock) or _NO_LOCK),
    )
    card.setLayout(column(head, facts(said), gap=8, margin=16))
    return card
