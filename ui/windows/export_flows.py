"""Leads from a wish for a file to the errand that writes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.domain.exports import Form, Written
from app.domain.postings import PostingId
from ui.models.scopes import Choosable, Scope
from ui.models.words import counted, number
from ui.windows.export_dialog import ExportDialog
from ui.windows.gathering import Gathering
from ui.windows.kit import Kit
from ui.windows.wording import Outcome
from ui.workers.journals import WriteRun
from ui.workers.questions import Ended

_FILES: Mapping[Form, tuple[str, str]] = {
    Form.BOOK: ("xlsx", "Excel workbook (*.xlsx)"),
    Form.TABLE: ("csv", "CSV (*.csv)"),
    Form.XERO: ("csv", "CSV for Xero (*.csv)"),
}


class ExportFlows(QObject):
    """Asks what and where, and says what was written."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.window)
        self._kit = kit
        self._gathering = Gathering(kit.engine, self)
        kit.engine.ended.connect(self._ended)

    @Slot(object)
    def ask(self, choosable: Choosable) -> None:
        """Ask what is to be written, and as what."""
        if not any(choosable.offered()):
            self._kit.status.rest("There is no report to export.")
            return

        def then(scope: Scope, form: Form) -> None:
            self._gathering.ask(choosable, scope, lambda ids: self.ask_where(ids, form))

        ExportDialog(self._kit.window, choosable, self._kit.memory, then).open()

    def ask_where(self, ids: tuple[PostingId, ...], form: Form) -> None:
        """Ask for a file."""
        suffix, kinds = _FILES[form]
        today = date.today()  # noqa: DTZ011 - the day on this computer's clock
        name = f"journals-{today:%Y-%m-%d}.{suffix}"
        dialog = QFileDialog(self._kit.window, "Export journals", name, kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.fileSelected.connect(lambda chosen: self.write(ids, form, Path(chosen)))
        dialog.open()

    def write(self, ids: tuple[PostingId, ...], form: Form, file: Path) -> None:
        """Have it written."""
        if not self._kit.engine.running:
            self._kit.status.start("Writing journals…")
        self._kit.engine.send(WriteRun(ids, form, file))

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        for written in ended.result:
            if isinstance(ended.errand, WriteRun) and isinstance(written, Written):
                said = wrote(written)
                self._kit.status.rest(said.line)
                if said.title:
                    self._kit.banner.say(said.title, said.words, "attention")


def wrote(written: Written) -> Outcome:
    """Say what was written, and what was left out of it."""
    names = ", ".join(file.name for file in written.files)
    line = f"{counted(written.journals, 'report')} written to {names}"
    if not written.left_out:
        return Outcome(line)
    count = sum(written.left_out.values())
    title = f"{counted(count, 'report was', 'reports were')} left out"
    why = ", ".join(f"{number(n)} {words}" for words, n in written.left_out.items())
    return Outcome(line, title, f"Xero's import gets what waits to be posted: {why}.")
