"""What is changed of a connection: its name, reports, rules and credentials."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QScrollArea, QWidget

from app.domain.setup import Connection
from app.domain.upkeep import STATES, Intake, Policy
from app.errors import AppError
from ui.engine import Engine
from ui.pages.connection_facts import STATE_WORDS
from ui.widgets import glyphs
from ui.widgets.expensify_form import TITLE, WHERE, ExpensifyForm, refusal
from ui.widgets.parts import Size, column, holding, label, row
from ui.widgets.policy_form import PolicyForm
from ui.windows.call_dialog import CallDialog
from ui.windows.connection_wording import (
    INTAKE,
    RULES,
    TRIED,
)
from ui.workers.calls import Call
from ui.workers.upkeep import Rename, SetRules, ShowPolicy, TakeUp

_BACK = 90
_FORM = 470


class RenameDialog(CallDialog):
    """Another name for a connection."""

    def __init__(self, parent: QWidget, engine: Engine, of: Connection) -> None:
        super().__init__(parent, engine, f"Rename {of.name}", "Rename")
        self._of = of
        self.name = QLineEdit(of.name)
        self.name.setAccessibleName("Name")
        self.name.selectAll()
        named = label("&Name")
        named.setBuddy(self.name)
        self.arrange(named, self.name)
        self.name.setFocus()

    def call(self) -> Call:
        """Override."""
        return Rename(self._of.id, self.name.text())


class IntakeDialog(CallDialog):
    """Which reports a connection takes up."""

    def __init__(self, parent: QWidget, engine: Engine, of: Connection) -> None:
        title = f"Which reports {of.name} takes up"
        super().__init__(parent, engine, title, "Save", (INTAKE,))
        self._of = of
        self.states = {state: QCheckBox(STATE_WORDS[state]) for state in STATES}
        for state, box in self.states.items():
            box.setChecked(state in of.states)
        self.from_day = QCheckBox("Only what was approved on or &after")
        self.from_day.setChecked(of.start_on is not None)
        first = of.start_on
        shown = (
            QDate(first.year, first.month, first.day)
            if first
            else QDate.currentDate().addDays(-_BACK)
        )
        self.day = QDateEdit(shown)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd MMM yyyy")
        self.day.setAccessibleName("First day of approval")
        self.day.setEnabled(self.from_day.isChecked())
        self.from_day.toggled.connect(self.day.setEnabled)
        self.arrange(
            label("Reports that are", Size.STRONG),
            *self.states.values(),
            4,
            row(self.from_day, self.day, None),
        )

    def call(self) -> Call | None:
        """Override."""
        chosen = self.day.date()
        first = date(chosen.year(), chosen.month(), chosen.day())
        intake = Intake(
            first if self.from_day.isChecked() else None,
            tuple(state for state, box in self.states.items() if box.isChecked()),
        )
        if intake.lack:
            self.note.say(intake.lack)
            return None
        return TakeUp(self._of.id, intake)


class RulesDialog(CallDialog):
    """The rules for posting of a connection, tried on a real report."""

    width_wanted = 700

    def __init__(self, parent: QWidget, engine: Engine, of: Connection) -> None:
        title = f"Rules for posting of {of.name}"
        super().__init__(parent, engine, title, "Save", (RULES,))
        self._of = of
        self.form = PolicyForm()
        self.form.setEnabled(False)
        self.yes.setEnabled(False)
        self.form.changed.connect(self._weigh)
        self._looking = engine.line.calling(self)
        self._looking.answered.connect(self._shown)
        self._looking.failed.connect(self._not_shown)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holding(column(self.form, margin=4)))
        area.setMinimumHeight(glyphs.grown(_FORM, self.fontMetrics()))
        self.arrange(area)
        self._looking.ask(ShowPolicy(of.id))

    def call(self) -> Call | None:
        """Override."""
        if self.form.rules is None or self.form.lack:
            return None
        return SetRules(self._of.id, self.form.rules)

    @Slot(object, object)
    def _shown(self, _call: Call, policy: Policy) -> None:
        self.form.show_rules(policy.rules, policy.offer)
        self.form.setEnabled(True)
        self.form.clearing.setFocus()
        self._weigh()

    @Slot(object, object)
    def _not_shown(self, _call: Call, error: AppError) -> None:
        self.failed(error)

    @Slot()
    def _weigh(self) -> None:
        self.yes.setEnabled(not self.form.lack)


class ExpensifyDialog(CallDialog):
    """Other credentials of Expensify; tried before they replace those that are kept."""

    def __init__(self, parent: QWidget, engine: Engine) -> None:
        super().__init__(parent, engine, TITLE, "Try and keep", (WHERE, TRIED))
        self.form = ExpensifyForm()
        self.arrange(self.form)
        self.form.first.setFocus()

    def call(self) -> Call:
        """Override."""
        return self.form.typed

    def failed(self, error: AppError) -> None:
        """Override: a wrong pair is nobody's lapsed sign-in."""
        refused = refusal(error, kept=True)
        if refused is None:
            super().failed(error)
        else:
            self.note.say(*refused, "failed")
        self.form.first.setFocus()
