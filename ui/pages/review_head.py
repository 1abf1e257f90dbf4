"""The head of a reviewed posting: whose it is, when it is dated, where it stands."""

# ruff: noqa: N802 - Qt's names are overridden

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from app.domain.overview import Detail
from app.domain.setup import JournalStatus
from ui.models.by_hand import CHANGEABLE
from ui.models.words import day
from ui.widgets.browser import open_page
from ui.widgets.flow import Flow
from ui.widgets.parts import Size, button, column, holding, label, paragraph, row
from ui.widgets.state_badge import StateBadge

NONE = "\N{EN DASH}"
_NO_PAGE = "The practice company has no page to open"


class ReviewHead(QWidget):
    """Everything about a journal that is not one of its lines.

    Signals:
        date_wished: Another date is wanted.
    """

    date_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._detail: Detail | None = None
        self._name = paragraph("", Size.SECTION)
        self._badge = StateBadge()
        self._who = paragraph("", ink="second")
        self._facts = {name: _value() for name in ("Date", "Report")}
        self._facts["Status"] = paragraph()
        self._narration = paragraph()
        self._xero_id = QLineEdit(readOnly=True)
        self._xero_id.setProperty("kind", "value")
        self._xero_id.setTextMargins(-3, 0, 0, 0)
        self._xero_id.setAccessibleName("Xero id")
        self._xero_label = label("In Xero", Size.HINT)
        self._open_report = button("Open in Expensify", "arrow-square-out", "link")
        self._open_journal = button("Open in Xero", "arrow-square-out", "link")
        self._copy_id = button("Copy id", "copy", "link")
        self._xero = holding(
            row(self._xero_id, self._copy_id, self._open_journal, gap=8)
        )
        self._redate = button("Change…", "pencil-simple", "link")
        self._redate.setAccessibleName("Change the date")
        self._redate.setToolTip(
            "Another date for this journal, for a reason (Shift+F2)"
        )
        self._redate.clicked.connect(self.date_wished)
        self._open_report.clicked.connect(self.open_report)
        self._open_journal.clicked.connect(self.open_journal)
        self._copy_id.clicked.connect(self.copy_xero_id)
        self.setLayout(self._arranged())

    @property
    def last(self) -> QWidget:
        """The control that Tab comes to last."""
        return self._open_journal

    def show_detail(self, detail: Detail, *, links: bool) -> None:
        """Show a posting."""
        self._detail = detail
        posting, report, journal = detail.posting, detail.report, detail.posting.journal
        self._name.setText(posting.report_name or posting.report_id)
        self._badge.show_state(posting.state)
        approvers = [x.name or x.email for x in report.approvals] if report else []
        approved = f"approved {day(posting.approved)}" if posting.approved else ""
        if approved and approvers:
            approved += f" by {', '.join(dict.fromkeys(approvers))}"
        said = (posting.submitter, posting.submitter_email, approved)
        self._who.setText(" · ".join(dict.fromkeys(part for part in said if part)))
        self._facts["Date"].setText(day(journal.dated) if journal else NONE)
        self._redate.setVisible(posting.state in CHANGEABLE)
        self._facts["Status"].setText(_status(detail))
        self._facts["Report"].setText(posting.report_id)
        self._narration.setText(journal.narration if journal else NONE)
        self._xero.setVisible(bool(posting.xero_id))
        self._xero_label.setVisible(bool(posting.xero_id))
        self._xero_id.setText(posting.xero_id)
        for link, address in (
            (self._open_report, detail.expensify_link),
            (self._open_journal, detail.xero_link),
        ):
            link.setVisible(bool(address))
            link.setEnabled(links)
            link.setToolTip(address if links else _NO_PAGE)

    def open_report(self) -> None:
        """Open the report in Expensify."""
        if self._detail is not None and self._open_report.isEnabled():
            open_page(self._detail.expensify_link)

    def open_journal(self) -> None:
        """Open the journal in Xero."""
        if self._detail is not None and self._open_journal.isEnabled():
            open_page(self._detail.xero_link)

    def copy_xero_id(self) -> None:
        """Put Xero's id of the journal on the clipboard."""
        if self._detail is not None and self._detail.posting.xero_id:
            QGuiApplication.clipboard().setText(self._detail.posting.xero_id)

    def minimumSizeHint(self) -> QSize:
        """Override: as high as its words are at this width, not at the narrowest."""
        least = super().minimumSizeHint()
        if self.width() <= least.width():
            return least
        return QSize(least.width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override: another width may need another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _arranged(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        top = row(self._name, self._badge, gap=12)
        top.setStretch(0, 1)
        grid.addLayout(column(top, self._who, 4, gap=2), 0, 0, 1, 4)
        dated = holding(row(self._facts["Date"], self._redate))
        named = label("Date", Size.HINT)  # beside the first line, where there are two
        named.setMinimumHeight(dated.sizeHint().height())
        grid.addWidget(named, 1, 0, Qt.AlignmentFlag.AlignTop)
        report = holding(row(label("Report", Size.HINT), self._facts["Report"]))
        facts = Flow(dated, report, self._open_report, gap=12)
        grid.addLayout(facts, 1, 1, 1, 3)
        grid.addWidget(label("Status", Size.HINT), 2, 0)
        grid.addWidget(self._facts["Status"], 2, 1, 1, 3)
        grid.addWidget(label("Narration", Size.HINT), 3, 0)
        grid.addWidget(self._narration, 3, 1, 1, 3)
        grid.addWidget(self._xero_label, 4, 0)
        grid.addWidget(self._xero, 4, 1, 1, 3)
        grid.setColumnStretch(3, 1)
        return grid


def _value() -> QLabel:
    made = paragraph()
    made.setWordWrap(False)
    made.setSizePolicy(label().sizePolicy())
    return made


def _status(detail: Detail) -> str:
    journal = detail.posting.journal
    if journal is None:
        return NONE
    to = detail.organisation.name
    if detail.posting.xero_id:
        return f"{detail.posting.state.words}, {to}"
    if journal.status is JournalStatus.DRAFT:
        return f"Will be a draft in {to}"
    return f"Will be posted to {to}"
