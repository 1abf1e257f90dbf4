"""Leads from a wish to change a journal by hand to the edit that does it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Slot

from app.domain.overrides import Choices, Recode
from app.domain.overview import Detail
from app.domain.postings import OPEN, State
from ui.models.by_hand import CHANGEABLE, ChangeWish, UndoWish
from ui.windows.change_dialogs import ChangeDay, ChangeLine
from ui.windows.kit import Kit
from ui.workers.changing import (
    ChangeEdit,
    KeepChanges,
    RecodeLines,
    Redate,
    ShowChoices,
    UndoChanges,
)
from ui.workers.questions import Answer

_AT_ONCE = OPEN | {State.HELD}


class ChangeFlows(QObject):
    """Asks what and why, and says what came of it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        self._wish: ChangeWish | None = None
        self._asking = kit.engine.inquiry(self)
        self._asking.answered.connect(self._offer)
        kit.engine.edited.connect(self._edited)

    @Slot(object)
    def ask(self, wish: ChangeWish) -> None:
        """Ask what is to change, once it is known what there is to choose from."""
        posting = wish.detail.posting
        if posting.state not in CHANGEABLE:
            words = posting.state.words.lower()
            self._kit.status.rest(f"It cannot be changed now: it is {words}.")
            return
        self._wish = wish
        self._asking.ask(ShowChoices(posting.id))

    @Slot(object)
    def undo(self, wish: UndoWish) -> None:
        """Take a change back."""
        edit = UndoChanges(wish.detail.posting.id, (wish.change,))
        self._kit.engine.edit(edit)

    @Slot()
    def say_nothing_chosen(self) -> None:
        """Say how to begin."""
        self._kit.status.rest("Choose a line of the journal, or expenses, first.")

    @Slot(object)
    def keep(self, detail: Detail) -> None:
        """Keep the changes for what the report says now."""
        self._kit.engine.edit(KeepChanges(detail.posting.id))

    @Slot(object, object)
    def _offer(self, asked: ShowChoices, choices: Choices) -> None:
        wish, self._wish = self._wish, None
        if wish is None or wish.detail.posting.id != asked.posting_id:
            return
        of = asked.posting_id
        if wish.meant is None:

            def date_it(on: date, why: str) -> None:
                self._kit.engine.edit(Redate(of, on, why))

            journal = wish.detail.posting.journal
            dated = journal.dated if journal else None
            ChangeDay(self._kit.window, dated, choices, then=date_it).open()
            return

        def recode(what: Recode, why: str) -> None:
            self._kit.engine.edit(RecodeLines(of, what, why))

        names = wish.detail.tax_names
        ChangeLine(self._kit.window, wish.meant, choices, names, then=recode).open()

    @Slot(object)
    def _edited(self, answer: Answer) -> None:
        edit = answer.asked.question
        if not isinstance(edit, ChangeEdit):
            return
        state = getattr(answer.value, "state", None)
        self._kit.status.rest(_said(edit, at_once=state in _AT_ONCE))


def _said(edit: ChangeEdit, *, at_once: bool) -> str:
    """Say what came of an edit."""
    done = {
        UndoChanges: "The change by hand is taken back",
        KeepChanges: "The changes by hand are kept",
    }.get(type(edit), "The journal is changed")
    if at_once:
        return f"{done}."
    return f"{done}; replay it to bring that to Xero."
