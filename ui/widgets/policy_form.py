"""The rules for posting, with what they would make of a real report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from app.domain.narration import NarrationError
from app.domain.policy import (
    PolicyOffer,
    clearing_accounts,
    example,
    lacking,
    with_accounts,
)
from app.domain.setup import DateRule, JournalStatus, LockRule, PostingRules, TaxRule
from ui.models.policy_words import (
    DATE_RULES,
    LOCK_RULES,
    STATUSES,
    TAX_RULES,
    dated_words,
)
from ui.models.words import amount
from ui.widgets.fields import AccountChoice, add_field, choice, choose, form
from ui.widgets.narration_field import NarrationField
from ui.widgets.parts import Size, column, inked, label, paragraph

_NO_REPORT = "No report was approved lately; the example is made as soon as one is."


class PolicyForm(QWidget):
    """PostingRules in, PostingRules out.

    Signals:
        changed: Something else is chosen; the PostingRules.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._offer: PolicyOffer | None = None
        self._rules: PostingRules | None = None
        self.clearing = AccountChoice("Clearing account")
        self.has_card = QCheckBox("Company cards have a clearing account of their &own")
        self.card = AccountChoice("Clearing account of company cards")
        self.dated = choice("Date of the journal", DATE_RULES)
        self.status = choice("Journals are", STATUSES)
        self.lock = choice("In a locked period", LOCK_RULES)
        self.tax = choice("Tax", TAX_RULES)
        self.cash = QCheckBox("&Show the journals in cash-basis reports too")
        self.narration = NarrationField()
        self._lack = paragraph("", ink="attention")
        self._lack.hide()
        self._example = _Example()
        self.setLayout(self._arranged())
        self._connect()

    @property
    def rules(self) -> PostingRules | None:
        """What is chosen; None before anything was shown."""
        return self._rules

    @property
    def lack(self) -> str:
        """What the choice lacks, in a sentence; ``""`` where it can be used."""
        if self._rules is None or self._offer is None:
            return "Nothing is chosen yet."
        return lacking(self._rules, self._offer.books)

    @property
    def example_words(self) -> str:
        """What the example says."""
        return self._example.words

    def show_rules(self, rules: PostingRules, offer: PolicyOffer) -> None:
        """Show rules, and what can be chosen in their place."""
        self._rules, self._offer = rules, offer
        offered = clearing_accounts(offer.books)
        own = rules.card_clearing_account != rules.clearing_account
        self.clearing.offer(offered, rules.clearing_account)
        self.card.offer(offered, rules.card_clearing_account)
        boxes = ((self.has_card, own), (self.cash, rules.cash_basis))
        for box, ticked in boxes:
            with QSignalBlocker(box):
                box.setChecked(ticked)
        choose(self.dated, rules.date_rule)
        choose(self.status, rules.status)
        choose(self.lock, rules.lock_rule)
        choose(self.tax, rules.tax)
        with QSignalBlocker(self.narration):
            self.narration.show_template(rules.narration)
        self._show()

    def _connect(self) -> None:
        for accounts in (self.clearing, self.card):
            accounts.currentTextChanged.connect(self._changed)
        for choices in (self.dated, self.status, self.lock, self.tax):
            choices.currentIndexChanged.connect(self._changed)
        self.has_card.toggled.connect(self._changed)
        self.cash.toggled.connect(self._changed)
        self.narration.changed.connect(self._changed)

    def _changed(self) -> None:
        if self._rules is None:
            return
        card = self.card.code if self.has_card.isChecked() else None
        self._rules = replace(
            with_accounts(self._rules, self.clearing.code, card),
            status=JournalStatus(self.status.currentData()),
            date_rule=DateRule(self.dated.currentData()),
            lock_rule=LockRule(self.lock.currentData()),
            tax=TaxRule(self.tax.currentData()),
            cash_basis=self.cash.isChecked(),
            narration=self.narration.template,
        )
        self._show()
        self.changed.emit(self._rules)

    def _show(self) -> None:
        self.card.setEnabled(self.has_card.isChecked())
        self._lack.setText(self.lack)
        self._lack.setVisible(bool(self.lack))
        if self._rules is not None and self._offer is not None:
            self._example.show_rules(self._rules, self._offer)

    def _arranged(self) -> QVBoxLayout:
        fields = form()
        add_field(
            fields,
            "Clearing &account",
            self.clearing,
            "Credited with what is debited, until it is paid or matched.",
        )
        fields.addWidget(self.has_card, fields.rowCount(), 1)
        fields.addWidget(self.card, fields.rowCount(), 1)
        add_field(fields, "&Date", self.dated)
        add_field(fields, "Jou&rnals are", self.status)
        add_field(fields, "In a loc&ked period", self.lock)
        add_field(fields, "&Tax", self.tax)
        fields.addWidget(self.cash, fields.rowCount(), 1)
        add_field(fields, "&Narration", self.narration)
        return column(fields, self._lack, 4, self._example, None, gap=8)


class _Example(QFrame):
    """One report as it would arrive in Xero."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "note-quiet")
        self._of = label("", Size.STRONG)
        self._of.setWordWrap(True)
        self._dated = paragraph("", ink="second")
        self._narration = paragraph()
        made = column(self._of, self._dated, self._narration, gap=4)
        made.setContentsMargins(12, 8, 12, 8)
        self.setLayout(made)

    @property
    def words(self) -> str:
        """Everything it says."""
        parts = (self._of, self._dated, self._narration)
        return "\n".join(part.text() for part in parts if part.text())

    def show_rules(self, rules: PostingRules, offer: PolicyOffer) -> None:
        """Show what these make of the report at hand."""
        report = offer.report
        if report is None:
            self._say("Example", _NO_REPORT, "")
            return
        money = f"{amount(report.total, report.currency)} {report.currency}"
        title = f"Example: {report.name or report.id}, {money}"
        today = date.today()  # noqa: DTZ011 - the day on this desk
        try:
            made = example(rules, report, offer, today)
        except NarrationError as error:
            words = str(error)
            self._say(title, "", f"{words[:1].upper()}{words[1:]}.", wrong=True)
            return
        self._say(title, dated_words(made), made.narration)

    def _say(
        self, title: str, dated: str, narration: str, *, wrong: bool = False
    ) -> None:
        self._of.setText(title)
        self._dated.setText(dated)
        self._dated.setVisible(bool(dated))
        self._narration.setText(narration)
        self._narration.setVisible(bool(narration))
        inked(self._narration, "failed" if wrong else "")
        self.setAccessibleName(self.words)
