"""Settings: how the window looks, where the data is, which versions run."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFrame, QLayout, QPushButton, QWidget

from app.domain.overview import Overview
from ui.pages.page import Going, Page, head
from ui.pages.program import Whereabouts, versions
from ui.widgets.parts import (
    Size,
    button,
    column,
    label,
    paragraph,
    row,
    scrolled,
    value,
)
from ui.widgets.theme import Choice

_WIDEST = 720


class Settings(Page):
    """The few things that can be chosen.

    Signals:
        theme_chosen: Another theme was chosen; the Choice.
        back_up_wished: Everything is to be copied into one file.
        restore_wished: A back-up is to be put back.
    """

    theme_chosen = Signal(object)
    back_up_wished = Signal()
    restore_wished = Signal()

    key = "settings"
    title = "Settings"
    topics = ("Appearance", "Data", "Back-up", "About")

    def __init__(self, whereabouts: Whereabouts, choice: Choice) -> None:
        super().__init__()
        self._whereabouts = whereabouts
        self.themes = QComboBox()
        self.themes.setAccessibleName("Theme")
        for offered in Choice:
            self.themes.addItem(offered.words, offered.value)
        self.back_up = button("&Back up now…", "download-simple")
        self.restore = button("&Restore…", "clock-counter-clockwise")
        self.back_up.clicked.connect(self.back_up_wished)
        self.restore.clicked.connect(self.restore_wished)
        self.show_choice(choice)
        self.themes.currentIndexChanged.connect(self._chosen)
        cards = (self._look(), self._data(), self._copies(), _about())
        self._cards = dict(zip(self.topics, cards, strict=True))
        self._area = scrolled(column(*cards, None, gap=16, margin=24))
        whole = column(head(self.title), self._area, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def arrive(self, going: Going) -> None:
        """Override: with the keyboard in what was looked for."""
        super().arrive(going)
        card = self._cards.get(going.text)
        if card is not None:
            controls = (*card.findChildren(QComboBox), *card.findChildren(QPushButton))
            controls[0].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(card)

    def show_choice(self, choice: Choice) -> None:
        """Show the theme that is in use."""
        with QSignalBlocker(self.themes):
            self.themes.setCurrentIndex(self.themes.findData(choice.value))

    def _look(self) -> QFrame:
        name = label("&Theme")
        name.setBuddy(self.themes)
        return _card("Appearance", row(name, self.themes, None, gap=16))

    def _data(self) -> QFrame:
        folder = str(self._whereabouts.data)
        show = button("Open the folder", "folder-open")
        copy = button("Copy the path", "copy", "quiet")
        show.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
        )
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(folder))
        words = paragraph(
            "Everything Vouch knows is in this folder; secrets in it are encrypted.",
            ink="second",
        )
        return _card("Data", words, value(folder, "Folder"), row(show, copy, None))

    def say(self, overview: Overview) -> None:
        """Override: what is only practised needs no putting back."""
        self.restore.setVisible(not overview.practice)

    def _copies(self) -> QFrame:
        words = paragraph(
            "Everything in one file; the secrets in it stay encrypted, and the key to "
            "them is not in it. A copy is made by itself on every day that this window "
            "is used, and the last ten are kept.",
            ink="second",
        )
        return _card("Back-up", words, row(self.back_up, self.restore, None))

    def _chosen(self) -> None:
        self.theme_chosen.emit(Choice(self.themes.currentData()))


def _about() -> QFrame:
    copy = button("Copy", "copy", "quiet")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
    return _card("About", paragraph(versions()), row(copy, None))


def _card(title: str, *parts: QWidget | QLayout) -> QFrame:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setMaximumWidth(_WIDEST)
    card.setLayout(column(label(title, Size.SECTION), *parts, gap=8, margin=16))
    return card
