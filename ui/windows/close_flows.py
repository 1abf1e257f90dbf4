"""Leads from the page Close to what is done, and says what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.domain.closing.accruals import Booked
from app.domain.closing.checklist import Close
from ui.models.words import amount, counted, day
from ui.windows.dialogs import Question, Reason
from ui.windows.kit import Kit
from ui.windows.sign_off_dialog import SignOffDialog
from ui.workers.closing import (
    AccrueRun,
    ClosingErrand,
    PackRun,
    Reopen,
    Sign,
    SurveyRun,
    UnaccrueRun,
)
from ui.workers.questions import Ended


class CloseFlows(QObject):
    """Asks in numbers before anything is written."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        kit.engine.ended.connect(self._ended)

    @Slot(object)
    def survey(self, run: SurveyRun) -> None:
        """Have the checklist filled."""
        self._send("Filling the checklist…", run)

    @Slot(object)
    def ask_to_accrue(self, close: Close) -> None:
        """Say what the accrual would be."""
        if close.accrual is None:
            return
        journal, back = close.accrual.journals
        money = f"{amount(journal.debits, journal.currency)} {journal.currency}"
        reports = counted(len(close.accrual.reports), "report")
        days = f"dated {day(journal.dated)}, and the same back on {day(back.dated)}"
        sentences = [
            f"Two drafts in {close.organisation.name}: {money} {days}.",
            f"It holds what was spent on {reports}; you approve both in Xero.",
        ]
        if close.left_out:
            count = counted(len({x.report_id for x in close.left_out}), "report")
            sentences.append(f"Costs of {count} cannot be accrued; see Not accrued.")
        Question(
            self._kit.window,
            f"Accrue {money} for {close.period.name}?",
            sentences,
            "Save two drafts",
            then=lambda: self._send("Saving the accrual…", AccrueRun(close)),
        ).open()

    @Slot(object)
    def ask_to_unaccrue(self, close: Close) -> None:
        """Say what taking the accrual back does."""
        run = UnaccrueRun(close.connection.id, close.period)
        Question(
            self._kit.window,
            f"Take the accrual of {close.period.name} back?",
            ("Both drafts are deleted in Xero; one that was posted since is voided.",),
            "Take it back",
            then=lambda: self._send("Taking the accrual back…", run),
        ).open()

    @Slot(object)
    def ask_to_sign(self, close: Close) -> None:
        """Ask who signs."""

        def then(name: str, remark: str) -> None:
            self._kit.engine.edit(Sign(close, name, remark))

        SignOffDialog(self._kit.window, close, self._kit.memory, then).open()

    @Slot(object)
    def ask_to_reopen(self, close: Close) -> None:
        """Ask why a sign-off is to be taken back."""
        Reason(
            self._kit.window,
            f"Take the sign-off of {close.period.name} back?",
            ("The month is open again; that it was signed stays in the history.",),
            "Take it back",
            then=lambda why: self._kit.engine.edit(
                Reopen(close.connection.id, close.period, why)
            ),
        ).open()

    @Slot(object)
    def ask_where(self, close: Close) -> None:
        """Ask for the folder of the pack."""
        dialog = QFileDialog(self._kit.window, "Save the close pack")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.write(close, Path(chosen)))
        dialog.open()

    def write(self, close: Close, folder: Path) -> None:
        """Have the pack written."""
        self._send("Writing the pack…", PackRun(close, folder))

    def _send(self, words: str, errand: ClosingErrand) -> None:
        if not self._kit.engine.running:
            self._kit.status.start(words)
        self._kit.engine.send(errand)

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        if not isinstance(ended.errand, ClosingErrand):
            return
        for found in ended.result:
            if isinstance(found, Close):
                left = counted(len(found.open_steps), "step")
                self._kit.status.rest(f"{found.period.name}: {left} left")
            elif isinstance(found, Booked):
                self._kit.status.rest(f"{found.period.name}: {found.progress.value}")
        if isinstance(ended.errand, PackRun):
            names = [x.name for x in ended.result if isinstance(x, Path)]
            self._kit.status.rest(f"Written: {' and '.join(names)}")
