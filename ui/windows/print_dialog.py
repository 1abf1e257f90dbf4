"""Asks which journals are to be printed, how, and on what paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import QComboBox, QWidget

from ui.models.scopes import Choosable, Scope
from ui.models.words import locale
from ui.paper.printing import Manner, usual_paper
from ui.widgets import glyphs
from ui.widgets.memory import Memory
from ui.widgets.once import Dialog
from ui.widgets.parts import Size, button, column, fitted, label, row
from ui.widgets.radios import Radios

_WIDTH = 480
_KEY = "print/manner"
_MANNERS = (
    (Manner.ALONE, "One journal a page", "A voucher to file or to sign."),
    (Manner.TOGETHER, "Many on a page", "One after another, with a sum at the end."),
)
_PAPERS = (("A4", QPageSize.PageSizeId.A4), ("Letter", QPageSize.PageSizeId.Letter))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be put on paper, and how; ``pdf`` or else a printer."""

    scope: Scope
    manner: Manner
    paper: QPageSize.PageSizeId
    pdf: bool


class PrintDialog(Dialog):
    """Scope, manner and paper; the printer or the file is asked for afterwards."""

    def __init__(
        self,
        parent: QWidget,
        choosable: Choosable,
        memory: Memory,
        then: Callable[[Wish], object],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Print journals")
        self._memory, self._then = memory, then
        scopes = [(scope, words, "") for scope, words in choosable.offered()]
        self.scope: Radios[Scope] = Radios("What", scopes)
        self.manner: Radios[Manner] = Radios("How", _MANNERS)
        self.manner.choose(Manner(memory.text(_KEY, Manner.ALONE)))
        self.paper = QComboBox()
        self.paper.setAccessibleName("Paper")
        for words, paper in _PAPERS:
            self.paper.addItem(words, paper)
        self.paper.setCurrentIndex(self.paper.findData(usual_paper(locale())))
        self.pdf = button("Save as P&DF…", "file-pdf")
        self.print = button("&Print…", "printer", kind="primary")
        self.no = button("Cancel")
        self.pdf.clicked.connect(lambda: self._go(pdf=True))
        self.print.clicked.connect(lambda: self._go(pdf=False))
        self.no.clicked.connect(self.reject)
        title = label("Print journals", Size.SECTION)
        paper_row = column(label("Paper", Size.STRONG), row(self.paper, None), gap=4)
        buttons = row(None, self.no, self.pdf, self.print)
        parts = (title, self.scope, self.manner, paper_row, None, buttons)
        self.setLayout(column(*parts, gap=16, margin=20))
        self.print.setDefault(True)
        self.scope.first.setFocus()
        glyphs.redress(self)
        fitted(self, _WIDTH)

    def _go(self, *, pdf: bool) -> None:
        wish = Wish(
            self.scope.chosen, self.manner.chosen, self.paper.currentData(), pdf
        )
        self._memory.keep(_KEY, wish.manner.value)
        self.accept()
        self._then(wish)
