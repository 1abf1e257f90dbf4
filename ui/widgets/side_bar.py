"""The side bar: the pages, and what this window talks to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from app.domain.overview import Overview
from ui.models.words import number
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, holding, label, paragraph, row

_SPARE = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be gone to."""

    key: str
    title: str
    glyph: str


class SideBar(QFrame):
    """Leads to the pages.

    Signals:
        chosen: A page was chosen; its key.
        anywhere_wished: The quick way to everything is wanted.
    """

    chosen = Signal(str)
    anywhere_wished = Signal()

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setProperty("kind", "side")
        self.setAccessibleName("Pages")
        self._group = QButtonGroup(self)
        self._buttons = {place.key: self._button(place) for place in places}
        self._badges = {key: _badge(into) for key, into in self._buttons.items()}
        self._company = _Company()
        name = label("Vouch", Size.SECTION)
        find = button("", "magnifying-glass", "quiet")
        find.setAccessibleName("Go to anything")
        find.setToolTip("Go to anything (Ctrl+K)")
        find.clicked.connect(self.anywhere_wished)
        head = row(GlyphLabel("check-circle", "accent", 20), name, None, find)
        head.setContentsMargins(16, 12, 8, 8)
        made = column(head, *self._buttons.values(), None, gap=2)
        made.addWidget(self._company)
        self.setLayout(made)
        self.setFixedWidth(self._company.sizeHint().width() + _SPARE)
        self._group.buttonClicked.connect(self._clicked)

    def choose(self, key: str) -> None:
        """Mark a page as the one that is shown."""
        self._buttons[key].setChecked(True)

    def count(self, counts: Mapping[str, int]) -> None:
        """Say how much waits on a page."""
        for key, badge in self._badges.items():
            found = counts.get(key, 0)
            badge.setText(number(found))
            badge.setVisible(bool(found))
            title = self._buttons[key].objectName().capitalize()
            self._buttons[key].setAccessibleName(
                f"{title}, {number(found)}" if found else title
            )

    def say(self, overview: Overview) -> None:
        """Say what this window talks to."""
        self._company.say(overview)

    def _button(self, place: Place) -> QPushButton:
        made = button(place.title, place.glyph, kind="nav")
        made.setObjectName(place.key)
        made.setCheckable(True)
        self._group.addButton(made)
        return made

    def _clicked(self, pressed: QPushButton) -> None:
        self.chosen.emit(pressed.objectName())


class _Company(QWidget):
    """Says that this is practice, or that other addresses are used."""

    def __init__(self) -> None:
        super().__init__()
        self._words = paragraph("", Size.HINT)
        self._title = label("Practice company", Size.STRONG)
        head = row(GlyphLabel("graduation-cap", "unknown", 20), self._title, None)
        box = holding(column(head, self._words, gap=4, margin=10), "practice")
        self.setLayout(column(box, margin=12))
        self.hide()

    def say(self, overview: Overview) -> None:
        """Stand out where this is not the real thing."""
        self.setVisible(overview.practice or bool(overview.other_addresses))
        if overview.practice:
            self._title.setText("Practice company")
            self._words.setText("Nothing here reaches Expensify or Xero.")
        else:
            self._title.setText("Other addresses")
            self._words.setText("\n".join(overview.other_addresses))


def _badge(into: QPushButton) -> QLabel:
    made = label("", Size.HINT)
    made.setProperty("kind", "badge")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    made.hide()
    laid_out = row(None, made)
    laid_out.setContentsMargins(0, 0, 12, 0)
    into.setLayout(laid_out)
    return made
