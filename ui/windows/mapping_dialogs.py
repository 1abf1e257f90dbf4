"""What is looked at before or beside a mapping: differences, versions, connections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QWidget

from app.domain.mapping_outcomes import Line, Proposal, VersionView
from app.domain.setup import ConnectionId
from ui.models.table import RIGHT, Column, TableModel
from ui.models.words import counted, moment, number
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.palette import Tone
from ui.widgets.parts import (
    Size,
    button,
    column,
    fitted,
    label,
    paragraph,
    row,
    sized_for,
)
from ui.widgets.table import Table

_LINES = (
    Column[Line]("What", lambda x: x.what, sample="Hotels and subsistence, long"),
    Column[Line]("Now", lambda x: x.now, sample="493 Travel - National, long"),
    Column[Line]("Becomes", lambda x: x.becomes, tone=lambda _: Tone.READY),
    Column[Line](
        "Look at",
        lambda x: x.note,
        lambda x: x.note,
        sample="there 493 is Subscriptions",
        tone=lambda _: Tone.ATTENTION,
    ),
)
_VERSIONS = (
    Column[VersionView](
        "Version", lambda x: number(x.version), sample="Version", align=RIGHT
    ),
    Column[VersionView](
        "When", lambda x: moment(x.at) or "not known", sample="00 Sept 0000 00:00"
    ),
    Column[VersionView]("Who", lambda x: x.who, sample="somebody.long"),
    Column[VersionView]("What", lambda x: x.words, lambda x: x.words),
    Column[VersionView](
        "Journals", lambda x: number(x.journals), sample="Journals", align=RIGHT
    ),
)


class Difference(Dialog):
    """Every change beside what it replaces; nothing is changed before a yes."""

    def __init__(
        self,
        parent: QWidget,
        proposal: Proposal,
        memory: Memory,
        *,
        then: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Mapping from {proposal.source}")
        changes = counted(len(proposal.lines), "change")
        self.yes: QPushButton = button(f"Make {changes}", kind="primary")
        self.yes.setVisible(bool(proposal.lines))
        self.no: QPushButton = button("Cancel" if proposal.lines else "Close")
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        self.accepted.connect(then)
        model: TableModel[Line] = TableModel(_LINES, self)
        model.show(proposal.lines)
        self.table = Table("difference", memory)
        self.table.setAccessibleName("Changes")
        self.table.setModel(model)
        self.table.setVisible(bool(proposal.lines))
        same = (
            f", {number(proposal.same)} are the same already" if proposal.same else ""
        )
        words = (
            f"{changes}{same}." if proposal.lines else f"Nothing would change{same}."
        )
        parts: list[QWidget] = [
            label(f"Mapping from {proposal.source}", Size.SECTION),
            paragraph(words),
            self.table,
        ]
        if proposal.misses:
            parts += _misses(proposal.misses)
        body = column(*parts, gap=12)
        self.setLayout(column(body, row(None, self.no, self.yes), gap=12, margin=20))
        (self.yes if proposal.lines else self.no).setDefault(True)
        if proposal.lines:
            sized_for(self, 760, 560)
        else:
            fitted(self, 760)
        glyphs.redress(self)


class Versions(Dialog):
    """Every version of a mapping, any of which can be taken up again."""

    def __init__(
        self,
        parent: QWidget,
        versions: Sequence[VersionView],
        memory: Memory,
        *,
        then: Callable[[int], object],
        shown: Callable[[int], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Versions of the mapping")
        self._versions = tuple(versions)
        self._then = then
        model: TableModel[VersionView] = TableModel(_VERSIONS, self)
        model.show(versions)
        self.table = Table("versions", memory)
        self.table.setAccessibleName("Versions")
        self.table.setModel(model)
        self.yes: QPushButton = button("Take up again", "arrow-counter-clockwise")
        self.journals: QPushButton = button("Show its &journals", "arrow-right")
        self._shown = shown
        self.no: QPushButton = button("Close", kind="primary")
        self.yes.clicked.connect(self._take_up)
        self.journals.clicked.connect(self._show)
        self.table.activated.connect(self._show)
        self.no.clicked.connect(self.reject)
        self.table.selectionModel().currentChanged.connect(self._weigh)
        words = paragraph(
            "Taking one up again makes a new version with its mapping. "
            "Journals counts what is in Xero by each.",
            ink="second",
        )
        title = label("Versions of the mapping", Size.SECTION)
        body = column(title, words, self.table, gap=12)
        self.setLayout(
            column(body, row(self.yes, self.journals, None, self.no), gap=12, margin=20)
        )
        self.no.setDefault(True)
        sized_for(self, 760, 480)
        self.table.selectRow(0)
        self._weigh()
        glyphs.redress(self)

    def _weigh(self) -> None:
        row_ = self.table.currentIndex().row()
        self.yes.setEnabled(row_ > 0)
        self.journals.setEnabled(row_ >= 0 and self._versions[row_].journals > 0)

    def _show(self) -> None:
        row_ = self.table.currentIndex().row()
        if row_ >= 0 and self._versions[row_].journals:
            self.accept()
            self._shown(self._versions[row_].version)

    def _take_up(self) -> None:
        row_ = self.table.currentIndex().row()
        if row_ > 0:
            self._then(self._versions[row_].version)
            self.accept()


class CopyFrom(Dialog):
    """Asks which connection to copy from."""

    def __init__(
        self,
        parent: QWidget,
        others: Sequence[tuple[str, ConnectionId]],
        *,
        then: Callable[[ConnectionId], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Copy a mapping")
        self._then = then
        self.choice = QComboBox()
        self.choice.setAccessibleName("Copy from")
        for name, which in others:
            self.choice.addItem(name, which)
        self.yes: QPushButton = button("See the difference", kind="primary")
        self.no: QPushButton = button("Cancel")
        self.yes.setEnabled(bool(others))
        self.yes.clicked.connect(self._give)
        self.no.clicked.connect(self.reject)
        words = (
            "Categories go to the accounts with the same codes here, "
            "or else with the same names."
            if others
            else "There is no other connection."
        )
        title = label("Copy from another connection", Size.SECTION)
        body = column(title, paragraph(words), self.choice, gap=12)
        self.setLayout(
            column(body, None, row(None, self.no, self.yes), gap=12, margin=20)
        )
        self.yes.setDefault(True)
        sized_for(self, 440, 200)
        glyphs.redress(self)

    def _give(self) -> None:
        self._then(ConnectionId(self.choice.currentData()))
        self.accept()


def _misses(misses: Sequence[str]) -> tuple[QWidget, QWidget]:
    words = QPlainTextEdit("\n".join(misses), readOnly=True)
    words.setAccessibleName("What cannot be taken")
    words.setFixedHeight(words.fontMetrics().height() * 6)
    title = f"{counted(len(misses), 'thing')} cannot be taken"
    return label(title, Size.STRONG, ink="attention"), words
