"""How what Expensify has adds up, for one connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from app.domain.completeness import Completeness, Difference, Here
from app.domain.expenses import ReportId
from ui.models.findings import Share, share, shares, summed
from ui.models.words import counted, number, span
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.parts import Size, button, column, label, paragraph, row, rule

_WIDEST = 860
_SHOWN = 50
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class CompletenessCard(QFrame):
    """A small table: Expensify, where everything is, and each difference.

    Signals:
        report_wished: A report is to be shown; its id.
    """

    report_wished = Signal(str)

    def __init__(self, each: Completeness, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        fine = each.complete
        glyph = GlyphLabel(*(("check-circle", "posted") if fine else _WRONG), 20)
        days = label(f"Approved {span(each.first, each.last)}", ink="second")
        top = row(glyph, label(name, Size.SECTION), None, days)
        verdict = paragraph(
            "Complete: every report is accounted for, to the cent."
            if fine
            else f"{counted(len(each.differences), 'difference')}: what Expensify has "
            "and what Vouch knows do not agree."
        )
        whole = column(top, verdict, 4, _grid(each), margin=16)
        named: tuple[Sequence[Here | Difference], ...] = (each.others, each.differences)
        for some in filter(None, named):
            whole.addWidget(rule())
            whole.addLayout(self._one_by_one(some))
        self.setLayout(whole)

    def _one_by_one(self, named: Sequence[Here | Difference]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for line, found in enumerate(named[:_SHOWN]):
            link = button(found.report_id, kind="link")
            link.setToolTip(found.name)
            link.clicked.connect(self._leading_to(found.report_id))
            grid.addWidget(link, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(paragraph(found.message), line, 1)
        more = len(named) - _SHOWN
        if more > 0:
            said = f"And {number(more)} more; vouch check lists them all."
            grid.addWidget(label(said, ink="second"), _SHOWN, 1)
        return grid

    def _leading_to(self, report_id: ReportId) -> Callable[[], None]:
        return lambda: self.report_wished.emit(report_id)


_WRONG = ("warning", "attention")


def _grid(each: Completeness) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(3, 1)
    for at, title in enumerate(("Where", "Reports", "Money")):
        head = label(title, Size.HINT)
        grid.addWidget(head, 0, at, _RIGHT if at else Qt.AlignmentFlag.AlignLeft)
    rows = [*((x, Size.PLAIN) for x in shares(each)), (_sum(each), Size.STRONG)]
    for line, (part, size) in enumerate(rows, 1):
        if size is Size.STRONG:
            grid.addWidget(rule(), 2 * line - 1, 0, 1, 3)
        _write(grid, 2 * line, part, size)
    _write(grid, 2 * len(rows) + 1, share("In Expensify", each.expensify), Size.STRONG)
    return grid


def _sum(each: Completeness) -> Share:
    return share("All together", summed(each))


def _write(grid: QGridLayout, line: int, part: Share, size: Size) -> None:
    grid.addWidget(_cell(part.where, size), line, 0)
    grid.addWidget(_cell(part.reports, size), line, 1, _RIGHT)
    money = _cell(part.money, size)
    money.setAlignment(_RIGHT)
    money.setAccessibleName(f"{part.where}: {part.reports} reports, {part.money}")
    grid.addWidget(money, line, 2, _RIGHT)


def _cell(text: str, size: Size) -> QLabel:
    made = label(text, size)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
