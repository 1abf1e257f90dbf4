"""Expensify's own accounting connection, which would post the same expenses."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.domain.beginning import Step
from app.domain.situation import Situation, posting_twice
from ui.assistant.step_page import StepPage
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, label, paragraph, row
from ui.workers.beginning import ReadWorkspaces

_WARNING = (
    "Expensify's own accounting connection is on for {name}. It posts approved reports "
    "to Xero by itself, as bills and bank transactions. With Vouch beside it, the same "
    "expenses would be in the books twice."
)
_HOW = (
    "To switch it off, in Expensify: Settings, Workspaces, {name}, Accounting, then "
    "the three dots beside the connection, and Disconnect. Bills that it made stay in "
    "Xero; categories and tags stay in Expensify."
)
_FINE = "Expensify's own accounting connection is off for {name}."


class NativeStep(StepPage):
    """A warning that is read, or a word that all is well."""

    step = Step.NATIVE
    title = "No expense twice"
    lead = "Only one program may post the reports of a workspace."

    def __init__(self) -> None:
        super().__init__()
        self._fine, self._on = _Note("check-circle", "posted"), _Warning()
        self.again = button("&Look again", "arrows-clockwise")
        self.again.setToolTip("Ask Expensify whether it is switched off by now")
        self.again.clicked.connect(lambda: self.wished.emit(ReadWorkspaces()))
        self.sure = QCheckBox("It does not post these &reports; I have checked")
        self.sure.toggled.connect(self._assured)
        self.arranged(self._fine, self._on, self.sure, row(self.again, None))

    @property
    def words(self) -> str:
        """What it says."""
        return self._on.words if self._on.isVisibleTo(self) else self._fine.words

    @property
    def first(self) -> QWidget | None:
        """Override: the word that is asked for, if any."""
        return self.sure if self.sure.isVisibleTo(self) else None

    def arrive(self) -> None:
        """Override: ask Expensify, unless it said so lately."""
        if self.given.workspaces is None:
            self.wished.emit(ReadWorkspaces())

    def show_situation(self, given: Situation) -> None:
        """Override: warn, where there is something to warn of."""
        super().show_situation(given)
        pair = given.begun.pair
        found = given.workspace(pair.workspace_id) if pair else None
        on = bool(posting_twice(given))
        name = found.name if found else ""
        self._on.say(name)
        self._on.setVisible(on)
        self.sure.setVisible(on)
        self._fine.say(_FINE.format(name=name))
        self._fine.setVisible(found is not None and not on)
        with QSignalBlocker(self.sure):
            self.sure.setChecked(given.begun.assured)

    def _assured(self) -> None:
        self.chosen.emit(replace(self.given.begun, assured=self.sure.isChecked()))


class _Note(QFrame):
    """An icon and words."""

    def __init__(self, glyph: str, tone: str) -> None:
        super().__init__()
        self._said = paragraph()
        made = row(GlyphLabel(glyph, tone, 20), self._said, gap=12)
        made.setStretch(1, 1)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """What it says."""
        return self._said.text()

    def say(self, words: str) -> None:
        """Say something else."""
        self._said.setText(words)


class _Warning(QFrame):
    """What would happen, and how to prevent it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note-attention")
        title = label("It would post the same expenses", Size.STRONG)
        title.setWordWrap(True)
        self._what, self._how = paragraph(), paragraph()
        head = row(GlyphLabel("warning", "attention"), title, gap=8)
        head.setStretch(1, 1)
        said = column(head, self._what, self._how, gap=8)
        said.setContentsMargins(12, 10, 12, 10)
        self.setLayout(said)

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._what.text()} {self._how.text()}"

    def say(self, name: str) -> None:
        """Say it of a workspace."""
        self._what.setText(_WARNING.format(name=name))
        self._how.setText(_HOW.format(name=name))
