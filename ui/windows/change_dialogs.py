"""Asks where a line goes instead, or on which day a journal, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateEdit,
    QFormLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from app.domain.books import AccountCode
from app.domain.journals import Tracking
from app.domain.overrides import Choices, Recode, Side
from ui.models.by_hand import Meant
from ui.models.words import day
from ui.widgets.parts import Size, fitted, holding, paragraph
from ui.windows.dialogs import Question

_WIDTH = 520
_UNCHANGED = ""
_AS_MAPPED = "As mapped"
_NONE = "\N{EMPTY SET}"


class _Because(Question):
    """A question with fields, the last of which is the reason."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentences: Iterable[str],
        yes: str,
        then: Callable[[], object],
    ) -> None:
        super().__init__(parent, title, tuple(sentences), yes, then=then)
        self.why = QLineEdit()
        self.why.setAccessibleName("Reason")
        self.why.setPlaceholderText("Kept in the history")
        self.why.textChanged.connect(self._weigh)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 8, 0, 0)
        self.form.setVerticalSpacing(8)
        self.form.setFieldGrowthPolicy(
            QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow
        )
        self._hint = paragraph("", Size.HINT, ink="second")

    def _finish(self, first: QWidget) -> None:
        self.form.addRow("&Reason", self.why)
        self._body.addWidget(holding(self.form))
        self._body.addWidget(self._hint)
        self._weigh()
        first.setFocus()
        fitted(self, _WIDTH)

    def _weigh(self) -> None:
        wrong = self._wrong()
        self._hint.setText(wrong)
        self.yes.setEnabled(not wrong and bool(self.why.text().strip()))

    def _wrong(self) -> str:
        """Say what keeps this from being done, apart from the reason."""
        return ""


class ChangeLine(_Because):
    """Account, tax and tracking of some expenses; what is left alone stays."""

    def __init__(
        self,
        parent: QWidget,
        meant: Meant,
        choices: Choices,
        tax_names: Mapping[str, str],
        *,
        then: Callable[[Recode, str], object],
    ) -> None:
        super().__init__(parent, meant.title, (meant.words,), "Change", self._give)
        self._meant, self._then, self._choices = meant, then, choices
        cost = meant.side is Side.COST
        names = {str(x.code): f"{x.code} {x.name}" for x in choices.accounts}
        self.account = _choice("Account", meant.account, names)
        self.form.addRow("&Account", self.account)
        self.tracking: dict[str, QComboBox] = {}
        now = dict(meant.tracking)
        for category in choices.tracking if cost else ():
            options = {x.name: x.name for x in category.options}
            field = _choice(category.name, now.get(category.name, ""), options)
            field.addItem("None", _NONE)
            self.tracking[category.name] = field
            self.form.addRow(category.name, field)
        rates = {
            x.tax_type: tax_names.get(x.tax_type, x.name) for x in choices.tax_rates
        }
        self.tax = _choice("Tax rate", meant.tax_type, rates)
        if cost and rates:
            self.form.addRow("&Tax rate", self.tax)
        for field in (self.account, self.tax, *self.tracking.values()):
            field.currentTextChanged.connect(self._weigh)
        self._finish(self.account)

    @property
    def wanted(self) -> Recode:
        """What is wanted: only what is not as it was."""
        code = _chosen(self.account)
        tax = _chosen(self.tax)
        return Recode(
            self._meant.expenses,
            self._meant.side,
            AccountCode(code) if code else None,
            tax or None,
            self._options(),
        )

    def _options(self) -> Tracking:
        found = ((name, _chosen(field)) for name, field in self.tracking.items())
        return tuple(
            (name, "" if option == _NONE else option)
            for name, option in found
            if option
        )

    def _wrong(self) -> str:
        fields = {"account": self.account, "tax rate": self.tax, **self.tracking}
        for name, field in fields.items():
            if field.findText(field.currentText()) < 0:
                return f"There is no {name} “{field.currentText()}” to choose."
        if self.wanted == Recode(self._meant.expenses, self._meant.side):
            return "Choose what is to change."
        return self._choices.refusal(self.wanted)

    def _give(self) -> None:
        self._then(self.wanted, self.why.text().strip())


class ChangeDay(_Because):
    """Another day for a journal, none that is locked."""

    def __init__(
        self,
        parent: QWidget,
        dated: date | None,
        choices: Choices,
        *,
        then: Callable[[date, str], object],
    ) -> None:
        locked = choices.first_open
        said = [f"Now dated {day(dated)}."] if dated else []
        said += [f"In Xero the first open day is {day(locked)}."] if locked else []
        super().__init__(
            parent, "Change the journal's date", said, "Change", self._give
        )
        self._dated, self._then = dated, then
        self.day = QDateEdit()
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("dd MMM yyyy")
        self.day.setAccessibleName("Date")
        if locked:
            self.day.setMinimumDate(QDate(locked.year, locked.month, locked.day))
        first = dated or date.today()  # noqa: DTZ011 - the day on this computer's clock
        self.day.setDate(QDate(first.year, first.month, first.day))
        self.day.dateChanged.connect(self._weigh)
        self.form.addRow("&Date", self.day)
        self._finish(self.day)

    @property
    def wanted(self) -> date:
        """The day that is chosen."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def _wrong(self) -> str:
        return "Choose another day." if self.wanted == self._dated else ""

    def _give(self) -> None:
        self._then(self.wanted, self.why.text().strip())


def _choice(name: str, now: str, offered: Mapping[str, str]) -> QComboBox:
    """Make a field that is typed into or chosen from; first what there is now."""
    field = QComboBox()
    field.setEditable(True)
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.setAccessibleName(name)
    shown = offered.get(now, now)
    field.addItem(f"Unchanged: {shown}" if shown else _AS_MAPPED, _UNCHANGED)
    for value, words in offered.items():
        if value != now:
            field.addItem(words, value)
    completer = field.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    edit = field.lineEdit()
    if edit is not None:
        edit.selectAll()
    return field


def _chosen(field: QComboBox) -> str:
    at = field.findText(field.currentText())
    return str(field.itemData(at) or "") if at >= 0 else ""
