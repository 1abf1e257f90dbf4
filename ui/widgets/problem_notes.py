"""Problems in words: what is wrong, why, and who mends it where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.domain.overrides import ByHand
from app.domain.overview import Detail
from app.domain.postings import IN_XERO, State
from app.domain.problems import CATALOGUE, Code, Entry, Place, Problem
from ui.models.by_hand import CHANGEABLE, of_problem, told
from ui.widgets import glyphs
from ui.widgets.browser import open_page
from ui.widgets.glyph_label import GlyphLabel
from ui.widgets.looks import SEVERITIES
from ui.widgets.parts import Size, button, column, emptied, label, paragraph, row

_PAST = frozenset({State.REVERSED, State.ELSEWHERE})


class ProblemNotes(QWidget):
    """One note for each problem, blocking ones first, then what was changed by hand.

    Signals:
        mapping_wished: The mapping of what a problem is about is wanted; the Problem.
        override_wished: Only this report is to be coded otherwise; the Problem.
        here_wished: What mends a problem is done on this page; the Problem.
        connection_wished: The connection is to be seen.
        undo_wished: A change by hand is to be taken back; the ByHand.
    """

    mapping_wished = Signal(object)
    override_wished = Signal(object)
    here_wished = Signal(object)
    connection_wished = Signal()
    undo_wished = Signal(object)

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
        for change in detail.override.changes if detail.override else ():
            self._column.addWidget(self._change(change, detail))
        self.setVisible(self._column.count() > 0)
        glyphs.redress(self)

    def _problem(self, problem: Problem, detail: Detail, *, links: bool) -> QFrame:
        entry = CATALOGUE[problem.code]
        tone = SEVERITIES[problem.severity].tone
        who = f"{entry.cause} {who_mends(entry)}"
        twice = problem.code is Code.TWICE_IN_XERO
        past = detail.posting.state in _PAST and not twice
        steps = [] if past else self._steps(problem, detail, links=links)
        return _note(entry.title, problem.message, who, tone, steps)

    def _steps(
        self, problem: Problem, detail: Detail, *, links: bool
    ) -> list[QPushButton]:
        entry = CATALOGUE[problem.code]
        steps: list[QPushButton] = []

        def step(words: str, glyph: str, do: Callable[[], object]) -> QPushButton:
            made = button(words, glyph, "link")
            made.clicked.connect(do)
            steps.append(made)
            return made

        if entry.where is Place.MAPPING:
            ask = partial(self.mapping_wished.emit, problem)
            step(entry.action, "arrows-left-right", ask)
        if entry.where is Place.REVIEW and not _undone(problem, detail):
            step(entry.action, "arrow-right", partial(self.here_wished.emit, problem))
        if entry.where is Place.CONNECTION:
            step(entry.action, "link", self.connection_wished.emit)
        if of_problem(detail, problem) and detail.posting.state in CHANGEABLE:
            ask = partial(self.override_wished.emit, problem)
            step("Change this report only…", "pencil-simple", ask)
        address = _address(entry.where, detail) if links else ""
        if address:
            words = f"{entry.action} in {entry.where}"
            opening = partial(open_page, address)
            step(words, "arrow-square-out", opening).setToolTip(address)
        return steps

    def _change(self, change: ByHand, detail: Detail) -> QFrame:
        title, about = told(change, detail)
        undo = button("Take it back", "arrow-u-up-left", "link")
        undo.setAccessibleName(f"Take it back: {title}")
        undo.clicked.connect(partial(self.undo_wished.emit, change))
        undo.setVisible(detail.posting.state in CHANGEABLE)
        said = label(title, Size.STRONG)
        said.setWordWrap(True)
        words = column(said, paragraph(about, Size.HINT, ink="second"), gap=2)
        laid_out = row(GlyphLabel("pencil-simple", "quiet"), words, undo, gap=8)
        laid_out.setStretch(1, 1)
        laid_out.setContentsMargins(12, 6, 12, 6)
        made = QFrame()
        made.setProperty("kind", "note-quiet")
        made.setLayout(laid_out)
        return made


def _undone(problem: Problem, detail: Detail) -> bool:
    """Whether what the problem's button does makes no sense any more."""
    replays = problem.code in {
        Code.CHANGED_IN_EXPENSIFY,
        Code.CHANGED_IN_XERO,
        Code.DROPPED_BY_XERO,
    }
    return replays and detail.posting.state not in IN_XERO


def _address(where: Place, detail: Detail) -> str:
    if where is Place.EXPENSIFY:
        return detail.expensify_link
    return "https://go.xero.com/" if where is Place.XERO else ""


def who_mends(entry: Entry) -> str:
    """Say who can mend a problem, and where."""
    if entry.where is Place.MAPPING:
        return "You can mend it on the page Mapping."
    if entry.where is Place.CONNECTION:
        return "You can mend it on the page Connections."
    return f"Who can mend it: {_lowered(entry.who)}."


def _note(
    title: str, words: str, more: str, tone: str, steps: Sequence[QPushButton] = ()
) -> QFrame:
    made = QFrame()
    made.setProperty("kind", f"note-{tone}")
    glyph = {"failed": "x-circle", "attention": "warning"}.get(tone, "info")
    said = label(title, Size.STRONG)
    said.setWordWrap(True)
    head = row(GlyphLabel(glyph, tone), said, gap=8)
    head.setStretch(1, 1)
    parts = [paragraph(words)] if words else []
    parts += [paragraph(more, Size.HINT, ink="second")] if more else []
    said_below = [row(24, part, gap=0) for part in parts]
    if steps:
        said_below.append(row(24, *steps, None, gap=4))
    laid_out = column(head, *said_below, gap=4)
    laid_out.setContentsMargins(12, 8, 12, 8)
    made.setLayout(laid_out)
    return made


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
