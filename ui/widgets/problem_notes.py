"""Problems in words: what is wrong, why, and who mends it where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.overview import Detail
from app.domain.postings import State
from app.domain.problems import CATALOGUE, Entry, Place, Problem
from ui.widgets.browser import open_page
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.looks import SEVERITIES
from ui.widgets.parts import Size, button, column, emptied, label, paragraph, row

_PAST = frozenset({State.REVERSED, State.ELSEWHERE})


class ProblemNotes(QWidget):
    """One note for each problem, blocking ones first.

    Signals:
        mapping_wished: The mapping of what a problem is about is wanted; the Problem.
    """

    mapping_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.setLayout(self._column)

    def show_detail(self, detail: Detail, *, links: bool) -> None:
        """Show the problems of a posting, and Xero's words for a failure."""
        emptied(self._column)
        posting = detail.posting
        if posting.state is State.FAILED and posting.why:
            self._column.addWidget(_note("Xero refused it", posting.why, "", "failed"))
        elif posting.why and posting.state in {State.HELD, State.ELSEWHERE}:
            words = f"{posting.state.words}: {posting.why}"
            self._column.addWidget(_note(words, "", "", "quiet"))
        for problem in sorted(posting.problems, key=lambda x: x.severity):
            self._column.addWidget(self._problem(problem, detail, links=links))
        self.setVisible(self._column.count() > 0)

    def _problem(self, problem: Problem, detail: Detail, *, links: bool) -> QFrame:
        entry = CATALOGUE[problem.code]
        tone = SEVERITIES[problem.severity].tone
        who = f"{entry.cause} {who_mends(entry)}"
        made = _note(entry.title, problem.message, who, tone)
        laid_out = made.layout()
        if entry.where is Place.MAPPING and isinstance(laid_out, QVBoxLayout):
            step = button(entry.action, "arrows-left-right", "link")
            step.clicked.connect(lambda: self.mapping_wished.emit(problem))
            laid_out.addLayout(row(24, step, None, gap=0))
        address = _address(entry.where, detail) if links else ""
        if address and detail.posting.state not in _PAST:
            words = f"{entry.action} in {entry.where}"
            step = button(words, "arrow-square-out", "link")
            step.setToolTip(address)
            step.clicked.connect(lambda: open_page(address))
            if isinstance(laid_out, QVBoxLayout):
                laid_out.addLayout(row(24, step, None, gap=0))
        return made


def _address(where: Place, detail: Detail) -> str:
    if where is Place.EXPENSIFY:
        return detail.expensify_link
    return "https://go.xero.com/" if where is Place.XERO else ""


def who_mends(entry: Entry) -> str:
    """Say who can mend a problem, and where."""
    if entry.where is Place.MAPPING:
        return "You can mend it on the page Mapping."
    if entry.where is Place.CONNECTION:
        return (
            "You can mend it in the set-up: vouch setup export, "
            "change the file, vouch setup import."
        )
    return f"Who can mend it: {_lowered(entry.who)}."


def _note(title: str, words: str, more: str, tone: str) -> QFrame:
    made = QFrame()
    made.setProperty("kind", f"note-{tone}")
    glyph = {"failed": "x-circle", "attention": "warning"}.get(tone, "info")
    said = label(title, Size.STRONG)
    said.setWordWrap(True)
    head = row(GlyphLabel(glyph, tone), said, gap=8)
    head.setStretch(1, 1)
    parts = [paragraph(words)] if words else []
    parts += [paragraph(more, Size.HINT, ink="second")] if more else []
    made.setLayout(column(head, *(row(24, part, gap=0) for part in parts), gap=4))
    laid_out = made.layout()
    if laid_out is not None:
        laid_out.setContentsMargins(12, 8, 12, 8)
    return made


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
