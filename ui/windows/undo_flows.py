"""Leads from a wish to undo, replay, check or back up to its errand."""
# ruff: noqa: PLC0415 - a dialog loads when it is first wanted: the window opens sooner

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.overview import Detail, Overview
from app.domain.postings import IN_FLIGHT, PostingId, State
from ui.engine import Engine
from ui.models.undo import to_void, yes_void
from ui.widgets.memory import Memory
from ui.widgets.status_line import StatusLine
from ui.windows import wording
from ui.windows.dialogs import Question
from ui.workers.questions import Errand
from ui.workers.undo import (
    BackUpRun,
    CheckRun,
    DailyBackUp,
    SettleRun,
    VoidCopiesRun,
)

_INTERRUPTED = IN_FLIGHT | {State.REVERSING}
_FILES = "Vouch back-up (*.db)"


class UndoFlows(QObject):
    """Opens what pages ask for, and settles at the start what was interrupted.

    Signals:
        restore_wished: The store is to be put back from a file; the Path.
    """

    restore_wished = Signal(object)

    def __init__(
        self, window: QWidget, engine: Engine, memory: Memory, status: StatusLine
    ) -> None:
        super().__init__(window)
        self._window, self._engine = window, engine
        self._memory, self._status = memory, status
        self._asking = engine.inquiry(self)
        self._names: dict[str, str] = {}
        self._settled = False
        self._backed_up: date | None = None

    def say(self, overview: Overview) -> None:
        """Settle what was interrupted, once; back up, once a day."""
        self._names = wording.organisations(overview)
        if not self._settled:
            self._settled = True
            if any(_INTERRUPTED & set(g.tallies) for g in overview.glances):
                self._start(SettleRun(), "Asking Xero what became of a posting…")
        today = date.today()  # noqa: DTZ011 - the day on this computer's clock
        worth = overview.glances and not overview.practice
        if worth and self._backed_up != today and not self._engine.running:
            self._backed_up = today
            self._engine.send(DailyBackUp())

    @Slot(object)
    def ask_to_reverse(self, ids: Sequence[PostingId]) -> None:
        """Show what undoing these would do, and do it when that is right."""
        from ui.windows.undo_dialogs import Reverse

        Reverse(
            self._window,
            self._engine,
            self._asking,
            ids,
            self._names,
            then=lambda run: self._start(run, "Reversing…"),
        ).open()

    @Slot(object)
    def ask_to_replay(self, detail: Detail) -> None:
        """Show then beside now, and post anew when that is right."""
        from ui.windows.undo_dialogs import ReplayDialog

        ReplayDialog(
            self._window,
            self._engine,
            self._asking,
            detail,
            self._memory,
            then=lambda run: self._start(run, "Reversing and posting again…"),
        ).open()

    @Slot(object)
    def ask_to_void_copies(self, detail: Detail) -> None:
        """Say which copy goes and which one stays, and void it when that is right."""
        posting = detail.posting
        Question(
            self._window,
            "Void the second copy?",
            to_void(posting, self._names),
            yes_void(posting),
            then=lambda: self._start(VoidCopiesRun((posting.id,)), "Voiding…"),
        ).open()

    @Slot(object)
    def check(self, run: CheckRun) -> None:
        """Check."""
        self._start(run, "Checking…")

    @Slot()
    def ask_where_to(self) -> None:
        """Ask for a file, and back up into it."""
        name = f"vouch-{date.today():%Y-%m-%d}.db"  # noqa: DTZ011 - as above
        dialog = QFileDialog(self._window, "Back up to", name, _FILES)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("db")
        dialog.fileSelected.connect(lambda chosen: self.back_up(Path(chosen)))
        dialog.open()

    def back_up(self, file: Path) -> None:
        """Copy everything into one file."""
        self._start(BackUpRun(file), "Backing up…")

    @Slot()
    def ask_what_from(self) -> None:
        """Ask for a back-up to put back."""
        dialog = QFileDialog(self._window, "Restore from", "", _FILES)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.ask_to_restore(Path(chosen)))
        dialog.open()

    def ask_to_restore(self, file: Path) -> None:
        """Say what putting a back-up back means, and do it when that is right."""
        sentences = (
            f"Everything Vouch knows becomes as it was in {file.name}.",
            "The window closes for a moment and opens again.",
            "What is here now is not lost: it is moved into the folder of back-ups.",
            "Sync before you post: what was posted since then is found again in Xero.",
        )
        Question(
            self._window,
            "Restore this back-up?",
            sentences,
            "Restore",
            then=lambda: self._restore(file),
        ).open()

    def _restore(self, file: Path) -> None:
        if self._engine.running:
            words = "Restoring has to wait: something runs that uses what is here."
            Question(
                self._window,
                "Not yet",
                (words,),
                "Ask again",
                then=lambda: self.ask_to_restore(file),
            ).open()
            return
        self.restore_wished.emit(file)

    def _start(self, errand: Errand, words: str) -> None:
        if not self._engine.running:
            self._status.start(words)
        self._engine.send(errand)
