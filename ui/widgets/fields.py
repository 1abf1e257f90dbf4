"""Fields with their names: choices, and accounts that are found by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from app.domain.books import Account, AccountCode
from ui.models.policy_words import account_words
from ui.widgets.parts import Size, label, paragraph

_LEAST = 18
E_ = TypeVar("E_", bound=StrEnum)


class AccountChoice(QComboBox):
    """One account of those offered; typing finds it by code or name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setMinimumContentsLength(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        edit, completer = self.lineEdit(), self.completer()
        if edit is not None:
            edit.setPlaceholderText("Type a code or a name")
            edit.setAccessibleName(name)
            edit.editingFinished.connect(self._complete)
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(completer.CompletionMode.PopupCompletion)

    @property
    def code(self) -> AccountCode:
        """The code of what is chosen, ``""`` for none."""
        at = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
        return AccountCode(self.itemData(at) or "") if at >= 0 else AccountCode("")

    def offer(self, accounts: Sequence[Account], chosen: AccountCode) -> None:
        """Offer these, and show which one is chosen."""
        with QSignalBlocker(self):
            self.clear()
            for account in accounts:
                self.addItem(account_words(account), account.code)
            if chosen and self.findData(chosen) < 0:
                self.addItem(str(chosen), chosen)
            self.setCurrentIndex(self.findData(chosen) if chosen else -1)
            self.setCurrentText(self.currentText() if chosen else "")

    def _complete(self) -> None:
        """Take what was typed for the one account that it can mean."""
        typed = self.currentText().strip().casefold()
        if not typed or self.code:
            return
        offered = [self.itemText(at).casefold() for at in range(self.count())]
        coded = [x for x in offered if x.split(" ")[0] == typed]
        meant = coded or [x for x in offered if typed in x]
        if len(meant) == 1:
            self.setCurrentIndex(offered.index(meant[0]))


def choice(name: str, words: Mapping[E_, str]) -> QComboBox:
    """Make a field with a few choices, each with its words."""
    made = QComboBox()
    made.setAccessibleName(name)
    for key, said in words.items():
        made.addItem(said, key.value)
    made.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    made.setMinimumContentsLength(_LEAST)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made


def choose(field: QComboBox, key: str) -> None:
    """Show a choice without announcing it."""
    with QSignalBlocker(field):
        field.setCurrentIndex(field.findData(key))


def form() -> QGridLayout:
    """Make an empty form: names at the left, fields at the right."""
    made = QGridLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(8)
    made.setColumnStretch(1, 1)
    return made


def add_field(to: QGridLayout, name: str, field: QWidget, hint: str = "") -> QLabel:
    """Add a field under its name, whose mnemonic leads to it; gives its hint."""
    said = label(name)
    said.setBuddy(field)
    at = to.rowCount()
    to.addWidget(said, at, 0, Qt.AlignmentFlag.AlignVCenter)
    to.addWidget(field, at, 1)
    below = paragraph(hint, Size.HINT)
    if not hint:
        below.hide()
    to.addWidget(below, at + 1, 1)
    return below


def facts(said: Sequence[tuple[str, str]]) -> QGridLayout:
    """Lay names and what is said of them out beside each other."""
    made = form()
    for at, (name, value) in enumerate(said):
        made.addWidget(label(name, Size.HINT), at, 0)
        words = paragraph(value)
        words.setAccessibleName(f"{name}: {value}")
        made.addWidget(words, at, 1)
    return made
