"""What mends the shown posting: where each button of its notes leads."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.overrides import ByHand
from app.domain.problems import Code, Problem
from ui.models.by_hand import (
    ChangeWish,
    UndoWish,
    of_expenses,
    of_line,
    of_problem,
)
from ui.pages.page import Going
from ui.pages.review_detail import ReviewDetail


class Mending(QObject):
    """Turns presses beside a journal into wishes about its posting.

    Signals:
        going: Another page is wanted; the Going.
        change_wished: The journal is to be changed by hand; the ChangeWish.
        undo_wished: A change by hand is to be taken back; the UndoWish.
        keep_wished: The changes by hand hold still; the Detail.
        aside_wished: It is posted elsewhere.
        replay_wished: It is to be posted anew.
        void_wished: Its second copies in Xero are to be voided.
        nothing_chosen: A line is to be chosen first.
    """

    going = Signal(object)
    change_wished = Signal(object)
    undo_wished = Signal(object)
    keep_wished = Signal(object)
    aside_wished = Signal()
    replay_wished = Signal()
    void_wished = Signal()
    nothing_chosen = Signal()

    def __init__(self, shown: ReviewDetail, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown
        notes = shown.notes
        notes.mapping_wished.connect(self._map)
        notes.connection_wished.connect(self._see_connection)
        notes.override_wished.connect(self._change_for)
        notes.here_wished.connect(self._mend_here)
        notes.undo_wished.connect(self._undo)
        shown.behind.change_wished.connect(self.change)
        shown.head.date_wished.connect(self.redate)

    @Slot()
    def change(self) -> None:
        """Change the selected expenses, or else the line that is looked at."""
        detail, line = self._shown.detail, self._shown.journal.line
        if detail is None:
            return
        meant = of_expenses(detail, self._shown.behind.chosen)
        if meant is None and line is not None:
            meant = of_line(detail, line)
        if meant is None:
            self.nothing_chosen.emit()
        else:
            self.change_wished.emit(ChangeWish(detail, meant))

    @Slot()
    def redate(self) -> None:
        """Change the journal's day."""
        detail = self._shown.detail
        if detail is not None:
            self.change_wished.emit(ChangeWish(detail))

    @Slot(object)
    def _change_for(self, problem: Problem) -> None:
        detail = self._shown.detail
        meant = of_problem(detail, problem) if detail else None
        if detail is not None and meant is not None:
            self.change_wished.emit(ChangeWish(detail, meant))

    @Slot(object)
    def _mend_here(self, problem: Problem) -> None:
        if problem.code is Code.CHANGE_TO_CONFIRM:
            self.keep_wished.emit(self._shown.detail)
        elif problem.code is Code.NOT_AN_EXPENSE_REPORT:
            self.aside_wished.emit()
        elif problem.code is Code.TWICE_IN_XERO:
            self.void_wished.emit()
        else:
            self.replay_wished.emit()

    @Slot(object)
    def _undo(self, change: ByHand) -> None:
        detail = self._shown.detail
        if detail is not None:
            self.undo_wished.emit(UndoWish(detail, change))

    @Slot(object)
    def _map(self, problem: Problem) -> None:
        detail = self._shown.detail
        if detail is not None:
            of = detail.posting.connection_id
            self.going.emit(Going("mapping", of, text=problem.about))

    @Slot()
    def _see_connection(self) -> None:
        detail = self._shown.detail
        if detail is not None:
            self.going.emit(Going("connections", detail.posting.connection_id))
