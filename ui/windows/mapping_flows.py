"""Leads from the mapping page to files, differences and versions, and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.mapping_outcomes import Proposal, VersionView
from app.domain.postings import IN_XERO, State
from ui.models.filters import Slice
from ui.models.words import counted
from ui.pages.mapping import Mapping
from ui.pages.page import Going
from ui.widgets.memory import Memory
from ui.widgets.status_line import StatusLine
from ui.windows.mapping_dialogs import CopyFrom, Difference, Versions

_THROUGH_XERO = IN_XERO | {State.REVERSED}
_IN = "Tables (*.xlsx *.csv)"
_OUT = "Excel workbook (*.xlsx);;CSV (*.csv)"


class MappingFlows(QObject):
    """Opens what a mapping page asks for."""

    def __init__(
        self, window: QWidget, page: Mapping, memory: Memory, status: StatusLine
    ) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._memory, self._status = memory, status
        page.file_wished.connect(self.ask_file)
        page.table_wished.connect(self.ask_table)
        page.copy_wished.connect(self.ask_connection)
        page.proposed.connect(self._show_difference)
        page.versions_shown.connect(self._show_versions)
        page.said.connect(self._status.rest)
        page.desk.written.connect(self._written)

    @Slot()
    def ask_file(self) -> None:
        """Ask for a file to take in."""
        dialog = QFileDialog(self._window, "Take in a mapping", "", _IN)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self._page.take_in(Path(name)))
        dialog.open()

    @Slot()
    def ask_table(self) -> None:
        """Ask for a file to write."""
        dialog = QFileDialog(self._window, "Write the mapping", "mapping.xlsx", _OUT)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda name: self._page.desk.write(Path(name)))
        dialog.open()

    @Slot()
    def ask_connection(self) -> None:
        """Ask for a connection to copy from."""
        copy = self._page.desk.propose_copy
        CopyFrom(self._window, self._page.others(), then=copy).open()

    @Slot(object)
    def _show_difference(self, proposal: Proposal) -> None:
        def make() -> None:
            if self._page.desk.connection == proposal.connection_id:
                self._page.desk.change(proposal.changes)

        Difference(self._window, proposal, self._memory, then=make).open()

    @Slot(object)
    def _show_versions(self, versions: tuple[VersionView, ...]) -> None:
        restore = self._page.desk.restore
        of, going = self._page.desk.connection, self._page.going

        def show(version: int) -> None:
            words = f"Mapping version {version}"
            part = Slice(words, states=_THROUGH_XERO, version=version)
            going.emit(Going("review", of, part=part))

        Versions(self._window, versions, self._memory, then=restore, shown=show).open()

    @Slot(int)
    def _written(self, rows: int) -> None:
        self._status.rest(f"{counted(rows, 'row')} written.")
